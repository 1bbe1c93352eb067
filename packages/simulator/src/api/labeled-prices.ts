import { isJsonObject } from '../json.ts';
import type { LabeledPrice } from '../world/payment-records.ts';
import { badRequest } from './api-error.ts';
import { integerField, requiredString, tryParseJson } from './json-fields.ts';

/** Reads a list of labelled prices; `prefix` is what a refusal begins with. */
export function readLabeledPrices(value: unknown, prefix = ''): LabeledPrice[] {
  if (!Array.isArray(value)) throw refusal(prefix, 'Expected an Array of labeled prices');
  const prices = value.map((item) => readPrice(item, prefix));
  if (prices.length === 0) throw refusal(prefix, 'There must be at least one price');
  return prices;
}

function readPrice(value: unknown, outer: string): LabeledPrice {
  const prefix = outer === '' ? "Can't parse labeled price" : `${outer}: Can't parse labeled price`;
  if (!isJsonObject(value)) throw refusal(prefix, 'LabeledPrice must be an Object');
  const label = requiredString(value, 'label', prefix);
  if (label === '') throw refusal(prefix, 'LabeledPrice label must be non-empty');
  const amount = integerField(value, 'amount', prefix);
  if (amount === undefined) throw refusal(prefix, 'Can\'t find field "amount"');
  return { label, amount };
}

export function readTipAmounts(value: unknown, prefix = ''): number[] {
  if (!Array.isArray(value)) throw refusal(prefix, 'Expected an Array of suggested tip amounts');
  return value.map((item) => {
    if (typeof item !== 'number' && typeof item !== 'string') {
      throw refusal(prefix, 'Suggested tip amount must be of type Number or String');
    }
    const amount = readWhole(String(item));
    if (amount === undefined) throw refusal(prefix, "Can't parse suggested tip amount as Number");
    return amount;
  });
}

const MAX_AMOUNT = 9999_9999_9999;

export function isTooBig(amount: number): boolean {
  return Math.abs(amount) > MAX_AMOUNT;
}

/** TDLib's checks of the parts of a price. @returns their sum */
export function checkPriceParts(parts: readonly LabeledPrice[]): number {
  for (const { label, amount } of parts) {
    if (isBrokenText(label)) throw badRequest('price part label must be encoded in UTF-8');
    if (isTooBig(amount)) throw badRequest('too big amount of the currency specified');
  }
  const total = parts.reduce((sum, part) => sum + part.amount, 0);
  if (total <= 0) throw badRequest('total price must be positive');
  if (isTooBig(total)) throw badRequest('total price is too big');
  return total;
}

/** Whether half a character stands alone, as JSON can write it. */
export function isBrokenText(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

/** @returns `undefined` for what is no whole number */
export function readWhole(text: string): number | undefined {
  const amount = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(amount) ? amount : undefined;
}

/** The value of a JSON parameter, in whose absence the official server names it. */
export function requiredJson(text: string, name: string, notJson: string): unknown {
  if (text === '') throw badRequest(`parameter "${name}" is required`);
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest(notJson);
  return parsed.value;
}

export function refusal(prefix: string, text: string): Error {
  return badRequest(prefix === '' ? text : `${prefix}: ${text}`);
}
