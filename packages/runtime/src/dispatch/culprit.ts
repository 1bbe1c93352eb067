import type { Database } from '@durabot/postgres';
import { countCrashes } from '../lease/lease-table.ts';

/** The first is counted with all that ran at the time, the others alone. */
const fewestStarts = 4;
/** Beyond this, whatever else may be wrong: somebody who ends processes all the time must not keep an entry for ever. */
const mostStarts = 12;
/** Crashes that came before beginnings were noted. */
const unnoted = 2;

/**
 * Whether an entry, in the middle of whose handler `starts` processes have ended, is what ends them: it was there in nearly
 * all of the crashes of the last minutes. When there were many more, somebody kills processes from outside, and it is a victim.
 */
export async function isCulprit(db: Database, starts: number): Promise<boolean> {
  if (starts < fewestStarts) return false;
  return explains(starts, await countCrashes(db));
}

/** Of four crashes it may miss one: another entry may be as bad, and one crash can have any reason. */
export function explains(starts: number, crashes: number): boolean {
  return starts >= mostStarts || 4 * starts >= 3 * (crashes - unnoted);
}
