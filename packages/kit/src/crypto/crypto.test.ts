import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { decrypt, encrypt } from './aes.ts';
import { createLookupHash } from './lookup-hash.ts';
import { parseMasterKeys } from './master-keys.ts';

const key = randomBytes(32);
const encoded = key.toString('base64');

test('the current master key stands first, older ones are still found', () => {
  const keys = parseMasterKeys(` new:${encoded}, old:${randomBytes(32).toString('base64url')} `);
  expect(keys.current).toEqual({ id: 'new', bytes: key });
  expect([keys.find('old')?.id, keys.find('none')]).toEqual(['old', undefined]);
});

test.each([
  ['', 'No master key'],
  ['abc', 'Master key 1 does not look like'],
  [`a:${encoded},b b:${encoded}`, 'Master key 2 does not look like'],
  [`a:${encoded},a:${encoded}`, 'Two master keys'],
  ['short:YWJj', 'has 3 bytes instead of 32'],
  [`zero:${Buffer.alloc(32).toString('base64')}`, 'is not random'],
])('a wrong setting is refused in words that hold no key: %#', (setting, words) => {
  expect(() => parseMasterKeys(setting)).toThrow(words);
  expect(() => parseMasterKeys(setting)).not.toThrow(encoded);
});

test('what is encrypted comes back with its key and context only, and not when a bit was changed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), fc.integer({ min: 0, max: 7 }), (text, at, bit) => {
      const plain = Buffer.from(text);
      const sealed = encrypt(key, plain, 'here', randomBytes);
      expect(decrypt(key, sealed, 'here')).toEqual(plain);
      expect(decrypt(key, sealed, 'there')).toBeUndefined();
      expect(decrypt(randomBytes(32), sealed, 'here')).toBeUndefined();
      const changed = Buffer.from(sealed);
      const place = at % changed.length;
      changed.writeUInt8(changed.readUInt8(place) ^ (1 << bit), place);
      expect(decrypt(key, changed, 'here')).toBeUndefined();
      expect(decrypt(key, sealed.subarray(0, at % sealed.length), 'here')).toBeUndefined();
    }),
    { numRuns: 200 },
  );
});

test('one phone has one hash, however it is written; tenants and kinds have their own', () => {
  const here = createLookupHash(key, { product: 'repair', tenant: 'a' });
  const there = createLookupHash(key, { product: 'repair', tenant: 'b' });
  const hash = here.ofPhone('+79161234567');
  expect(here.ofPhone('+7 (916) 123-45-67')).toBe(hash);
  expect(hash).not.toContain('9161234567');
  expect(new Set([hash, there.ofPhone('+79161234567'), here.of('telegram', '+79161234567')]).size).toBe(3);
  for (const wrong of ['89161234567', '+7', '', '+7916123456789012'])
    expect(() => here.ofPhone(wrong)).toThrow('international form');
  expect(() => createLookupHash(randomBytes(31), { product: 'a', tenant: 'b' })).toThrow('31 bytes');
});
