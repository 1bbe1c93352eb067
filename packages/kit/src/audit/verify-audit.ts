import type { Sql } from '@durabot/postgres';

import { chainHash, contentHash, firstPrevHash } from './audit-entry.ts';
import type { AuditChain } from './audit-entry.ts';
import { auditColumns, entryOf } from './audit-row.ts';
import type { AuditRow } from './audit-row.ts';

/** Whether a chain is whole; else the first place where it is not. */
export type AuditVerdict =
  /** `headHash` kept elsewhere (a printed report, another system) proves later that nobody made the whole chain anew. */
  | { readonly kind: 'ok'; readonly count: number; readonly headHash: string }
  | { readonly kind: 'broken'; readonly seq: number; readonly because: 'altered' | 'missing' | 'reordered' };

const pageSize = 500;

/**
 * Computes a chain anew, from its first entry on.
 *
 * It finds what was changed, deleted (also at the end) or moved past the triggers. Whoever can write to the database and
 * also computes all later hashes anew is found only by comparing with a head hash that was kept elsewhere: see `expected`.
 *
 * @param expected an entry's place and hash as they were once noted elsewhere
 */
export async function verifyAudit(
  sql: Sql,
  chain: AuditChain,
  expected?: { readonly seq: number; readonly hash: string },
): Promise<AuditVerdict> {
  // Before the entries: what is appended meanwhile comes after it and is not asked for.
  const head = await headOf(sql, chain);
  let prevHash = firstPrevHash(chain);
  let seq = 0;
  while (seq < head.lastSeq) {
    const rows = await pageAfter(sql, chain, seq, head.lastSeq);
    if (rows.length === 0) return { kind: 'broken', seq: seq + 1, because: 'missing' };
    for (const row of rows) {
      seq += 1;
      const because = row.seq === seq ? faultOf(row, prevHash) : 'missing';
      if (because !== undefined) return { kind: 'broken', seq, because };
      if (seq === expected?.seq && row.hash.toString('hex') !== expected.hash)
        return { kind: 'broken', seq, because: 'altered' };
      prevHash = row.hash;
    }
  }
  if (expected !== undefined && expected.seq > seq) return { kind: 'broken', seq: seq + 1, because: 'missing' };
  if (head.lastSeq > 0 && !head.lastHash.equals(prevHash)) return { kind: 'broken', seq, because: 'altered' };
  return { kind: 'ok', count: seq, headHash: prevHash.toString('hex') };
}

function faultOf(row: AuditRow, prevHash: Buffer): 'altered' | 'reordered' | undefined {
  const content = contentHash(entryOf(row));
  if (!content.equals(row.content_hash)) return 'altered';
  // Its content is whole, but it stood behind another entry.
  if (!row.prev_hash.equals(prevHash)) return 'reordered';
  return chainHash(prevHash, row.seq, content).equals(row.hash) ? undefined : 'altered';
}

/** The end of a chain: from its head row or, when that was set back, from the last entry. */
async function headOf(sql: Sql, { product, tenant }: AuditChain): Promise<{ lastSeq: number; lastHash: Buffer }> {
  const { rows } = await sql.query<{
    last_seq: number;
    last_hash: Buffer | null;
    seq: number | null;
    hash: Buffer | null;
  }>(
    `select coalesce(c.last_seq, 0) as last_seq, c.last_hash, e.seq, e.hash
     from (select 1) as one
     left join kit.audit_chain c on c.product = $1 and c.tenant = $2
     left join lateral (
       select seq, hash from kit.audit_entry
       where product = $1 and tenant = $2 and seq is not null
       order by seq desc
       limit 1
     ) e on true`,
    [product, tenant],
  );
  const [row] = rows;
  const none = Buffer.alloc(0);
  if (row === undefined) return { lastSeq: 0, lastHash: none };
  if ((row.seq ?? 0) > row.last_seq) return { lastSeq: row.seq ?? 0, lastHash: row.last_hash ?? none };
  return { lastSeq: row.last_seq, lastHash: row.last_hash ?? none };
}

async function pageAfter(sql: Sql, { product, tenant }: AuditChain, seq: number, last: number): Promise<AuditRow[]> {
  const { rows } = await sql.query<AuditRow>(
    `select ${auditColumns}
     from kit.audit_entry
     where product = $1 and tenant = $2 and seq > $3 and seq <= $4
     order by seq
     limit ${pageSize}`,
    [product, tenant, seq, last],
  );
  return rows;
}
