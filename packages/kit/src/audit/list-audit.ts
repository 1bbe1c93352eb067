import type { Sql } from '@durabot/postgres';

import type { AuditChain, AuditEntity, AuditEntry } from './audit-entry.ts';
import { auditColumns, entryOf } from './audit-row.ts';
import type { AuditRow } from './audit-row.ts';

/** Which entries of a chain are wanted; what is given has to hold together. */
export interface AuditFilter extends AuditChain {
  readonly entity?: AuditEntity;
  readonly actorId?: string;
  readonly action?: string;
  readonly page?: {
    /** Only entries before this place: the `next` of the page above. */
    readonly before?: number;
    /** Default 50, at most 500. */
    readonly size?: number;
  };
}

/** Some entries, the latest first. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** What to ask for next; undefined on the last page. */
  readonly next: number | undefined;
}

/** A page of a chain. Entries of transactions that are still open are not there yet. */
export async function listAudit(sql: Sql, filter: AuditFilter): Promise<AuditPage> {
  const { product, tenant, entity, actorId, action, page = {} } = filter;
  const size = Math.min(Math.max(page.size ?? 50, 1), 500);
  const { rows } = await sql.query<AuditRow>(
    `select ${auditColumns}
     from kit.audit_entry
     where product = $1 and tenant = $2 and seq is not null
       and ($3::text is null or (entity_kind = $3 and entity_id = $4))
       and ($5::text is null or actor_id = $5)
       and ($6::text is null or action = $6)
       and ($7::bigint is null or seq < $7)
     order by seq desc
     limit $8`,
    [
      product,
      tenant,
      entity?.kind ?? null,
      entity?.id ?? null,
      actorId ?? null,
      action ?? null,
      page.before ?? null,
      size + 1,
    ],
  );
  const entries = rows.slice(0, size).map(entryOf);
  return { entries, next: rows.length > size ? entries.at(-1)?.seq : undefined };
}
