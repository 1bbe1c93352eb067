import type { ActorRole } from '../domain/machines/actor.ts';
import type { Blacklist, Fee, Hold, HoldReason, OrderState } from '../domain/order-case.ts';
import { fieldValues } from '../domain/order-type.ts';
import { toOrderType } from './order-type-store.ts';
import { toStatus } from './order-row.ts';

/** The columns of {@link CaseRow}, which decisions look at and may change. */
export const caseColumns = `
  id, rev, status, status_since, kind, category, currency, dispatcher_id, master_id, parent_order_id, wanted_from,
  wanted_to, problem_text, price_estimate_minor, notes, priority, first_offered_at, accepted_at, en_route_at,
  on_site_at, finished_at, closed_at, closed_by, no_taker_count, reschedule_count, hold_reason, hold_until,
  hold_next_step_by, hold_from, hold_note, approved_minor, approved_at, discount_minor, total_minor, debt_reason,
  has_mismatch, mismatch_reason, has_review, is_out_of_town, warranty_days, warranty_until, refusal_reason, refused_by,
  fee_minor, fee_state, fee_forgiven_by, cancel_reason, cancelled_by, dispute_reason, unread_rev, deleted_at,
  deleted_by, delete_reason, field_values,
  (select to_jsonb(order_type) from repair.order_type where order_type.id = service_order.type_id) as type,
  wanted_kind, blacklist_approved_at, blacklist_approved_by,
  (select blacklist_reason from repair.client where client.id = service_order.client_id) as blacklist_reason`;

export interface CaseRow {
  id: number;
  rev: number;
  status: string;
  status_since: Date;
  kind: OrderState['kind'];
  category: string;
  type: Parameters<typeof toOrderType>[0] | null;
  field_values: unknown;
  currency: string;
  dispatcher_id: number;
  master_id: number | null;
  parent_order_id: number | null;
  wanted_from: Date;
  wanted_to: Date | null;
  problem_text: string | null;
  price_estimate_minor: number | null;
  notes: string | null;
  priority: number;
  first_offered_at: Date | null;
  accepted_at: Date | null;
  en_route_at: Date | null;
  on_site_at: Date | null;
  finished_at: Date | null;
  closed_at: Date | null;
  closed_by: number | null;
  no_taker_count: number;
  reschedule_count: number;
  hold_reason: HoldReason | null;
  hold_until: Date | null;
  hold_next_step_by: Hold['nextStepBy'] | null;
  hold_from: Hold['from'] | null;
  hold_note: string | null;
  approved_minor: number | null;
  approved_at: Date | null;
  discount_minor: number;
  total_minor: number;
  debt_reason: string | null;
  has_mismatch: boolean;
  mismatch_reason: string | null;
  has_review: boolean;
  is_out_of_town: boolean;
  warranty_days: number | null;
  warranty_until: Date | null;
  refusal_reason: string | null;
  refused_by: ActorRole | null;
  fee_minor: number | null;
  fee_state: Fee['state'] | null;
  fee_forgiven_by: number | null;
  cancel_reason: string | null;
  cancelled_by: Exclude<ActorRole, 'master'> | null;
  dispute_reason: string | null;
  unread_rev: number | null;
  deleted_at: Date | null;
  deleted_by: number | null;
  delete_reason: string | null;
  wanted_kind: OrderState['wantedKind'];
  blacklist_approved_at: Date | null;
  blacklist_approved_by: number | null;
  blacklist_reason: string | null;
}

