import { createHash } from 'node:crypto';
import { parsePhone } from '../domain/parse-phone.ts';
import type { ImportSettings } from './import-settings.ts';
import type { OriginalRow } from './original-file.ts';
import { cutText, textOf } from './read-cell.ts';

/** Whom an order is for, and where. */
export interface ImportedContact {
  readonly phone: string;
  readonly name: string | undefined;
  readonly address: string;
}

/**
 * Reads the client's three fields. An order without a readable phone is still an order: it gets a stand-in that no
 * country uses, and what was written stays among the notes.
 */
export function mapContact(
  row: OriginalRow,
  originalId: number,
  { country, source }: ImportSettings,
  { warn, notes }: { warn: (reason: string) => void; notes: string[] },
): ImportedContact {
  const written = textOf(row, 'client_phone');
  const parsed = written === undefined ? undefined : parsePhone(written, country);
  const name = textOf(row, 'client_name');
  const address = textOf(row, 'client_address');
  if (written === undefined) warn('phone_missing');
  else if (parsed?.ok === true) {
    if (parsed.rest !== undefined) notes.push(`Телефон: ${written.slice(0, 200)}`);
  } else {
    warn('phone_unreadable');
    notes.push(`Телефон: ${written.slice(0, 200)}`);
  }
  if (address === undefined) warn('address_missing');
  else if (address.length > 500) {
    warn('address_cut');
    notes.push(`Адрес: ${address}`);
  } else if (!/\d/.test(address)) warn('address_without_house');
  if (name !== undefined && name.length > 200) notes.push(`Клиент: ${name}`);
  return {
    phone: parsed?.ok === true ? parsed.e164 : standIn(`${source} ${written ?? originalId}`),
    name: name === undefined ? undefined : cutText(name, 200),
    address: address === undefined ? '—' : cutText(address, 500),
  };
}

/** A number in a code that is given to no country; the same words have the same one. */
function standIn(words: string): string {
  const digits = BigInt(`0x${createHash('sha256').update(words).digest('hex').slice(0, 12)}`) % 1_000_000_000_00n;
  return `+999${digits.toString().padStart(11, '0')}`;
}
