import { closeSync, constants, fsync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

import type { Store } from './store.ts';

/** Small enough that a request in between hardly waits. */
const SLICE_CHARS = 256 * 1024;

export interface CompactionEvents {
  /** The new log is in the old one's place; `file` is open for appending, and `rowBytes` of it are rows. */
  onDone: (file: number, sizeBytes: number, rowBytes: number) => void;
  /** It was given up, and the old log goes on; a full disk is the usual cause. */
  onFailed: (error: unknown) => void;
}

/**
 * Writes the present rows into a new log, a slice at a time, while the simulator goes on. Changes that happen meanwhile
 * follow in their order: a row may stand there twice, and the later one counts. Only the finished file replaces the old.
 */
export class Compaction {
  readonly #path: string;
  readonly #fresh: string;
  readonly #events: CompactionEvents;
  readonly #lines: Iterator<string>;
  readonly #file: number;
  #sizeBytes = 0;
  #rowBytes = 0;
  #isOver = false;

  /** @throws when the new file cannot be made */
  constructor(path: string, store: Store, events: CompactionEvents) {
    this.#path = path;
    this.#fresh = `${path}.new`;
    this.#events = events;
    this.#lines = store.lines();
    this.#file = openForAppending(this.#fresh);
    setImmediate(() => this.#writeSlice());
  }

  /** A change that was made since the beginning. */
  append(bytes: Buffer): void {
    if (!this.#isOver) this.#try(() => this.#write(bytes));
  }

  stop(): void {
    if (!this.#isOver) this.#giveUp();
  }

  #writeSlice(): void {
    if (this.#isOver) return;
    this.#try(() => {
      const { text, isLast } = takeSlice(this.#lines);
      const bytes = Buffer.from(text);
      this.#write(bytes);
      this.#rowBytes += bytes.length;
      if (isLast) fsync(this.#file, (error) => this.#finish(error));
      else setImmediate(() => this.#writeSlice());
    });
  }

  #finish(error: Error | null): void {
    if (this.#isOver) return;
    this.#try(() => {
      if (error !== null) throw error;
      renameSync(this.#fresh, this.#path);
      this.#isOver = true;
      this.#events.onDone(this.#file, this.#sizeBytes, this.#rowBytes);
    });
  }

  #write(bytes: Buffer): void {
    let written = 0;
    while (written < bytes.length) written += writeSync(this.#file, bytes, written);
    this.#sizeBytes += bytes.length;
  }

  #try(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#giveUp();
      this.#events.onFailed(error);
    }
  }

  #giveUp(): void {
    this.#isOver = true;
    closeSync(this.#file);
    rmSync(this.#fresh, { force: true });
  }
}

/** An empty file; everything is written at its end, also after it was cut. */
export function openForAppending(path: string): number {
  return openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND);
}

/** Lines of about one slice together. */
export function takeSlice(lines: Iterator<string>): { text: string; isLast: boolean } {
  let text = '';
  for (let line = lines.next(); line.done !== true; line = lines.next()) {
    text += line.value;
    if (text.length >= SLICE_CHARS) return { text, isLast: false };
  }
  return { text, isLast: true };
}
