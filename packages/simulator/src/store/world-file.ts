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
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

import type { FileBytes } from '../world/world.ts';
import { Compaction, openForAppending, takeSlice } from './compaction.ts';
import { readLines } from './log-lines.ts';
import { SimulatorStateError, takeStateLock } from './state-lock.ts';
import type { ChangeLog, Store } from './store.ts';

/** A log is written anew when it has grown to this and to several times its compact size. */
const REWRITE_BYTES = 64 * 1024 * 1024;
const REWRITE_FACTOR = 4;
/** At the start it is written anew when it holds so many times more changes than rows: writing takes as long as reading. */
const WASTE_FACTOR = 4;

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
    const { wholeBytes, changes } = load(path, store);
    checkFormat(path, store);
    if (wholeBytes === 0 || changes > WASTE_FACTOR * store.countRows()) writeAnew(path, store);
    else truncateSync(path, wholeBytes);
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
  const kept = store.tables.meta.get('format')?.['version'];
  if (kept === undefined) store.tables.meta.put('format', { version: FORMAT });
  else if (kept !== FORMAT) {
    throw new SimulatorStateError(
      'STATE_UNKNOWN',
      `${path} was written by another version (form ${JSON.stringify(kept)}, this one knows ${FORMAT}); use that version or move the file away.`,
    );
  }
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

/** What a log held: a log of many more changes than rows is worth writing anew. */
interface Loaded {
  wholeBytes: number;
  changes: number;
}

function load(path: string, store: Store): Loaded {
  if (!existsSync(path)) return { wholeBytes: 0, changes: 0 };
  let number = 0;
  let changes = 0;
  const wholeBytes = readLines(path, (line) => {
    number += 1;
    try {
      changes += store.applyLine(line);
    } catch (cause) {
      throw new SimulatorStateError(
        'STATE_DAMAGED',
        `Line ${number} of ${path} cannot be read; move the file away to begin with an empty world.`,
        { cause },
      );
    }
  });
  return { wholeBytes, changes };
}

/** Writes the present rows into a new file and puts it in the old one's place. */
function writeAnew(path: string, store: Store): void {
  const fresh = `${path}.new`;
  const file = openForAppending(fresh);
  try {
    const lines = store.lines();
    for (let slice = takeSlice(lines); ; slice = takeSlice(lines)) {
      writeSync(file, slice.text);
      if (slice.isLast) break;
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
}

class WorldFile implements ChangeLog {
  readonly #path: string;
  readonly #store: Store;
  readonly #rewriteBytes: number;
  #file: number;
  #sizeBytes: number;
  #rewriteAt: number;
  #compaction: Compaction | undefined;

  constructor(path: string, store: Store, rewriteBytes: number) {
    this.#path = path;
    this.#store = store;
    this.#rewriteBytes = rewriteBytes;
    this.#file = openSync(path, 'a');
    this.#sizeBytes = fstatSync(this.#file).size;
    this.#rewriteAt = this.#nextRewrite(this.#sizeBytes);
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
    this.#compaction?.append(bytes);
    if (this.#sizeBytes > this.#rewriteAt && this.#compaction === undefined) this.#compact();
  }

  #compact(): void {
    const giveUp = (): void => {
      this.#compaction = undefined;
      this.#rewriteAt = this.#sizeBytes * 2;
    };
    try {
      this.#compaction = new Compaction(this.#path, this.#store, {
        onDone: (file, sizeBytes, rowBytes) => {
          closeSync(this.#file);
          this.#compaction = undefined;
          this.#file = file;
          this.#sizeBytes = sizeBytes;
          this.#rewriteAt = this.#nextRewrite(rowBytes);
        },
        onFailed: giveUp,
      });
    } catch {
      // The log itself goes on; it is tried again when there is more to win.
      giveUp();
    }
  }

  #nextRewrite(compactBytes: number): number {
    return Math.max(this.#rewriteBytes, compactBytes * REWRITE_FACTOR);
  }

  close(): void {
    this.#compaction?.stop();
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
