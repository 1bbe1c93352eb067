import { reasonOf } from '@durabot/bot-api';
import { isDatabaseUnavailable, type Database, type Listener, type Log } from '@durabot/postgres';
import type { Clock } from '../clock.ts';

/**
 * What one process commits wakes another. Nothing depends on it: a notice that is lost costs a second at most, since each
 * stage asks its table that often anyway. Notices are sent beside commits and not in them: a commit that notifies takes a
 * lock that lets only one such commit through at a time.
 */
export interface WakeUps {
  /** There are new entries in these shards. */
  inbox(shards: Iterable<number>): void;
  /** There are new calls of this bot. */
  outbox(bot: string): void;
  /** Leases are free, or the number of processes has changed. */
  lease(): void;
  /** Hears others from now on; as long as there is no connection for that, it is tried again. */
  listen(): void;
  stop(): Promise<void>;
}

export interface WakeUpHandlers {
  /** Undefined: nobody knows which. */
  onInbox: (shards: readonly number[] | undefined) => void;
  onOutbox: (bots: readonly string[] | undefined) => void;
  onLease: () => void;
  /** An operator has changed something: pauses, or when calls are due. */
  onOperator: () => void;
}

const inboxChannel = 'durabot_inbox';
const outboxChannel = 'durabot_outbox';
const leaseChannel = 'durabot_lease';
export const operatorChannel = 'durabot_operator';

const retryMs = 5_000;

export function createWakeUps(deps: { db: Database; clock: Clock; log: Log } & WakeUpHandlers): WakeUps {
  const shards = new Set<number>();
  const bots = new Set<string>();
  let leases = false;
  let sending: Promise<void> | undefined;
  let listening: Promise<Listener | undefined> | undefined;
  const stopping = new AbortController();

  return {
    inbox: (changed) => {
      for (const shard of changed) shards.add(shard);
      if (shards.size > 0) send();
    },
    outbox: (bot) => {
      bots.add(bot);
      send();
    },
    lease: () => {
      leases = true;
      send();
    },
    listen: () => {
      listening ??= subscribe();
    },
    stop: async () => {
      stopping.abort();
      await sending;
      await (await listening)?.stop();
    },
  };

  async function subscribe(): Promise<Listener | undefined> {
    while (!stopping.signal.aborted) {
      try {
        return await deps.db.listen([inboxChannel, outboxChannel, leaseChannel, operatorChannel], hear);
      } catch (error) {
        deps.log.warn({ error: reasonOf(error) }, 'not listening to other processes yet');
        await deps.clock.sleep(retryMs, stopping.signal);
      }
    }
    return undefined;
  }

  function hear(payload: string, channel: string): void {
    if (channel === inboxChannel) deps.onInbox(parsed(payload, isShard));
    else if (channel === outboxChannel) deps.onOutbox(parsed(payload, isBot));
    else if (channel === operatorChannel) deps.onOperator();
    else deps.onLease();
  }

  /** What is to be told while one notice is on its way goes into the next. */
  function send(): void {
    sending ??= sendAll().finally(() => {
      sending = undefined;
    });
  }

  async function sendAll(): Promise<void> {
    // The rest of this turn of the event loop may bring more.
    await new Promise((resolve) => setImmediate(resolve));
    while (shards.size > 0 || bots.size > 0 || leases) {
      const notices = takeNotices();
      try {
        await deps.db.prepared(
          'wake_others',
          'select pg_notify(channel, payload) from unnest($1::text[], $2::text[]) as n(channel, payload)',
          [notices.map(([channel]) => channel), notices.map(([, payload]) => payload)],
        );
      } catch (error) {
        if (!isDatabaseUnavailable(error)) deps.log.warn({ error: reasonOf(error) }, 'other processes not woken');
      }
    }
  }

  function takeNotices(): [channel: string, payload: string][] {
    const notices: [string, string][] = [];
    if (shards.size > 0) notices.push([inboxChannel, JSON.stringify([...shards])]);
    if (bots.size > 0) notices.push([outboxChannel, JSON.stringify([...bots])]);
    if (leases) notices.push([leaseChannel, '']);
    shards.clear();
    bots.clear();
    leases = false;
    return notices;
  }
}

function isShard(value: unknown): value is number {
  return typeof value === 'number';
}

function isBot(value: unknown): value is string {
  return typeof value === 'string';
}

/** Anybody who may connect can notify: what cannot be read counts as a word to all. */
function parsed<T>(payload: string, fits: (value: unknown) => value is T): T[] | undefined {
  try {
    const values: unknown = JSON.parse(payload);
    return Array.isArray(values) && values.every(fits) ? values : undefined;
  } catch {
    return undefined;
  }
}
