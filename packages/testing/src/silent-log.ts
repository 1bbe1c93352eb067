import type { Log } from '@durabot/postgres';

/** A log that nobody reads. */
export const silentLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLog,
  isLevelEnabled: () => false,
};
