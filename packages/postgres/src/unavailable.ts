import { DatabaseError as ServerError } from 'pg';

import { DatabaseError } from './errors.ts';

/**
 * Tells whether the database was out of reach or unable to work, so that the same work is worth another try later:
 * refused, reset or terminated connections, start-up and shutdown, too many connections, read-only, disk or memory full.
 * Follows `cause`. Network faults of other services are not mistaken for it.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 8; current = current.cause, depth += 1) {
    if (current instanceof DatabaseError) {
      if (current.code === 'DATABASE_UNREACHABLE' || current.code === 'COMMIT_OUTCOME_UNKNOWN') return true;
      continue;
    }
    const state = ownSqlState(current);
    if (state !== undefined) return passingStates.has(state) || state.startsWith('08');
  }
  return false;
}

/** Finds the SQLSTATE the server answered with (`23505` for a broken unique constraint), following `cause`. */
export function sqlStateOf(error: unknown): string | undefined {
  for (let current = error, depth = 0; current instanceof Error && depth < 8; current = current.cause, depth += 1) {
    const state = ownSqlState(current);
    if (state !== undefined) return state;
  }
  return undefined;
}

/** Gives the driver's and the network's ways to say "no connection" one name; everything else passes unchanged. */
export function asDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseError || error instanceof ServerError) return error;
  if (!isConnectionFault(error)) return error;
  const reason = error.message === '' ? codeOf(error) : error.message;
  return new DatabaseError('DATABASE_UNREACHABLE', `The database cannot be reached: ${reason}`, { cause: error });
}

function ownSqlState(error: Error): string | undefined {
  return error instanceof ServerError ? error.code : undefined;
}

/** SQLSTATEs beside class 08 that pass by themselves or by an operator's hand. */
const passingStates = new Set([
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '57P05', // idle_session_timeout
  '53000', // insufficient_resources
  '53100', // disk_full
  '53200', // out_of_memory
  '53300', // too_many_connections
  '53400', // configuration_limit_exceeded
  '25006', // read_only_sql_transaction: a standby before its promotion
  '25P03', // idle_in_transaction_session_timeout
  '58030', // io_error
]);

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOENT',
  'EMFILE',
  'ENFILE',
]);

// The driver gives these no code; the texts are those of pg 8 and pg-pool 3.
const connectionTexts = [
  'Connection terminated',
  'timeout expired',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'is not queryable',
  'Client was closed',
  'server does not support SSL',
  'Client network socket disconnected',
];

function isConnectionFault(error: Error): boolean {
  const code = codeOf(error);
  if (code !== undefined && connectionCodes.has(code)) return true;
  return connectionTexts.some((text) => error.message.includes(text));
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
