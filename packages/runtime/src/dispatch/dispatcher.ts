import { reasonOf } from '@durabot/bot-api';
import { isDatabaseUnavailable, type Database, type Log } from '@durabot/postgres';
import type { Clock } from '../clock.ts';
import { correlationOf } from '../correlation.ts';
import { readDue, type DueEntry } from '../inbox/inbox.ts';
import { isUrgent } from '../inbox/describe-update.ts';
import type { StageMetrics } from '../operations/metrics.ts';
import type { DialogCache } from './dialog-cache.ts';
import type { DialogStorage } from './dialog-storage.ts';
import type { PauseWatch } from '../pause/pause-watch.ts';
import type { HoldPoint } from '../running-bot.ts';
import { over } from '../over.ts';
import type { HandleOutcome } from './handle-entry.ts';

/** A chat whose entries are in memory; at most one of them runs. */
interface ChatWork {
  key: string;
  shard: number;
  entries: { entry: DueEntry; fresh: boolean }[];
  running: boolean;
  /** Some of what waits of it was left in the table, as there was enough in memory. */
  hasMore: boolean;
  dialogs: DialogCache;
}

/** What has become of chats since a statement began that told of them; what it said may be older than that. */
export interface Since {
  readonly chats: Set<string>;
  /** Entries that were begun without being read. */
  readonly begun: Set<number>;
}

export interface DispatcherDeps {
  db: Database;
  clock: Clock;
  log: Log;
  metrics: StageMetrics;
  concurrency: number;
  shards: () => readonly number[];
  /** Begins work in a shard; nothing when it belongs to another process now. See `ProcessLease.begin`. */
  begin: (shard: number) => (() => void) | undefined;
  /** Bots that are ready to handle; entries of others wait. */
  bots: () => readonly string[];
  /** Nothing of what is paused begins. */
  pauses: Pick<PauseWatch, 'isBotPaused' | 'isPaused' | 'chats'>;
  storage: DialogStorage;
  handle: (entry: DueEntry, fresh: boolean, dialogs: DialogCache) => Promise<HandleOutcome>;
  holdPoint: HoldPoint | undefined;
}

/** Reads due entries and runs each chat's handlers one after another, chats side by side. */
export interface Dispatcher {
  start(): void;
  /** Before a statement that stores entries which are to be begun; its end is {@link begin}. */
  watch(): Since;
  /**
   * Begins entries that were just stored, in their order, where their chats are this process's and at rest.
   * @returns the shards in which some are left for the next read
   */
  begin(entries: readonly DueEntry[], since: Since): ReadonlySet<number>;
  /** Something may be due. A wake-up that gets lost costs a second at most: the table is asked that often anyway. */
  wake(): void;
  /** These shards go to another process: what waits of them is dropped, what runs goes on to its end. */
  letGo(shards: readonly number[]): void;
  /** Reads no more, drops what has not begun, and resolves when running handlers have ended. */
  drain(): Promise<void>;
  running(): number;
}

/** One chat may not fill the memory that all share, however much it has waiting. */
const maxHeldPerChat = 10;
/** A chat with more than these in memory is not read on for. */
const refillAt = 3;
const maxPerRead = 400;
const maxIdleMs = 1_000;

