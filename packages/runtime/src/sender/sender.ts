import { LeaseLostError } from '@durabot/bot-api';
import { isDatabaseUnavailable, type Database, type Log } from '@durabot/postgres';
import type { Clock } from '../clock.ts';
import type { StageMetrics } from '../operations/metrics.ts';
import { readBrakes, storeBrake } from '../outbox/brakes.ts';
import { listUnknown, maySendStill, readCalls, recordAttempts } from '../outbox/outbox.ts';
import type { OutboxCall } from '../outbox/outbox-call.ts';
import { settleCalls, type Settlement } from '../outbox/settle-calls.ts';
import { isPaced } from '../outbox/methods.ts';
import type { HoldPoint, RunningBot } from '../running-bot.ts';
import { createLanes, type LaneCall } from './lanes.ts';
import { defaultPacing, unlimitedPacing } from './pacing/limits.ts';
import { createPacer } from './pacing/pacer.ts';
import { prepareCall } from './prepare-call.ts';
import { createSettleBatcher } from './settle-batcher.ts';
import { settlementOf, unknownSettlement } from './settlement-of.ts';

export interface SenderDeps {
  db: Database;
  clock: Clock;
  log: Log;
  metrics: StageMetrics;
  bot: RunningBot;
  processId: string;
  /** Only the holder of the bot's sender lease makes calls. */
  maySend: () => boolean;
  concurrency: number;
  pacing: boolean;
  holdPoint: HoldPoint;
  onLeaseLost: () => void;
}

