import type { JsonObject } from './json.ts';

/** One call of a bot or one update of it, as `GET /_sim/journal` shows it. */
export interface JournalEntry {
  seq: number;
  kind: 'call' | 'update';
  bot_id: number;
  at: number;
  method?: string;
  request?: JsonObject;
  status?: number;
  answer?: unknown;
  ms?: number;
  /** The connection was cut instead of an answer. */
  cut?: boolean;
  client_request?: string;
  update?: JsonObject;
}

/** Which entries to give; conditions that are absent always hold. */
export interface JournalFilter {
  botId?: number | undefined;
  matches?: ((entry: JournalEntry) => boolean) | undefined;
}

const KEPT = 10_000;

/** The last thousands of calls and updates, for looking at and for exporting. */
export class Journal {
  #entries: (() => JournalEntry)[] = [];
  #firstSeq = 1;
  #nextSeq = 1;
  readonly #listeners = new Set<() => void>();

  /** @param make builds the entry when somebody reads it: most are never read */
  add(make: (seq: number) => JournalEntry): void {
    const seq = this.#nextSeq++;
    this.#entries.push(() => make(seq));
    for (const listener of this.#listeners) listener();
    if (this.#entries.length > KEPT * 2) {
      this.#firstSeq += this.#entries.length - KEPT;
      this.#entries = this.#entries.slice(-KEPT);
    }
  }

  list(after: number, botId: number | undefined, limit: number, matches?: JournalFilter['matches']): JournalEntry[] {
    const start = Math.max(0, after - this.#firstSeq + 1);
    const found: JournalEntry[] = [];
    for (let index = start; index < this.#entries.length && found.length < limit; index += 1) {
      const entry = this.#entries[index]?.();
      if (entry === undefined || (botId !== undefined && entry.bot_id !== botId)) continue;
      if (matches === undefined || matches(entry)) found.push(entry);
    }
    return found;
  }

  /** The newest `limit` fitting entries before a number, oldest first. */
  listBefore(before: number, limit: number, { botId, matches }: JournalFilter): JournalEntry[] {
    const found: JournalEntry[] = [];
    const end = Math.min(this.#entries.length, before - this.#firstSeq);
    for (let index = end - 1; index >= 0 && found.length < limit; index -= 1) {
      const entry = this.#entries[index]?.();
      if (entry === undefined || (botId !== undefined && entry.bot_id !== botId)) continue;
      if (matches === undefined || matches(entry)) found.push(entry);
    }
    return found.toReversed();
  }

  /** Number of the newest entry; 0 while there is none. */
  get last(): number {
    return this.#nextSeq - 1;
  }

  /** Calls `listener` for each new entry. @returns stops that */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  reset(): void {
    this.#firstSeq = this.#nextSeq;
    this.#entries = [];
  }
}
