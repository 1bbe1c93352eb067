import type { Redis, RedisTrouble } from '@durabot/redis';

/** How Redis is, for `/health/redis` and `durabot doctor`. */
export interface RedisReport {
  /** `degraded`: it is there and does not do what it should. `down`: there is no way in. `off`: the settings name none. */
  status: 'ok' | 'degraded' | 'down' | 'off';
  detail: string;
  /** Where it is, without a password. */
  server?: string;
  /** Since when it is in this state. */
  since?: string;
  trouble?: RedisTrouble['kind'];
  latencyMs?: number;
  version?: string;
  usedMemoryBytes?: number;
  /** 0: as much as the machine has. */
  maxMemoryBytes?: number;
  evictionPolicy?: string;
  evictedKeys?: number;
}

/** Asks Redis about itself. Never waits longer than its guard does. */
export async function reportRedis(redis: Redis | undefined): Promise<RedisReport> {
  if (redis === undefined) return { status: 'off', detail: 'REDIS_URL is not set; nothing needs it.' };
  // `info` with several sections is newer than the servers that are about.
  const answer = await redis.ask([
    ['info', 'server'],
    ['info', 'memory'],
    ['info', 'stats'],
  ]);
  const { up, trouble, sinceMs, description, latencyMs } = redis.status();
  const known = {
    server: description,
    since: new Date(sinceMs).toISOString(),
    ...(latencyMs !== undefined && { latencyMs: Math.round(latencyMs) }),
  };
  if (!up && trouble !== undefined) {
    const dead = trouble.kind === 'unreachable' || trouble.kind === 'refused';
    const detail = `${trouble.message} The program goes on without it and loses nothing.`;
    return { ...known, status: dead ? 'down' : 'degraded', detail, trouble: trouble.kind };
  }
  // A managed server may keep this to itself, and works all the same.
  if (answer.kind === 'away') return { ...known, status: 'ok', detail: 'Redis answers.' };
  const facts = readFacts(answer.replies.join('\n'));
  return { ...known, status: 'ok', detail: evictionWarning(facts) ?? 'Redis answers.', ...facts };
}

type Facts = Pick<RedisReport, 'version' | 'usedMemoryBytes' | 'maxMemoryBytes' | 'evictionPolicy' | 'evictedKeys'>;

function evictionWarning({ evictionPolicy, maxMemoryBytes = 0 }: Facts): string | undefined {
  if (evictionPolicy === undefined || evictionPolicy === 'noeviction' || maxMemoryBytes === 0) return undefined;
  // Also the volatile ones: dialogs have an end, and so do their keys.
  return `Redis answers. With maxmemory-policy ${evictionPolicy} it may drop what it shows of dialogs when it is full; none is lost by that.`;
}

function readFacts(info: string): Facts {
  const lines = new Map(info.split(/\r?\n/).map((line) => [line.split(':')[0], line.slice(line.indexOf(':') + 1)]));
  const text = (name: string): string | undefined => lines.get(name);
  const count = (name: string): number | undefined => (lines.has(name) ? Number(lines.get(name)) : undefined);
  const [version, evictionPolicy] = [text('redis_version'), text('maxmemory_policy')];
  const [used, max, evicted] = [count('used_memory'), count('maxmemory'), count('evicted_keys')];
  return {
    ...(version !== undefined && { version }),
    ...(used !== undefined && { usedMemoryBytes: used }),
    ...(max !== undefined && { maxMemoryBytes: max }),
    ...(evictionPolicy !== undefined && { evictionPolicy }),
    ...(evicted !== undefined && { evictedKeys: evicted }),
  };
}
