import { reasonOf } from '@durabot/bot-api';
import type { Command, Redis } from '@durabot/redis';
import { isDatabaseUnavailable, type Database, type Log } from '@durabot/postgres';
import type { Clock } from '../clock.ts';
import type { StoredDialog } from '../dialog/dialog-store.ts';
import { shardOf } from '../inbox/shard.ts';
import type { MirrorMetrics } from '../operations/metrics.ts';
import { listLeftovers, listOpenDialogs, readOpenDialog } from './mirror-store.ts';
import { mirrorKeys, toMirror, type DialogPlace } from './mirrored-dialog.ts';

/**
 * Shows open dialogs in Redis, for other tools and for reads that look there first. It follows the commits: what it shows
 * is committed, and late by milliseconds. It forgets what Redis does not take, and writes all anew when Redis is back.
 */
export interface DialogMirror {
  /** A commit has changed whose dialog is open; `undefined`: none is. */
  changed(place: DialogPlace, dialog: StoredDialog | undefined): void;
  /** Nobody knows whether a commit has changed it: it is read again. */
  unsure(place: DialogPlace): void;
  /** These shards are this process's now: whoever had them may have shown something else. */
  taken(shards: readonly number[]): void;
  start(): void;
  /** Writes what is waiting, if Redis takes it. */
  stop(): Promise<void>;
}

export interface DialogMirrorDeps {
  redis: Redis;
  db: Database;
  clock: Clock;
  log: Log;
  metrics: MirrorMetrics;
  bots: readonly string[];
  /** The shards this process works on. */
  shards: () => readonly number[];
  /** A process that was silent for so long may have been taken over: what it still wanted to show is not the last word. */
  silenceMs: number;
}

/** What a place shall show, and since when that is known. */
interface Wish {
  place: DialogPlace;
  dialog: StoredDialog | undefined;
  atMs: number;
}

const perWrite = 200;
/** Nobody waits for these writes but the ones behind them. */
const writeLimitMs = 2_000;
/** So seldom that it costs nothing, and often enough for what was evicted or deleted by hand. */
const reviewMs = 10 * 60_000;
/** Between two passes at least so long, and at least ten times as long as a pass takes: the database has other work. */
const passGapMs = 1_000;

