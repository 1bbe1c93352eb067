import type { Sql, Tx } from '@durabot/postgres';
import { sqlJson } from '@durabot/runtime';

import { appendAudit } from '../audit/append-audit.ts';
import type { AuditActor, AuditVia } from '../audit/audit-entry.ts';
import type { AuditPolicies } from '../audit/redact.ts';
import { columnsFor } from './table.ts';
import type { ExportRequest, Table } from './table.ts';

export type ExportFormat = 'csv' | 'xlsx' | 'pdf';

/** An export that somebody asked for. */
export interface ExportJob {
  readonly id: string;
  readonly product: string;
  readonly tenant: string;
  readonly requestedBy: string;
  readonly tableName: string;
  readonly format: ExportFormat;
  readonly filters: ExportRequest['filters'];
  /** Keys of the columns that were given. */
  readonly columns: readonly string[];
  readonly status: 'requested' | 'finished' | 'failed' | 'expired';
  readonly rowCount: number | null;
  readonly fileHash: string | null;
  readonly requestedAt: Date;
  /** From then on neither link nor file is to be had; a day after the request. */
  readonly expiresAt: Date;
}

/** Whose an action on an export is. */
export interface ExportActor {
  readonly actor: AuditActor;
  readonly via: AuditVia;
  readonly at: Date;
  readonly correlationId?: string;
}

const lifetimeMs = 24 * 60 * 60 * 1000;

/** What audit entries about exports keep: everything but the values of filters, which may be names or phones. */
const policies: AuditPolicies = {
  export: {
    table: 'keep',
    format: 'keep',
    columns: 'keep',
    filters: 'keep',
    status: 'keep',
    rowCount: 'keep',
    fileHash: 'keep',
    sizeBytes: 'keep',
  },
};

/**
 * Notes that an export was asked for, and by whom. The same id asked for again is the same job: a handler may run twice.
 * The file is made by a job outside of the transaction.
 */
export async function requestExport<Row>(
  tx: Tx,
  table: Table<Row>,
  request: Pick<ExportRequest, 'language' | 'roles' | 'filters'>,
  job: Pick<ExportJob, 'id' | 'product' | 'tenant' | 'format'> & ExportActor,
): Promise<void> {
  const columns = columnsFor(table, request).columns.map(({ key }) => key);
  const { rowCount } = await tx.query(
    `insert into kit.export_job (id, product, tenant, requested_by, table_name, format, filters, columns, requested_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (id) do nothing`,
    [
      job.id,
      job.product,
      job.tenant,
      job.actor.id,
      table.name,
      job.format,
      sqlJson(request.filters),
      columns,
      job.at,
      new Date(job.at.getTime() + lifetimeMs),
    ],
  );
  if (rowCount === 0) return;
  const labels = request.filters.map(([label]) => label);
  await audit(tx, job, job, 'export.requested', { table: table.name, format: job.format, columns, filters: labels });
}

/** How an export ended. */
export type ExportEnd =
  | { readonly kind: 'finished'; readonly rowCount: number; readonly sizeBytes: number; readonly hash: string }
  | { readonly kind: 'failed' };

/** Notes how the making of a file ended; once, however often it is told. */
export async function endExport(tx: Tx, id: string, end: ExportEnd, actor: ExportActor): Promise<void> {
  const finished = end.kind === 'finished' ? end : undefined;
  const { rows } = await tx.query<{ product: string; tenant: string }>(
    `update kit.export_job
     set status = $2, row_count = $3, file_hash = $4, finished_at = $5
     where id = $1 and status = 'requested'
     returning product, tenant`,
    [id, end.kind, finished?.rowCount ?? null, finished?.hash ?? null, actor.at],
  );
  const [job] = rows;
  if (job === undefined) return;
  const after = {
    status: end.kind,
    rowCount: finished?.rowCount,
    sizeBytes: finished?.sizeBytes,
    fileHash: finished?.hash,
  };
  await audit(tx, { ...job, id }, actor, `export.${end.kind}`, after);
}

/** Ends the exports whose day is over and gives their ids, so that files and messages can be taken back. */
export async function expireExports(tx: Tx, at: Date, limit = 100): Promise<string[]> {
  const { rows } = await tx.query<{ id: string; product: string; tenant: string }>(
    `update kit.export_job
     -- Values of filters may be names or phones; nobody needs them any more.
     set status = 'expired', filters = '[]'
     where id in (
       select id from kit.export_job
       where status in ('requested', 'finished') and expires_at <= $1
       order by expires_at
       limit $2
       for update skip locked
     )
     returning id, product, tenant`,
    [at, limit],
  );
  const system: ExportActor = { actor: { kind: 'system', id: 'exports' }, via: 'system', at };
  for (const job of rows) await audit(tx, job, system, 'export.expired', { status: 'expired' });
  return rows.map(({ id }) => id);
}

/** A job as it is now: one whose time is over is `expired`, whether or not somebody has swept it. */
export async function findExport(sql: Sql, id: string, now: Date): Promise<ExportJob | undefined> {
  const { rows } = await sql.query<Omit<ExportJob, 'status'> & { status: ExportJob['status'] }>(
    `select id, product, tenant, requested_by as "requestedBy", table_name as "tableName", format, filters, columns,
       case when status in ('requested', 'finished') and expires_at <= $2 then 'expired' else status end as status,
       row_count as "rowCount", file_hash as "fileHash", requested_at as "requestedAt", expires_at as "expiresAt"
     from kit.export_job
     where id = $1`,
    [id, now],
  );
  return rows[0];
}

async function audit(
  tx: Tx,
  { product, tenant, id }: Pick<ExportJob, 'product' | 'tenant' | 'id'>,
  { actor, via, at, correlationId }: ExportActor,
  action: string,
  after: Readonly<Record<string, unknown>>,
): Promise<void> {
  const entry = { product, tenant, at, actor, via, action, entity: { kind: 'export', id }, after };
  await appendAudit(tx, { ...entry, ...(correlationId === undefined ? {} : { correlationId }) }, policies);
}
