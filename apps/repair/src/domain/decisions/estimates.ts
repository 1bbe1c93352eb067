import { totalsOf, type MoneyLine } from '../money/totals.ts';
import { openEstimate, type Estimate, type Hold, type OrderCase } from '../order-case.ts';
import { notAllowed, OrderWork, type By, type Decided } from '../order-work.ts';
import { later, limits, type DeskPolicy } from '../sla.ts';

/** The client is asked to agree to a price; the order waits, the master stays where they are. */
export function decideSendEstimate(
  one: OrderCase,
  by: By,
  input: { readonly lines: readonly MoneyLine[] },
  policy: DeskPolicy,
): Decided {
  const work = new OrderWork(one, by, policy, 'send_estimate');
  const expiresAt = later(by.at, limits.estimateExpiryMs);
  const hold: Hold = {
    reason: 'awaiting_approval',
    until: expiresAt,
    nextStepBy: 'client',
    from: 'in_progress',
    note: undefined,
  };
  const refused = work.moveOrder('send_estimate', { estimateHasLines: input.lines.length > 0 }, { hold });
  if (refused !== undefined) return refused;
  const estimate: Estimate = {
    seq: one.estimates.reduce((most, each) => Math.max(most, each.seq), 0) + 1,
    status: 'sent',
    totalMinor: totalsOf(input.lines, []).totalMinor,
    lines: input.lines,
    sentAt: by.at,
    expiresAt,
    answeredAt: undefined,
    answeredAs: undefined,
    answerNote: undefined,
  };
  work.patch({ estimates: [...one.estimates, estimate] });
  const [first, second] = limits.estimateReminderMs;
  work.setTimer('estimate_reminder_1', estimate.seq, policy.outsideNight(later(by.at, first)));
  work.setTimer('estimate_reminder_2', estimate.seq, policy.outsideNight(later(by.at, second)));
  work.setTimer('estimate_expiry', estimate.seq, expiresAt);
  work.tell({ kind: 'estimate_sent', estimateSeq: estimate.seq, totalMinor: estimate.totalMinor, expiresAt });
  return work.done({ visit: work.visit, details: { estimateSeq: estimate.seq, totalMinor: estimate.totalMinor } });
}

export interface AnswerInput {
  /** The estimate that was answered; an answer to an older one does not count. */
  readonly estimateSeq?: number | undefined;
  readonly reason?: string | undefined;
}

/** The client agrees; from now on the price is theirs. */
export function decideApprove(one: OrderCase, by: By, input: AnswerInput, policy: DeskPolicy): Decided {
  return answer(one, by, input, policy, 'approve');
}

/** The client does not agree: the master is told, and may ask a fee for having come. */
export function decideReject(one: OrderCase, by: By, input: AnswerInput, policy: DeskPolicy): Decided {
  return answer(one, by, input, policy, 'reject');
}

function answer(one: OrderCase, by: By, input: AnswerInput, policy: DeskPolicy, event: 'approve' | 'reject'): Decided {
  const work = new OrderWork(one, by, policy, event);
  const estimate = openEstimate(one);
  if (input.estimateSeq !== undefined && estimate !== undefined && estimate.seq !== input.estimateSeq) {
    return notAllowed('estimate_is_outdated');
  }
  const role = work.role();
  // The desk has to say how it knows.
  if (role !== 'client' && by.note === undefined) return notAllowed('desk_says_how_it_knows');
  const patch =
    event === 'approve' && estimate !== undefined ? { approvedMinor: estimate.totalMinor, approvedAt: by.at } : {};
  const refused = work.moveOrder(event, {}, patch);
  if (refused !== undefined) return refused;
  if (estimate === undefined) return notAllowed('no_open_estimate');
  const answered: Estimate = {
    ...estimate,
    status: event === 'approve' ? 'approved' : 'rejected',
    answeredAt: by.at,
    answeredAs: role === 'client' || role === 'admin' ? role : 'dispatcher',
    answerNote: input.reason ?? by.note,
  };
  work.patch({ estimates: one.estimates.map((each) => (each.seq === estimate.seq ? answered : each)) });
  work.tell(
    event === 'approve'
      ? { kind: 'estimate_approved', estimateSeq: estimate.seq, totalMinor: estimate.totalMinor }
      : { kind: 'estimate_rejected', estimateSeq: estimate.seq },
  );
  // Whoever was on site when it expired or was sent may have gone since.
  const { masterId } = work.order;
  if (work.visit === undefined && masterId !== undefined) work.openTask('plan_visit', 'dispatcher');
  return work.done({ visit: work.visit, reason: input.reason });
}

/** Nobody has answered in a week: the order goes on waiting, for the desk. */
export function expireEstimate(work: OrderWork, estimate: Estimate): Decided {
  const hold: Hold = {
    reason: 'client',
    until: later(work.by.at, limits.estimateExpiredHoldMs),
    nextStepBy: 'dispatcher',
    from: 'in_progress',
    note: undefined,
  };
  const refused = work.moveOrder('expire_estimate', {}, { hold });
  if (refused !== undefined) return refused;
  const expired: Estimate = { ...estimate, status: 'expired' };
  work.patch({ estimates: work.now.estimates.map((each) => (each.seq === estimate.seq ? expired : each)) });
  const visit = work.cancelVisit();
  work.setTimer('hold_end', 0, hold.until);
  work.tell({ kind: 'estimate_expired', estimateSeq: estimate.seq });
  work.openTask('estimate_expired', 'dispatcher', hold.until);
  return work.done({ visit });
}
