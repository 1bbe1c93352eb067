import type { AuditEntry, AuditVia } from './audit-entry.ts';

/** A row of `kit.audit_entry` that has its place. */
export interface AuditRow {
  seq: number;
  product: string;
  tenant: string;
  at: Date;
  actor_kind: string;
  actor_id: string;
  actor_name: string | null;
  via: AuditVia;
  action: string;
  entity_kind: string;
  entity_id: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
  ip: string | null;
  correlation_id: string | null;
  content_hash: Buffer;
  prev_hash: Buffer;
  hash: Buffer;
}

export const auditColumns = `seq, product, tenant, at, actor_kind, actor_id, actor_name, via, action, entity_kind, entity_id,
  before, after, reason, ip, correlation_id, content_hash, prev_hash, hash`;

/** The entry that a row holds. */
export function entryOf(row: AuditRow): AuditEntry {
  return {
    seq: row.seq,
    product: row.product,
    tenant: row.tenant,
    at: row.at,
    actor: { kind: row.actor_kind, id: row.actor_id, ...(row.actor_name === null ? {} : { name: row.actor_name }) },
    via: row.via,
    action: row.action,
    entity: { kind: row.entity_kind, id: row.entity_id },
    ...(row.before === null ? {} : { before: row.before }),
    ...(row.after === null ? {} : { after: row.after }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.ip === null ? {} : { ip: row.ip }),
    ...(row.correlation_id === null ? {} : { correlationId: row.correlation_id }),
    prevHash: row.prev_hash.toString('hex'),
    hash: row.hash.toString('hex'),
  };
}
