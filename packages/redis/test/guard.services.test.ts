import { startRedisServer, waitUntil, type RedisServer } from '@durabot/testing';
import { afterEach, expect, test } from 'vitest';
import type { Redis } from '../src/index.ts';
import { aRedis, createLogBook } from './a-redis.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function aServer(...settings: Parameters<typeof startRedisServer>): Promise<RedisServer> {
  const server = await startRedisServer(...settings);
  ends.push(server.stop);
  return server;
}

function started(url: string): { redis: Redis; lines: ReturnType<typeof createLogBook>['lines'] } {
  const { log, lines } = createLogBook();
  const redis = aRedis(url, log);
  redis.start();
  ends.push(redis.stop);
  return { redis, lines };
}

async function until(redis: Redis, up: boolean): Promise<void> {
  await waitUntil(() => redis.status().up === up, { what: up ? 'Redis to be back' : 'the outage to be noticed' });
}

test('a killed Redis costs nobody more than the limit, one line in the log, and is found again', async () => {
  const server = await aServer();
  const { redis, lines } = started(server.url);
  await until(redis, true);
  expect(
    await redis.ask([
      ['set', 'a', '1'],
      ['get', 'a'],
    ]),
  ).toEqual({ kind: 'answered', replies: ['OK', '1'] });

  await server.kill();
  for (let n = 0; n < 20; n += 1) {
    const startedMs = performance.now();
    expect(await redis.ask([['get', 'a']])).toMatchObject({ kind: 'away' });
    expect(performance.now() - startedMs).toBeLessThan(400);
  }
  expect(redis.status().trouble?.kind).toBe('unreachable');
  await waitUntil(() => lines.length === 2, { what: 'the line about it' });
  await server.restart();
  await until(redis, true);
  expect(await redis.ask([['get', 'a']])).toEqual({ kind: 'answered', replies: [null] });
  expect(lines.map(({ message }) => message)).toEqual([
    'redis connected',
    'redis away, going on without it',
    'redis is back',
  ]);
});

test('a Redis that hangs makes those wait who ask first, at most the limit, and nobody after them', async () => {
  const server = await aServer();
  const { redis } = started(server.url);
  await until(redis, true);
  server.freeze();
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: 100 }, () => redis.ask([['get', 'a']])));
  expect(performance.now() - startedMs).toBeLessThan(500);
  const againMs = performance.now();
  for (let n = 0; n < 1_000; n += 1) await redis.ask([['get', 'a']]);
  expect(performance.now() - againMs).toBeLessThan(100);
  expect(redis.status()).toMatchObject({ up: false, trouble: { kind: 'slow' } });
  server.thaw();
  await until(redis, true);
});

test('a full Redis is away until it takes writes, also while it answers reads', async () => {
  const server = await aServer(['--maxmemory', '3mb', '--maxmemory-policy', 'noeviction']);
  const { redis, lines } = started(server.url);
  await until(redis, true);
  await server.cli('set', 'ballast', 'x'.repeat(100_000));
  await server.cli('config', 'set', 'maxmemory', '1mb');
  await until(redis, false);
  expect(redis.status().trouble?.kind).toBe('full');
  await waitUntil(() => lines.some(({ level }) => level === 'warn'), { what: 'the line about it' });
  expect(await redis.ask([['get', 'ballast']])).toMatchObject({ kind: 'away', trouble: { kind: 'full' } });
  await server.cli('config', 'set', 'maxmemory', '0');
  await until(redis, true);
  expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
});

test('a flush is noticed, and whoever keeps copies is told', async () => {
  const server = await aServer();
  const { redis } = started(server.url);
  let told = 0;
  redis.onLoss(() => {
    told += 1;
  });
  await until(redis, true);
  expect(told).toBe(1);
  await server.cli('flushall');
  await waitUntil(() => told === 2, { what: 'word of the loss' });
  expect(redis.status()).toMatchObject({ up: true, losses: 2 });
});

test('a wrong password is told as such, never the password, and the right one works', async () => {
  const server = await aServer([], { password: 'p@ss/w#rd?%' });
  const right = started(server.url);
  await until(right.redis, true);
  const wrong = started(server.url.replace('p@ss', 'wrong'));
  await waitUntil(() => wrong.redis.status().trouble?.kind === 'refused', { what: 'the refusal' });
  expect(JSON.stringify([wrong.redis.status(), wrong.lines])).not.toContain('w#rd');
});

test('a command that Redis refuses for its own sake is no outage', async () => {
  const server = await aServer();
  const { redis } = started(server.url);
  await until(redis, true);
  await server.cli('lpush', 'list', '1');
  expect(await redis.ask([['get', 'list']])).toMatchObject({ kind: 'away', trouble: { kind: 'failed' } });
  expect(redis.status().up).toBe(true);
});

test('without any server a start does not wait, and a stop ends at once', async () => {
  const server = await aServer();
  await server.kill();
  const { log, lines } = createLogBook();
  const redis = aRedis(server.url, log);
  redis.start();
  expect(await redis.ask([['get', 'a']])).toMatchObject({ kind: 'away', trouble: { kind: 'unreachable' } });
  await waitUntil(() => lines.length > 0, { what: 'one line' });
  const startedMs = performance.now();
  await redis.stop();
  expect(performance.now() - startedMs).toBeLessThan(500);
});
