import { BotError, codeOf, LeaseLostError, NotSentError, verdictOf } from '@durabot/bot-api';
import type { Database, Log } from '@durabot/postgres';
import type { Clock } from '../clock.ts';
import type { StageMetrics } from '../operations/metrics.ts';
import { storeBrake } from '../outbox/brakes.ts';
import { namesFile } from '../outbox/outbox-files.ts';
import type { OutboxCall } from '../outbox/outbox-call.ts';
import { maySendStill } from '../outbox/outbox.ts';
import type { Settlement } from '../outbox/settle-calls.ts';
import type { HoldPoint, RunningBot } from '../running-bot.ts';
import type { Pacer } from './pacing/pacer.ts';
import { isDebugging } from '../is-debugging.ts';
import { isReady, prepareCall } from './prepare-call.ts';
import { createUploads } from './upload-once.ts';
import { migrateChat } from '../migrate-chat.ts';
import type { Tracer } from '../tracing/tracer.ts';
import { traceCall } from './trace-call.ts';
import { settlementOf } from './settlement-of.ts';

export interface CallMakerDeps {
  db: Database;
  clock: Clock;
  log: Log;
  metrics: StageMetrics;
  bot: RunningBot;
  processId: string;
  pacer: Pacer;
  /** A process that is silent for this long may be taken for dead. */
  silenceMs: number;
  tracer: Tracer | undefined;
  holdPoint: HoldPoint | undefined;
}

/**
 * Makes one call whose attempt is recorded, and says what is to become of it. Flood waits are put in force and stored.
 * @throws LeaseLostError when another process has taken over
 */
export function createCallMaker(deps: CallMakerDeps): (call: OutboxCall, recordedAtMs: number) => Promise<Settlement> {
  const { db, clock, log, metrics, bot, processId, pacer, holdPoint } = deps;
  const freshMs = deps.silenceMs / 4;
  const uploadOnce = createUploads(db, bot.name);
  return attempt;

  async function attempt(call: OutboxCall, recordedAtMs: number): Promise<Settlement> {
    const { id } = call;
    if (call.expiresAt !== undefined && call.expiresAt.getTime() <= clock.nowMs()) {
      metrics.sent(bot.name, call.method, 'dropped');
      return { kind: 'dropped', id };
    }
    const startMs = clock.nowMs();
    let result: unknown;
    try {
      result = isReady(call)
        ? await send(call, call.payload, recordedAtMs, callTimeoutMs)
        : await uploadOnce(call.method, call.payload, async (payload) => {
            const ready = await prepareCall(db, { ...call, payload }, bot.repeatMark);
            if (ready.kind === 'targetMissing') throw new TargetNotSentError();
            return send(call, ready.payload, recordedAtMs, timeoutOf(call));
          });
    } catch (error) {
      if (error instanceof LeaseLostError) throw error;
      if (error instanceof TargetNotSentError) {
        metrics.sent(bot.name, call.method, 'refused');
        metrics.failed('outbox', bot.name, error.code);
        return { kind: 'buried', id, code: error.code, reason: error.message };
      }
      traceCall(deps, call, { startMs, error });
      return await afterFailure(call, error);
    }
    traceCall(deps, call, { startMs });
    // Outside of the `try`: nothing that goes wrong from here on may be taken for a failed send.
    await holdPoint?.('sender:after-send', { bot: bot.name, callId: id, method: call.method });
    if (isDebugging(log))
      log.debug({ ...lineOf(call), chatId: call.chatId, tookMs: clock.nowMs() - startMs }, 'call made');
    metrics.sent(bot.name, call.method, 'sent');
    metrics.sendDelay(bot.name, call.class, (clock.nowMs() - call.createdAt.getTime()) / 1000);
    return { kind: 'sent', id, messageId: messageIdOf(result) };
  }

  /**
   * This process may be stopped at any moment, also while the call waits for a connection, and what its successor has sent
   * must not be followed by something older. So the right to send is looked at in the tick of the first byte, and asked for
   * again when it was last known too long ago.
   */
  async function send(
    call: OutboxCall,
    payload: Record<string, unknown>,
    recordedAtMs: number,
    timeoutMs: number,
  ): Promise<unknown> {
    await holdPoint?.('sender:before-send', { bot: bot.name, callId: call.id, method: call.method });
    let knownAtMs = recordedAtMs;
    const isFresh = (): boolean => Math.abs(clock.nowMs() - knownAtMs) < freshMs;
    for (;;) {
      if (!isFresh()) {
        knownAtMs = clock.nowMs();
        if (!(await maySendStill(db, processId)))
          throw new LeaseLostError(`Process ${processId} may no longer make calls; another one has taken over.`);
      }
      try {
        return await bot.client.call(call.method, payload, {
          marker: String(call.id),
          timeoutMs,
          mayStart: isFresh,
        });
      } catch (error) {
        if (!(error instanceof NotSentError && error.reason === 'late')) throw error;
      }
    }
  }

  async function afterFailure(call: OutboxCall, error: unknown): Promise<Settlement> {
    const moved = await followMigration(call, error);
    if (moved !== undefined) return moved;
    const failure = settlementOf(call, error, clock.nowMs());
    metrics.sent(bot.name, call.method, failure.outcome);
    if (failure.outcome !== 'sent') metrics.failed('outbox', bot.name, codeOf(error));
    const context = { ...lineOf(call), outcome: failure.outcome, code: codeOf(error) };
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

  /** The group became a supergroup: everything of it gets its new id, this call too, which then goes to where the people are. */
  async function followMigration(call: OutboxCall, error: unknown): Promise<Settlement | undefined> {
    const verdict = verdictOf(error);
    const { chatId: from } = call;
    if (verdict.kind !== 'migrate' || verdict.toChatId === undefined || from === undefined) return undefined;
    await migrateChat(db, processId, bot.name, { from, to: verdict.toChatId }, bot.migrateRows);
    metrics.sent(bot.name, call.method, 'migrated');
    log.info(lineOf(call), 'chat migrated to its new id');
    return { kind: 'again', id: call.id, dueAt: new Date(clock.nowMs() - 1), reason: 'TELEGRAM_MIGRATED', moved: true };
  }

  /** A 429 does not say whom it is for: it brakes its chat, and when two chats have met one, the whole bot. */
  async function brake(call: OutboxCall, untilMs: number): Promise<void> {
    metrics.floodWait(bot.name, (untilMs - clock.nowMs()) / 1000);
    const { chatId } = call;
    if (call.payload['allow_paid_broadcast'] === true) pacer.refusePaid(untilMs + freePaceMs);
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
}

/** After a flood wait that no Stars have kept away. */
const freePaceMs = 60_000;
/** What every log line about a call begins with. */
function lineOf({ bot, id, method, attempts, correlationId }: OutboxCall): Record<string, unknown> {
  return { bot, callId: id, method, attempt: attempts + 1, correlationId };
}

class TargetNotSentError extends BotError {
  override readonly name = 'TargetNotSentError';

  constructor() {
    super('TARGET_NOT_SENT', 'The message that it refers to was never sent.');
  }
}

/** Beyond this the outcome counts as unknown. */
const callTimeoutMs = 30_000;

/** Uploads take longer than the rest. */
function timeoutOf(call: OutboxCall): number {
  return namesFile(call.payload) ? 180_000 : callTimeoutMs;
}

function messageIdOf(result: unknown): number | undefined {
  const first: unknown = Array.isArray(result) ? result[0] : result;
  return typeof first === 'object' && first !== null && 'message_id' in first && typeof first.message_id === 'number'
    ? first.message_id
    : undefined;
}
