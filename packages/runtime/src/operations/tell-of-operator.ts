import type { Sql } from '@durabot/postgres';
import { operatorChannel } from '../lease/wake-ups.ts';

/** Wakes every process after an operator's action: pauses are looked at, waiting entries and calls are read again. */
export async function tellOfOperator(sql: Sql): Promise<void> {
  await sql.query("select pg_notify($1, '')", [operatorChannel]);
}
