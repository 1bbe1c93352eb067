import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseMasterKeys } from '@durabot/kit';
import { keptSecret, makeLookupSecret, makeMasterKey, makeSimulatorToken, makeWebhookSecret } from './kept-secret.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'durabot-secret-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a secret is made once and found again', () => {
  const first = keptSecret(folder, 'webhook-secret', makeWebhookSecret);
  expect(keptSecret(folder, 'webhook-secret', makeWebhookSecret).reveal()).toBe(first.reveal());
  expect(keptSecret(folder, 'another', makeWebhookSecret).reveal()).not.toBe(first.reveal());
});

test('nobody but its owner may read it', () => {
  keptSecret(folder, 'webhook-secret', makeWebhookSecret);
  expect(statSync(join(folder, 'secrets', 'webhook-secret')).mode & 0o077).toBe(0);
});

test('a made token has the form of a real one, a made webhook secret the form Telegram asks for', () => {
  expect(makeSimulatorToken()).toMatch(/^\d{10}:[\w-]{35}$/);
  expect(makeWebhookSecret()).toMatch(/^[\w-]{16,256}$/);
});

test('a made master key can be used, under the name of its month, and a made lookup secret is long enough', () => {
  const { current } = parseMasterKeys(makeMasterKey(Date.parse('2026-11-22T12:00:00Z')));
  expect(current.id).toBe('2026-11');
  expect(Buffer.from(makeLookupSecret(), 'base64')).toHaveLength(32);
});
