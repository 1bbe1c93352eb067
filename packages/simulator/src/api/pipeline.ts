import { performance } from 'node:perf_hooks';

import type { Polling } from '../delivery/polling.ts';
import type { Webhooks } from '../delivery/webhooks.ts';
import type { Journal } from '../journal.ts';
import type { JsonObject } from '../json.ts';
import type { FaultAction, Faults } from '../load/faults.ts';
import type { FloodControl } from '../load/flood-control.ts';
import type { CallStats } from '../load/stats.ts';
import type { Log } from '../log.ts';
import type { BotRecord } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { ApiError, badRequest } from './api-error.ts';
import type { Answer } from './call.ts';
import type { LocalMode } from './local-mode.ts';
import { findMethod, type TableEntry } from './method-table.ts';
import type { Params } from './params.ts';
import { pause } from './pause.ts';
import { findBotOfToken } from './token.ts';

export interface ApiRequest {
  token: string;
  method: string;
  params: Params;
  marker: string | undefined;
  /** Ends when the client goes away; made only for calls that wait. */
  signal: () => AbortSignal;
}

/** What goes back over the wire; `reset` cuts the connection instead. */
export interface ApiResponse {
  status: number;
  text: string;
  contentType?: string;
  retryAfter?: number;
  reset?: true;
  truncated?: true;
  /** The body takes so long. */
  slowMs?: number;
}

export interface PipelineParts {
  world: World;
  polling: Polling;
  webhooks: Webhooks;
  flood: FloodControl;
  faults: Faults;
  stats: CallStats;
  journal: Journal;
  log: Log;
  local: LocalMode | undefined;
}

/** Answers calls of bots: token, method, injected faults, the method itself, and the record of it all. */
export class Pipeline {
  readonly #parts: PipelineParts;
  /** Bots whose last call was `close`. */
  readonly #closed = new Set<number>();

  constructor(parts: PipelineParts) {
    this.#parts = parts;
  }

  async handle(request: ApiRequest): Promise<ApiResponse> {
    let bot: BotRecord;
    let entry: TableEntry;
    try {
      bot = findBotOfToken(this.#parts.world, request.token);
      const name = request.method === '' ? request.params.text('method') : request.method;
      const found = findMethod(name);
      if (found === undefined) throw new ApiError(404, 'Not Found: method not found');
      entry = found;
      request.params.useReadersOf(entry.name);
    } catch (error) {
      return this.#refuse(error);
    }
    const startedMs = performance.now();
    const response = await this.#answer(bot, entry, request);
    this.#record(bot, entry.name, request, response, performance.now() - startedMs);
    return response;
  }

  async #answer(bot: BotRecord, entry: TableEntry, request: ApiRequest): Promise<ApiResponse> {
    const fault = this.#parts.faults.find(bot.id, entry.name, request.params.text('chat_id'));
    if (fault === undefined) return await this.#run(bot, entry, request);
    if (fault.delay_ms !== undefined) await pause(fault.delay_ms, request.signal());
    if (fault.reset === 'before') return { status: 0, text: '', reset: true };
    if (fault.status !== undefined && fault.reset !== 'after') {
      return spoil(faultResponse(fault.status, fault.description, fault.retry_after), fault);
    }
    return spoil(await this.#run(bot, entry, request), fault);
  }

  async #run(bot: BotRecord, entry: TableEntry, request: ApiRequest): Promise<ApiResponse> {
    const { world, flood, polling, webhooks, local } = this.#parts;
    const { params, marker, signal } = request;
    try {
      this.#noteClosing(bot.id, entry.name);
      const given = entry.run({
        world,
        bot,
        method: entry.name,
        params,
        marker,
        flood,
        polling,
        webhooks,
        local,
        signal,
      });
      const answer = given instanceof Promise ? await given : given;
      world.store.commit();
      return { status: 200, text: answerText(answer) };
    } catch (error) {
      world.store.commit();
      if (error instanceof ApiError && error.holdMs > 0) await pause(error.holdMs, signal());
      return this.#refuse(error);
    }
  }

  /** A closed bot opens again with its next call; it cannot be closed twice. */
  #noteClosing(botId: number, method: string): void {
    if (method !== 'close') this.#closed.delete(botId);
    else if (this.#closed.has(botId)) throw badRequest('the bot has already been closed');
    else this.#closed.add(botId);
  }

  #refuse(error: unknown): ApiResponse {
    if (error instanceof ApiError) return errorResponse(error);
    this.#parts.log.error({ err: error }, 'method failed by a defect of the simulator');
    return errorResponse(new ApiError(500, 'Internal Server Error'));
  }

  #record(bot: BotRecord, method: string, request: ApiRequest, response: ApiResponse, ms: number): void {
    const { world, stats, journal } = this.#parts;
    const { params, marker } = request;
    const at = world.clock.now();
    stats.note(bot.id, method, response.status, params.text('chat_id'), params.text('text'), marker);
    const details = describeCall(params, response);
    journal.add((seq) => ({
      seq,
      kind: 'call',
      bot_id: bot.id,
      at,
      method,
      ms,
      ...details(),
      ...(marker === undefined ? {} : { client_request: marker }),
    }));
    world.events.emit('call', { kind: 'inspectors' }, () => ({ bot_id: bot.id, method, ms, ...details() }));
  }
}

const SLOW_MS = 5_000;
const HTML_PAGE = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\r\n';

/** Holds on to the texts of a call only: the bytes of uploaded files may go. */
function describeCall(params: Params, response: ApiResponse): () => JsonObject {
  const request = params.files.size === 0 ? params.values : new Map(Object.entries(params.toJson()));
  const { status, text } = response;
  const cut = response.reset === true || response.truncated === true ? { cut: true } : {};
  return () => ({ request: Object.fromEntries(request), status, answer: readAnswer(text), ...cut });
}

function answerText(answer: Answer): string {
  if ('text' in answer) return `{"ok":true,"result":${answer.text}}`;
  const result = JSON.stringify(answer.result);
  if (answer.description === undefined) return `{"ok":true,"result":${result}}`;
  return `{"ok":true,"result":${result},"description":${JSON.stringify(answer.description)}}`;
}

function errorResponse(error: ApiError): ApiResponse {
  const response: ApiResponse = { status: error.code, text: JSON.stringify(error.toJson()) };
  const retryAfter = error.parameters?.['retry_after'];
  if (typeof retryAfter === 'number') response.retryAfter = retryAfter;
  return response;
}

/** What a fault makes of an answer on its way. */
function spoil(
  response: ApiResponse,
  { reset, body, slow_ms: slowMs = SLOW_MS, status = 502 }: FaultAction,
): ApiResponse {
  if (reset === 'after') return { ...response, reset: true };
  if (body === 'html') return { status, text: HTML_PAGE, contentType: 'text/html' };
  if (body === 'truncated') return { ...response, truncated: true };
  return body === 'slow' ? { ...response, slowMs } : response;
}

function faultResponse(status: number, description: string | undefined, retryAfter: number | undefined): ApiResponse {
  const wait = retryAfter ?? (status === 429 ? 1 : undefined);
  const text = description ?? DESCRIPTIONS[status] ?? 'Bad Request';
  const shown = status === 429 && description === undefined ? `Too Many Requests: retry after ${wait}` : text;
  return errorResponse(new ApiError(status, shown, wait === undefined ? undefined : { retry_after: wait }));
}

const DESCRIPTIONS: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden: bot was blocked by the user',
  404: 'Not Found',
  409: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

function readAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
