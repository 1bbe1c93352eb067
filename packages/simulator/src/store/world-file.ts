import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

import type { FileBytes } from '../world/world.ts';
import { SimulatorStateError, takeStateLock } from './state-lock.ts';
import type { ChangeLog, Store } from './store.ts';

/** A log is written anew when it has grown to this and to several times its compact size. */
const REWRITE_BYTES = 64 * 1024 * 1024;
const REWRITE_FACTOR = 4;

export interface OpenState {
  log: ChangeLog;
  files: FileBytes;
  close(): void;
}

/**
 * Opens the folder of a world: loads it into the store and keeps all further changes, one line a commit.
 * A line is handed to the system before `append` returns, so killing the process loses none; a half line at the end is ignored.
 *
 * @throws SimulatorStateError when the folder is in use or cannot be read
 */
export function openState(stateDir: string, store: Store, rewriteBytes = REWRITE_BYTES): OpenState {
  makeFolder(join(stateDir, 'files'));
  const unlock = takeStateLock(join(stateDir, 'simulator.lock'));
  try {
    const path = join(stateDir, 'world.jsonl');
    load(path, store);
    checkFormat(path, store);
    compact(path, store);
    const log = new WorldFile(path, store, rewriteBytes);
    return {
      log,
      files: filesIn(join(stateDir, 'files')),
      close: () => {
        log.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    if (error instanceof SimulatorStateError) throw error;
    throw new SimulatorStateError(
      'STATE_UNWRITABLE',
      `The simulator cannot keep its world in ${stateDir}; check the folder's rights and space.`,
      { cause: error },
    );
  }
}

/** Number of the present form of the rows; a later version of the program may keep them otherwise. */
const FORMAT = 2;

function checkFormat(path: string, store: Store): void {
  const kept = store.tables.meta.get('format')?.['version'] ?? FORMAT;
  if (kept !== FORMAT) {
    throw new SimulatorStateError(
      'STATE_UNKNOWN',
      `${path} was written by another version (form ${JSON.stringify(kept)}, this one knows ${FORMAT}); use that version or move the file away.`,
    );
  }
  store.tables.meta.put('format', { version: FORMAT });
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw new SimulatorStateError(
      'STATE_UNWRITABLE',
      `The simulator cannot create the folder ${path}; check its rights.`,
      { cause },
    );
  }
}

function load(path: string, store: Store): void {
  if (!existsSync(path)) return;
  const lines = readFileSync(path, 'utf8').split('\n');
  // What follows the last line end is empty, or half a line: the process died in that write and answered nobody.
  lines.pop();
  for (const [index, line] of lines.entries()) {
    try {
      store.applyLine(line);
    } catch (cause) {
      throw new SimulatorStateError(
        'STATE_DAMAGED',
        `Line ${index + 1} of ${path} cannot be read; move the file away to begin with an empty world.`,
        { cause },
      );
    }
  }
}

/** Writes the present rows into a new file and puts it in the old one's place. */
function compact(path: string, store: Store): void {
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w');
  let chunk = '';
  for (const line of store.lines()) {
    chunk += line;
    if (chunk.length < 1_000_000) continue;
    writeSync(file, chunk);
    chunk = '';
  }
  writeSync(file, chunk);
  fsyncSync(file);
  closeSync(file);
  renameSync(fresh, path);
}

class WorldFile implements ChangeLog {
  readonly #path: string;
  readonly #store: Store;
  readonly #rewriteBytes: number;
  #file: number;
  #sizeBytes: number;
  #rewriteAt: number;

  constructor(path: string, store: Store, rewriteBytes = REWRITE_BYTES) {
    this.#path = path;
    this.#store = store;
    this.#rewriteBytes = rewriteBytes;
    this.#file = openSync(path, 'a+');
    this.#sizeBytes = fstatSync(this.#file).size;
    this.#rewriteAt = Math.max(rewriteBytes, this.#sizeBytes * REWRITE_FACTOR);
  }

  append(line: string): void {
    const bytes = Buffer.from(line);
    try {
      let written = 0;
      while (written < bytes.length) written += writeSync(this.#file, bytes, written);
      this.#sizeBytes += bytes.length;
    } catch (error) {
      // A half line must not stay before the next one (a full disk may get room again).
      ftruncateSync(this.#file, this.#sizeBytes);
      throw error;
    }
    if (this.#sizeBytes > this.#rewriteAt) this.#rewrite();
  }

  #rewrite(): void {
    compact(this.#path, this.#store);
    closeSync(this.#file);
    this.#file = openSync(this.#path, 'a+');
    this.#sizeBytes = fstatSync(this.#file).size;
    this.#rewriteAt = Math.max(this.#rewriteBytes, this.#sizeBytes * REWRITE_FACTOR);
  }

  close(): void {
    fsyncSync(this.#file);
    closeSync(this.#file);
  }
}

function filesIn(folder: string): FileBytes {
  return {
    put: (sha, bytes) => {
      const path = join(folder, sha);
      writeFileSync(`${path}.new`, bytes);
      renameSync(`${path}.new`, path);
    },
    get: (sha) => {
      const path = join(folder, sha);
      return existsSync(path) ? readFileSync(path) : undefined;
    },
  };
}
