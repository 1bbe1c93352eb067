import { acceptedOffer, openVisit, type OrderCase } from '../order-case.ts';
import { notAllowed, OrderWork, type By, type Decided, type Refusal } from '../order-work.ts';
import { limits, type DeskPolicy } from '../sla.ts';

/** What a master can take back. */
const undoable = ['accept', 'decline', 'depart', 'arrive', 'hold', 'finish'] as const;
type Undoable = (typeof undoable)[number];

/** Takes back the master's own last act, within a minute, when nothing has happened since and no money has moved. */
export function decideUndo(one: OrderCase, by: By, _: object, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'undo');
  const last = one.history.at(-1);
  const event = undoable.find((each) => each === last?.event);
  if (last?.event === 'undo' && last.actorId === by.actor.id) return { kind: 'already_applied_by_me' };
  if (last === undefined || last.actorId === undefined || last.actorId !== by.actor.id) {
    return notAllowed('something_happened_since');
  }
  if (event === undefined) return notAllowed('cannot_be_undone');
  if (by.at.getTime() - last.at.getTime() > limits.undoMs) return notAllowed('undo_is_over');
  const moneyMoved = one.payments.some((payment) => payment.at >= last.at);
  const refused = undo(work, event, moneyMoved);
  if (refused !== undefined) return refused;
  work.tell({ kind: 'undone', event, masterId: last.actorId });
  return work.done({ visit: work.visit, details: { undone: event } });
}

function undo(work: OrderWork, event: Undoable, moneyMoved: boolean): Refusal | undefined {
  switch (event) {
    case 'accept':
      return undoAccept(work, moneyMoved);
    case 'decline':
      return undoDecline(work);
    case 'depart':
    case 'arrive':
      return undoVisit(work, event, moneyMoved);
    case 'hold':
      return undoHold(work, moneyMoved);
    case 'finish':
      return undoFinish(work, moneyMoved);
  }
}

function undoAccept(work: OrderWork, moneyMoved: boolean): Refusal | undefined {
  const offer = acceptedOffer(work.before);
  const { masterId } = work.order;
  if (offer === undefined || masterId === undefined) return notAllowed('cannot_be_undone');
  const refused =
    work.moveOffer(offer, 'undo_accept', masterId, { isActive: false }) ??
    work.moveOrder('undo_accept', { moneyMoved }, { masterId: undefined, acceptedAt: undefined });
  if (refused !== undefined) return refused;
  work.cancelVisit();
  work.tell({ kind: 'released', masterId, reason: 'undo', isUndone: true });
  return undefined;
}

/** Only while the order still waits for answers: what was offered to others since is not taken from them. */
function undoDecline(work: OrderWork): Refusal | undefined {
  const { actor } = work.by;
  const offer = work.before.offers.findLast(({ status, masterId }) => status === 'declined' && masterId === actor.id);
  if (offer === undefined || actor.id === undefined || work.order.status !== 'offering') {
    return notAllowed('cannot_be_undone');
  }
  const patch = { declineReason: undefined, declineNote: undefined, respondedAt: undefined };
  const refused = work.moveOffer(offer, 'undo_decline', actor.id, patch);
  if (refused !== undefined) return refused;
  work.patch({ declines: work.now.declines.filter(({ masterId }) => masterId !== actor.id) });
  work.setTimer('offer_expiry', offer.seq, offer.expiresAt);
  return undefined;
}

function undoVisit(work: OrderWork, event: 'depart' | 'arrive', moneyMoved: boolean): Refusal | undefined {
  const visit = openVisit(work.before);
  if (visit === undefined) return notAllowed('cannot_be_undone');
  const back = { arrivedAt: undefined, arrivedPlace: undefined };
  const isDirect = visit.departedAt === undefined;
  const refused =
    event === 'depart'
      ? work.moveVisit(visit, 'undo_depart', { departedAt: undefined, etaAt: undefined })
      : work.moveVisit(visit, isDirect ? 'undo_arrive_directly' : 'undo_arrive', back);
  if (refused !== undefined) return refused;
  const isPlanned = event === 'depart' || isDirect;
  if (event === 'arrive') work.patchOrder({ onSiteAt: undefined });
  if (!isPlanned) return undefined;
  // An order that was returned is in progress before anybody sets out.
  if (work.before.history.at(-1)?.from === 'in_progress') return undefined;
  const stopped = work.moveOrder('undo_start_visit', { moneyMoved }, { enRouteAt: undefined });
  if (stopped !== undefined) return stopped;
  const planned = work.visit;
  if (planned !== undefined) work.setVisitTimers(planned);
  return undefined;
}

function undoHold(work: OrderWork, moneyMoved: boolean): Refusal | undefined {
  const left = work.before.visits.at(-1);
  // A visit that was called off is planned again by resuming.
  if (left?.status !== 'finished') return notAllowed('cannot_be_undone');
  return (
    work.moveOrder('undo_hold', { moneyMoved }) ??
    work.moveVisit(left, 'undo_finish', { outcome: undefined, finishedAt: undefined })
  );
}

function undoFinish(work: OrderWork, moneyMoved: boolean): Refusal | undefined {
  const refused = work.moveOrder(
    'undo_finish',
    { moneyMoved },
    { finishedAt: undefined, hasMismatch: false, mismatchReason: undefined },
  );
  if (refused !== undefined) return refused;
  const left = work.before.visits.at(-1);
  if (left?.status !== 'finished') return undefined;
  return work.moveVisit(left, 'undo_finish', { outcome: undefined, finishedAt: undefined });
}