export function toOrderState(row: CaseRow): OrderState {
  return {
    id: row.id,
    rev: row.rev,
    status: toStatus(row.status),
    statusSince: row.status_since,
    kind: row.kind,
    category: row.category,
    type: row.type === null ? undefined : toOrderType(row.type),
    fieldValues: fieldValues.parse(row.field_values),
    currency: row.currency,
    dispatcherId: row.dispatcher_id,
    masterId: row.master_id ?? undefined,
    parentOrderId: row.parent_order_id ?? undefined,
    wantedKind: row.wanted_kind,
    wantedFrom: row.wanted_from,
    wantedTo: row.wanted_to ?? undefined,
    problemText: row.problem_text ?? undefined,
    priceEstimateMinor: row.price_estimate_minor ?? undefined,
    notes: row.notes ?? undefined,
    priority: row.priority,
    firstOfferedAt: row.first_offered_at ?? undefined,
    acceptedAt: row.accepted_at ?? undefined,
    enRouteAt: row.en_route_at ?? undefined,
    onSiteAt: row.on_site_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    closedAt: row.closed_at ?? undefined,
    closedBy: row.closed_by ?? undefined,
    noTakerCount: row.no_taker_count,
    rescheduleCount: row.reschedule_count,
    hold: toHold(row),
    approvedMinor: row.approved_minor ?? undefined,
    approvedAt: row.approved_at ?? undefined,
    discountMinor: row.discount_minor,
    totalMinor: row.total_minor,
    debtReason: row.debt_reason ?? undefined,
    hasMismatch: row.has_mismatch,
    mismatchReason: row.mismatch_reason ?? undefined,
    hasReview: row.has_review,
    isOutOfTown: row.is_out_of_town,
    warrantyDays: row.warranty_days ?? undefined,
    warrantyUntil: row.warranty_until ?? undefined,
    refusal:
      row.refusal_reason === null || row.refused_by === null
        ? undefined
        : { reason: row.refusal_reason, by: row.refused_by },
    fee:
      row.fee_minor === null || row.fee_state === null
        ? undefined
        : { amountMinor: row.fee_minor, state: row.fee_state, forgivenBy: row.fee_forgiven_by ?? undefined },
    cancel:
      row.cancel_reason === null || row.cancelled_by === null
        ? undefined
        : { reason: row.cancel_reason, by: row.cancelled_by },
    disputeReason: row.dispute_reason ?? undefined,
    unreadRev: row.unread_rev ?? undefined,
    deleted:
      row.deleted_at === null || row.deleted_by === null || row.delete_reason === null
        ? undefined
        : { at: row.deleted_at, by: row.deleted_by, reason: row.delete_reason },
    blacklist: toBlacklist(row),
  };
}

function toBlacklist(row: CaseRow): Blacklist | undefined {
  if (row.blacklist_reason === null) return undefined;
  const { blacklist_approved_at: at, blacklist_approved_by: by } = row;
  return { reason: row.blacklist_reason, approved: at === null || by === null ? undefined : { at, by } };
}

function toHold(row: CaseRow): Hold | undefined {
  if (row.hold_reason === null || row.hold_until === null) return undefined;
  if (row.hold_next_step_by === null || row.hold_from === null) return undefined;
  return {
    reason: row.hold_reason,
    until: row.hold_until,
    nextStepBy: row.hold_next_step_by,
    from: row.hold_from,
    note: row.hold_note ?? undefined,
  };
}

/** What an update writes, by column. What never changes is not among it. */
export function columnsOf(order: OrderState): Readonly<Record<string, unknown>> {
  return {
    status: order.status,
    field_values: order.fieldValues,
    status_since: order.statusSince,
    master_id: order.masterId,
    wanted_kind: order.wantedKind,
    wanted_from: order.wantedFrom,
    wanted_to: order.wantedTo,
    problem_text: order.problemText,
    price_estimate_minor: order.priceEstimateMinor,
    notes: order.notes,
    priority: order.priority,
    first_offered_at: order.firstOfferedAt,
    accepted_at: order.acceptedAt,
    en_route_at: order.enRouteAt,
    on_site_at: order.onSiteAt,
    finished_at: order.finishedAt,
    closed_at: order.closedAt,
    closed_by: order.closedBy,
    no_taker_count: order.noTakerCount,
    reschedule_count: order.rescheduleCount,
    hold_reason: order.hold?.reason,
    hold_until: order.hold?.until,
    hold_next_step_by: order.hold?.nextStepBy,
    hold_from: order.hold?.from,
    hold_note: order.hold?.note,
    approved_minor: order.approvedMinor,
    approved_at: order.approvedAt,
    discount_minor: order.discountMinor,
    total_minor: order.totalMinor,
    debt_reason: order.debtReason,
    has_mismatch: order.hasMismatch,
    mismatch_reason: order.mismatchReason,
    has_review: order.hasReview,
    is_out_of_town: order.isOutOfTown,
    warranty_days: order.warrantyDays,
    warranty_until: order.warrantyUntil,
    refusal_reason: order.refusal?.reason,
    refused_by: order.refusal?.by,
    fee_minor: order.fee?.amountMinor,
    fee_state: order.fee?.state,
    fee_forgiven_by: order.fee?.forgivenBy,
    cancel_reason: order.cancel?.reason,
    cancelled_by: order.cancel?.by,
    is_disputed: order.disputeReason !== undefined,
    dispute_reason: order.disputeReason,
    unread_rev: order.unreadRev,
    deleted_at: order.deleted?.at,
    deleted_by: order.deleted?.by,
    delete_reason: order.deleted?.reason,
    blacklist_approved_at: order.blacklist?.approved?.at,
    blacklist_approved_by: order.blacklist?.approved?.by,
  };
}
