import type { Statement } from './statement-count.ts';

/** What statements of one kind amount to. */
export interface Tally {
  statements: number;
  /** Blocks from `begin` on, and statements alone. */
  transactions: number;
  parses: number;
  roundTrips: number;
  sentBytes: number;
  receivedBytes: number;
}

/** Adds them up by their text; what opens and ends a block counts for the block, as its text says nothing. */
export function tallyByText(statements: readonly Statement[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const statement of statements) {
    const key = keyOf(statement);
    const tally = tallies.get(key) ?? noWork();
    tallies.set(key, tally);
    tally.statements += 1;
    tally.transactions += statement.isFirst ? 1 : 0;
    tally.parses += statement.isParsed ? 1 : 0;
    tally.roundTrips += statement.isRoundTrip ? 1 : 0;
    tally.sentBytes += statement.sentBytes;
    tally.receivedBytes += statement.receivedBytes;
  }
  return tallies;
}

export function sumOf(tallies: Iterable<Tally>): Tally {
  const sum = noWork();
  for (const tally of tallies) {
    sum.statements += tally.statements;
    sum.transactions += tally.transactions;
    sum.parses += tally.parses;
    sum.roundTrips += tally.roundTrips;
    sum.sentBytes += tally.sentBytes;
    sum.receivedBytes += tally.receivedBytes;
  }
  return sum;
}

function noWork(): Tally {
  return { statements: 0, transactions: 0, parses: 0, roundTrips: 0, sentBytes: 0, receivedBytes: 0 };
}

function keyOf({ text, block }: Statement): string {
  const isControl = /^(begin|commit|rollback)\b/i.test(text);
  return isControl && block !== undefined ? `${text} (${block.text})` : text;
}