/** Takes one bot's calls from the outbox to Telegram: by class, in order per chat, within the limits. */
export interface Sender {
  start(): void;
  wake(): void;
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
/** A call whose attempt was recorded longer ago is looked at once more: a silent process is taken for dead after four seconds. */
const freshMs = 1_000;

export function createSender(deps: SenderDeps): Sender {
  const { db, clock, log, metrics, bot, processId, holdPoint } = deps;
  const pacer = deps.pacing ? createPacer(defaultPacing, clock.nowMs()) : createPacer(unlimitedPacing);
  const lanes = createLanes();
  const loaded = new Map<number, OutboxCall>();
  const underWay = new Set<Promise<void>>();
  /** Ids of the calls under way. */
  const making = new Set<number>();
  /** Ids of calls that were made and whose outcome could not be stored; their lanes wait until they are taken over. */
  const unsettled = new Set<number>();
  const settle = createSettleBatcher({ db, clock, log, processId });
  const stopping = new AbortController();
  let flushUntilMs = Number.POSITIVE_INFINITY;
  let woken = false;
  /** The outbox may hold calls that are not loaded. */
  let mayHoldMore = true;
  let loadedAtMs = Number.NEGATIVE_INFINITY;
  /** Whether there is nothing left whose outcome nobody knows. */
  let prepared = false;
  let wakeUp: (() => void) | undefined;
  let loop: Promise<void> | undefined;

  return {
    start: () => {
      loop ??= run();
    },
    wake: () => {
      mayHoldMore = true;
      wake();
    },
    drain: async (untilMs) => {
      flushUntilMs = untilMs;
      stopping.abort();
      wake();
      await loop;
      await Promise.all(underWay);
    },
  };

  function wake(): void {
    woken = true;
    wakeUp?.();
  }

  async function run(): Promise<void> {
    let pauseMs = 250;
    while (!stopping.signal.aborted || clock.nowMs() < flushUntilMs) {
      woken = false;
      try {
        if (!deps.maySend()) {
          // Whoever holds the lease now goes on with what the database says.
          forgetLoaded();
          prepared = false;
          if (stopping.signal.aborted) return;
          await idle(maxIdleMs);
          continue;
        }
        if (!prepared) {
          prepared = true;
          await prepare();
        }
        // A wake-up may have been lost, or a call of another process has become due.
        const elapsedMs = clock.nowMs() - loadedAtMs;
        const found = mayHoldMore || elapsedMs >= maxIdleMs || elapsedMs < 0 ? await load() : 0;
        const nextAt = await sendReady();
        pauseMs = 250;
        // Draining ends when nothing can be made at once any more; what waits for its turn stays in the outbox.
        if (
          stopping.signal.aborted &&
          (nextAt !== undefined || lanes.size() === 0 || underWay.size === 0) &&
          found === 0
        )
          return;
        if (woken) continue;
        await idle(Math.min(nextAt === undefined ? maxIdleMs : nextAt - clock.nowMs(), maxIdleMs));
        if (!woken && nextAt === undefined) mayHoldMore = true;
      } catch (error) {
        if (error instanceof LeaseLostError) return deps.onLeaseLost();
        if (!isDatabaseUnavailable(error)) log.error({ bot: bot.name, error: String(error) }, 'outbox not worked on');
        if (stopping.signal.aborted) return;
        await idle(pauseMs);
        pauseMs = Math.min(pauseMs * 2, 4_000);
      }
    }
  }

  async function idle(ms: number): Promise<void> {
    const sleeping = new AbortController();
    wakeUp = () => sleeping.abort();
    await clock.sleep(Math.max(ms, 0), sleeping.signal);
    wakeUp = undefined;
  }

  /** Takes over what the last holder left: its brakes, and calls that nobody is making although their attempt is recorded. */
  async function prepare(): Promise<void> {
    try {
      await takeOver();
    } catch (error) {
      prepared = false;
      throw error;
    }
  }

  async function takeOver(): Promise<void> {
    for (const { chatId, untilMs } of await readBrakes(db, bot.name, clock.nowMs())) {
      if (chatId === 0) pacer.brakeBot(untilMs);
      else pacer.brakeChat(chatId, untilMs);
    }
    const waiting = [...unsettled].filter((id) => !making.has(id));
    await takeOverUnknown(await listUnknown(db, bot.name, [...making]));
    for (const id of waiting) unsettled.delete(id);
    // What was taken over stands before what is loaded of its lane: all is read again, in its order.
    forgetLoaded();
    mayHoldMore = true;
  }

  async function takeOverUnknown(unknown: OutboxCall[]): Promise<void> {
    if (unknown.length === 0) return;
    const settlements = unknown.map((call): Settlement =>
      unknownSettlement(call, 'The process ended while the call was under way.', clock.nowMs() - 1_000),
    );
    await settleCalls(db, processId, settlements);
    for (const call of unknown) metrics.sent(bot.name, call.method, 'unknown');
    log.warn({ bot: bot.name, calls: unknown.length }, 'calls of unknown outcome taken over');
  }

  async function load(): Promise<number> {
    const worstClass = roomByClass.findLastIndex((room) => loaded.size < room);
    mayHoldMore = false;
    loadedAtMs = clock.nowMs();
    const calls = await readCalls(db, {
      bot: bot.name,
      heldIds: [...loaded.keys()],
      nowMs: loadedAtMs,
      worstClass,
      limit: loadLimit,
    });
    if (calls.length >= loadLimit) mayHoldMore = true;
    for (const call of calls) {
      loaded.set(call.id, call);
      lanes.add(laneCallOf(call));
    }
    return calls.length;
  }

  /** Starts every call that may go now. @returns when the next one may, if only time is in the way */
  async function sendReady(): Promise<number | undefined> {
    const picked: OutboxCall[] = [];
    let nextAt: number | undefined;
    while (underWay.size + picked.length < deps.concurrency) {
      const next = lanes.next(clock.nowMs(), pacer);
      if (next === undefined) break;
      if ('waitUntilMs' in next) {
        nextAt = next.waitUntilMs;
        break;
      }
      const call = loaded.get(next.call.id);
      if (call !== undefined) picked.push(call);
    }
    if (picked.length === 0) return nextAt;
    await holdPoint('sender:before-record', { bot: bot.name, calls: picked.map((call) => call.id) });
    const recordedAtMs = clock.nowMs();
    const recorded = await recordAttempts(
      db,
      processId,
      picked.map((call) => call.id),
    ).catch((error: unknown) => {
      for (const call of picked) lanes.delay(call.id, clock.nowMs() + 250);
      throw error;
    });
    if (recorded.size === 0) {
      forgetLoaded();
      return undefined;
    }
    pacer.postpone(picked.map(laneCallOf), clock.nowMs());
    for (const call of picked) {
      // Dropped by an operator meanwhile.
      if (!recorded.has(call.id)) {
        forget(call);
        continue;
      }
      making.add(call.id);
      const work = make(call, recordedAtMs).finally(() => {
        making.delete(call.id);
        underWay.delete(work);
        wake();
      });
      underWay.add(work);
    }
    return nextAt;
  }

  async function make(call: OutboxCall, recordedAtMs: number): Promise<void> {
    try {
      const settlement = await attempt(call, recordedAtMs);
      await holdPoint('sender:before-settle', { bot: bot.name, callId: call.id, method: call.method });
      await settle(settlement);
      afterSettled(call, settlement);
    } catch (error) {
      if (error instanceof LeaseLostError) return deps.onLeaseLost();
      log.error(
        { bot: bot.name, callId: call.id, method: call.method, error: String(error) },
        'outcome of a call not stored',
      );
      // Its attempt stands in the table without an end, so it is taken over like one of a process that died.
      unsettled.add(call.id);
      prepared = false;
    }
  }

  async function attempt(call: OutboxCall, recordedAtMs: number): Promise<Settlement> {
    const { id } = call;
    if (call.expiresAt !== undefined && call.expiresAt.getTime() <= clock.nowMs()) return { kind: 'dropped', id };
    let result: unknown;
    try {
      const ready = await prepareCall(db, call, bot.repeatMark);
      if (ready.kind === 'targetMissing')
        return { kind: 'buried', id, code: 'TARGET_NOT_SENT', reason: 'The message that it refers to was never sent.' };
      await holdPoint('sender:before-send', { bot: bot.name, callId: id, method: call.method });
      // This process may have been stopped since: what its successor has sent must not be followed by something older.
      if (Math.abs(clock.nowMs() - recordedAtMs) > freshMs && !(await maySendStill(db, processId)))
        throw new LeaseLostError(`Process ${processId} may no longer make calls; another one has taken over.`);
      result = await bot.client.call(call.method, ready.payload, { marker: String(id), timeoutMs: timeoutOf(call) });
    } catch (error) {
      if (error instanceof LeaseLostError) throw error;
      return await afterFailure(call, error);
    }
    // Outside of the `try`: nothing that goes wrong from here on may be taken for a failed send.
    await holdPoint('sender:after-send', { bot: bot.name, callId: id, method: call.method });
    metrics.sent(bot.name, call.method, 'sent');
    metrics.sendDelay(bot.name, call.class, (clock.nowMs() - call.createdAt.getTime()) / 1000);
    return { kind: 'sent', id, messageId: messageIdOf(result) };
  }

  async function afterFailure(call: OutboxCall, error: unknown): Promise<Settlement> {
    const failure = settlementOf(call, error, clock.nowMs());
    metrics.sent(bot.name, call.method, failure.outcome);
    const context = {
      bot: bot.name,
      callId: call.id,
      method: call.method,
      correlationId: call.correlationId,
      outcome: failure.outcome,
    };
    if (failure.outcome === 'unreachable') log.info(context, 'chat marked unreachable');
    // An edit that changes nothing, an answer that came too late: nobody has to look.
    else if (failure.outcome === 'sent' || failure.outcome === 'dropped') log.debug(context, 'call needed no more');
    else log.warn({ ...context, settlement: failure.settlement.kind }, 'call did not succeed');
    if (failure.brakeUntilMs !== undefined) await brake(call, failure.brakeUntilMs);
    if (failure.stopsBot === true) {
      pacer.brakeBot(clock.nowMs() + 60_000);
      bot.problem = 'Telegram does not accept the token. Take the current one from @BotFather and start again.';
    }
    return failure.settlement;
  }

  /** A 429 does not say whom it is for: it brakes its chat, and when two chats have met one, the whole bot. */
  async function brake(call: OutboxCall, untilMs: number): Promise<void> {
    metrics.floodWait(bot.name, (untilMs - clock.nowMs()) / 1000);
    const { chatId } = call;
    const others = pacer
      .brakes()
      .chats.filter(({ chat, untilMs: until }) => chat !== String(chatId) && until > clock.nowMs());
    const brakedChat = others.length > 0 ? undefined : chatId;
    if (brakedChat === undefined) pacer.brakeBot(untilMs);
    else pacer.brakeChat(brakedChat, untilMs);
    await storeBrake(db, bot.name, { chatId: brakedChat ?? 0, untilMs }).catch(() => {
      log.warn({ bot: bot.name }, 'flood wait kept in memory only, database away');
    });
  }

  function afterSettled(call: OutboxCall, settlement: Settlement): void {
    if (settlement.kind !== 'again') return forget(call);
    loaded.set(call.id, {
      ...call,
      attempts: call.attempts + 1,
      repeated: call.repeated || settlement.repeated === true,
      payload: settlement.payload ?? call.payload,
    });
    // Back at the head of its lane: those behind it wait for it.
    lanes.delay(call.id, settlement.dueAt.getTime());
  }

  function forget(call: OutboxCall): void {
    loaded.delete(call.id);
    lanes.settle(call.id);
  }

  /** Those under way stay, and those to be taken over: their lanes must not take another call before they are settled. */
  function forgetLoaded(): void {
    for (const id of loaded.keys()) {
      if (making.has(id) || unsettled.has(id)) continue;
      lanes.remove(id);
      loaded.delete(id);
    }
  }
}

/** Uploads take longer than the rest; beyond this the outcome counts as unknown. */
function timeoutOf(call: OutboxCall): number {
  return JSON.stringify(call.payload).includes('"$file"') ? 180_000 : 30_000;
}

function messageIdOf(result: unknown): number | undefined {
  const first: unknown = Array.isArray(result) ? result[0] : result;
  return typeof first === 'object' && first !== null && 'message_id' in first && typeof first.message_id === 'number'
    ? first.message_id
    : undefined;
}

function laneCallOf(call: OutboxCall): LaneCall {
  const { id, lane, chatId, payload } = call;
  return {
    id,
    lane,
    class: call.class,
    chatId,
    queuedAtMs: call.createdAt.getTime(),
    paced: isPaced(call.method),
    weight: messagesIn(payload),
    paid: payload['allow_paid_broadcast'] === true,
  };
}

/** An album counts as its members. */
function messagesIn(payload: Record<string, unknown>): number {
  const many = payload['media'] ?? payload['message_ids'];
  return Array.isArray(many) ? Math.max(many.length, 1) : 1;
}
