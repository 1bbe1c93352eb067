import { findMaster, liveOffers, type Offer, type OrderCase } from '../order-case.ts';
import { notAllowed, OrderWork, type By, type Decided } from '../order-work.ts';
import { later, limits, type DeskPolicy } from '../sla.ts';

export interface OfferInput {
  /** Undefined for a broadcast. */
  readonly masterId: number | undefined;
  readonly mode: Offer['mode'];
  /** What becomes of offers that somebody could still take; without it, they stand in the way. */
  readonly others?: 'keep' | 'withdraw' | undefined;
  readonly ttlMs?: number | undefined;
}

/** Asks a master, or everybody, to take the order. */
export function decideOffer(one: OrderCase, by: By, input: OfferInput, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'offer');
  const live = liveOffers(one);
  const first = live[0];
  if (first !== undefined && input.others === undefined) {
    const same = live.find((offer) => offer.masterId === input.masterId && offer.mode === input.mode);
    const asked = same ?? first;
    if (same !== undefined && asked.sentBy === by.actor.id) return { kind: 'already_applied_by_me' };
    const entry = one.history.findLast((line) => line.offer?.seq === asked.seq);
    return { kind: 'already_applied_by_other', name: entry?.actorName ?? 'system', at: asked.sentAt };
  }
  if (input.mode !== 'broadcast') {
    const master = findMaster(one, input.masterId);
    if (master === undefined) return notAllowed('master_is_unknown');
    if (policy.isNight(by.at) && !master.takesNights) return notAllowed('master_takes_no_nights');
  }
  if (input.mode === 'ranked' && rankedCount(one) >= limits.rankedOffersAtMost) {
    return notAllowed('ranked_offers_are_used_up');
  }
  // A system without somebody to ask must not empty the order of the offers it has.
  if (one.order.status !== 'new' && one.order.status !== 'offering') {
    return work.moveOrder('offer', { hasLiveOffer: true }) ?? notAllowed('order_is_not_open');
  }
  if (input.others === 'withdraw') work.withdrawOffers();
  const offer = work.sendOffer(input, input.ttlMs);
  if (!('seq' in offer)) return offer;
  const refused = work.moveOrder('offer', {}, { firstOfferedAt: one.order.firstOfferedAt ?? by.at });
  if (refused !== undefined) return refused;
  setNoTakerTimers(work);
  const { seq, masterId, mode, expiresAt } = offer;
  work.tell({ kind: 'offered', offerSeq: seq, masterId, mode, expiresAt });
  return work.done({ offer });
}

/** How many have been asked in turn since the order was last free of a master. */
function rankedCount(one: OrderCase): number {
  const since = one.history.findLast((line) => line.event === 'release')?.at;
  return one.offers.filter((offer) => offer.mode === 'ranked' && (since === undefined || offer.sentAt >= since)).length;
}

/** They run from the first offer on, whatever becomes of single ones. */
function setNoTakerTimers(work: OrderWork): void {
  const { at } = work.by;
  const { noTakerBroadcastMs, noTakerAdminMs } = work.policy.limits;
  if (work.hasTimer('no_taker_admin')) return;
  const alreadyRan = work.before.timers.some(({ event, state }) => event === 'no_taker_admin' && state === 'done');
  if (alreadyRan) return;
  work.setTimer('no_taker_broadcast', 0, work.policy.outsideNight(later(at, noTakerBroadcastMs)));
  work.setTimer('no_taker_admin', 0, work.policy.outsideNight(later(at, noTakerAdminMs)));
}

/** The master has opened the offer. */
export function decideSeen(
  one: OrderCase,
  by: By,
  input: { readonly offerSeq: number; readonly masterId: number },
  policy: DeskPolicy,
): Decided {
  const work = new OrderWork(one, by, policy, 'see_offer');
  const offer = one.offers.find(({ seq }) => seq === input.offerSeq);
  if (offer === undefined) return notAllowed('offer_is_unknown');
  if (offer.status === 'seen') return { kind: 'already_applied_by_me' };
  return work.moveOffer(offer, 'see', input.masterId, { seenAt: by.at }) ?? work.told();
}

/** Takes back an offer, or all of them; the last one takes the order back among the new ones. */
export function decideWithdraw(
  one: OrderCase,
  by: By,
  input: { readonly offerSeq?: number | undefined },
  policy: DeskPolicy,
): Decided {
  const work = new OrderWork(one, by, policy, 'withdraw_offer');
  const live = liveOffers(one).filter(({ seq }) => input.offerSeq === undefined || seq === input.offerSeq);
  if (live.length === 0) return work.earlier('withdraw_offer') ?? notAllowed('no_offer_to_withdraw');
  for (const offer of live) {
    const refused = work.moveOffer(offer, 'withdraw', undefined, { respondedAt: by.at });
    if (refused !== undefined) return refused;
    work.tell({ kind: 'offer_withdrawn', offerSeq: offer.seq, masterId: offer.masterId });
  }
  return endOffers(work, false) ?? work.done({ offer: live[0] });
}

/** An offer's time is over. */
export function expireOffer(work: OrderWork, offer: Offer): Decided {
  const refused = work.moveOffer(offer, 'expire', undefined, { respondedAt: work.by.at });
  if (refused !== undefined) return refused;
  work.tell({ kind: 'offer_expired', offerSeq: offer.seq, masterId: offer.masterId, count: turnedDown(work.now) });
  return endOffers(work, true) ?? work.done({ offer });
}

/** Without anybody left to answer, the order is new again. */
export function endOffers(work: OrderWork, nobodyTook: boolean): Decided | undefined {
  if (work.order.status !== 'offering' || liveOffers(work.now).length > 0) return undefined;
  const noTakerCount = work.order.noTakerCount + (nobodyTook ? 1 : 0);
  const roles = work.by.actor.roles;
  const refused = work.moveOrder('offers_ended', {}, { noTakerCount }, roles);
  if (refused !== undefined) return refused;
  if (nobodyTook) work.tell({ kind: 'no_taker', count: noTakerCount });
  return undefined;
}

/** How many have declined or let their time pass. */
export function turnedDown(one: OrderCase): number {
  return one.offers.filter(({ status }) => status === 'declined' || status === 'expired').length;
}
