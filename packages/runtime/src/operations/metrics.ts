import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Database } from '@durabot/postgres';
import { callClasses } from '../outbox/methods.ts';
import { kindOf } from '../lease/roles.ts';
import { codePattern, registerTables } from './table-metrics.ts';

export type HandledOutcome = 'settled' | 'expired' | 'repeated' | 'failed' | 'buried';
export type SendOutcome =
  | 'sent'
  | 'refused'
  | 'flood'
  | 'not_sent'
  | 'unavailable'
  | 'unknown'
  | 'dropped'
  | 'migrated'
  | 'unreachable';

/** What the stages report; names end in their unit. */
export interface StageMetrics {
  received(bot: string, stored: number, repeated: number): void;
  handled(bot: string, outcome: HandledOutcome, seconds: number): void;
  sent(bot: string, method: string, outcome: SendOutcome): void;
  sendDelay(bot: string, callClass: number, seconds: number): void;
  floodWait(bot: string, seconds: number): void;
  /** An attempt did not succeed, whatever follows from it. */
  failed(stage: 'inbox' | 'outbox' | 'job', bot: string, code: string): void;
  jobEnded(bot: string, job: string, outcome: 'done' | 'failed' | 'buried'): void;
  fired(count: number): void;
  /** Which leases this process holds. */
  watchLeases(held: () => readonly string[]): void;
}

/** Registers the runtime's metrics. Depths and ages are read from the database when they are asked for. */
export function createMetrics(registry: Registry, db: Database): StageMetrics {
  const registers = [registry];
  const received = new Counter({
    name: 'durabot_updates_received_total',
    help: 'Updates stored, and those received before',
    labelNames: ['bot', 'repeated'],
    registers,
  });
  const handled = new Counter({
    name: 'durabot_attempts_total',
    help: 'Attempts at inbox entries by outcome',
    labelNames: ['bot', 'outcome'],
    registers,
  });
  const handlerSeconds = new Histogram({
    name: 'durabot_attempt_seconds',
    help: 'From the start of a handler to its commit',
    labelNames: ['bot'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
    registers,
  });
  const sent = new Counter({
    name: 'durabot_calls_total',
    help: 'Bot API calls by outcome',
    labelNames: ['bot', 'method', 'outcome'],
    registers,
  });
  const sendDelay = new Histogram({
    name: 'durabot_call_delay_seconds',
    help: 'From the commit of a call to its answer',
    labelNames: ['bot', 'class'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 120],
    registers,
  });
  const flood = new Counter({
    name: 'durabot_flood_wait_seconds_total',
    help: 'Waiting that Telegram asked for with 429',
    labelNames: ['bot'],
    registers,
  });
  const failures = new Counter({
    name: 'durabot_failures_total',
    help: 'Attempts that did not succeed, by why: at entries (inbox), calls (outbox) and jobs (job)',
    labelNames: ['stage', 'bot', 'code'],
    registers,
  });
  const jobs = new Counter({
    name: 'durabot_jobs_total',
    help: 'Attempts at background jobs by outcome',
    labelNames: ['bot', 'job', 'outcome'],
    registers,
  });
  const fired = new Counter({
    name: 'durabot_timers_fired_total',
    help: 'Timers and runs of schedules that became entries of their chats',
    registers,
  });
  registerTables(registry, db);

  return {
    received: (bot, stored, repeated) => {
      if (stored > 0) received.inc({ bot, repeated: 'no' }, stored);
      if (repeated > 0) received.inc({ bot, repeated: 'yes' }, repeated);
    },
    handled: (bot, outcome, seconds) => {
      handled.inc({ bot, outcome });
      if (outcome === 'settled') handlerSeconds.observe({ bot }, seconds);
    },
    sent: (bot, method, outcome) => sent.inc({ bot, method, outcome }),
    sendDelay: (bot, callClass, seconds) =>
      sendDelay.observe({ bot, class: callClasses[callClass] ?? 'reply' }, seconds),
    floodWait: (bot, seconds) => flood.inc({ bot }, seconds),
    failed: (stage, bot, code) => failures.inc({ stage, bot, code: labelOf(code) }),
    jobEnded: (bot, job, outcome) => jobs.inc({ bot, job, outcome }),
    fired: (count) => fired.inc(count),
    watchLeases: (held) => {
      const gauge = new Gauge({
        name: 'durabot_leases_held',
        help: 'Leases that this process holds, by kind',
        labelNames: ['kind'],
        registers,
        collect: () => {
          gauge.reset();
          for (const lease of held()) gauge.inc({ kind: kindOf(lease) });
        },
      });
    },
  };
}

/** The error of a bot may have any text for its code; a label has few values, and nobody's words. */
function labelOf(code: string): string {
  return new RegExp(codePattern).test(code) ? code : 'UNEXPECTED';
}

/** What is told of the mirror of dialogs in Redis. */
export interface MirrorMetrics {
  mirrored(dialogs: number): void;
  notMirrored(dialogs: number): void;
  /** Dialogs whose data was read, by where it was found. */
  mirrorRead(inRedis: number, inTable: number): void;
  /** The table was read, and what it holds was written anew. */
  passed(): void;
  /** How many dialogs wait to be written. */
  watch(waiting: () => number): void;
}

/** Registers the metrics of the mirror; only where there is one. */
export function createMirrorMetrics(registry: Registry): MirrorMetrics {
  const registers = [registry];
  const writes = new Counter({
    name: 'durabot_mirror_dialogs_total',
    help: 'Dialogs shown or removed in Redis, by outcome',
    labelNames: ['outcome'],
    registers,
  });
  const reads = new Counter({
    name: 'durabot_mirror_reads_total',
    help: 'Dialogs whose data was looked for in Redis first, by where it was found',
    labelNames: ['found'],
    registers,
  });
  const passes = new Counter({
    name: 'durabot_mirror_passes_total',
    help: 'How often the dialogs of the table were written to Redis anew',
    registers,
  });
  return {
    mirrored: (dialogs) => writes.inc({ outcome: 'written' }, dialogs),
    notMirrored: (dialogs) => writes.inc({ outcome: 'not_written' }, dialogs),
    mirrorRead: (inRedis, inTable) => {
      reads.inc({ found: 'redis' }, inRedis);
      reads.inc({ found: 'table' }, inTable);
    },
    passed: () => passes.inc(),
    watch: (waiting) => {
      const gauge = new Gauge({
        name: 'durabot_mirror_waiting',
        help: 'Dialogs that wait to be written to Redis',
        registers,
        collect: () => {
          gauge.set(waiting());
        },
      });
    },
  };
}
