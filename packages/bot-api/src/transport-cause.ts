import type { NotSentReason, UnknownOutcomeReason } from './errors.ts';

/**
 * What went wrong beneath, without the request: the HTTP library's own errors can hold the address, and the Bot API's
 * address holds the token.
 */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The harmless part of a transport's error. */
export function transportCause(error: unknown, token: string): TransportError {
  const code = transportCodeOf(error);
  const message = error instanceof Error ? messageOf(error) : 'unknown failure';
  return new TransportError(code, message.replaceAll(token, '[secret]'));
}

/** With several addresses tried, Node wraps the failures and leaves the outer message empty. */
function messageOf(error: Error): string {
  if (error.message !== '') return error.message;
  if (error instanceof AggregateError)
    return error.errors.map((each: unknown) => (each instanceof Error ? each.message : '')).join('; ');
  return error.name;
}

function transportCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
}

/** Names a failure from before the first byte. */
export function notSentReasonOf(error: unknown): NotSentReason {
  const code = transportCodeOf(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NODATA') return 'dns';
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return 'connectTimeout';
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'EADDRNOTAVAIL') return 'unreachable';
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') return 'closed';
  if (code === 'UND_ERR_INVALID_ARG') return 'badRequest';
  if (code.includes('CERT') || code.includes('TLS') || code.includes('SSL') || code === 'EPROTO') return 'tls';
  return 'connectFailed';
}

/** Names a failure from after the first byte may have left. */
export function unknownReasonOf(error: unknown, answerBegun: boolean): UnknownOutcomeReason {
  const code = transportCodeOf(error);
  if (code.startsWith('HPE_') || (error instanceof Error && error.name === 'HTTPParserError'))
    return 'unreadableAnswer';
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'answerTooLarge';
  return answerBegun ? 'halfAnswer' : 'reset';
}
