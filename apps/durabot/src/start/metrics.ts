import type { Redis } from '@durabot/redis';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { isReady } from './program-state.ts';
import type { ProgramState } from './program-state.ts';

/** The registry behind `/metrics`: the process itself, the pool, readiness; the runtime adds its stages. */
export function createRegistry(state: ProgramState): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const pool = new Gauge({
    name: 'durabot_pool_connections',
    help: 'Connections of the pool by what they do; `waiting` are callers without one.',
    labelNames: ['state'],
    registers: [registry],
    collect: () => {
      if (state.db === undefined) return;
      const { total, idle, waiting } = state.db.poolStatus();
      pool.set({ state: 'busy' }, total - idle);
      pool.set({ state: 'idle' }, idle);
      pool.set({ state: 'waiting' }, waiting);
    },
  });
  const ready = new Gauge({
    name: 'durabot_ready',
    help: '1 while updates are being handled.',
    registers: [registry],
    collect: () => {
      ready.set(isReady(state) ? 1 : 0);
    },
  });
  return registry;
}

/** What is told of a Redis, where the settings name one. */
export function registerRedis(registry: Registry, redis: Redis): void {
  const registers = [registry];
  const up = new Gauge({
    name: 'durabot_redis_up',
    help: '1 while Redis answers and takes writes; without it the program goes on.',
    registers,
    collect: () => {
      up.set(redis.status().up ? 1 : 0);
    },
  });
  const questions = new Counter({
    name: 'durabot_redis_questions_total',
    help: 'Questions to Redis: answered, away (it failed under way), skipped (it was known to be away).',
    labelNames: ['outcome'],
    registers,
    collect: () => {
      questions.reset();
      for (const [outcome, count] of Object.entries(redis.status().questions)) questions.inc({ outcome }, count);
    },
  });
  const losses = new Counter({
    name: 'durabot_redis_losses_total',
    help: 'How often Redis was new, back or flushed, so that copies were written anew.',
    registers,
    collect: () => {
      losses.reset();
      losses.inc(redis.status().losses);
    },
  });
}
