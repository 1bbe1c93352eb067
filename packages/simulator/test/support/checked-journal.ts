import { findMisshapenResult, findMisshapenUpdate } from './schema-shape.ts';
import type { JournalEntry } from '../../src/journal.ts';

const PAGE = 10_000;

/**
 * Compares every answer and every update that a simulator still remembers with the public schema, whoever made the
 * calls and however the updates were delivered.
 *
 * @throws with the first of what is wrong
 */
export async function checkJournal(url: string): Promise<void> {
  const faults: string[] = [];
  for (let after = 0; ;) {
    const response = await fetch(`${url}/_sim/journal?after=${after}&limit=${PAGE}`);
    // The journal's own shape is not what is looked at here.
    const { entries, last } = (await response.json()) as { entries: JournalEntry[]; last: number };
    faults.push(...entries.flatMap(faultsOf));
    if (entries.length < PAGE) break;
    after = last;
  }
  if (faults.length > 0) throw new Error(`${faults.length} deviations from the schema:\n${list(faults)}`);
}

function faultsOf({ kind, method = '', answer, update }: JournalEntry): string[] {
  if (kind === 'update') return findMisshapenUpdate(update);
  if (typeof answer !== 'object' || answer === null || !('result' in answer)) return [];
  return findMisshapenResult(method, answer.result);
}

/** The same fault of a hundred messages is one fault. */
function list(faults: readonly string[]): string {
  return [...new Set(faults.map((fault) => fault.replaceAll(/\[\d+\]/g, '[]')))].slice(0, 40).join('\n');
}
