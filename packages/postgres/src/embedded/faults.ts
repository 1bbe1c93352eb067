import { ConfigError } from '../errors.ts';

/** Turns a file system's refusal, or the server's of a full disk, into a message for the person who chose the data directory. */
export function explainFileFault(error: unknown, dataDir: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case '53100': // disk_full, from the server
      return diskFull(dataDir, error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new ConfigError(
        'DATA_DIR_UNWRITABLE',
        `The data directory ${dataDir} cannot be written (${error.code}). Give this user access to it, or set DATA_DIR to another place.`,
        { cause: error },
      );
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENAMETOOLONG':
      return new ConfigError(
        'DATA_DIR_UNUSABLE',
        `The data directory ${dataDir} cannot be used (${error.code}): something that is not a directory is in its way. Set DATA_DIR to another place.`,
        { cause: error },
      );
    default:
      return error;
  }
}

/** Turns what the server's programs wrote before they gave up into one message. */
export function explainServerFault(
  output: string,
  { dataDir, logPath }: { dataDir: string; logPath: string },
): ConfigError {
  if (/No space left on device|Disk quota exceeded/.test(output)) return diskFull(dataDir);
  if (/spawn .* (?:ENOENT|EACCES)|error while loading shared libraries/.test(output)) {
    return new ConfigError(
      'DATABASE_PROGRAM_UNUSABLE',
      `The embedded PostgreSQL cannot run on this machine: ${lastComplaint(output)} It needs a Linux with glibc, macOS or Windows. Set DATABASE_URL to a PostgreSQL 15 or newer instead.`,
    );
  }
  if (/Read-only file system/.test(output) || /(?:directory|file) ".*": Permission denied/.test(output)) {
    return new ConfigError(
      'DATA_DIR_UNWRITABLE',
      `The database cannot write its data directory ${dataDir}: ${lastComplaint(output)}`,
    );
  }
  if (/database files are incompatible with server|was initialized by PostgreSQL version/.test(output)) {
    return new ConfigError(
      'DATABASE_VERSION',
      `The data in ${dataDir} was made by another version of PostgreSQL: ${lastComplaint(output)} Start the release that made it and dump the data, or set DATA_DIR to a new place.`,
    );
  }
  return new ConfigError(
    'DATABASE_START_FAILED',
    `The embedded database did not start: ${lastComplaint(output)} Its log is ${logPath}.`,
  );
}

/** Tells whether the server gave up because its port was in use. */
export function isPortTaken(output: string): boolean {
  return /could not bind|Address already in use|could not create any TCP\/IP sockets/.test(output);
}

/** Tells whether the server gave up because another one, or the rest of one, still uses the directory. */
export function isStillInUse(output: string): boolean {
  return /lock file ".*" already exists|pre-existing shared memory block/.test(output);
}

/** The message for a port that somebody else has. */
export function portTaken(port: number): ConfigError {
  return new ConfigError(
    'DATABASE_PORT_TAKEN',
    `The embedded database cannot use port ${port}: another program has it. Choose another one.`,
  );
}

function diskFull(dataDir: string, cause?: Error): ConfigError {
  return new ConfigError(
    'DISK_FULL',
    `The disk of the data directory ${dataDir} is full. Free some space (at least 100 MB) and start again.`,
    cause === undefined ? {} : { cause },
  );
}

function lastComplaint(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const complaint =
    lines.findLast((line) => /FATAL|PANIC/.test(line)) ??
    lines.findLast((line) => /error|could not|cannot/i.test(line)) ??
    lines.findLast((line) => line !== '') ??
    'it ended without a word';
  const text = complaint.replace(/^.*?(?:FATAL|PANIC|error):\s*/, '');
  return /[.!]$/.test(text) ? text : `${text}.`;
}
