import { randomBytes, randomInt } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Secret } from '@durabot/bot-api';

/** A secret that is made at the first start and is the same ever after; the file is for its owner only. */
export function keptSecret(dataDir: string, name: string, make: () => string): Secret {
  const path = join(dataDir, 'secrets', name);
  const kept = readKept(path);
  if (kept !== undefined) return new Secret(kept);
  const value = make();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Whole or not at all: a process that dies between the two lines must not leave half a secret behind.
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  writeSync(file, value);
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, path);
  return new Secret(value);
}

/** What Telegram has to send with each webhook. */
export function makeWebhookSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** A master key with the name of its month. */
export function makeMasterKey(nowMs: number): string {
  return `${new Date(nowMs).toISOString().slice(0, 7)}:${randomBytes(32).toString('base64')}`;
}

/** What hashes of phones are made with. */
export function makeLookupSecret(): string {
  return randomBytes(32).toString('base64');
}

/** A token of the form Telegram uses, for a bot in the simulator. */
export function makeSimulatorToken(): string {
  return `${randomInt(1_000_000_000, 9_000_000_000)}:${randomBytes(26).toString('base64url').slice(0, 35)}`;
}

function readKept(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return text === '' ? undefined : text;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
