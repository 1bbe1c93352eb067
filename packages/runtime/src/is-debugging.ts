import type { Log } from '@durabot/postgres';

/** Whether what is only for debugging is read by anybody. Each update has several such lines, and what they say has to be put together. */
export function isDebugging(log: Log): boolean {
  return log.isLevelEnabled?.('debug') !== false;
}
