import { expect, test } from 'vitest';
import { runBench } from './run-bench.ts';

test('every peer holds the whole dialog: a wrong answer would end the run', () => {
  const lines = runBench('dialog', '--users=3');
  const peers = lines.filter((line) => line['peer_per_s'] !== undefined);
  expect(peers.map((line) => line['peer'])).toEqual([
    'grammy-sessions',
    'grammy-conversations',
    'telegraf-scenes',
    'node-telegram-bot-api',
    'grammy-bullmq',
    'bare-pipeline',
  ]);
  for (const line of peers) expect(line['peer_per_s'], JSON.stringify(line)).toBeGreaterThan(0);
  expect(lines.at(-1)).toMatchObject({ fastest_peer: expect.any(String), ratio_to_durable: expect.any(Number) });
});
