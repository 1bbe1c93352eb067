import type { BotApiClient } from '@durabot/bot-api';
import { TelegramError } from '@durabot/bot-api';
import type { Transformer } from 'grammy';
import type { StagedCall } from '../outbox/outbox-call.ts';
import { classNumber, expiryOf, methodTraits } from '../outbox/methods.ts';
import type { CallClass } from '../context.ts';
import { freeLane } from '../outbox/lane-locks.ts';
import { holdsFile, storeFiles } from '../outbox/outbox-files.ts';
import { virtualResult } from '../outbox/virtual-result.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Sql } from '@durabot/postgres';

/** Where captured calls go: the attempt under way, or a commit of their own outside of handlers. */
export interface CallSink {
  readonly chatId: number | undefined;
  readonly languageCode: string | undefined;
  /** When what is handled loses its worth: a query that waits for an answer. */
  readonly expiresAt: Date | undefined;
  stage(call: StagedCall): void;
}

export interface CaptureDeps {
  client: BotApiClient;
  db: Sql;
  clock: Clock;
  ids: Ids;
  me: () => { id: number; first_name: string; username: string };
  /** The sink of the handler in which this is called. */
  current: () => CallSink | undefined;
  /** Commits a call that was made outside of any handler. */
  commitAlone: (call: StagedCall) => Promise<void>;
}

/**
 * The last stop of a grammY bot's calls: reads go out at once, all else is staged for the outbox
 * and answered with what the call will give once it is made.
 */
export function captureCalls(deps: CaptureDeps): Transformer {
  const transformer = async (
    _previous: unknown,
    method: string,
    payload: object,
    signal?: unknown,
  ): Promise<unknown> => {
    const traits = methodTraits(method);
    const raw = toRecord(payload);
    if (traits.when === 'now') return askNow(deps.client, method, raw, signal);
    const sink = deps.current();
    const chatId = idOfChat(raw['chat_id']);
    const virtualId = traits.result === 'true' ? undefined : deps.ids.virtualMessageId();
    const call: StagedCall = {
      lane: laneOf(method, raw, chatId, deps.ids),
      class: classNumber(traits.class ?? defaultClass(chatId, sink)),
      chatId,
      method,
      // Without files at once: a call that the handler does not wait for is then part of its commit all the same.
      payload: holdsFile(raw) ? await storeFiles(deps.db, raw) : raw,
      virtualId,
      remember: false,
      languageCode: sink?.languageCode,
      expiresAt: expiryOf(method, deps.clock.nowMs(), sink?.expiresAt),
    };
    if (sink === undefined) {
      // Nobody can look at the result before the row is written, so the id is kept in any case.
      await deps.commitAlone({ ...call, remember: virtualId !== undefined });
    } else {
      sink.stage(call);
    }
    return { ok: true, result: virtualResult(traits.result, call, { me: deps.me(), nowMs: deps.clock.nowMs() }) };
  };
  // grammY types the answer by method; ours is shaped at run time by the traits of the method.
  return transformer as Transformer;
}

/** Answers to presses keep no order with the chat's messages: each is a lane of its own. */
function laneOf(method: string, payload: Record<string, unknown>, chatId: number | undefined, ids: Ids): string {
  if (method.startsWith('answer') || method === 'sendChatAction') return freeLane(ids);
  if (chatId !== undefined) return String(chatId);
  return typeof payload['chat_id'] === 'string' ? payload['chat_id'] : 'bot';
}

function defaultClass(chatId: number | undefined, sink: CallSink | undefined): CallClass {
  return sink !== undefined && chatId === sink.chatId ? 'reply' : 'notification';
}

async function askNow(
  client: BotApiClient,
  method: string,
  payload: Record<string, unknown>,
  signal: unknown,
): Promise<unknown> {
  try {
    const result = await client.call(method, payload, signal instanceof AbortSignal ? { signal } : {});
    return { ok: true, result };
  } catch (error) {
    // In this shape grammY throws the GrammyError its users know.
    if (error instanceof TelegramError) {
      const parameters = { retry_after: error.retryAfterSeconds, migrate_to_chat_id: error.migrateToChatId };
      return { ok: false, error_code: error.status, description: error.description, parameters };
    }
    throw error;
  }
}

function idOfChat(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : undefined;
}

function toRecord(payload: object): Record<string, unknown> {
  // The keys of a Bot API payload are parameter names; undefined ones are not sent.
  const record: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(payload)) if (value !== undefined) record[name] = value;
  return record;
}
