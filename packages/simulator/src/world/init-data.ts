import { createHmac, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';

import type { World } from './world.ts';

/** How an Ed25519 key of 32 bytes is wrapped in PKCS #8. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const KEY_BYTES = 32;

/** The key with which this world signs launch data for third parties; made once and kept. */
function signingKey(world: World): KeyObject {
  const { meta } = world.store.tables;
  let seed = meta.get('web_app_key')?.['seed'];
  if (typeof seed !== 'string') {
    const bytes = Buffer.from(Array.from({ length: KEY_BYTES }, () => world.random.between(0, 255)));
    seed = bytes.toString('hex');
    meta.put('web_app_key', { seed });
  }
  const der = Buffer.concat([PKCS8_HEAD, Buffer.from(String(seed), 'hex')]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/** The public key of the world's launch data, 32 bytes in hex as Telegram publishes its own. */
export function launchPublicKey(world: World): string {
  const der = createPublicKey(signingKey(world)).export({ format: 'der', type: 'spki' });
  return der.subarray(-KEY_BYTES).toString('hex');
}

/**
 * Signs launch data as Telegram does: for third parties with Ed25519 over all fields,
 * for the bot with a hash made of its token, over all fields and that signature.
 */
export function signInitData(
  world: World,
  fields: Readonly<Record<string, string>>,
  bot: { id: number; token: string },
): string {
  const message = `${bot.id}:WebAppData\n${linesOf(fields)}`;
  const signature = sign(null, Buffer.from(message), signingKey(world)).toString('base64url');
  const signed = { ...fields, signature };
  const secret = createHmac('sha256', 'WebAppData').update(bot.token).digest();
  const hash = createHmac('sha256', secret).update(linesOf(signed)).digest('hex');
  return new URLSearchParams({ ...signed, hash }).toString();
}

function linesOf(fields: Readonly<Record<string, string>>): string {
  return Object.keys(fields)
    .toSorted()
    .map((name) => `${name}=${fields[name] ?? ''}`)
    .join('\n');
}
