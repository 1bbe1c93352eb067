import { falseCallEarning } from '../money/earning.ts';
import { findMaster, openVisit, type ContactAttempt, type Hold, type OrderCase } from '../order-case.ts';
import { notAllowed, OrderWork, type By, type Decided } from '../order-work.ts';
import { later, limits, type DeskPolicy } from '../sla.ts';

/**
 * The client does not answer. First: call again in a quarter of an hour. Second: write to them. From the third on, half
 * an hour after the first: the visit has failed, the drive is paid, and the desk tries again the next morning.
 */
export function decideUnreachable(one: OrderCase, by: By, _: object, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'unreachable');
  const visit = openVisit(one);
  if (visit === undefined) return work.earlier('unreachable') ?? notAllowed('no_open_visit');
  const roles = work.roles(visit.masterId);
  if (!roles.some((role) => role === 'master' || role === 'dispatcher' || role === 'admin'))
    return notAllowed('not_yours');
  if (visit.status === 'on_site') return notAllowed('is_not_on_site');
  const earlier = one.attempts.filter((attempt) => attempt.visitSeq === visit.seq);
  const first = earlier[0];
  const number = earlier.length + 1;
  const attempt: ContactAttempt = {
    seq: (one.attempts.at(-1)?.seq ?? 0) + 1,
    visitSeq: visit.seq,
    channel: number === 2 ? 'message' : 'call',
    byId: by.actor.id,
    at: by.at,
  };
  work.patch({ attempts: [...one.attempts, attempt] });
  const mayGiveUpAt = first === undefined ? undefined : later(first.at, limits.unreachableMs);
  if (number < 3 || mayGiveUpAt === undefined || by.at < mayGiveUpAt) {
    const nextAt = number === 1 ? later(by.at, limits.callAgainMs) : mayGiveUpAt;
    const step = number === 2 ? 'write' : 'call_again';
    work.tell({ kind: 'client_unreachable', attempt: number, step, nextAt });
    if (nextAt !== undefined && nextAt > by.at) work.setTimer('call_again', visit.seq, nextAt);
    return work.done({ visit, details: { attempt: number } });
  }
  return giveUp(work, number);
}

function giveUp(work: OrderWork, number: number): Decided {
  const { before, by, policy } = work;
  const visit = openVisit(before);
  if (visit === undefined) return notAllowed('no_open_visit');
  // The tries on record say what happened; the desk needs no other note.
  const until = policy.nextMorning(by.at);
  const failed = { ...visit, status: 'failed' as const, outcome: 'client_unreachable' as const, finishedAt: by.at };
  const hold: Hold = {
    reason: 'client_unreachable',
    until,
    nextStepBy: 'dispatcher',
    from: before.order.status === 'assigned' ? 'assigned' : 'in_progress',
    note: undefined,
  };
  const refused = work.moveOrder('hold', { hasHoldDate: true, hasNextStep: true }, { hold });
  if (refused !== undefined) return refused;
  work.patch({ visits: work.now.visits.map((each) => (each.seq === visit.seq ? failed : each)) });
  const master = findMaster(before, visit.masterId);
  const earning =
    visit.departedAt !== undefined && master !== undefined
      ? falseCallEarning(before, master, work.policy.falseCallMinor)
      : undefined;
  if (earning !== undefined && earning.shareMinor > 0) work.addEarning(earning);
  work.setTimer('hold_end', 0, until);
  work.setTimer('cancel_proposal', 0, later(by.at, limits.unreachableProposeCancelMs));
  work.tell({ kind: 'client_unreachable', attempt: number, step: 'given_up', nextAt: until });
  work.tell({
    kind: 'visit_failed',
    visitSeq: visit.seq,
    masterId: visit.masterId,
    outcome: 'client_unreachable',
  });
  work.openTask('call_client', 'dispatcher', until);
  return work.done({ visit, details: { attempt: number, falseCallMinor: earning?.shareMinor ?? 0 } });
}
