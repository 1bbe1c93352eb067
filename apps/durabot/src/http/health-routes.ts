import type { FastifyInstance } from 'fastify';
import { isReady, runtimeStatus } from '../start/program-state.ts';
import type { ProgramState } from '../start/program-state.ts';
import { reportRedis } from '../start/redis-report.ts';

/** How long the database may take to answer a question about its health. */
const databaseLimitMs = 2000;

/** `/healthz`, `/readyz`, `/health`, `/health/db` and `/health/redis`; none of them needs a password, none tells a secret. */
export function addHealthRoutes(app: FastifyInstance, state: ProgramState, nowMs: () => number): void {
  // The process lives; whether it is of use is the next question.
  app.get('/healthz', () => ({ status: 'ok' }));

  app.get('/readyz', async (_request, reply) => {
    if (isReady(state)) return { status: 'ready' };
    return reply.code(503).send({ status: state.phase, step: state.step });
  });

  app.get('/health', () => ({
    ...describeHealth(state),
    uptimeSeconds: Math.round((nowMs() - state.startedAtMs) / 1000),
  }));

  app.get('/health/db', async (_request, reply) => {
    const { db } = state;
    if (db === undefined) return reply.code(503).send({ status: 'starting' });
    const askedAt = nowMs();
    try {
      await answersWithin(db.query('select 1'), databaseLimitMs);
      return { status: 'ok', latencyMs: nowMs() - askedAt, pool: db.poolStatus() };
    } catch {
      return reply.code(503).send({ status: 'down', pool: db.poolStatus() });
    }
  });

  app.get('/health/redis', async (_request, reply) => {
    const report = await reportRedis(state.redis);
    return reply.code(report.status === 'ok' || report.status === 'off' ? 200 : 503).send(report);
  });
}

/** The state in words: `degraded` works in part and mends itself or waits for an operator. */
export function describeHealth(state: ProgramState) {
  const status = runtimeStatus(state);
  const bots = status?.bots ?? [];
  const redis = state.redis === undefined ? 'off' : state.redis.status().up ? 'up' : 'down';
  const whole =
    status?.ready === true &&
    status.databaseUp &&
    redis !== 'down' &&
    bots.every(({ ingress }) => ingress === 'running');
  return {
    status: state.phase === 'running' ? (whole ? 'ok' : 'degraded') : state.phase,
    step: state.step,
    database: status === undefined ? 'starting' : status.databaseUp ? 'up' : 'down',
    redis,
    dialogStorage: status?.dialogStorage,
    bots,
  };
}

async function answersWithin(answer: Promise<unknown>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), limitMs);
  });
  try {
    await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}
