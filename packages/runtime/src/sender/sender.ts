import { LeaseLostError, reasonOf } from '@durabot/bot-api';
import type { LiveEvents } from '@durabot/redis';
import { isDatabaseUnavailable, type Database, type Log } from '@durabot/postgres';
import type { Clock } from '../clock.ts';
import type { StageMetrics } from '../operations/metrics.ts';
import { readBrakes } from '../outbox/brakes.ts';
import { readCalls, recordAttempts } from '../outbox/outbox.ts';
import { type CommittedCall, readBack } from '../outbox/committed-call.ts';
import type { OutboxCall, StagedCall } from '../outbox/outbox-call.ts';
import { settleCalls, type Settlement } from '../outbox/settle-calls.ts';
import { methodTraits } from '../outbox/methods.ts';
import { over } from '../over.ts';
import type { PauseWatch } from '../pause/pause-watch.ts';
import type { HoldPoint, RunningBot } from '../running-bot.ts';
import type { Tracer } from '../tracing/tracer.ts';
import { createCallMaker } from './make-call.ts';
import { createCallsInMemory } from './calls-in-memory.ts';
import { chatOf, pacedOf } from './lane-call-of.ts';
import { createLanes } from './lanes.ts';
import { createLeftOverCalls } from './left-over-calls.ts';
import { defaultPacing, unlimitedPacing } from './pacing/limits.ts';
import { createPacer, type PacedCall } from './pacing/pacer.ts';
import { createPermits, type Permit, type PermitEnd } from './permits.ts';
import { findSuperseded, isEdit } from './superseded-edits.ts';
import { createSettleBatcher } from './settle-batcher.ts';

export interface SenderDeps {
  db: Database;
  clock: Clock;
  log: Log;
  metrics: StageMetrics;
  bot: RunningBot;
  processId: string;
  /** Begins work as the only process that makes this bot's calls; nothing when that is another one. See `ProcessLease.begin`. */
  begin: () => (() => void) | undefined;
  concurrency: number;
  pacing: boolean;
  silenceMs: number;
  /** Nothing of what is paused is sent. */
  pauses: Pick<PauseWatch, 'isBotPaused' | 'isPaused' | 'chatsOf'>;
  /** Tells whoever looks on what became of a call. */
  tell: LiveEvents['tell'];
  tracer: Tracer | undefined;
  holdPoint: HoldPoint | undefined;
  onLeaseLost: () => void;
  /** Where the entries of a chat are. */
  shardOf: (chatId: number) => number;
  /** The refusal of a call has become an entry in this shard. */
  onRefused: (shard: number) => void;
}

/** Takes one bot's calls from the outbox to Telegram: by class, in order per chat, within the limits. */
export interface Sender {
  start(): void;
  wake(): void;
  /**
   * These calls of this bot were just committed here, in the order of their ids. They are taken into memory without being
   * read, where that can be; else it is as if it had been woken.
   */
  handOver(calls: readonly CommittedCall[]): void;
  /**
   * Leave for a commit of this process to begin calls of this bot, so that their attempts need no commit of their own.
   * None when other calls would have to wait for them, or when it is not certain that what is in memory is all there is.
   */
  openPermit(): Permit | undefined;
  /** An operator has changed what may be sent or when: what is in memory and not under way is read again. */
  reread(): void;
  /** Makes what can be made at once, at the longest until the moment given, then waits for the calls under way. */
  drain(untilMs: number): Promise<void>;
}

/**
 * So many calls in memory leave room for calls of this class and better ones only, by class; the rest of a long queue
 * stays in the database. A broadcast of any size thus never keeps a reply from being loaded.
 */
const roomByClass = [4_000, 2_000, 1_000, 500] as const;
const loadLimit = 500;
const maxIdleMs = 1_000;
/** How often it looks for attempts that are recorded and that nobody makes: a commit whose end was not learned of, say. */
const lookMs = 10_000;

