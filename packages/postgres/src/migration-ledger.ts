import type { Migration } from './migration-file.ts';
import type { Sql } from './sql.ts';

/** What the database remembers of one migration. */
export interface LedgerRow {
  setName: string;
  number: number;
  name: string;
  checksum: string;
  appliedAt: Date;
  /** True when a migration outside a transaction was begun and not ended. */
  unfinished: boolean;
}

/** Makes the ledger's table where it is missing. */
export async function createLedger(sql: Sql): Promise<void> {
  if (await ledgerExists(sql)) return;
  await sql.query(`
    create schema if not exists durabot_migrations;
    create table if not exists durabot_migrations.applied (
      position bigint generated always as identity,
      set_name text not null,
      number integer not null,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now(),
      unfinished boolean not null default false,
      primary key (set_name, number)
    );
    comment on table durabot_migrations.applied is
      'Which migrations this database has; position is the order they were applied in.'`);
}

/** Everything applied, in the order it was applied; empty when there is no ledger yet. */
export async function readLedger(sql: Sql): Promise<LedgerRow[]> {
  if (!(await ledgerExists(sql))) return [];
  const { rows } = await sql.query<LedgerRow>(`
    select set_name as "setName", number, name, checksum, applied_at as "appliedAt", unfinished
    from durabot_migrations.applied
    order by position`);
  return rows;
}

/** Writes the row of a migration that is about to run. */
export async function enterLedger(sql: Sql, { set, number, name, checksum, transactional }: Migration): Promise<void> {
  await sql.query(
    `insert into durabot_migrations.applied (set_name, number, name, checksum, unfinished)
    values ($1, $2, $3, $4, $5)
    on conflict (set_name, number) do nothing`,
    [set, number, name, checksum, !transactional],
  );
}

/** Marks a migration outside a transaction as ended. */
export async function finishLedgerRow(sql: Sql, { set, number }: Migration): Promise<void> {
  await sql.query(
    `update durabot_migrations.applied
    set unfinished = false, applied_at = now()
    where set_name = $1 and number = $2`,
    [set, number],
  );
}

/** Takes the row of a migration out that was undone. */
export async function leaveLedger(sql: Sql, { set, number }: Migration): Promise<void> {
  await sql.query(
    `delete from durabot_migrations.applied
    where set_name = $1 and number = $2`,
    [set, number],
  );
}

async function ledgerExists(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query<{ found: boolean }>(
    `select to_regclass('durabot_migrations.applied') is not null as found`,
  );
  return rows[0]?.found === true;
}
