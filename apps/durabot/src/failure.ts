import { maskText, reasonOf } from '@durabot/bot-api';

/** How the program ends; also in docs/runbook.md. */
export const exitCodes = {
  done: 0,
  failed: 1,
  /** Done, but something was left out or does not agree; the answer says what. */
  incomplete: 3,
  /** A setting is missing or wrong; starting again without a change is of no use (`EX_CONFIG`). */
  settings: 78,
  /** A second signal asked to end at once. */
  interrupted: 130,
} as const;

/** What is told to a person about an error. */
export interface Failure {
  /** In words; stands in docs/errors.md. */
  code: string;
  message: string;
  exitCode: number;
}

/** Turns any error into words that say what happened and what to do, without a stack and without a secret. */
export function describeFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return unexpected(reasonOf(error));
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (error.name === 'ConfigError') {
    return { code: code ?? 'SETTINGS_INVALID', message: maskText(error.message), exitCode: exitCodes.settings };
  }
  const system = code === undefined ? undefined : systemFailures[code];
  if (code !== undefined && system !== undefined) {
    return { code: system.code, message: `${system.advice} (${maskText(error.message)})`, exitCode: exitCodes.failed };
  }
  // An error with a name and a code of its own has a message that was written for people.
  if (isOurs(error)) return { code: error.code, message: maskText(error.message), exitCode: exitCodes.failed };
  return unexpected(oneLine(error.message));
}

/**
 * The same for an error that nobody caught while the program ran: it may come out of a handler and quote what a user wrote,
 * so of a foreign one only kind and place are told.
 */
export function describeUncaught(error: unknown): Failure {
  const failure = describeFailure(error);
  return failure.code === 'UNEXPECTED' ? unexpected(reasonOf(error)) : failure;
}

const systemFailures: Record<string, { code: string; advice: string }> = {
  ENOSPC: { code: 'DISK_FULL', advice: 'The disk is full. Free some space and start again.' },
  EDQUOT: { code: 'DISK_FULL', advice: 'The disk quota is used up. Free some space and start again.' },
  EACCES: { code: 'NO_PERMISSION', advice: 'A file or folder may not be used by this account.' },
  EPERM: { code: 'NO_PERMISSION', advice: 'A file or folder may not be used by this account.' },
  EROFS: { code: 'NO_PERMISSION', advice: 'The file system is read-only.' },
  EMFILE: { code: 'TOO_MANY_FILES', advice: 'Too many files are open. Raise the limit (ulimit -n).' },
};

function isOurs(error: Error): error is Error & { code: string } {
  // What a database server answered has such a code as well, and may quote a row.
  return 'code' in error && typeof error.code === 'string' && error.name !== 'Error' && error.name !== 'error';
}

function unexpected(words: string): Failure {
  return {
    code: 'UNEXPECTED',
    message: `Something unexpected happened: ${words}. LOG_LEVEL=debug shows where.`,
    exitCode: exitCodes.failed,
  };
}

const oneLine = (message: string): string => maskText(message.split('\n')[0] ?? '');
