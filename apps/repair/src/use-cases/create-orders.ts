import type { Tx } from '@durabot/postgres';
import type { Fact } from '../domain/fact.ts';
import { OrderWork, type Actor } from '../domain/order-work.ts';
import { isApplied, type Outcome } from '../domain/outcome.ts';
import { timersOfStatus, type DeskPolicy } from '../domain/sla.ts';
import { timerRules } from '../domain/timers.ts';
import type { WantedTime } from '../domain/wanted-time.ts';
import { lockCase } from '../store/load-case.ts';
import { createOrder, findOrder, type NewOrder, type Order } from '../store/order-store.ts';
import { insertTimers } from '../store/case/timers.ts';
import { listTypesFor } from '../store/order-type-store.ts';
import { decideOnOrder, type OnOrder } from './decide-on-order.ts';
import type { OrderUseCases } from './order-use-cases.ts';

/** An order that is stored, and what happened; `created` is false when the same key made it before. */
export interface Submitted {
  readonly order: Order;
  readonly created: boolean;
  readonly facts: readonly Fact[];
}

/** Stores a new order and lets its time begin to run. */
export async function submitOrder(tx: Tx, order: NewOrder, policy: DeskPolicy): Promise<Submitted> {
  const made = await createOrder(tx, order);
  if (!made.created) return { ...made, facts: [] };
  const waits = order.parentOrderId !== undefined || made.order.type?.starts === 'desk';
  const timers = timersOfStatus('new', order.createdAt, policy).filter(
    // Another device at the same address goes with its first order, and some types wait at the desk: nobody has to offer them.
    ({ event }) => !waits || !event.startsWith('no_offer'),
  );
  await insertTimers(
    tx,
    made.order.id,
    timers.map(({ event, dueAt }) => ({ ...timerRules[event], entitySeq: 0, event, dueAt })),
    order.createdAt,
  );
  const about = { orderId: made.order.id, at: order.createdAt };
  // A client who is not served: it goes to nobody before an admin says so.
  const wanted = made.order.blacklistReason === undefined ? [] : [{ kind: 'approval_wanted' as const, ...about }];
  return { ...made, facts: [{ kind: 'created', ...about }, ...wanted] };
}

/** Of 0 to 3: somebody has waited once already. */
export const warrantyPriority = 2;

/** What the work under warranty needs beside what the first order knows. */
export interface WarrantyClaim {
  readonly createdBy: number;
  readonly zone: string;
  readonly wanted: WantedTime;
  readonly problemText: string | undefined;
  readonly idempotencyKey: string;
}

/** The same device is back within its warranty: an urgent order for nothing, linked to the first. */
export async function claimWarranty(
  tx: Tx,
  on: OnOrder & WarrantyClaim,
  useCases: Pick<OrderUseCases, 'claimWarranty'>,
  policy: DeskPolicy,
): Promise<{ readonly outcome: Outcome; readonly order: Order | undefined }> {
  const outcome = await useCases.claimWarranty(tx, on);
  if (!isApplied(outcome)) return { outcome, order: undefined };
  const first = await findOrder(tx, on.orderId);
  if (first === undefined) return { outcome: { kind: 'not_found' }, order: undefined };
  const [type] = await listTypesFor(tx, 'warranty');
  const made = await submitOrder(
    tx,
    {
      idempotencyKey: on.idempotencyKey,
      typeId: type?.id,
      zone: on.zone,
      createdAt: on.at,
      createdBy: on.createdBy,
      source: 'call',
      category: first.category,
      problemText: on.problemText,
      problemTags: [],
      attachments: [],
      client: { phone: first.phone },
      address: { text: first.addressText, latitude: first.latitude, longitude: first.longitude },
      wanted: on.wanted,
      priceEstimateMinor: 0,
      priceNote: undefined,
      currency: first.currency,
      priority: warrantyPriority,
      follows: { kind: 'warranty', orderId: first.id },
    },
    policy,
  );
  return { outcome: { ...outcome, facts: [...outcome.facts, ...made.facts] }, order: made.order };
}

/**
 * Another device at the address of an order: an order of its own, for the same visit. A master who has the first one
 * has this one too; otherwise it follows when the first one is taken.
 */
export async function addDevice(
  tx: Tx,
  on: { readonly parentOrderId: number; readonly actor: Actor; readonly order: NewOrder },
  policy: DeskPolicy,
): Promise<Submitted | undefined> {
  // The first order is locked first, as everywhere: nobody takes it in between.
  const parent = await lockCase(tx, on.parentOrderId);
  if (parent === undefined || ['closed', 'refused', 'cancelled'].includes(parent.order.status)) return undefined;
  const made = await submitOrder(tx, { ...on.order, parentOrderId: on.parentOrderId }, policy);
  if (!made.created) return made;
  const followed = await followParent(
    tx,
    made.order.id,
    parent.order,
    { actor: on.actor, at: on.order.createdAt },
    policy,
  );
  return { ...made, facts: [...made.facts, ...followed] };
}

/** Lets the orders that share its visits go where their first order has gone: to its master, out, or back to the pool. */
export async function followParents(
  tx: Tx,
  orderId: number,
  by: { readonly actor: Actor; readonly at: Date },
  policy: DeskPolicy,
): Promise<readonly Fact[]> {
  const { rows } = await tx.query<{ id: number; status: string; master_id: number | null; child_id: number }>(
    `select parent.id, parent.status, parent.master_id, child.id as child_id
     from repair.service_order as parent
     join repair.service_order as child on child.parent_order_id = parent.id
     where parent.id = $1 and child.deleted_at is null
     order by child.id`,
    [orderId],
  );
  const facts: Fact[] = [];
  for (const row of rows) {
    const parent = { id: row.id, status: row.status, masterId: row.master_id ?? undefined };
    facts.push(...(await followParent(tx, row.child_id, parent, by, policy)));
  }
  return facts;
}

async function followParent(
  tx: Tx,
  orderId: number,
  parent: { readonly id: number; readonly status: string; readonly masterId: number | undefined },
  by: { readonly actor: Actor; readonly at: Date },
  policy: DeskPolicy,
): Promise<readonly Fact[]> {
  const { masterId } = parent;
  const outcome = await decideOnOrder(
    tx,
    { orderId, rev: undefined, actor: by.actor, at: by.at, masterId },
    (one, who) => {
      const work = new OrderWork(one, who, policy, 'follow');
      const { status } = one.order;
      const desk = ['dispatcher'] as const;
      if (masterId === undefined && (status === 'assigned' || status === 'in_progress')) {
        const patch = { masterId: undefined, acceptedAt: undefined };
        const refused = work.moveOrder('release', { hasReason: true }, patch, desk);
        if (refused !== undefined) return refused;
        work.tell({ kind: 'followed', parentId: parent.id });
        return work.done();
      }
      if (masterId === undefined || !['assigned', 'in_progress'].includes(parent.status)) return work.told();
      if (status === 'new') {
        const patch = { masterId, acceptedAt: who.at };
        const refused = work.moveOrder('assign', { masterNeedsConfirmation: false }, patch, desk);
        if (refused !== undefined) return refused;
        // The visit is the first order's.
        work.tell({ kind: 'assigned', masterId, visitSeq: 0 });
      }
      if (work.order.status === 'assigned' && parent.status === 'in_progress') {
        const refused = work.moveOrder('start_visit', {}, {}, desk);
        if (refused !== undefined) return refused;
      }
      if (work.order === one.order) return work.told();
      work.tell({ kind: 'followed', parentId: parent.id });
      return work.done();
    },
  );
  return isApplied(outcome) ? outcome.facts : [];
}
