import type { Database, OpenTx, Tx } from '@durabot/postgres';
import type { Album, Attempt, EntryInfo, OutgoingCall, Timers } from '../context.ts';
import type { Clock } from '../clock.ts';
import { correlationOf } from '../correlation.ts';
import type { DialogStore } from '../dialog/dialog-store.ts';
import type { InboxEntry } from '../inbox/inbox.ts';
import { nameTransaction } from '../lease/lease-table.ts';
import { classNumber, expiryOf, methodTraits } from '../outbox/methods.ts';
import type { StagedCall } from '../outbox/outbox-call.ts';
import type { CallSink } from './capture.ts';
import type { LateAbort } from './late-abort.ts';
import type { DialogCache } from './dialog-cache.ts';
import { noWrites, type AttemptOwner, type StagedWrites } from './staged-writes.ts';
import { nextRunAfter } from '../scheduler/schedule.ts';

/** One run of a handler: collects what it writes; {@link close} ends it, and late writes of a forgotten promise are refused. */
export interface HandlerAttempt extends Attempt, CallSink {
  readonly owner: AttemptOwner;
  readonly writes: StagedWrites;
  /** The transaction, if the handler has opened one. */
  openTx(): Promise<OpenTx | undefined>;
  /** The transaction, opened now if the handler has opened none. */
  ensureTx(): Promise<OpenTx>;
  close(): void;
}

export interface AttemptDeps {
  db: Database;
  clock: Clock;
  processId: string;
  dialogs: DialogCache;
  abort: LateAbort;
  languageCode: string | undefined;
  /** Names of the bot's jobs. */
  jobs: readonly string[];
  album: Album | undefined;
}

export function createAttempt(entry: InboxEntry, deps: AttemptDeps): HandlerAttempt {
  const writes = noWrites();
  const owner = ownerOf(entry);
  let transaction: Promise<OpenTx> | undefined;
  let closed = false;

  return {
    bot: entry.bot,
    chatId: entry.chatId,
    languageCode: deps.languageCode,
    expiresAt: entry.expiresAt,
    entry: infoOf(entry, owner),
    owner,
    writes,
    get signal() {
      return deps.abort.signal;
    },
    album: deps.album,
    dialog: dialogStore(),
    timers: timers(),
    schedules: {
      set: (schedule) => {
        mustBeOpen();
        const { name, missed, payload, ...rule } = schedule;
        const nextAt = nextRunAfter(rule, new Date(deps.clock.nowMs()));
        writes.schedules.set(name, { name, missed, payload, rule, nextAt });
      },
      cancel: (name) => {
        mustBeOpen();
        writes.schedules.set(name, { name, missed: 'skip', payload: undefined, rule: {}, nextAt: undefined });
      },
    },
    jobs: {
      add: (job) => {
        mustBeOpen();
        if (!deps.jobs.includes(job.name)) throw new Error(`The bot ${entry.bot} has no job "${job.name}".`);
        writes.jobs.push(job);
      },
    },
    tx: (): Promise<Tx> => {
      mustBeOpen();
      transaction ??= openNamed();
      return transaction;
    },
    openTx: async () => transaction,
    ensureTx: () => (transaction ??= openNamed()),
    send: (call) => stage({ ...callOf(call), onRefused: call.onRefused }),
    stage,
    readSession: async (key) => {
      if (writes.sessions.has(key)) return writes.sessions.get(key);
      const { rows } = await deps.db.query<{ value: unknown }>(
        'select value from durabot.session where bot = $1 and key = $2',
        [entry.bot, key],
      );
      return rows[0]?.value;
    },
    writeSession: (key, value) => {
      mustBeOpen();
      writes.sessions.set(key, value);
    },
    close: () => {
      closed = true;
    },
  };

  async function openNamed(): Promise<OpenTx> {
    const tx = await deps.db.begin();
    // Not waited for: it travels with the handler's first statement, which fails if this one does.
    void nameTransaction(tx, deps.processId).catch(() => undefined);
    return tx;
  }

  function mustBeOpen(): void {
    if (closed) throw new Error(`The handler of inbox entry ${entry.id} is over; await everything that it starts.`);
  }

  function stage(call: StagedCall): void {
    mustBeOpen();
    writes.calls.push(call);
  }

  function callOf({ method, payload, class: callClass }: OutgoingCall): StagedCall {
    const traits = methodTraits(method);
    const chatId = typeof payload['chat_id'] === 'number' ? payload['chat_id'] : undefined;
    return {
      lane: String(chatId ?? 'bot'),
      class: classNumber(callClass ?? traits.class ?? (chatId === entry.chatId ? 'reply' : 'notification')),
      chatId,
      method,
      payload,
      virtualId: undefined,
      remember: false,
      languageCode: deps.languageCode,
      expiresAt: expiryOf(method, deps.clock.nowMs(), entry.expiresAt),
    };
  }

  function dialogStore(): DialogStore {
    return {
      active: () => deps.dialogs.active(entry, writes.dialogs),
      list: () => deps.dialogs.list(entry, writes.dialogs),
      find: async (id) => (await deps.dialogs.list(entry, writes.dialogs)).find((dialog) => dialog.id === id),
      put: (dialog) => {
        mustBeOpen();
        writes.dialogs.set(dialog.id, dialog);
      },
      remove: (id) => {
        mustBeOpen();
        writes.dialogs.set(id, undefined);
      },
    };
  }

  function timers(): Timers {
    return {
      set: ({ name, key = '', dueAt, payload }) => {
        mustBeOpen();
        writes.timers.set(`${name}/${key}`, { name, key, dueAt, payload });
      },
      cancel: (name, key = '') => {
        mustBeOpen();
        writes.timers.set(`${name}/${key}`, { name, key, dueAt: undefined, payload: undefined });
      },
    };
  }
}

function ownerOf(entry: InboxEntry): AttemptOwner {
  const { bot, shard, chatKey, chatId, userId, topicId } = entry;
  return { bot, shard, chatKey, chatId, userId, topicId, entryId: entry.id, correlationId: correlationOf(entry) };
}

function infoOf(entry: InboxEntry, owner: AttemptOwner): EntryInfo {
  return {
    id: entry.id,
    chatKey: entry.chatKey,
    kind: entry.kind,
    attempt: entry.attempts + 1,
    receivedAt: entry.receivedAt,
    correlationId: owner.correlationId,
  };
}
