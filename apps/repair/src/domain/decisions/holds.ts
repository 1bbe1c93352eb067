import { findMaster, openVisit, type Hold, type HoldReason, type OrderCase, type Visit } from '../order-case.ts';
import { OrderWork, type By, type Decided, type Refusal } from '../order-work.ts';
import { later, type DeskPolicy } from '../sla.ts';

export interface HoldInput {
  readonly reason: Exclude<HoldReason, 'awaiting_approval'>;
  /** A hold without a date is refused; whoever asks for one is asked for it. */
  readonly until: Date | undefined;
  readonly nextStepBy: Hold['nextStepBy'] | undefined;
  readonly note?: string | undefined;
}

/** The order waits for something, until a date, at which somebody named has to act. */
export function decideHold(one: OrderCase, by: By, input: HoldInput, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'hold');
  const { until, nextStepBy } = input;
  const hold: Hold | undefined =
    until === undefined || nextStepBy === undefined
      ? undefined
      : {
          reason: input.reason,
          until,
          nextStepBy,
          from: one.order.hold?.from ?? (one.order.status === 'assigned' ? 'assigned' : 'in_progress'),
          note: input.note,
        };
  const facts = { hasHoldDate: until !== undefined && until > by.at, hasNextStep: nextStepBy !== undefined };
  const refused = work.moveOrder('hold', facts, { hold });
  if (refused !== undefined || hold === undefined)
    return refused ?? { kind: 'not_allowed_now', reason: 'has_hold_date' };
  const visit = leaveVisit(work, input.reason);
  setHoldTimers(work, hold);
  work.tell({ kind: 'held', hold, masterId: one.order.masterId });
  return work.done({ visit, reason: input.note, details: { reason: hold.reason, until: hold.until, nextStepBy } });
}

/** Who is there leaves with an outcome; who has not come yet comes another time. */
function leaveVisit(work: OrderWork, reason: HoldReason): Visit | undefined {
  const { visit } = work;
  if (visit === undefined || visit.status !== 'on_site') return work.cancelVisit();
  const outcome =
    reason === 'parts' ? 'needs_parts' : reason === 'workshop' ? 'needs_workshop' : ('needs_second_visit' as const);
  const left: Visit = { ...visit, status: 'finished', outcome, finishedAt: work.happenedAt };
  work.patch({ visits: work.now.visits.map((one) => (one.seq === visit.seq ? left : one)) });
  return left;
}

function setHoldTimers(work: OrderWork, hold: Hold): void {
  work.setTimer('hold_end', 0, hold.until);
  if (!work.hasTimer('hold_long')) work.setTimer('hold_long', 0, later(work.by.at, work.policy.limits.holdLongMs));
}

export interface ResumeInput {
  /** When the next visit is; the order's own wish without it, if that is still ahead. */
  readonly visit?: { readonly from: Date; readonly to: Date | undefined } | undefined;
}

/** The waiting is over. Without a master who could go on, the order is new again. */
export function decideResume(one: OrderCase, by: By, input: ResumeInput, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'resume');
  return resume(work, input) ?? work.done({ visit: work.visit });
}

/** Shared with the timer that ends a hold. */
export function resume(work: OrderWork, input: ResumeInput): Refusal | undefined {
  const { masterId } = work.order;
  const master = findMaster(work.now, masterId);
  const canGoOn = masterId !== undefined && master !== undefined && master.status !== 'fired';
  if (!canGoOn) {
    const refused = work.moveOrder('resume_new', {}, { masterId: undefined });
    if (refused !== undefined) return refused;
    work.cancelVisit();
    work.endAcceptedOffer();
  } else {
    const isUnderWay = openVisit(work.now) !== undefined;
    const refused = work.moveOrder(isUnderWay ? 'resume_in_progress' : 'resume_assigned');
    if (refused !== undefined) return refused;
    if (!isUnderWay) work.planVisit(masterId, input.visit);
  }
  work.tell({ kind: 'resumed', to: work.order.status, masterId: work.order.masterId });
  return undefined;
}
