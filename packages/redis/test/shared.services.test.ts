import { once } from 'node:events';
import { startRedisServer, waitUntil, type RedisServer } from '@durabot/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createCache,
  createLiveEvents,
  createSharedBucket,
  type Cache,
  type Heard,
  type Redis,
  type SharedBucket,
} from '../src/index.ts';
import { aRedis, createLogBook, realClock } from './a-redis.ts';

let server: RedisServer;
/** Two processes, as far as Redis can tell. */
let one: Redis;
let other: Redis;
beforeEach(async () => {
  server = await startRedisServer();
  [one, other] = [aRedis(server.url, createLogBook().log), aRedis(server.url, createLogBook().log)];
  one.start();
  other.start();
  await waitUntil(() => one.status().up && other.status().up, { what: 'both to be connected' });
});
afterEach(async () => {
  await Promise.all([one.stop(), other.stop()]);
  await server.stop();
});

/** A table with one user, and how often it was read. */
function aTable(): { rows: Map<string, string>; reads: () => number; cache: (redis: Redis) => Cache<string> } {
  const rows = new Map([['42', 'Anna']]);
  let reads = 0;
  return {
    rows,
    reads: () => reads,
    cache: (redis) =>
      createCache({
        redis,
        clock: realClock,
        name: 'user',
        lifetimeMs: 300_000,
        load: async (key) => {
          reads += 1;
          return rows.get(key);
        },
        parse: (value) => (typeof value === 'string' ? value : undefined),
      }),
  };
}

test('a row is read once for all processes, for its lifetime', async () => {
  const table = aTable();
  expect(await table.cache(one).get('42')).toBe('Anna');
  await waitUntil(async () => (await server.cli('get', 'cache:user:42')) === '"Anna"', { what: 'the copy' });
  expect(await table.cache(other).get('42')).toBe('Anna');
  expect(table.reads()).toBe(1);
  const lifeMs = Number(await server.cli('pttl', 'cache:user:42'));
  expect(lifeMs).toBeGreaterThan(290_000);
  expect(lifeMs).toBeLessThanOrEqual(300_000);
});

test('who read the old row before a change cannot put it into the cache after it', async () => {
  const hold = new AbortController();
  const held = once(hold.signal, 'abort');
  const slow = createCache({
    redis: other,
    clock: realClock,
    name: 'user',
    lifetimeMs: 300_000,
    load: async () => {
      await held;
      return 'Anna';
    },
    parse: (value) => (typeof value === 'string' ? value : undefined),
  });
  const reading = slow.get('42');
  const table = aTable();
  table.rows.set('42', 'Anna Berg');
  await table.cache(one).forget('42');
  hold.abort();
  expect(await reading).toBe('Anna');
  // Both connections have answered, so the late copy has been offered.
  await other.ask([['ping']]);
  expect(await table.cache(one).get('42')).toBe('Anna Berg');
});

test('damaged and foreign copies are none, and without Redis every read is right', async () => {
  const table = aTable();
  const cache = table.cache(one);
  for (const damaged of ['{', '7', '']) {
    await server.cli('set', 'cache:user:42', damaged);
    expect(await cache.get('42')).toBe('Anna');
  }
  await server.kill();
  await waitUntil(() => !one.status().up, { what: 'the outage' });
  table.rows.set('42', 'Anna Berg');
  await cache.forget('42');
  expect(await cache.get('42')).toBe('Anna Berg');
});

test('what changed while Redis was away is not read from it afterwards', async () => {
  const table = aTable();
  const cache = table.cache(one);
  await cache.get('42');
  await waitUntil(async () => (await server.cli('exists', 'cache:user:42')) === '1', { what: 'the copy' });
  server.freeze();
  await waitUntil(() => !one.status().up, { what: 'the outage' });
  table.rows.set('42', 'Anna Berg');
  await cache.forget('42');
  server.thaw();
  await waitUntil(() => one.status().up, { what: 'Redis to be back' });
  expect(await cache.get('42')).toBe('Anna Berg');
  await waitUntil(async () => (await server.cli('get', 'cache:user:42')) !== '"Anna"', { what: 'the old copy to go' });
});

function aBucket(redis: Redis, burst: number): SharedBucket {
  return createSharedBucket({ redis, clock: realClock, name: 'image', intervalMs: 60_000, burst });
}

test('processes share one pace, and none is given twice', async () => {
  const [here, there] = [aBucket(one, 10), aBucket(other, 10)];
  const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? here : there).take('42')));
  expect(answers.filter((answer) => answer.kind === 'taken')).toHaveLength(10);
  const refused = answers.find((answer) => answer.kind === 'wait');
  expect(refused).toMatchObject({ kind: 'wait' });
  expect(refused?.kind === 'wait' ? refused.waitMs : 0).toBeGreaterThan(50_000);
  expect(await here.take('43')).toEqual({ kind: 'taken' });
});

test('without Redis each process keeps the pace itself, and counts what it took before', async () => {
  const bucket = aBucket(one, 3);
  expect(await bucket.take('42', 2)).toEqual({ kind: 'taken' });
  await server.kill();
  expect(await bucket.take('42')).toEqual({ kind: 'taken' });
  expect(await bucket.take('42')).toMatchObject({ kind: 'wait' });
});

test('events reach other processes in their order; an outage is told as a gap', async () => {
  const [teller, hearer] = [
    createLiveEvents({ redis: one, clock: realClock, id: 'one' }),
    createLiveEvents({ redis: other, clock: realClock, id: 'other' }),
  ];
  const heard: Heard[] = [];
  hearer.hear((each) => heard.push(each));
  await waitUntil(async () => (await server.cli('pubsub', 'numsub', 'durabot:events')).endsWith('1'), {
    what: 'the subscription',
  });
  for (let n = 0; n < 50; n += 1) teller.tell('entry', { n });
  await waitUntil(() => heard.length === 50, { what: 'all events' });
  expect(heard.map((each) => (each.kind === 'event' ? each.event.detail['n'] : -1))).toEqual(
    Array.from({ length: 50 }, (_, n) => n),
  );
  await server.cli('publish', 'durabot:events', 'nonsense');
  await server.kill();
  await waitUntil(() => !other.status().up, { what: 'the outage' });
  await server.restart();
  await waitUntil(() => heard.some(({ kind }) => kind === 'gap'), { what: 'word of the gap' });
  // Told again and again, as events before the new subscription reach nobody.
  await waitUntil(
    () => {
      teller.tell('entry', { n: 99 });
      return heard.some((each) => each.kind === 'event' && each.event.detail['n'] === 99);
    },
    { what: 'an event after the outage' },
  );
  await Promise.all([teller.stop(), hearer.stop()]);
});
