import { createHash } from 'node:crypto';

import { canonicalJson } from './canonical-json.ts';

/** Who did something. */
export interface AuditActor {
  /** `user`, `operator`, `system`; products have words of their own. */
  readonly kind: string;
  readonly id: string;
  /** Masked when the entry is stored: chains are never rewritten, so whole names have no place in them. */
  readonly name?: string;
}

/** What something was done to. */
export interface AuditEntity {
  readonly kind: string;
  readonly id: string;
}

/** By which door somebody came. */
export type AuditVia = 'bot' | 'web' | 'api' | 'system';

/** A chain: everything that was done in one product for one tenant. */
export interface AuditChain {
  readonly product: string;
  readonly tenant: string;
}

/** Something that was done, as the chain keeps it. */
export interface AuditContent extends AuditChain {
  readonly at: Date;
  readonly actor: AuditActor;
  readonly via: AuditVia;
  /** Noun and verb: `order.cancelled`. */
  readonly action: string;
  readonly entity: AuditEntity;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
  readonly ip?: string;
  readonly correlationId?: string;
}

/** An entry with its place in the chain. */
export interface AuditEntry extends AuditContent {
  readonly seq: number;
  /** Hexadecimal, as `hash`. */
  readonly prevHash: string;
  readonly hash: string;
}

/** SHA-256 over the canonical form of what was done; any change of it shows. */
export function contentHash(content: AuditContent): Buffer {
  const { product, tenant, at, actor, via, action, entity, before, after, reason, ip, correlationId } = content;
  const canonical = canonicalJson({
    product,
    tenant,
    at: at.toISOString(),
    actor: { kind: actor.kind, id: actor.id, name: actor.name },
    via,
    action,
    entity: { kind: entity.kind, id: entity.id },
    before,
    after,
    reason,
    ip,
    correlationId,
  });
  return createHash('sha256').update(canonical).digest();
}

/** The hash that links an entry to all before it; the trigger `kit.chain_audit_entry` makes the same. */
export function chainHash(prevHash: Buffer, seq: number, content: Buffer): Buffer {
  const place = Buffer.alloc(8);
  place.writeBigInt64BE(BigInt(seq));
  return createHash('sha256').update(prevHash).update(place).update(content).digest();
}

/** What the first entry of a chain follows. */
export function firstPrevHash({ product, tenant }: AuditChain): Buffer {
  return createHash('sha256').update(`${product}\n${tenant}`).digest();
}
