import { classifyRefusal } from './classify.ts';
import { UnknownOutcomeError } from './errors.ts';
import { TelegramError } from './telegram-error.ts';

/** A whole HTTP answer. */
export interface HttpAnswer {
  status: number;
  retryAfter: string | undefined;
  body: string;
}

/**
 * Reads an answer to a call.
 *
 * | what came | what it means |
 * |---|---|
 * | JSON, `ok: true` | done: the result |
 * | JSON, `ok: false` | refused: nothing was done (`TelegramError` by its code) |
 * | 5xx without JSON (a proxy's page) | refused for now, `unavailable`: may be repeated |
 * | 429, 413, 400, 415, 431 without JSON | refused, as the Bot API server's own HTTP parser does with an empty body |
 * | 3xx or another 4xx without JSON | something on the way answered in Telegram's place: `unavailable` |
 * | 2xx without JSON | unknown: somebody took the call, and we cannot read what came of it |
 *
 * @throws TelegramError when refused
 * @throws UnknownOutcomeError when the answer says neither yes nor no
 */
export function readAnswer(method: string, answer: HttpAnswer): unknown {
  const parsed = parseJson(answer.body);
  if (parsed !== undefined && parsed['ok'] === true && 'result' in parsed) return parsed['result'];
  if (parsed !== undefined && parsed['ok'] === false) throw refusalIn(method, parsed, answer);
  if (answer.status >= 200 && answer.status < 300) {
    throw new UnknownOutcomeError(
      method,
      'unreadableAnswer',
      `${method} was answered with status ${answer.status} and no readable result: it may have been done. Check what stands between this machine and the Bot API.`,
    );
  }
  throw new TelegramError(
    classifyRefusal(method, {
      status: statusWithoutJson(answer),
      description: `HTTP status ${answer.status} without a Bot API answer`,
      retryAfterSeconds: secondsIn(answer.retryAfter),
    }),
  );
}

function refusalIn(method: string, parsed: Record<string, unknown>, answer: HttpAnswer): TelegramError {
  const parameters = isRecord(parsed['parameters']) ? parsed['parameters'] : {};
  return new TelegramError(
    classifyRefusal(method, {
      status: numberIn(parsed['error_code']) ?? answer.status,
      description: typeof parsed['description'] === 'string' ? parsed['description'] : 'no description',
      retryAfterSeconds: numberIn(parameters['retry_after']) ?? secondsIn(answer.retryAfter),
      migrateToChatId: numberIn(parameters['migrate_to_chat_id']),
    }),
  );
}

/** The Bot API server refuses malformed HTTP with an empty body; a page with the same status comes from somebody else. */
const refusedByHttpParser = new Set([400, 415, 431]);

function statusWithoutJson({ status, body }: HttpAnswer): number {
  if (status === 429 || status === 413 || status >= 500) return status;
  if (refusedByHttpParser.has(status) && body.trim() === '') return status;
  return 502;
}

function parseJson(body: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function secondsIn(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,7}$/.test(header) ? Number(header) : undefined;
}
