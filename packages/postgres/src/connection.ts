import { types } from 'pg';
import type { CustomTypesConfig, QueryConfig } from 'pg';

import { DatabaseError } from './errors.ts';
import type { Rows } from './sql.ts';
import { asDatabaseError } from './unavailable.ts';

interface Answer<R> {
  rows: R[];
  rowCount: number | null;
  command: string;
}

/** The one call of the driver that everything here goes through; pools and clients both have it. */
export interface Queryable {
  query<R extends object>(query: QueryConfig<unknown[]>): Promise<Answer<R> | Answer<R>[]>;
}

/** Runs one statement and gives its rows; connection faults get our name. */
export async function runStatement<R extends object>(
  on: Queryable,
  statement: { name?: string; text: string; values?: readonly unknown[] | undefined },
): Promise<Rows<R>> {
  const { result } = await runForResult<R>(on, statement);
  return result;
}

/** The same with the command tag, which tells a real commit from one that the server turned into a rollback. */
export async function runForResult<R extends object>(
  on: Queryable,
  { name, text, values }: { name?: string; text: string; values?: readonly unknown[] | undefined },
): Promise<{ result: Rows<R>; command: string }> {
  try {
    const answer = await on.query<R>({
      text,
      // Without values the simple protocol is used, which is what lets a migration hold several statements.
      ...(values === undefined ? {} : { values: [...values] }),
      ...(name === undefined ? {} : { name }),
    });
    // Several statements give several results; the last is the one that counts.
    const last = Array.isArray(answer) ? lastOf(answer) : answer;
    return { result: { rows: last.rows, rowCount: last.rowCount ?? 0 }, command: last.command };
  } catch (error) {
    throw asDatabaseError(error);
  }
}

function lastOf<R>(answers: Answer<R>[]): Answer<R> {
  const last = answers.at(-1);
  if (last === undefined) throw new DatabaseError('DATABASE_UNREACHABLE', 'The database gave no answer.');
  return last;
}

const INT8 = 20;
const DATE = 1082;

/** How columns become values; see {@link Sql}. Dates without a time stay text: a Date would move them by the time zone. */
export const columnTypes: CustomTypesConfig = {
  getTypeParser(id: number, format?: 'text' | 'binary') {
    if (format !== 'binary' && id === INT8) return parseInt8;
    if (format !== 'binary' && id === DATE) return (text: string) => text;
    return format === 'binary' ? types.getTypeParser(id, 'binary') : types.getTypeParser(id, 'text');
  },
};

/** Reads a `bigint`; beyond what a number holds exactly it stays a `bigint` rather than be silently wrong. */
export function parseInt8(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}
