import { maskText } from '@durabot/kit';
import type { What } from '../fact.ts';
import type { OrderCase, OrderState } from '../order-case.ts';
import { notAllowed, OrderWork, type By, type Decided } from '../order-work.ts';
import { later, limits, type DeskPolicy } from '../sla.ts';

/** What the desk may change of an order; money and states have ways of their own. */
export type Editable = Partial<
  Pick<
    OrderState,
    'problemText' | 'notes' | 'priority' | 'priceEstimateMinor' | 'wantedKind' | 'wantedFrom' | 'wantedTo'
  >
>;

export interface EditInput {
  readonly changes: Editable;
  /** What the editor had before their eyes; a field that somebody else has changed since is not overwritten. */
  readonly seen?: Editable | undefined;
  /** Of the client, address or device, which are stored elsewhere: what was and what is, for the record. */
  readonly elsewhere?: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>> | undefined;
}

type Fact = Extract<What, { kind: 'edited' }>;

/** Orders in these states are corrected by opening them again. */
export const closedForEditing: readonly string[] = ['closed', 'refused', 'cancelled'];

/** Corrects an order. A master who has it must say that they have read of it. */
export function decideEdit(one: OrderCase, by: By, input: EditInput, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'edit');
  if (!work.roles().some((role) => role === 'dispatcher' || role === 'admin')) return notAllowed('not_yours');
  if (closedForEditing.includes(one.order.status)) return notAllowed('order_is_over');
  const changes: Record<string, { from: unknown; to: unknown }> = { ...input.elsewhere };
  for (const field of editableFields) {
    if (!(field in input.changes)) continue;
    const from = one.order[field];
    const to = input.changes[field];
    if (isSame(from, to)) continue;
    if (input.seen !== undefined && field in input.seen && !isSame(from, input.seen[field])) {
      const entry = one.history.findLast(
        ({ event, details }) => event === 'edit' && details !== undefined && field in details,
      );
      return {
        kind: 'already_applied_by_other',
        name: entry?.actorName ?? 'system',
        at: entry?.at ?? one.order.statusSince,
      };
    }
    changes[field] = { from, to };
  }
  if (Object.keys(changes).length === 0) return work.earlier('edit') ?? notAllowed('nothing_changed');
  const { masterId } = one.order;
  const mustRead = masterId !== undefined && ['assigned', 'in_progress', 'on_hold'].includes(one.order.status);
  const own = Object.fromEntries(
    editableFields.filter((field) => field in changes).map((field) => [field, input.changes[field]]),
  );
  work.patchOrder({ ...own, ...(mustRead ? { unreadRev: one.order.rev + 1 } : {}) });
  work.tell({ kind: 'edited', changes, masterId, mustRead });
  return work.done({ details: withoutWords(changes) });
}

/** Lines of history are kept for good, so what people wrote has no place in them; that it was changed has. */
function withoutWords(changes: Fact['changes']): Fact['changes'] {
  return Object.fromEntries(
    Object.entries(changes).map(([field, { from, to }]) =>
      field === 'problemText' || field === 'notes'
        ? [field, { from: maskWords(from), to: maskWords(to) }]
        : [field, { from, to }],
    ),
  );
}

const editableFields = [
  'problemText',
  'notes',
  'priority',
  'priceEstimateMinor',
  'wantedKind',
  'wantedFrom',
  'wantedTo',
] as const satisfies readonly (keyof Editable)[];

function isSame(a: unknown, b: unknown): boolean {
  return a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;
}

function maskWords(value: unknown): unknown {
  return typeof value === 'string' ? maskText(value) : value;
}

/** The master has read of the change. */
export function decideReadChange(one: OrderCase, by: By, _: object, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'read_change');
  const { masterId, unreadRev } = one.order;
  if (!work.roles().includes('master') || masterId === undefined) return notAllowed('not_yours');
  if (unreadRev === undefined) return { kind: 'already_applied_by_me' };
  work.patchOrder({ unreadRev: undefined });
  work.tell({ kind: 'change_read', masterId });
  return work.done();
}

/** An admin's word that an order is made though its client is not served. */
export function decideApproveClient(one: OrderCase, by: By, _: object, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'approve_client');
  const { blacklist } = one.order;
  if (by.actor.id === undefined || !work.roles().includes('admin')) return notAllowed('not_yours');
  if (blacklist === undefined) return notAllowed('client_is_not_blacklisted');
  if (blacklist.approved !== undefined) return work.earlier('approve_client') ?? { kind: 'already_applied_by_me' };
  work.patchOrder({ blacklist: { ...blacklist, approved: { at: by.at, by: by.actor.id } } });
  work.tell({ kind: 'client_approved' });
  return work.done();
}

/** Puts an order out of sight; nothing is lost. Not while a master has it. */
export function decideDelete(one: OrderCase, by: By, input: { readonly reason: string }, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'delete');
  const { actor, at } = by;
  if (actor.id === undefined || !work.roles().includes('admin')) return notAllowed('not_yours');
  if (one.order.deleted !== undefined) return work.earlier('delete') ?? { kind: 'already_applied_by_me' };
  if (input.reason.trim() === '') return notAllowed('has_reason');
  if (['assigned', 'in_progress', 'work_done'].includes(one.order.status)) return notAllowed('order_has_a_master');
  work.withdrawOffers();
  if (work.order.status === 'offering') {
    const refused = work.moveOrder('offers_ended', {});
    if (refused !== undefined) return refused;
  }
  work.patchOrder({ deleted: { at, by: actor.id, reason: input.reason } });
  work.tell({ kind: 'deleted' });
  return work.done({ reason: input.reason });
}

/** Brings a deleted order back as it was; what was timed is timed anew. */
export function decideRestore(one: OrderCase, by: By, _: object, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'restore');
  if (!work.roles().includes('admin')) return notAllowed('not_yours');
  if (one.order.deleted === undefined) return work.earlier('restore') ?? notAllowed('is_not_deleted');
  work.patchOrder({ deleted: undefined });
  const { hold } = one.order;
  if (hold !== undefined) work.setTimer('hold_end', 0, hold.until > by.at ? hold.until : policy.nextMorning(by.at));
  if (one.order.status === 'new') {
    work.setTimer('no_offer_1', 0, policy.outsideNight(later(by.at, policy.limits.noOfferMs)));
  }
  work.tell({ kind: 'restored' });
  return work.done();
}

/** The client's stars. Few of them are somebody's to answer within a quarter of an hour. */
export function decideRate(
  one: OrderCase,
  by: By,
  input: { readonly stars: number; readonly comment?: string | undefined },
  policy: DeskPolicy,
): Decided {
  const work = new OrderWork(one, by, policy, 'rate');
  if (one.order.status !== 'closed' && one.order.status !== 'work_done') return notAllowed('order_is_not_done');
  if (!Number.isInteger(input.stars) || input.stars < 1 || input.stars > 5) return notAllowed('stars_are_1_to_5');
  const earlier = work.earlier('rate');
  if (earlier !== undefined) return earlier;
  work.tell({ kind: 'rated', stars: input.stars, masterId: one.order.masterId });
  if (input.stars <= 3) work.openTask('bad_rating', 'dispatcher', later(by.at, limits.badRatingMs));
  return work.done({ details: { stars: input.stars, comment: input.comment } });
}
