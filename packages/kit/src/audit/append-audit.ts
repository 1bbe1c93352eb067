import type { Tx } from '@durabot/postgres';
import { sqlJson } from '@durabot/runtime';

import { contentHash } from './audit-entry.ts';
import type { AuditContent } from './audit-entry.ts';
import { maskName } from './mask.ts';
import { redact } from './redact.ts';
import type { AuditPolicies } from './redact.ts';

/**
 * Adds an entry to the chain of its product and tenant, with the transaction or not at all.
 *
 * `before` and `after` are redacted by the policy of the entity's kind, and the actor's name is masked: an entry is never
 * changed again, not even for an erasure. `reason` is stored as it is, so it should be a word from a list or an
 * operator's own. The entry gets its place in the chain when the transaction commits; only then do writers of one chain
 * wait for each other.
 */
export async function appendAudit(tx: Tx, entry: AuditContent, policies: AuditPolicies): Promise<void> {
  const policy = Object.hasOwn(policies, entry.entity.kind) ? (policies[entry.entity.kind] ?? {}) : {};
  const before = redact(entry.before, policy);
  const after = redact(entry.after, policy);
  const { name } = entry.actor;
  const content = asStored({
    ...entry,
    actor: { ...entry.actor, ...(name === undefined ? {} : { name: maskName(name) }) },
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  });
  await tx.prepared(
    'kit-append-audit',
    `insert into kit.audit_entry (product, tenant, at, actor_kind, actor_id, actor_name, via, action, entity_kind,
       entity_id, before, after, reason, ip, correlation_id, content_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      content.product,
      content.tenant,
      content.at,
      content.actor.kind,
      content.actor.id,
      content.actor.name ?? null,
      content.via,
      content.action,
      content.entity.kind,
      content.entity.id,
      content.before === undefined ? null : JSON.stringify(content.before),
      content.after === undefined ? null : JSON.stringify(content.after),
      content.reason ?? null,
      content.ip ?? null,
      content.correlationId ?? null,
      contentHash(content),
    ],
  );
}

/** The entry as the database will give it back: without what its texts cannot hold. The hash is over this. */
function asStored(content: AuditContent): AuditContent {
  const { at, ...rest } = content;
  return { ...(JSON.parse(sqlJson(rest)) as Omit<AuditContent, 'at'>), at };
}
