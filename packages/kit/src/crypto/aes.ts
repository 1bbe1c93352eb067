import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Gives that many random bytes; `randomBytes` of Node outside of tests. */
export type RandomBytes = (length: number) => Buffer;

const nonceLength = 12;
const tagLength = 16;

/** AES-256-GCM: nonce, ciphertext and tag in one. It opens only with the same `context`. */
export function encrypt(key: Buffer, plain: Buffer, context: string, random: RandomBytes): Buffer {
  const nonce = random(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @returns undefined when key, context or bytes are not those that it was made with */
export function decrypt(key: Buffer, sealed: Buffer, context: string): Buffer | undefined {
  if (sealed.length < nonceLength + tagLength) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength), { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(-tagLength));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceLength, -tagLength)), decipher.final()]);
  } catch {
    return undefined;
  }
}
