import { createHmac, hkdfSync } from 'node:crypto';

/** Makes names for values by which they are found again without being stored. */
export interface LookupHash {
  /** For any text, as it is. */
  of(kind: string, text: string): string;
  /**
   * For a phone number in international form, however it is spaced: `+7 (916) 123-45-67`.
   *
   * @throws RangeError for what is none: a wrong name would find nobody, silently
   */
  ofPhone(phone: string): string;
}

/**
 * Hashes with a secret (HMAC-SHA-256), so that nobody without it can try all numbers of a country. Each product and tenant
 * has hashes of its own. The secret is never rotated by itself: with another one all hashes have to be made anew.
 *
 * @param secret at least 32 random bytes, of a setting of its own
 */
export function createLookupHash(
  secret: Buffer,
  scope: { readonly product: string; readonly tenant: string },
): LookupHash {
  if (secret.length < 32) throw new RangeError(`The secret for lookups has ${secret.length} bytes; it needs 32.`);
  const info = JSON.stringify(['lookup', scope.product, scope.tenant]);
  const key = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), info, 32));
  const of = (kind: string, text: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify([kind, text]))
      .digest('base64url');
  return {
    of,
    ofPhone(phone) {
      const digits = phone.replaceAll(/[\s()\-.\u00a0\u202f]/g, '');
      if (!/^\+\d{7,15}$/.test(digits)) throw new RangeError('A phone number is looked up in international form.');
      return of('phone', digits);
    },
  };
}
