import { seededRandom } from './seeded-random.ts';
import type { RedisTrouble } from './redis-trouble.ts';
import type { SeededRandom } from './seeded-random.ts';

/** One thing that goes wrong, after a pause since the one before. */
export interface Mishap {
  readonly pauseMs: number;
  readonly what: Deed;
}

/** Which process is meant is a number that the run takes modulo those that are there. */
export type Deed =
  | { kind: 'kill'; process: number; restartMs: number }
  | { kind: 'kill-all'; restartMs: number }
  | { kind: 'freeze'; process: number; forMs: number }
  | { kind: 'roll'; process: number }
  | { kind: 'database'; signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL' }
  | { kind: 'sessions' }
  | { kind: 'redis'; trouble: RedisTrouble; forMs: number }
  | { kind: 'telegram'; fault: TelegramFault };

/** How Telegram fails, for the next few calls. */
export interface TelegramFault {
  readonly name: string;
  readonly times: number;
  readonly action: {
    status?: number;
    retry_after?: number;
    delay_ms?: number;
    reset?: 'before' | 'after';
    body?: 'html' | 'truncated';
    duplicate_update?: true;
  };
}

const telegramFaults: readonly Omit<TelegramFault, 'times'>[] = [
  { name: 'reset before the effect', action: { reset: 'before' } },
  { name: 'reset after the effect', action: { reset: 'after' } },
  { name: 'bad gateway', action: { status: 502 } },
  { name: 'server error', action: { status: 500 } },
  { name: 'page of a proxy', action: { status: 502, body: 'html' } },
  { name: 'half an answer', action: { body: 'truncated' } },
  { name: 'slow answer', action: { delay_ms: 800 } },
  { name: 'too many requests', action: { status: 429, retry_after: 1 } },
  { name: 'update delivered twice', action: { duplicate_update: true } },
];

/**
 * The same mishaps for the same seed. Processes killed add up to `kills`; other mishaps come between them, as often as
 * their shares say.
 */
export function planMishaps(seed: number, kills: number, processes: number): readonly Mishap[] {
  const random = seededRandom(seed);
  const mishaps: Mishap[] = [];
  let left = kills;
  while (left > 0) {
    const what = drawDeed(random, left, processes);
    if (what.kind === 'kill') left -= 1;
    if (what.kind === 'kill-all') left -= processes;
    mishaps.push({ pauseMs: random.between(50, 2_000), what });
  }
  return mishaps;
}

function drawDeed(random: SeededRandom, left: number, processes: number): Deed {
  const chance = random.next();
  const process = random.between(0, processes - 1);
  if (chance < 0.04 && left >= processes) return { kind: 'kill-all', restartMs: random.between(0, 1_500) };
  if (chance < 0.6) return { kind: 'kill', process, restartMs: random.between(0, 1_500) };
  if (chance < 0.65) return { kind: 'freeze', process, forMs: random.between(500, 9_000) };
  if (chance < 0.7) return { kind: 'roll', process };
  if (chance < 0.73) return { kind: 'database', signal: pick(random, ['SIGINT', 'SIGQUIT', 'SIGKILL']) };
  if (chance < 0.76) return { kind: 'sessions' };
  if (chance < 0.82) {
    return { kind: 'redis', trouble: pick(random, ['flush', 'kill', 'freeze']), forMs: random.between(100, 4_000) };
  }
  return { kind: 'telegram', fault: { ...pick(random, telegramFaults), times: random.between(1, 12) } };
}

function pick<T>(random: SeededRandom, choices: readonly T[]): T {
  const choice = choices[random.between(0, choices.length - 1)];
  if (choice === undefined) throw new Error('Nothing to choose from.');
  return choice;
}
