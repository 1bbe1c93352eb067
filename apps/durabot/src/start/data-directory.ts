import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '@durabot/bot-api';

/**
 * Makes the data directory if need be and proves that it can be written.
 *
 * @throws ConfigError that says what is wrong with it
 */
export function prepareDataDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
    if (!statSync(directory).isDirectory()) throw Object.assign(new Error('not a directory'), { code: 'ENOTDIR' });
    const probe = join(directory, `.probe-${randomUUID()}`);
    try {
      // More than a page: a full disk takes an empty file gladly.
      writeFileSync(probe, Buffer.alloc(16_384), { mode: 0o600 });
    } finally {
      rmSync(probe, { force: true });
    }
  } catch (cause) {
    throw directoryFault(directory, cause);
  }
}

function directoryFault(directory: string, cause: unknown): ConfigError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  const options = { cause };
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new ConfigError(
        'DISK_FULL',
        `The disk that holds DATA_DIR (${directory}) is full. Free some space, or set DATA_DIR to a folder on another disk.`,
        options,
      );
    case 'EEXIST':
    case 'ENOTDIR':
      return new ConfigError(
        'DATA_DIR_UNUSABLE',
        `DATA_DIR (${directory}) is not a folder. Set DATA_DIR to a folder that this account may write.`,
        options,
      );
    default:
      return new ConfigError(
        'DATA_DIR_UNWRITABLE',
        `DATA_DIR (${directory}) cannot be written (${code}). Give this account the right to, or set DATA_DIR to another folder.`,
        options,
      );
  }
}
