import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
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
