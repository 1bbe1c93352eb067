import type { Clock } from './clock.ts';
import { connectTo, type Command, type Connection } from './connection.ts';
import type { Log } from './log.ts';
import { describeRedis, type RedisAddress } from './redis-address.ts';
import { troubleOf, wordsFor, type RedisTrouble } from './redis-trouble.ts';

export type { Command } from './connection.ts';

/** What became of a question: Redis may be away at any moment, and everybody who asks has to know what to do then. */
export type Answer = { kind: 'answered'; replies: unknown[] } | { kind: 'away'; trouble: RedisTrouble };

/** How Redis is, for health pages and metrics. */
export interface RedisStatus {
  up: boolean;
  /** What is wrong, while it is not up. */
  trouble: RedisTrouble | undefined;
  /** Since when it is as it is. */
  sinceMs: number;
  /** For people: where it is, without a password. */
  description: string;
  /** Questions by what became of them. */
  questions: Readonly<Record<'answered' | 'away' | 'skipped', number>>;
  /** How often it was found to have lost what was written: restarted, flushed, or new. */
  losses: number;
  /** How long the last probe took. */
  latencyMs: number | undefined;
}

/**
 * A Redis that may die, be flushed, hang or be full at any moment. Nobody waits for it longer than `limitMs`, and only
 * those who asked before it was found out: from then on every question is answered with `away` at once, until a probe,
 * one a second, has been answered and a write accepted.
 */
export interface Redis {
  /** Sends commands together and waits for their replies at most for the limit. Never rejects. */
  ask(commands: readonly Command[], limitMs?: number): Promise<Answer>;
  /**
   * Calls back whenever what was written before may be missing: at the first connection, after an outage, a restart, a
   * flush. Whoever keeps copies there writes them anew then.
   */
  onLoss(listener: () => void): void;
  /** Hears messages of a channel, over a connection of its own, which is found again by itself after an outage. */
  subscribe(channel: string, hear: (message: string) => void): void;
  status(): RedisStatus;
  start(): void;
  stop(): Promise<void>;
}

export interface RedisOptions {
  address: RedisAddress;
  log: Log;
  clock: Clock;
  /** Tells this process from others that use the same Redis. */
  id: string;
  limitMs?: number;
  probeMs?: number;
}

/** How long a handler, or anything else that a user waits for, may wait for Redis. */
const usualLimitMs = 100;
const usualProbeMs = 1_000;
/** The mark that tells a flushed server from one that still holds what was written; it lives as long as it is looked at. */
const markLifeMs = 60_000;
/** A connection on which so many probes got no answer is given up: the next one may lead to a living server. */
const deafProbes = 3;

