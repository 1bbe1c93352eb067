import type { Sql, Tx } from '@durabot/postgres';

import { decrypt, encrypt } from './aes.ts';
import { activeDataKey, readDataKeys } from './data-keys.ts';
import type { KeyRing, KeyScope } from './data-keys.ts';

/** Where a field stands: it opens nowhere else. `field` is a constant like `client.phone`. */
export interface FieldPlace extends KeyScope {
  readonly field: string;
}

/** What an encrypted field holds. */
export type OpenedField =
  | { readonly kind: 'text'; readonly text: string }
  /** Its key was thrown away on purpose. */
  | { readonly kind: 'shredded' };

/** Encrypts a text for a column of type `text`. Equal texts never look alike; see {@link createLookupHash} to find them. */
export async function sealField(tx: Tx, ring: KeyRing, place: FieldPlace, text: string, at: Date): Promise<string> {
  const key = await activeDataKey(tx, ring, place, at);
  const sealed = encrypt(key.bytes, Buffer.from(text), contextOf(place), ring.random);
  return `e1.${key.id}.${sealed.toString('base64url')}`;
}

/** Opens one field; see {@link openFields}. */
export async function openField(sql: Sql, ring: KeyRing, place: FieldPlace, sealed: string): Promise<OpenedField> {
  const [opened] = await openFields(sql, ring, [{ place, sealed }]);
  if (opened === undefined) throw new Error('One field went in and none came out.');
  return opened;
}

/**
 * Opens fields, in their order, reading their keys once.
 *
 * @throws when a field was changed, cut, or belongs to another place
 */
export async function openFields(
  sql: Sql,
  ring: KeyRing,
  fields: readonly { readonly place: FieldPlace; readonly sealed: string }[],
): Promise<OpenedField[]> {
  const parsed = fields.map(({ place, sealed }) => ({ place, ...parse(sealed, place.field) }));
  const keys = await readDataKeys(
    sql,
    ring,
    parsed.map(({ keyId }) => keyId),
  );
  return parsed.map(({ place, keyId, bytes }) => {
    const key = keys.get(keyId);
    if (key === undefined) return { kind: 'shredded' };
    const plain = decrypt(key.bytes, bytes, contextOf(place));
    if (plain === undefined) throw new Error(`The encrypted field ${place.field} was changed, or belongs elsewhere.`);
    return { kind: 'text', text: plain.toString() };
  });
}

function parse(sealed: string, field: string): { keyId: string; bytes: Buffer } {
  const [, keyId, encoded] = /^e1\.([\w-]{16})\.([\w-]+)$/.exec(sealed) ?? [];
  if (keyId === undefined || encoded === undefined)
    throw new Error(`The field ${field} holds nothing that was encrypted here.`);
  return { keyId, bytes: Buffer.from(encoded, 'base64url') };
}

function contextOf({ product, tenant, subject, field }: FieldPlace): string {
  return JSON.stringify(['field', product, tenant, subject, field]);
}
