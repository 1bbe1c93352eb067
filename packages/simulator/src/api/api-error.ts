import type { JsonObject } from '../json.ts';

/** A refusal of the Bot API, in the final words a client reads. */
export class ApiError extends Error {
  readonly code: number;
  readonly parameters: JsonObject | undefined;
  /** How long the answer is held back, in real time. */
  readonly holdMs: number;

  constructor(code: number, description: string, parameters?: JsonObject, holdMs = 0) {
    super(description);
    this.name = 'ApiError';
    this.code = code;
    this.parameters = parameters;
    this.holdMs = holdMs;
  }

  /** The body of the answer. */
  toJson(): JsonObject {
    const body: JsonObject = { ok: false, error_code: this.code, description: this.message };
    if (this.parameters !== undefined) body['parameters'] = this.parameters;
    return body;
  }
}

const PREFIXES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  409: 'Conflict',
  500: 'Internal Server Error',
};

/**
 * The official formatting of an internal text: prefix, and the first letter in lower case
 * unless the second character is `_` or A-Z (so `MESSAGE_ID_INVALID` stays).
 */
function describeError(code: number, text: string): string {
  const prefix = PREFIXES[code] ?? 'Bad Request';
  if (text.startsWith(prefix)) return text;
  const second = text[1] ?? '';
  const isConstant = second === '_' || (second >= 'A' && second <= 'Z');
  return `${prefix}: ${isConstant ? text : text.charAt(0).toLowerCase() + text.slice(1)}`;
}

export function badRequest(text: string, parameters?: JsonObject): ApiError {
  return new ApiError(400, describeError(400, text), parameters);
}

export function forbidden(text: string): ApiError {
  return new ApiError(403, describeError(403, text));
}

export function conflict(text: string): ApiError {
  return new ApiError(409, describeError(409, text));
}

export function tooManyRequests(retryAfter: number, holdMs = 0): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${retryAfter}`, { retry_after: retryAfter }, holdMs);
}
