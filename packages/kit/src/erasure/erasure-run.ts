import type { Database, Sql, Tx } from '@durabot/postgres';

import { appendAudit } from '../audit/append-audit.ts';
import type { AuditActor, AuditVia } from '../audit/audit-entry.ts';
import type { AuditPolicies } from '../audit/redact.ts';
import type { Eraser, ErasureSubject } from './eraser.ts';

/** Who asks for an erasure, and why. */
export interface ErasureRequest extends ErasureSubject {
  /** Used when no erasure of this subject is under way. */
  readonly id: string;
  readonly actor: AuditActor;
  readonly via: AuditVia;
  readonly at: Date;
  readonly reason?: string;
  readonly correlationId?: string;
}

/** What was done to a table. */
export interface ReceiptLine {
  readonly table: string;
  readonly deleted: number;
  readonly anonymised: number;
  readonly kept: number;
  readonly note: string | null;
}

/** What an erasure did, table by table. It names nobody. */
export interface ErasureReceipt extends ErasureSubject {
  readonly id: string;
  readonly requestedAt: Date;
  /** Null while it is under way. */
  readonly finishedAt: Date | null;
  readonly lines: readonly ReceiptLine[];
}

const policies: AuditPolicies = { erasure: { subject: 'keep', lines: 'keep' } };

/**
 * Notes that somebody is to be erased. Asked for again while one is under way, it is the same erasure.
 *
 * @returns the id of the run, for {@link runErasure}
 */
export async function requestErasure(tx: Tx, request: ErasureRequest): Promise<string> {
  const { id, product, tenant, subject, actor, via, at, reason, correlationId } = request;
  const { rowCount } = await tx.query(
    `insert into kit.erasure_run (id, product, tenant, subject, requested_by, reason, requested_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing`,
    [id, product, tenant, subject, actor.id, reason ?? null, at],
  );
  if (rowCount === 0) return openRun(tx, request);
  const entity = { kind: 'erasure', id };
  const more = {
    ...(reason === undefined ? {} : { reason }),
    ...(correlationId === undefined ? {} : { correlationId }),
  };
  const entry = { product, tenant, at, actor, via, action: 'erasure.requested', entity, after: { subject }, ...more };
  await appendAudit(tx, entry, policies);
  return id;
}

async function openRun(tx: Tx, { id, product, tenant, subject }: ErasureRequest): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from kit.erasure_run
     where id = $4 or (product = $1 and tenant = $2 and subject = $3 and finished_at is null)
     order by (id = $4) desc
     limit 1`,
    [product, tenant, subject, id],
  );
  return rows[0]?.id ?? id;
}

/**
 * Carries an erasure out, table by table, each batch in a transaction of its own with its line of the receipt. After a crash
 * it goes on where it was; a finished one is not done again. Two at once take turns.
 *
 * @param erasers in the order of their work: what is found by a row comes before that row
 * @param nowOf the time of each step
 * @throws RangeError when there is no such run, or two erasers have one table
 */
export async function runErasure(
  db: Database,
  id: string,
  erasers: readonly Eraser[],
  nowOf: () => Date,
): Promise<ErasureReceipt> {
  const tables = erasers.map(({ table }) => table);
  const twice = tables.find((table, n) => tables.indexOf(table) !== n);
  if (twice !== undefined) throw new RangeError(`Two erasers are for ${twice}.`);
  for (const [position, eraser] of erasers.entries()) {
    while ((await db.transaction((tx) => eraseBatch(tx, id, eraser, position, nowOf()))) === 'more');
  }
  await db.transaction((tx) => finishRun(tx, id, nowOf()));
  return getReceipt(db, id);
}

async function eraseBatch(tx: Tx, id: string, eraser: Eraser, position: number, at: Date): Promise<'more' | 'done'> {
  const run = await lockRun(tx, id);
  if (run.finishedAt !== null) return 'done';
  const { rows } = await tx.query<{ finished_at: Date | null }>(
    `insert into kit.erasure_step (run_id, table_name, position)
     values ($1, $2, $3)
     on conflict (run_id, table_name) do update set position = excluded.position
     returning finished_at`,
    [id, eraser.table, position],
  );
  if (rows[0]?.finished_at != null) return 'done';
  const { product, tenant, subject } = run;
  const erased = await eraser.erase(tx, { product, tenant, subject }, at);
  const done = erased.more !== true;
  if (!done && (erased.deleted ?? 0) + (erased.anonymised ?? 0) === 0)
    throw new Error(`The eraser of ${eraser.table} asks to go on, but did nothing.`);
  await tx.query(
    `update kit.erasure_step
     set deleted_count = deleted_count + $3, anonymised_count = anonymised_count + $4, kept_count = $5,
       note = coalesce($6, note), finished_at = $7
     where run_id = $1 and table_name = $2`,
    [
      id,
      eraser.table,
      erased.deleted ?? 0,
      erased.anonymised ?? 0,
      erased.kept ?? 0,
      erased.note ?? null,
      done ? at : null,
    ],
  );
  return done ? 'done' : 'more';
}

async function finishRun(tx: Tx, id: string, at: Date): Promise<void> {
  const run = await lockRun(tx, id);
  if (run.finishedAt !== null) return;
  await tx.query('update kit.erasure_run set finished_at = $2 where id = $1', [id, at]);
  const { lines, product, tenant, subject } = await getReceipt(tx, id);
  const actor = { kind: 'system', id: 'erasure' };
  const entity = { kind: 'erasure', id };
  const entry = {
    product,
    tenant,
    at,
    actor,
    via: 'system',
    action: 'erasure.finished',
    entity,
    after: { subject, lines },
  } as const;
  await appendAudit(tx, entry, policies);
}

async function lockRun(tx: Tx, id: string): Promise<ErasureSubject & { readonly finishedAt: Date | null }> {
  const { rows } = await tx.query<ErasureSubject & { finishedAt: Date | null }>(
    `select product, tenant, subject, finished_at as "finishedAt" from kit.erasure_run where id = $1 for update`,
    [id],
  );
  const [run] = rows;
  if (run === undefined) throw new RangeError(`There is no erasure ${id}.`);
  return run;
}

/** What an erasure did so far. @throws RangeError when there is no such run */
export async function getReceipt(sql: Sql, id: string): Promise<ErasureReceipt> {
  const { rows } = await sql.query<Omit<ErasureReceipt, 'lines'>>(
    `select id, product, tenant, subject, requested_at as "requestedAt", finished_at as "finishedAt"
     from kit.erasure_run
     where id = $1`,
    [id],
  );
  const [run] = rows;
  if (run === undefined) throw new RangeError(`There is no erasure ${id}.`);
  const { rows: lines } = await sql.query<ReceiptLine>(
    `select table_name as "table", deleted_count as deleted, anonymised_count as anonymised, kept_count as kept, note
     from kit.erasure_step
     where run_id = $1
     order by position, table_name`,
    [id],
  );
  return { ...run, lines };
}

/** Erasures that were begun and not finished: what a start goes on with. */
export async function listOpenErasures(sql: Sql, product: string): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select id from kit.erasure_run where product = $1 and finished_at is null order by requested_at`,
    [product],
  );
  return rows.map(({ id }) => id);
}
