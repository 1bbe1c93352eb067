import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aRedis, createLogBook } from '../test/a-redis.ts';
import { startRawRedis, type RawRedis } from '../test/raw-redis.ts';
import type { Redis } from './redis.ts';

let server: RawRedis;
let redis: Redis;
let book: ReturnType<typeof createLogBook>;
let losses: number;
beforeEach(async () => {
  server = await startRawRedis(() => '+OK');
  book = createLogBook();
  redis = aRedis(server.url, book.log, { probeMs: 5 });
  losses = 0;
  redis.onLoss(() => {
    losses += 1;
  });
  redis.start();
  await until(() => redis.status().up);
});
afterEach(async () => {
  await redis.stop();
  await server.stop();
});

/** Looks again and again, for three seconds. */
async function until(condition: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(condition()).toBe(true), { timeout: 3_000, interval: 5 });
}

/** So many more probes have been made. */
async function moreProbes(count: number): Promise<void> {
  const before = server.count('set');
  await until(() => server.count('set') >= before + count);
}

test.each([
  ['-OOM command not allowed when used memory > maxmemory.', 'full'],
  ["-READONLY You can't write against a read only replica.", 'readonly'],
  ['-MISCONF Redis is configured to save RDB snapshots, but it is unable to persist to disk.', 'readonly'],
  ['-LOADING Redis is loading the dataset in memory', 'busy'],
  ['-NOAUTH Authentication required.', 'refused'],
])('a probe that is told "%s" means %s, in one line, and is made on until writes are taken', async (words, kind) => {
  server.say((command) => (command === 'set' ? words : '+OK'));
  await until(() => redis.status().trouble?.kind === kind);
  await moreProbes(5);
  expect(await redis.ask([['get', 'a']])).toMatchObject({ kind: 'away', trouble: { kind } });
  expect(server.count('get')).toBe(0);
  expect(book.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  server.say(() => '+OK');
  await until(() => redis.status().up);
  expect(losses).toBe(2);
  expect(book.lines.map(({ message }) => message).at(-1)).toBe('redis is back');
});

test('what a server says of a command is kept out of messages, as it may quote what was written', async () => {
  server.say((command) => (command === 'set' ? '+OK' : "-ERR unknown command 'get', with args beginning with: 'Anna'"));
  const answer = await redis.ask([['get', 'Anna']]);
  expect(answer).toEqual({ kind: 'away', trouble: { kind: 'failed', message: 'Redis refused a command (ERR).' } });
  expect(redis.status().up).toBe(true);
});

test('an outage that is over at the next look is counted, and no line in the log', async () => {
  server.say((command) => (command === 'get' ? '-BUSY Redis is busy running a script.' : '+OK'));
  const answers = await Promise.all([redis.ask([['get', 'a']]), redis.ask([['get', 'b']])]);
  expect(answers[1]).toMatchObject({ kind: 'away', trouble: { kind: 'busy' } });
  await until(() => redis.status().up && losses === 2);
  expect(redis.status().questions.away).toBe(2);
  expect(book.lines.filter(({ level }) => level === 'warn')).toEqual([]);
});

test('a connection on which nothing is answered is given up for another', async () => {
  const before = server.count('hello');
  server.say(() => undefined);
  await until(() => redis.status().trouble?.kind === 'slow');
  await until(() => server.count('hello') > before);
  server.say(() => '+OK');
  await until(() => redis.status().up);
  expect(losses).toBe(2);
});

test('a mark that is missing means a loss, once', async () => {
  let flushed = true;
  server.say((command, args) => {
    if (command !== 'set' || !args.includes('XX') || !flushed) return '+OK';
    flushed = false;
    return '$-1';
  });
  await until(() => losses === 2);
  await moreProbes(5);
  expect(losses).toBe(2);
  expect(redis.status()).toMatchObject({ up: true, losses: 2 });
});

test('questions are counted by what became of them', async () => {
  await redis.ask([['get', 'a']]);
  server.say(() => undefined);
  await redis.ask([['get', 'a']]);
  await redis.ask([['get', 'a']]);
  expect(redis.status().questions.answered).toBe(1);
  expect(redis.status().questions.away + redis.status().questions.skipped).toBe(2);
});