export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const { db, clock, log, concurrency } = deps;
  // So many that chats with much to do, all of them running, leave room for the others.
  const maxHeld = concurrency * maxHeldPerChat;
  const chats = new Map<string, ChatWork>();
  const ready: ChatWork[] = [];
  /** Those of them whose next entry is urgent. */
  const urgent: ChatWork[] = [];
  /** Places for urgent entries when slow handlers hold all the others. */
  const reserve = Math.ceil(concurrency / 10);
  const held = new Set<number>();
  /** Chats whose entries were let go while a read was under way: what it brings of them may stand behind those. */
  const letGo = new Set<string>();
  /** The same for shards: one may go to another process and come back during a read. */
  const shardsLetGo = new Set<number>();
  /** Statements under way, each with what has happened since it began. */
  const watches = new Set<Since>();
  let running = 0;
  /** Somebody waits for the end of all that runs. */
  let onIdle: (() => void) | undefined;
  const stopping = new AbortController();
  /** Whether an entry that may have killed a process is running; nothing runs beside it. */
  let alone = false;
  let wakeUp: (() => void) | undefined;
  let woken = false;
  let loop: Promise<void> | undefined;

  return {
    start: () => {
      loop ??= readLoop();
    },
    wake,
    watch,
    begin: beginStored,
    letGo: (shards) => {
      for (const shard of shards) shardsLetGo.add(shard);
      for (const chat of chats.values()) if (shards.includes(chat.shard)) dropEntries(chat);
    },
    running: () => running,
    drain: async () => {
      stopping.abort();
      wake();
      ready.length = 0;
      urgent.length = 0;
      await loop;
      if (running > 0) await new Promise<void>((resolve) => (onIdle = resolve));
    },
  };

  function wake(): void {
    woken = true;
    wakeUp?.();
  }

  async function readLoop(): Promise<void> {
    let pauseMs = 250;
    while (!stopping.signal.aborted) {
      woken = false;
      try {
        const found = held.size < maxHeld ? await readSome() : 0;
        pauseMs = 250;
        if (found === 0 && !woken) await idle(maxIdleMs);
      } catch (error) {
        if (!isDatabaseUnavailable(error)) log.error({ error: reasonOf(error) }, 'inbox not read');
        await idle(pauseMs);
        pauseMs = Math.min(pauseMs * 2, 4_000);
      }
    }
  }

  async function idle(ms: number): Promise<void> {
    const sleeping = new AbortController();
    wakeUp = () => sleeping.abort(over);
    if (!stopping.signal.aborted) await clock.sleep(ms, sleeping.signal);
    wakeUp = undefined;
  }

  function watch(): Since {
    const since: Since = { chats: new Set(), begun: new Set() };
    watches.add(since);
    return since;
  }

  function beginStored(entries: readonly DueEntry[], since: Since): ReadonlySet<number> {
    watches.delete(since);
    const left = new Set<number>();
    const mayBegin = loop !== undefined && !stopping.signal.aborted && deps.storage.readsTable;
    const [shards, bots] = [new Set(deps.shards()), new Set(deps.bots())];
    /** Chats of which the first one begins here; those behind it follow. */
    const begun = new Set<string>();
    const waits = new Set<string>();
    for (const entry of entries) {
      const key = chatOf(entry);
      // Who was worked on since may have been handled already, or have another dialog by now.
      const atRest = begun.has(key) || (!chats.has(key) && !since.chats.has(key));
      const hasRoom = held.size < maxHeld && (chats.get(key)?.entries.length ?? 0) < maxHeldPerChat;
      const mine = shards.has(entry.shard) && bots.has(entry.bot) && !deps.pauses.isPaused(entry.bot, entry.chatKey);
      if (!(mayBegin && mine && atRest && hasRoom) || waits.has(key)) {
        // What comes later stays behind it.
        waits.add(key);
        left.add(entry.shard);
        continue;
      }
      begun.add(key);
      for (const other of watches) {
        other.chats.add(key);
        other.begun.add(entry.id);
      }
      hold(entry, true);
    }
    pump();
    return left;
  }

  async function readSome(): Promise<number> {
    // What is read with an entry of a chat that is being worked on may be older than that work's commit.
    const busy = new Set(chats.keys());
    letGo.clear();
    shardsLetGo.clear();
    const since = watch();
    try {
      return await readSince(since, busy);
    } finally {
      watches.delete(since);
    }
  }

  async function readSince(since: Since, busy: ReadonlySet<string>): Promise<number> {
    const found = await readDue(db, {
      bots: deps.bots().filter((bot) => !deps.pauses.isBotPaused(bot)),
      shards: deps.shards(),
      heldIds: [...held],
      leftOutChats: [...leaveFullChats(), ...deps.pauses.chats()],
      nowMs: clock.nowMs(),
      limit: Math.min(maxHeld - held.size, maxPerRead),
      dialogData: deps.storage.readsTable,
    });
    const entries = await deps.storage.complete(found);
    await deps.holdPoint?.('dispatch:after-read', { entries: entries.length });
    if (stopping.signal.aborted) return 0;
    for (const entry of entries) {
      const key = chatOf(entry);
      if (letGo.has(key) || shardsLetGo.has(entry.shard) || since.begun.has(entry.id)) continue;
      hold(entry, !busy.has(key) && !since.chats.has(key));
    }
    pump();
    return entries.length;
  }

  function leaveFullChats(): string[] {
    const full = [...chats.values()].filter((chat) => chat.entries.length > refillAt);
    for (const chat of full) chat.hasMore = true;
    return full.map((chat) => chat.key);
  }

  function hold(entry: DueEntry, fresh: boolean): void {
    const key = chatOf(entry);
    const known = chats.get(key);
    if (known !== undefined && known.entries.length >= maxHeldPerChat) {
      // In order, so what is left out now comes after these.
      known.hasMore = true;
      return;
    }
    held.add(entry.id);
    const chat = known ?? {
      key,
      shard: entry.shard,
      entries: [],
      running: false,
      hasMore: false,
      dialogs: deps.storage.createCache(),
    };
    // Only the first entry of a chat can rely on what was read with it; those behind it come after its commit.
    chat.entries.push({ entry, fresh: fresh && !chats.has(key) });
    if (chats.has(key)) return;
    chats.set(key, chat);
    queue(chat);
  }

  /** To the end of the line: a chat with much to do waits behind the others after each entry. */
  function queue(chat: ChatWork): void {
    const next = chat.entries[0]?.entry;
    (next !== undefined && isUrgent(next.kind) ? urgent : ready).push(chat);
  }

  function pump(): void {
    for (;;) {
      const line = urgent.length > 0 ? urgent : ready;
      if (running >= (line === urgent ? concurrency + reserve : concurrency)) return;
      const [chat] = line;
      if (chat === undefined) return;
      // So that, should the process end, it is known what has ended it, and nobody else pays for it.
      const suspect = (chat.entries[0]?.entry.starts ?? 0) > 0;
      if ((alone || suspect) && running > 0) return;
      line.shift();
      alone = suspect;
      void run(chat);
    }
  }

  async function run(chat: ChatWork): Promise<void> {
    running += 1;
    await runNext(chat);
    running -= 1;
    pump();
    if (running === 0) onIdle?.();
  }

  async function runNext(chat: ChatWork): Promise<void> {
    const done = deps.begin(chat.shard);
    const next = done === undefined || isPaused(chat) ? undefined : chat.entries.shift();
    if (done === undefined || next === undefined) {
      done?.();
      dropEntries(chat);
      chats.delete(chat.key);
      return;
    }
    let outcome: HandleOutcome = 'released';
    try {
      outcome = await deps.handle(next.entry, next.fresh, chat.dialogs);
    } catch (error) {
      log.error(
        { error: reasonOf(error), entryId: next.entry.id, correlationId: correlationOf(next.entry) },
        'entry put back after an unexpected error',
      );
    }
    done();
    for (const since of watches) since.chats.add(chat.key);
    if (held.size >= maxHeld || (chat.hasMore && chat.entries.length === refillAt)) {
      chat.hasMore = false;
      wake();
    }
    held.delete(next.entry.id);
    if (outcome !== 'settled') dropEntries(chat);
    if (chat.entries.length > 0 && !stopping.signal.aborted) {
      queue(chat);
      return;
    }
    chats.delete(chat.key);
    if (outcome === 'released') await clock.sleep(250, stopping.signal);
    // Whatever came meanwhile has woken the reader by itself.
    if (outcome !== 'settled' || chat.hasMore) wake();
  }

  /** An operator may have paused it since its entries were read. */
  function isPaused({ entries: [head] }: ChatWork): boolean {
    return head !== undefined && deps.pauses.isPaused(head.entry.bot, head.entry.chatKey);
  }

  /** Its head waits for another attempt, so those behind it are read again after it. */
  function dropEntries(chat: ChatWork): void {
    letGo.add(chat.key);
    for (const { entry } of chat.entries) held.delete(entry.id);
    chat.entries.length = 0;
  }
}

function chatOf(entry: DueEntry): string {
  return `${entry.bot}/${entry.chatKey}`;
}
