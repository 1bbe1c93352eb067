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
  client_request?: string;
  update?: JsonObject;
}

const KEPT = 10_000;

/** The last thousands of calls and updates, for looking at and for exporting. */
export class Journal {
  #entries: (() => JournalEntry)[] = [];
  #firstSeq = 1;
  #nextSeq = 1;

  /** @param make builds the entry when somebody reads it: most are never read */
  add(make: (seq: number) => JournalEntry): void {
    const seq = this.#nextSeq++;
    this.#entries.push(() => make(seq));
    if (this.#entries.length > KEPT * 2) {
      this.#firstSeq += this.#entries.length - KEPT;
      this.#entries = this.#entries.slice(-KEPT);
    }
  }

  list(after: number, botId: number | undefined, limit: number): JournalEntry[] {
    const start = Math.max(0, after - this.#firstSeq + 1);
    const found: JournalEntry[] = [];
    for (let index = start; index < this.#entries.length && found.length < limit; index += 1) {
      const entry = this.#entries[index]?.();
      if (entry !== undefined && (botId === undefined || entry.bot_id === botId)) found.push(entry);
    }
    return found;
  }

  reset(): void {
    this.#firstSeq = this.#nextSeq;
    this.#entries = [];
  }
}