/** Makes the guarded connection; nothing happens before `start`, which does not wait for the server. */
export function createRedis(options: RedisOptions): Redis {
  const { address, log, clock, limitMs = usualLimitMs, probeMs = usualProbeMs } = options;
  const description = describeRedis(address);
  const mark = `durabot:alive:${options.id}`;
  const questions = { answered: 0, away: 0, skipped: 0 };
  const listeners: (() => void)[] = [];
  const hearers = new Map<string, ((message: string) => void)[]>();
  const stopping = new AbortController();
  const connection = connectTo(address);
  let ears: Connection | undefined;
  let probing: Promise<void> | undefined;
  let trouble: RedisTrouble | undefined = { kind: 'unreachable', message: 'Not connected yet.' };
  let sinceMs = clock.nowMs();
  /** One line in the log for each outage, however its reason changes; none for one that is over at the next look. */
  let told = false;
  let looked = false;
  let known = false;
  let losses = 0;
  let unanswered = 0;
  let latencyMs: number | undefined;

  return {
    ask: async (commands, limit = limitMs) => {
      if (trouble !== undefined) {
        questions.skipped += 1;
        return { kind: 'away', trouble };
      }
      const answer = await send(commands, limit);
      questions[answer.kind] += 1;
      if (answer.kind === 'away' && answer.trouble.kind !== 'failed') wentAway(answer.trouble);
      return answer;
    },
    onLoss: (listener) => {
      listeners.push(listener);
    },
    subscribe: (channel, hear) => {
      hearers.set(channel, [...(hearers.get(channel) ?? []), hear]);
      ears ??= connectTo(address, deliver);
      ears.listen(channel);
    },
    status: () => ({ up: trouble === undefined, trouble, sinceMs, description, questions, losses, latencyMs }),
    start: () => {
      probing ??= probe();
    },
    stop: async () => {
      stopping.abort();
      connection.end();
      ears?.end();
      await probing;
    },
  };

  function deliver(channel: string, message: string): void {
    for (const hear of hearers.get(channel) ?? []) hear(message);
  }

  async function send(commands: readonly Command[], limit: number): Promise<Answer> {
    const over = new AbortController();
    const late = async (): Promise<Answer> => {
      await clock.sleep(limit, over.signal);
      // A busy event loop runs timers before it reads sockets: what has arrived by now was in time.
      await new Promise((resolve) => setImmediate(resolve));
      return { kind: 'away', trouble: { kind: 'slow', message: wordsFor.slow } };
    };
    try {
      return await Promise.race([answered(commands), late()]);
    } finally {
      over.abort();
    }
  }

  async function answered(commands: readonly Command[]): Promise<Answer> {
    try {
      return { kind: 'answered', replies: await connection.send(commands) };
    } catch (error) {
      return { kind: 'away', trouble: troubleOf(error) };
    }
  }

  async function probe(): Promise<void> {
    while (!stopping.signal.aborted) {
      await look();
      await clock.sleep(probeMs, stopping.signal);
    }
  }

  async function look(): Promise<void> {
    const startedMs = clock.nowMs();
    const found = await probeOnce();
    if (stopping.signal.aborted) return;
    const wasAway = trouble !== undefined;
    if (found.kind === 'away') {
      wentAway(found.trouble);
      // Not at the first look: what is over at the next is not worth a line, and a start has its own pace.
      if (wasAway && looked) tell(found.trouble);
      looked = true;
      return;
    }
    looked = true;
    latencyMs = clock.nowMs() - startedMs;
    if (wasAway) cameBack();
    else if (found.empty) log.warn({ redis: description }, 'redis has lost its data, copies are written anew');
    if (!wasAway && !found.empty) return;
    losses += 1;
    for (const listener of listeners) listener();
  }

  /** A write, because a server that is full or read-only answers every question but that one. */
  async function probeOnce(): Promise<{ kind: 'answered'; empty: boolean } | { kind: 'away'; trouble: RedisTrouble }> {
    await connection.connect(limitMs);
    const answer = await send([['set', mark, '1', 'PX', markLifeMs, 'XX']], limitMs);
    if (answer.kind === 'away') {
      // Also one whose greeting gets no answer, which counts as no connection.
      const deaf = answer.trouble.kind === 'slow' || answer.trouble.kind === 'unreachable';
      unanswered = deaf ? unanswered + 1 : 0;
      if (unanswered >= deafProbes) {
        unanswered = 0;
        connection.reset();
      }
      // Why there is no connection is known better there than here.
      const reason = answer.trouble.kind === 'unreachable' ? connection.trouble() : undefined;
      return { kind: 'away', trouble: reason ?? answer.trouble };
    }
    unanswered = 0;
    if (answer.replies[0] !== null) return { kind: 'answered', empty: false };
    const marked = await send([['set', mark, '1', 'PX', markLifeMs]], limitMs);
    return marked.kind === 'away' ? marked : { kind: 'answered', empty: true };
  }

  function wentAway(next: RedisTrouble): void {
    if (trouble === undefined) sinceMs = clock.nowMs();
    trouble = next;
  }

  function tell(reason: RedisTrouble): void {
    if (told) return;
    told = true;
    log.warn({ redis: description, trouble: reason.kind, reason: reason.message }, 'redis away, going on without it');
  }

  function cameBack(): void {
    const awayMs = clock.nowMs() - sinceMs;
    sinceMs = clock.nowMs();
    trouble = undefined;
    if (told) log.info({ redis: description, awayMs }, 'redis is back');
    else if (known) log.debug({ redis: description, awayMs }, 'redis was away for a moment');
    else log.info({ redis: description }, 'redis connected');
    told = false;
    known = true;
  }
}
