import { appendAudit, type AuditPolicies } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import type { Fact } from './domain/fact.ts';

/** The chain of everything here that is looked into afterwards. */
export const auditChain = { product: 'repair', tenant: 'main' } as const;

/** What an entry may keep for ever; everything else is hidden. */
const policies: AuditPolicies = {
  order: { status: 'keep', reason: 'maskText', amountMinor: 'keep', currency: 'keep', number: 'keep' },
  client: { reason: 'maskText' },
  user: { roles: 'keep' },
  category: { isOffered: 'keep' },
  order_type: { place: 'keep', starts: 'keep', isActive: 'keep', isDefault: 'keep', fields: 'keep', form: 'keep' },
  retention: { count: 'keep' },
};

/** One thing that somebody did. */
export interface Deed {
  readonly at: Date;
  /** Undefined: the system. */
  readonly by: { readonly userId: number; readonly name: string } | undefined;
  readonly action: AuditAction;
  readonly entity: {
    readonly kind: 'order' | 'client' | 'user' | 'category' | 'order_type' | 'retention';
    readonly id: number | string;
  };
  readonly before?: Readonly<Record<string, unknown>> | undefined;
  readonly after?: Readonly<Record<string, unknown>> | undefined;
}

/** What is audited, as noun and verb. Others of this chain (exports, settlements) are written where they are done. */
export const auditActions = [
  'order.phone_shown',
  'order.deleted',
  'order.restored',
  'order.reopened',
  'order.client_approved',
  'order.refunded',
  'client.blacklisted',
  'client.unblacklisted',
  'role.granted',
  'role.revoked',
  'category.changed',
  'order_type.added',
  'order_type.changed',
  'files.dropped',
] as const;

export type AuditAction = (typeof auditActions)[number];

/** Adds an entry in the commit of what was done. */
export async function audit(tx: Tx, { at, by, action, entity, before, after }: Deed): Promise<void> {
  await appendAudit(
    tx,
    {
      ...auditChain,
      at,
      actor:
        by === undefined ? { kind: 'system', id: 'system' } : { kind: 'user', id: String(by.userId), name: by.name },
      via: by === undefined ? 'system' : 'bot',
      action,
      entity: { kind: entity.kind, id: String(entity.id) },
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
    policies,
  );
}

/** Of what has happened to orders, what is audited: out of sight and back, and money that is corrected. */
export async function auditFacts(tx: Tx, facts: readonly Fact[], by: Deed['by']): Promise<void> {
  for (const fact of facts) {
    const deed = deedOf(fact);
    if (deed !== undefined) await audit(tx, { ...deed, at: fact.at, by, entity: { kind: 'order', id: fact.orderId } });
  }
}

function deedOf(fact: Fact): Pick<Deed, 'action' | 'after'> | undefined {
  if (fact.kind === 'reopened') return { action: 'order.reopened', after: { reason: fact.reason } };
  if (fact.kind === 'paid')
    return fact.payment === 'refund'
      ? { action: 'order.refunded', after: { amountMinor: fact.amountMinor } }
      : undefined;
  const action = plainDeeds[fact.kind];
  return action === undefined ? undefined : { action };
}

const plainDeeds: Readonly<Partial<Record<Fact['kind'], AuditAction>>> = {
  deleted: 'order.deleted',
  restored: 'order.restored',
  client_approved: 'order.client_approved',
  blacklisted: 'client.blacklisted',
};
