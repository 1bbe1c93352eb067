import type { OrderCase } from '../order-case.ts';
import { notAllowed, OrderWork, type By, type Decided } from '../order-work.ts';
import { later, limits, type DeskPolicy } from '../sla.ts';

/** The client agrees to a total that is not the one they had agreed to before: the order may close by itself again. */
export function decideConfirmTotal(one: OrderCase, by: By, _: object, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'confirm_total');
  const roles = work.roles();
  if (!roles.some((role) => role === 'client' || role === 'dispatcher' || role === 'admin'))
    return notAllowed('not_yours');
  // The desk has to say how it knows.
  if (!roles.includes('client') && by.note === undefined) return notAllowed('desk_says_how_it_knows');
  const { status, hasMismatch, disputeReason, totalMinor } = one.order;
  if (status !== 'work_done' || !hasMismatch) return work.earlier('confirm_total') ?? notAllowed('no_total_to_confirm');
  if (disputeReason !== undefined) return notAllowed('is_not_disputed');
  work.patchOrder({ approvedMinor: totalMinor, approvedAt: by.at, hasMismatch: false });
  if (!work.hasTimer('auto_close')) work.setTimer('auto_close', 0, later(by.at, limits.autoCloseMs));
  work.tell({ kind: 'total_confirmed', totalMinor });
  return work.done({ details: { totalMinor } });
}