export function createSender(deps: SenderDeps): Sender {
  const { db, clock, log, metrics, bot, processId, holdPoint } = deps;
  const pacer = deps.pacing ? createPacer(defaultPacing, clock.nowMs()) : createPacer(unlimitedPacing);
  const lanes = createLanes();
  const calls = createCallsInMemory(lanes, (id) => making.has(id) || unsettled.has(id));
  /** Calls under way by their ids. */
  const making = new Map<number, Promise<void>>();
  /** Ids of calls that were made and whose outcome could not be stored; their lanes wait until they are taken over. */
  const unsettled = new Set<number>();
  const attempt = createCallMaker({ ...deps, pacer });
  const settle = createSettleBatcher({ db, clock, log, processId });
  const permits = createPermits({ clock, pacer, mayTake });
  const leftOver = createLeftOverCalls({
    ...deps,
    makingIds: () => [...making.keys()],
    isUnsettled: (id) => unsettled.has(id),
  });
  /** Calls that were begun too late to be made here, on their way back. */
  const returning = new Set<Promise<void>>();
  const stopping = new AbortController();
  let flushUntilMs = Number.POSITIVE_INFINITY;
  let woken = false;
  /** The outbox may hold calls that are not loaded. */
  let mayHoldMore = true;
  /** An edit was handed over, which may make earlier ones needless. */
  let editsHandedOver = false;
  /** What is loaded is out of date. */
  let rereadDue = false;
  let loadedAtMs = Number.NEGATIVE_INFINITY;
  /** Whether there is nothing left whose outcome nobody knows. */
  let prepared = false;
  /** What others, or this process, have left is being taken over. */
  let takingOver = false;
  /** Calls picked whose attempts are being recorded. */
  let picking = 0;
  /** Lanes were not read because of a call that a commit under way has begun. */
  let leftOut = false;
  /** Counts the commits that have begun calls. */
  let beginnings = 0;
  let lookedAtMs = clock.nowMs();
  let wakeUp: (() => void) | undefined;
  let loop: Promise<void> | undefined;
  /** Ends the hold on the lease that lasts as long as calls are under way. */
  let endOfHold: (() => void) | undefined;

  return {
    start: () => {
      loop ??= run();
    },
    wake: () => {
      mayHoldMore = true;
      wake();
    },
    handOver: (handed) => {
      if (!takeHanded(handed)) mayHoldMore = true;
      wake();
    },
    openPermit: () => {
      const sure = prepared && !takingOver && !mayHoldMore && !rereadDue && !stopping.signal.aborted;
      // Whoever waits for the bot's limit goes before what comes later.
      const done = sure && !lanes.isAnyReady() ? deps.begin() : undefined;
      return done === undefined ? undefined : permits.open((end) => permitEnded(end, done));
    },
    reread,
    drain: async (untilMs) => {
      flushUntilMs = untilMs;
      stopping.abort();
      wake();
      await loop;
      await Promise.all([...making.values(), ...returning]);
    },
  };

  function wake(): void {
    woken = true;
    wakeUp?.();
  }

  function reread(): void {
    rereadDue = true;
    wake();
  }

  async function run(): Promise<void> {
    let pauseMs = 250;
    while (!stopping.signal.aborted || clock.nowMs() < flushUntilMs) {
      woken = false;
      const done = deps.begin();
      if (done === undefined) {
        // Whoever holds the lease now goes on with what the database says.
        calls.takeOutWaiting();
        prepared = false;
        if (stopping.signal.aborted) return;
        await idle(maxIdleMs);
        continue;
      }
      let waitMs: number | undefined;
      try {
        waitMs = await workOn();
        pauseMs = 250;
      } catch (error) {
        if (error instanceof LeaseLostError) return deps.onLeaseLost();
        if (!isDatabaseUnavailable(error)) log.error({ bot: bot.name, error: reasonOf(error) }, 'outbox not worked on');
        if (stopping.signal.aborted) return;
        // Whatever woke it meanwhile: a database in trouble is not asked at once again.
        woken = false;
        waitMs = pauseMs;
        pauseMs = Math.min(pauseMs * 2, 4_000);
      } finally {
        endWithCalls(done);
      }
      if (waitMs === undefined) return;
      if (woken) continue;
      await idle(waitMs);
      if (!woken && waitMs === maxIdleMs) mayHoldMore = true;
    }
  }

  /** One round: loads what may be loaded, starts what may go. @returns how long to wait then; undefined when draining is over */
  async function workOn(): Promise<number | undefined> {
    if (!prepared) {
      prepared = true;
      await prepare();
    }
    if (rereadDue) forgetOutdated();
    // A wake-up may have been lost, or a call of another process has become due.
    const elapsedMs = clock.nowMs() - loadedAtMs;
    const found = mayHoldMore || elapsedMs >= maxIdleMs || elapsedMs < 0 ? await load() : 0;
    if (editsHandedOver) await dropSuperseded();
    if (Math.abs(clock.nowMs() - lookedAtMs) >= lookMs) await lookForUnmade();
    const nextAt = await sendReady();
    // Draining ends when nothing can be made at once any more; what waits for its turn stays in the outbox.
    const canGoOn = found > 0 || mayHoldMore || (nextAt === undefined && lanes.size() > 0 && making.size > 0);
    if (stopping.signal.aborted && !canGoOn) return undefined;
    return Math.min(nextAt === undefined ? maxIdleMs : nextAt - clock.nowMs(), maxIdleMs);
  }

  /** The lease stays here until the calls begun under it have ended, and what became of them is written down. */
  function endWithCalls(done: () => void): void {
    // One hold is enough: each round begins its own, so a lease that is to go is not begun anew.
    if (making.size === 0 || endOfHold !== undefined) done();
    else endOfHold = done;
  }

  function callEnded(id: number): void {
    making.delete(id);
    if (making.size === 0) {
      endOfHold?.();
      endOfHold = undefined;
    }
    wake();
  }

  async function idle(ms: number): Promise<void> {
    const sleeping = new AbortController();
    wakeUp = () => sleeping.abort(over);
    await clock.sleep(Math.max(ms, 0), sleeping.signal);
    wakeUp = undefined;
  }

  /** Takes over what the last holder left: its brakes, and calls that nobody is making although their attempt is recorded. */
  async function prepare(): Promise<void> {
    takingOver = true;
    try {
      await takeOver();
    } catch (error) {
      prepared = false;
      throw error;
    } finally {
      takingOver = false;
    }
  }

  async function takeOver(): Promise<void> {
    // What commits under way begin is found here, or the next time.
    permits.revoke();
    for (const { chatId, untilMs } of await readBrakes(db, bot.name, clock.nowMs())) {
      if (chatId === 0) pacer.brakeBot(untilMs);
      else pacer.brakeChat(chatId, untilMs);
    }
    const waiting = [...unsettled].filter((id) => !making.has(id));
    await leftOver.takeOver();
    for (const id of waiting) unsettled.delete(id);
    // What was taken over stands before what is loaded of its lane: all is read again, in its order.
    calls.takeOutWaiting();
    mayHoldMore = true;
  }

  /** What nobody makes, and nobody made at the last look either, is taken over in the next round. */
  async function lookForUnmade(): Promise<void> {
    lookedAtMs = clock.nowMs();
    if (!(await leftOver.look())) return;
    prepared = false;
    woken = true;
  }

  async function load(): Promise<number> {
    const worstClass = roomByClass.findLastIndex((room) => calls.size() < room);
    mayHoldMore = false;
    loadedAtMs = clock.nowMs();
    if (deps.pauses.isBotPaused(bot.name)) return 0;
    const beginningsBefore = beginnings;
    const read = await readCalls(db, {
      bot: bot.name,
      heldIds: calls.ids(),
      nowMs: loadedAtMs,
      worstClass,
      limit: loadLimit,
      pausedChats: deps.pauses.chatsOf(bot.name),
    });
    const found = read.calls;
    leftOut = read.leftOut && beginnings === beginningsBefore;
    if (found.length >= loadLimit || (read.leftOut && !leftOut)) mayHoldMore = true;
    for (const call of found) {
      // Handed over while it was read. It is still here: calls that wait are picked in this loop only, so none was made
      // meanwhile; and what its commit has begun is not read.
      if (!calls.has(call.id)) calls.add(call);
    }
    if (found.some(isEdit)) await dropSuperseded();
    return found.length;
  }

  /**
   * Takes what there is room for. Before what is to be read anyway, nothing is taken: it may stand behind it.
   * Should the lease be gone, the next round forgets it like all that is loaded.
   * @returns whether nothing is left to be read
   */
  function takeHanded(committed: readonly CommittedCall[]): boolean {
    if (!prepared || mayHoldMore || rereadDue || stopping.signal.aborted) return false;
    for (const handed of committed) {
      // It was read before its commit had been heard of here.
      if (calls.has(handed.id)) continue;
      const call = readBack(handed);
      // It waits in the table, and is read when the pause ends.
      if (deps.pauses.isPaused(bot.name, chatOf(call))) continue;
      if (calls.size() >= (roomByClass[call.class] ?? 0)) return false;
      calls.addUnread(call);
      editsHandedOver ||= isEdit(call);
    }
    return true;
  }

  /** How the pacer sees a call that a commit may begin; nothing when it has to wait, or when a lost attempt would cost too much. */
  function mayTake(call: StagedCall): PacedCall | undefined {
    const { whenUnknown } = methodTraits(call.method);
    const harmless = whenUnknown === 'repeat' || whenUnknown === 'mark';
    // A commit may wait for a lane's lock for seconds: half of the room stays for what is in the outbox.
    const taken = permits.taken();
    const hasRoom = 2 * taken < deps.concurrency && making.size + picking + taken < deps.concurrency;
    if (!harmless || !hasRoom || lanes.has(call.lane) || deps.pauses.isPaused(bot.name, chatOf(call))) return undefined;
    return pacedOf(call);
  }

  function permitEnded({ begun, openedAtMs, mark, revoked, lost }: PermitEnd, done: () => void): void {
    if (begun.length > 0) {
      beginnings += 1;
      // What stands behind them can be read now.
      mayHoldMore ||= leftOut;
      leftOut = false;
    }
    if (begun.length > 0 && !revoked && stopping.signal.aborted) return returnBegun(begun, done);
    if (lost || (revoked && begun.length > 0)) prepared = false;
    else if (begun.length > 0) {
      // The commit may have waited for seconds, and an operator has paused the chat meanwhile.
      const isPaused = (call: CommittedCall): boolean => deps.pauses.isPaused(bot.name, chatOf(readBack(call)));
      for (const each of begun) if (!isPaused(each)) launch(readBack(each), openedAtMs);
      pacer.postpone(mark, clock.nowMs());
      const paused = begun.filter(isPaused);
      if (paused.length > 0) return returnBegun(paused, done);
    }
    endWithCalls(done);
    if (!prepared || mayHoldMore || lanes.isAnyReady()) wake();
  }

  /** Makes a call that its commit has begun. Nothing stands before it: what is here of its lane came later and was heard of sooner. */
  function launch(call: OutboxCall, recordedAtMs: number): void {
    calls.addBegun(call);
    making.set(call.id, make(call, recordedAtMs));
  }

  /** Their commit ended when they were not to begin here any more. */
  function returnBegun(begun: readonly CommittedCall[], done: () => void): void {
    const returned = leftOver
      .giveBack(begun)
      .catch((error: unknown) =>
        log.warn({ bot: bot.name, error: reasonOf(error) }, 'calls not given back, others will take them over'),
      )
      .finally(() => {
        returning.delete(returned);
        mayHoldMore = true;
        endWithCalls(done);
        wake();
      });
    returning.add(returned);
  }

  /** Edits that nobody would see: a later one of the same message waits behind them. */
  async function dropSuperseded(): Promise<void> {
    editsHandedOver = false;
    const superseded = findSuperseded(calls.waiting());
    if (superseded.length === 0) return;
    await settleCalls(
      db,
      processId,
      superseded.map(({ id }): Settlement => ({ kind: 'dropped', id })),
    );
    for (const call of superseded) {
      calls.takeOut(call.id);
      metrics.sent(bot.name, call.method, 'dropped');
    }
  }

  /** Starts every call that may go now. @returns when the next one may, if only time is in the way */
  async function sendReady(): Promise<number | undefined> {
    // In the same tick as the picks: what was read a moment ago may be out of date, too.
    if (rereadDue) {
      forgetOutdated();
      woken = true;
    }
    const picked: OutboxCall[] = [];
    const mark = pacer.mark();
    let nextAt: number | undefined;
    while (making.size + permits.taken() + picked.length < deps.concurrency) {
      const next = lanes.next(clock.nowMs(), pacer);
      if (next === undefined) break;
      if ('waitUntilMs' in next) {
        nextAt = next.waitUntilMs;
        break;
      }
      const call = calls.get(next.call.id);
      if (call !== undefined) picked.push(call);
    }
    if (picked.length === 0) return nextAt;
    picking = picked.length;
    await holdPoint?.('sender:before-record', { bot: bot.name, calls: picked.map((call) => call.id) });
    const recordedAtMs = clock.nowMs();
    const recorded = await recordAttempts(
      db,
      processId,
      picked.map((call) => call.id),
      picked.map((call) => call.id).filter((id) => calls.isUnread(id)),
    ).catch((error: unknown) => {
      picking = 0;
      for (const call of picked) lanes.delay(call.id, clock.nowMs() + 250);
      throw error;
    });
    picking = 0;
    const refused = picked.filter(({ id }) => !recorded.has(id) && calls.isUnread(id));
    if (refused.length > 0) readLanesAgain(refused);
    if (recorded.size === 0) {
      calls.takeOutWaiting();
      return undefined;
    }
    pacer.postpone(mark, clock.nowMs());
    for (const call of picked) {
      // Dropped by an operator meanwhile.
      if (!recorded.has(call.id)) {
        calls.settle(call.id);
        continue;
      }
      calls.markRead(call.id);
      making.set(call.id, make(call, recordedAtMs));
    }
    return nextAt;
  }

  async function make(call: OutboxCall, recordedAtMs: number): Promise<void> {
    try {
      const settlement = toldToChat(call, await attempt(call, recordedAtMs));
      await holdPoint?.('sender:before-settle', { bot: bot.name, callId: call.id, method: call.method });
      await settle(settlement);
      const { id, method, lane } = call;
      deps.tell('call', { bot: bot.name, id, method, lane, outcome: settlement.kind });
      afterSettled(call, settlement);
    } catch (error) {
      if (error instanceof LeaseLostError) return deps.onLeaseLost();
      log.error(
        {
          bot: bot.name,
          callId: call.id,
          method: call.method,
          correlationId: call.correlationId,
          error: reasonOf(error),
        },
        'outcome of a call not stored',
      );
      // Its attempt stands in the table without an end, so it is taken over like one of a process that died.
      unsettled.add(call.id);
      prepared = false;
    } finally {
      callEnded(call.id);
    }
  }

  /** Where somebody wants to know that a call has come to nothing, its chat's inbox is told with the settling. */
  function toldToChat({ chatId, onRefused }: OutboxCall, settlement: Settlement): Settlement {
    if (onRefused === undefined || chatId === undefined) return settlement;
    if (settlement.kind !== 'buried' && settlement.kind !== 'unreachable') return settlement;
    return { ...settlement, toldIn: { shard: deps.shardOf(chatId), nowMs: clock.nowMs() } };
  }

  function afterSettled(call: OutboxCall, settlement: Settlement): void {
    if ('toldIn' in settlement && settlement.toldIn !== undefined) deps.onRefused(settlement.toldIn.shard);
    if (settlement.kind !== 'again') return calls.settle(call.id);
    const paused = deps.pauses.isPaused(bot.name, chatOf(call));
    if (settlement.moved === true || paused) {
      calls.takeOut(call.id);
      // It stands before what is loaded of its lane.
      reread();
      return;
    }
    const next = {
      ...call,
      attempts: call.attempts + 1,
      repeated: call.repeated || settlement.repeated === true,
      payload: settlement.payload ?? call.payload,
    };
    calls.delay(next, settlement.dueAt.getTime());
  }

  /** Something stands before these calls that is not loaded, or they are not what they were. */
  function readLanesAgain(refused: readonly OutboxCall[]): void {
    calls.takeOutLanesOf(refused);
    mayHoldMore = true;
    woken = true;
  }

  /** In the loop only: while attempts are recorded, calls are picked and not yet under way. */
  function forgetOutdated(): void {
    rereadDue = false;
    calls.takeOutWaiting();
    mayHoldMore = true;
  }
}
