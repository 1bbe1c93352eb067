import { randomIds } from '@durabot/runtime';
import type { Clock } from '@durabot/runtime';
import type { RedisStatus, RedisTroubleKind } from '@durabot/redis';
import { createLog } from '../logging/log.ts';
import type { Settings } from '../settings/settings.ts';
import { openRedis } from '../start/open-redis.ts';
import { reportRedis } from '../start/redis-report.ts';
import type { RedisReport } from '../start/redis-report.ts';
import { bad, good, note } from './finding.ts';
import type { Finding } from './finding.ts';

const patienceMs = 2000;
const lookMs = 50;

/** Whether the Redis of the settings answers, takes writes and keeps what it is given. */
export async function lookAtRedis(settings: Pick<Settings, 'redisUrl'>, clock: Clock): Promise<Finding[]> {
  const log = createLog({ logLevel: 'silent', logFormat: 'json' });
  const redis = openRedis({ settings, log, clock, ids: randomIds });
  if (redis === undefined) return [];
  try {
    const endMs = clock.nowMs() + patienceMs;
    while (isUndecided(redis.status()) && clock.nowMs() < endMs) await clock.sleep(lookMs);
    return describeRedisReport(await reportRedis(redis));
  } finally {
    await redis.stop();
  }
}

/** A password that is refused now is refused in two seconds, too. */
function isUndecided({ up, trouble }: RedisStatus): boolean {
  return !up && trouble?.kind !== 'refused';
}

const adviceFor: Readonly<Record<RedisTroubleKind, string>> = {
  unreachable: 'Is it running, and does REDIS_URL name the right host and port?',
  slow: 'Look at its load and the network; commands that take long stand in `redis-cli slowlog get`.',
  full: 'Raise its maxmemory, or remove what others keep there.',
  refused: 'Check the user and the password in REDIS_URL.',
  readonly: 'Let REDIS_URL name the primary; look at the disk of the server if it is one.',
  busy: 'Wait until it has loaded its data.',
  failed: 'Let its user SET, GET, DEL, SCAN, EVAL and PUBLISH.',
};

/** What a report means for the one who asked. */
function describeRedisReport(report: RedisReport): Finding[] {
  const { status, detail, server = '', trouble } = report;
  if (trouble !== undefined) return [bad(`Redis at ${server}: ${detail}`, adviceFor[trouble])];
  if (status === 'off') return [];
  const answers = good(`Redis answers: ${report.version ?? 'of unknown version'}, ${server}`);
  if (detail === 'Redis answers.') return [answers];
  return [answers, note(detail, 'Set maxmemory-policy noeviction if other tools look at dialogs there.')];
}
