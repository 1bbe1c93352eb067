import type { Language } from '@durabot/runtime';

import { wallClockAt } from '../calendar/wall-clock.ts';
import { exportWords } from './export-words.ts';
import type { Column, Money } from './table.ts';

/**
 * Text that no spreadsheet takes for a formula: `=1+1` becomes `'=1+1`. The wide forms are what Excel makes of Asian
 * keyboards. Numbers are not text and stay as they are.
 */
export function withoutFormula(text: string): string {
  return /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}

/** At least so long that nobody means a sum by it; masked digits are stars. */
const phone = /^\+\d[\d\u0020\u00a0\u202f()*-]{6,30}$/;

/**
 * The same for a cell that says itself that it is text: there a phone keeps its plus without an apostrophe before it, for
 * nothing in it could compute but digits, even in a program that forgets what the cell said.
 */
export function withoutFormulaOrPhone(text: string): string {
  return phone.test(text) ? text : withoutFormula(text);
}

/** How many decimals a currency has. */
export function decimalsOf(currency: string): number {
  let decimals = known.get(currency);
  if (decimals === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
    known.set(currency, decimals);
  }
  return decimals;
}

const known = new Map<string, number>();

/** `123450` minor units of RUB are `1234.50`, exactly: no number in between. */
export function decimalOf({ minor, currency }: Money): string {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`${minor} is no amount in minor units.`);
  const decimals = decimalsOf(currency);
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${minor < 0 ? '-' : ''}${whole}${decimals > 0 ? `.${digits.slice(-decimals)}` : ''}`;
}

/** `3:05:00` for three hours and five minutes; hours may be more than a day has. */
export function durationText(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  const text = `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return seconds < 0 && whole > 0 ? `-${text}` : text;
}

const two = (value: number) => String(value).padStart(2, '0');

/** What a person reads in a cell, on paper or in a picture of it. */
export function readableCell<Row>(column: Column<Row>, row: Row, language: Language): string {
  switch (column.kind) {
    case 'text':
      return column.value(row) ?? '';
    case 'integer':
      return shown(column.value(row), (value) => groupDigits(String(value)));
    case 'money':
      return shown(column.value(row), readableMoney);
    case 'date':
      return shown(column.value(row), readableDate);
    case 'datetime':
      return shown(column.value(row), (value) => readableMoment(value, column.zone));
    case 'boolean':
      return shown(column.value(row), (value) => exportWords[language][value ? 'yes' : 'no']);
    case 'duration':
      return shown(column.value(row), durationText);
  }
}

function shown<T>(value: T | null, show: (value: T) => string): string {
  return value === null ? '' : show(value);
}

/** `1 234,50 ₽` */
export function readableMoney(money: Money): string {
  return `${groupDigits(decimalOf(money)).replace('.', ',')} ${currencySign(money.currency)}`;
}

/** `22.11.2026` */
function readableDate(date: string): string {
  return date.split('-').toReversed().join('.');
}

/** `22.11.2026 14:05` */
export function readableMoment(moment: Date, zone: string): string {
  const { date, time } = wallClockAt(moment, zone);
  return `${readableDate(date)} ${time.slice(0, 5)}`;
}

/** With narrow spaces that do not break. */
export function groupDigits(number: string): string {
  const [whole = '', decimals] = number.split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, '\u202f');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** `₽` where there is a short sign, else the code. */
export function currencySign(currency: string): string {
  return signs.get(currency) ?? currency;
}

const signs = new Map([
  ['RUB', '₽'],
  ['UAH', '₴'],
  ['USD', '$'],
  ['EUR', '€'],
  ['KZT', '₸'],
  ['GBP', '£'],
]);
