import { openVisit, type OrderCase } from '../order-case.ts';
import { notAllowed, OrderWork, theSystem, type Decided } from '../order-work.ts';
import { broadcastTtlMs, later, type DeskPolicy } from '../sla.ts';
import { isNeedless, type PendingTimer } from '../timers.ts';
import { expireEstimate } from './estimates.ts';
import { close } from './finishing.ts';
import { resume } from './holds.ts';
import { expireOffer } from './offer-order.ts';

/**
 * A timer is due. Whatever comes of it, it is settled in the next case and never fires again; one whose condition
 * holds by now does nothing.
 */
export function decideTimer(one: OrderCase, timer: PendingTimer, at: Date, policy: DeskPolicy): Decided {
  const isSame = (each: PendingTimer) =>
    each.state === 'pending' &&
    each.event === timer.event &&
    each.entity === timer.entity &&
    each.entitySeq === timer.entitySeq;
  if (!one.timers.some(isSame)) return notAllowed('timer_is_settled');
  const settled = (state: 'done' | 'needless'): OrderCase => ({
    ...one,
    timers: one.timers.map((each) => (isSame(each) ? { ...each, state } : each)),
  });
  if (isNeedless(one, timer)) return { kind: 'applied', next: settled('needless'), facts: [] };
  const work = new OrderWork(settled('done'), { actor: theSystem, at }, policy, timer.event);
  const decided = act(work, timer);
  if (decided.kind === 'applied') return decided;
  // What the tables refuse to the system is left to people; the timer has had its turn.
  return { kind: 'applied', next: settled('needless'), facts: [] };
}

function act(work: OrderWork, timer: PendingTimer): Decided {
  const { before, by } = work;
  switch (timer.event) {
    case 'offer_expiry': {
      const offer = before.offers.find(({ seq }) => seq === timer.entitySeq);
      return offer === undefined ? notAllowed('offer_is_unknown') : expireOffer(work, offer);
    }
    case 'estimate_expiry': {
      const estimate = before.estimates.find(({ seq }) => seq === timer.entitySeq);
      return estimate === undefined ? notAllowed('estimate_is_outdated') : expireEstimate(work, estimate);
    }
    case 'no_taker_broadcast':
      return broadcast(work);
    case 'hold_end':
      return endHold(work);
    case 'auto_close':
      return close(work) ?? work.done({ event: 'close' });
    case 'no_taker_admin':
      work.openTask('no_taker', 'admin');
      return recalled(work, timer);
    case 'visit_confirmation_missing':
      work.openTask('call_master', 'dispatcher');
      return recalled(work, timer);
    case 'cancel_proposal':
      work.openTask('propose_cancel', 'dispatcher');
      return recalled(work, timer);
    case 'estimate_reminder_1':
    case 'estimate_reminder_2':
      work.tell({
        kind: 'estimate_reminder',
        estimateSeq: timer.entitySeq,
        number: timer.event === 'estimate_reminder_1' ? 1 : 2,
      });
      return work.told();
    case 'offer_reminder': {
      const masterId = before.offers.find(({ seq }) => seq === timer.entitySeq)?.masterId;
      work.tell({ kind: 'offer_reminder', offerSeq: timer.entitySeq, masterId });
      return work.told();
    }
    case 'visit_late': {
      const visit = openVisit(before);
      if (visit === undefined) return notAllowed('no_open_visit');
      const lateMs = by.at.getTime() - visit.plannedFrom.getTime();
      work.tell({
        kind: 'late_risk',
        visitSeq: visit.seq,
        masterId: visit.masterId,
        lateMs,
        isLong: lateMs >= work.policy.limits.lateAfterMs,
      });
      return work.told();
    }
    case 'no_offer_1':
    case 'no_offer_2':
    case 'no_offer_3':
    case 'visit_confirmation':
    case 'on_site_long':
    case 'call_again':
    case 'hold_long':
    case 'limit_new':
    case 'limit_offering':
    case 'limit_assigned':
    case 'limit_in_progress':
      return recalled(work, timer);
  }
}

function recalled(work: OrderWork, timer: PendingTimer): Decided {
  const visitSeq = timer.entity === 'visit' ? timer.entitySeq : undefined;
  work.tell({ kind: 'reminder', event: timer.event, masterId: work.order.masterId, visitSeq });
  return work.told();
}

/** Whoever was asked may still answer; now everybody may. */
function broadcast(work: OrderWork): Decided {
  const offer = work.sendOffer({ masterId: undefined, mode: 'broadcast' }, broadcastTtlMs(work.policy));
  if (!('seq' in offer)) return offer;
  const refused = work.moveOrder('offer', {}, { firstOfferedAt: work.order.firstOfferedAt ?? work.by.at });
  if (refused !== undefined) return refused;
  const { seq, masterId, mode, expiresAt } = offer;
  work.tell({ kind: 'offered', offerSeq: seq, masterId, mode, expiresAt });
  return work.done({ event: 'offer', offer });
}

/**
 * The date of a hold has come: whoever has the next step is told. An order that waited for a part or a repair goes on;
 * one whose client is silent stays where it is, and the desk tries again the next morning, twice.
 */
function endHold(work: OrderWork): Decided {
  const { hold } = work.order;
  if (hold === undefined) return notAllowed('is_not_on_hold');
  if (hold.reason === 'awaiting_approval') return notAllowed('awaits_approval');
  work.tell({ kind: 'hold_reached', reason: hold.reason, nextStepBy: hold.nextStepBy });
  if (hold.reason !== 'client_unreachable' && hold.reason !== 'client') {
    return resume(work, {}) ?? work.done({ event: 'resume', visit: work.visit });
  }
  const tries = work.before.history.filter(({ event }) => event === 'hold_end').length;
  work.openTask(hold.reason === 'client' ? 'plan_visit' : 'call_client', 'dispatcher');
  if (tries < 2) {
    const until = work.policy.nextMorning(work.by.at);
    work.patchOrder({ hold: { ...hold, until } });
    work.setTimer('hold_end', 0, until);
  } else {
    // After the last try the date stays in the past; a proposal to cancel is under way for a silent client.
    work.patchOrder({ hold: { ...hold, until: later(work.by.at, work.policy.limits.holdLongMs) } });
  }
  return work.done();
}