export function createDialogMirror(deps: DialogMirrorDeps): DialogMirror {
  const { redis, db, clock, log, metrics } = deps;
  const wishes = new Map<string, Wish>();
  /** Places that commits have changed since the last look into the table: newer than what that look found. */
  const touched = new Set<string>();
  const doubted = new Map<string, DialogPlace>();
  const unread = new Set<number>();
  const stopping = new AbortController();
  let writing: Promise<void> | undefined;
  let passing: Promise<void> | undefined;
  let wakeUp: (() => void) | undefined;
  redis.onLoss(() => renew(deps.shards()));
  metrics.watch(() => wishes.size);

  return {
    changed: (place, dialog) => {
      touched.add(mirrorKeys(place).data);
      wish(place, dialog);
    },
    unsure: (place) => {
      doubted.set(mirrorKeys(place).data, place);
      wakeUp?.();
    },
    taken: renew,
    start: () => {
      passing ??= passUntilStopped();
    },
    stop: async () => {
      stopping.abort();
      wakeUp?.();
      await passing;
      await writing;
    },
  };

  function renew(shards: readonly number[]): void {
    for (const shard of shards) unread.add(shard);
    wakeUp?.();
  }

  function wish(place: DialogPlace, dialog: StoredDialog | undefined): void {
    // What Redis cannot take now is read from the table when it is back, so there is nothing to keep.
    if (!redis.status().up) return;
    wishes.set(mirrorKeys(place).data, { place, dialog, atMs: clock.nowMs() });
    writing ??= writeAll().finally(() => {
      writing = undefined;
    });
  }

  /** One write at a time, so that the last word about a place is the last one written. */
  async function writeAll(): Promise<void> {
    // The rest of this turn of the event loop may bring more.
    await new Promise((resolve) => setImmediate(resolve));
    while (wishes.size > 0) {
      const batch = [...wishes.values()].slice(0, perWrite);
      for (const { place } of batch) wishes.delete(mirrorKeys(place).data);
      await write(batch);
    }
  }

  async function write(batch: readonly Wish[]): Promise<void> {
    const oldestMs = clock.nowMs() - deps.silenceMs;
    const fresh = batch.filter(({ atMs }) => atMs > oldestMs);
    for (const { place, atMs } of batch) if (atMs <= oldestMs) doubt(place);
    if (fresh.length === 0) return;
    const answer = await redis.ask(fresh.flatMap(commandsFor), writeLimitMs);
    if (answer.kind === 'answered') {
      metrics.mirrored(fresh.length);
      return;
    }
    metrics.notMirrored(fresh.length);
    // If it stays up, nobody else will say that these are missing.
    for (const { place } of fresh) doubt(place);
  }

  function doubt(place: DialogPlace): void {
    doubted.set(mirrorKeys(place).data, place);
  }

  async function passUntilStopped(): Promise<void> {
    while (!stopping.signal.aborted) {
      const startedMs = clock.nowMs();
      try {
        if (redis.status().up) await pass();
      } catch (error) {
        if (stopping.signal.aborted) return;
        if (!isDatabaseUnavailable(error)) log.error({ error: reasonOf(error) }, 'dialogs not mirrored anew');
        renew(deps.shards());
      }
      await clock.sleep(Math.max(passGapMs, 10 * (clock.nowMs() - startedMs)), stopping.signal);
      if (unread.size === 0 && doubted.size === 0 && !stopping.signal.aborted) await idle();
    }
  }

  /** Until there is something to read, or it is time to look whether everything is still there. */
  async function idle(): Promise<void> {
    const sleeping = new AbortController();
    wakeUp = () => sleeping.abort();
    await clock.sleep(reviewMs, sleeping.signal);
    wakeUp = undefined;
    if (!sleeping.signal.aborted) renew(deps.shards());
  }

  async function pass(): Promise<void> {
    await readDoubted();
    if (unread.size === 0) return;
    const shards = new Set(unread);
    unread.clear();
    const mine = ({ bot, chatId }: DialogPlace): boolean => {
      const shard = shardOf(bot, String(chatId));
      return shards.has(shard) && deps.shards().includes(shard) && deps.bots.includes(bot);
    };
    touched.clear();
    let open = 0;
    for await (const page of listOpenDialogs(db, deps.bots)) {
      const found = page.filter(({ place }) => mine(place));
      for (const { place, dialog } of found) show(place, dialog);
      open += found.length;
      await writing;
      // Renewed as a whole when it is back.
      if (stopping.signal.aborted || !redis.status().up) return;
      touched.clear();
    }
    let removed = 0;
    for await (const places of listLeftovers(redis, db, { mine, before: () => touched.clear() })) {
      for (const place of places) show(place, undefined);
      removed += places.length;
      await writing;
    }
    metrics.passed();
    log.debug({ shards: shards.size, open, removed }, 'dialogs mirrored anew');
  }

  async function readDoubted(): Promise<void> {
    for (const [key, place] of doubted) {
      doubted.delete(key);
      if (!deps.shards().includes(shardOf(place.bot, String(place.chatId)))) continue;
      touched.delete(key);
      show(place, await readOpenDialog(db, place));
    }
  }

  /** Unless a commit was faster: its word is newer. */
  function show(place: DialogPlace, dialog: StoredDialog | undefined): void {
    if (!touched.has(mirrorKeys(place).data)) wish(place, dialog);
  }
}

function commandsFor({ place, dialog }: Wish): Command[] {
  const keys = mirrorKeys(place);
  if (dialog === undefined) return [['del', keys.state, keys.data]];
  const { state, data } = toMirror(dialog);
  const { expiresAt } = dialog;
  const end = expiresAt === undefined ? [] : [keys.state, keys.data].map((key) => expireAt(key, expiresAt));
  return [['set', keys.state, state], ['set', keys.data, data], ...end];
}

/** Goes by itself with the draft, however it ends. A command of its own: servers before 6.2 know no other way. */
function expireAt(key: string, at: Date): Command {
  return ['pexpireat', key, Math.max(at.getTime(), 1)];
}
