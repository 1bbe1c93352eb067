import { expect, test } from 'vitest';
import type { Answer, Redis, RedisTroubleKind } from '@durabot/redis';
import { reportRedis } from './redis-report.ts';

/** A guard that answers like this. */
function aGuard(answer: Answer): Redis {
  const trouble = answer.kind === 'away' && answer.trouble.kind !== 'failed' ? answer.trouble : undefined;
  return {
    ask: async () => answer,
    onLoss: () => undefined,
    subscribe: () => undefined,
    start: () => undefined,
    stop: async () => undefined,
    status: () => ({
      up: trouble === undefined,
      trouble,
      sinceMs: 0,
      description: 'cache:6379/0',
      questions: { answered: 0, away: 0, skipped: 0 },
      losses: 0,
      latencyMs: 0.4,
    }),
  };
}

const away = (kind: RedisTroubleKind): Answer => ({ kind: 'away', trouble: { kind, message: 'Why.' } });

function info(facts: Record<string, string>): Answer {
  const lines = Object.entries(facts).map(([name, value]) => `${name}:${value}`);
  return { kind: 'answered', replies: ['# Server', lines.join('\r\n'), ''] };
}

test('no Redis is no fault', async () => {
  expect(await reportRedis(undefined)).toMatchObject({ status: 'off' });
});

test.each([
  ['unreachable', 'down'],
  ['refused', 'down'],
  ['full', 'degraded'],
  ['slow', 'degraded'],
  ['readonly', 'degraded'],
  ['busy', 'degraded'],
] as const)('one that is %s is %s', async (kind, status) => {
  const report = await reportRedis(aGuard(away(kind)));
  expect(report).toMatchObject({ status, trouble: kind, server: 'cache:6379/0', since: '1970-01-01T00:00:00.000Z' });
  expect(report.detail).toContain('loses nothing');
});

test('one that keeps its figures to itself is in order', async () => {
  expect(await reportRedis(aGuard(away('failed')))).toMatchObject({ status: 'ok' });
});

test('its figures are read', async () => {
  const facts = { redis_version: '7.0.15', used_memory: '1000', maxmemory: '0', maxmemory_policy: 'allkeys-lru' };
  expect(await reportRedis(aGuard(info({ ...facts, evicted_keys: '3' })))).toMatchObject({
    status: 'ok',
    detail: 'Redis answers.',
    version: '7.0.15',
    usedMemoryBytes: 1000,
    maxMemoryBytes: 0,
    evictedKeys: 3,
  });
});

test.each([
  ['allkeys-lru', true],
  ['allkeys-lfu', true],
  ['volatile-ttl', true],
  ['noeviction', false],
])('a policy of %s with a cap on memory is warned of: %s', async (policy, warned) => {
  const { detail } = await reportRedis(aGuard(info({ maxmemory: '1', maxmemory_policy: policy })));
  expect(detail.includes(policy)).toBe(warned);
});
