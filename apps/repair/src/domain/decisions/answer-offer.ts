import { acceptedOffer, findMaster, isLive, type DeclineReason, type Offer, type OrderCase } from '../order-case.ts';
import { awaitsApproval, notAllowed, OrderWork, type By, type Decided, type Refusal } from '../order-work.ts';
import type { DeskPolicy } from '../sla.ts';
import { endOffers, turnedDown } from './offer-order.ts';

export interface AcceptInput {
  readonly masterId: number;
  /** The offer whose button was pressed; without it, the one that this master could take. */
  readonly offerSeq?: number | undefined;
}

/** A master takes the order. Of all who press at once, one does; the others are told who. */
export function decideAccept(one: OrderCase, by: By, input: AcceptInput, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'accept');
  const taken = takenBy(one, input.masterId);
  if (taken !== undefined) return taken;
  const offer = findOffer(one, input);
  if (offer === undefined) return notAllowed('offer_is_unknown');
  if (!isLive(offer)) return notAllowed(`offer_is_${offer.status}`);
  return accept(work, offer, input.masterId, !by.actor.roles.includes('master') || by.actor.id !== input.masterId);
}

/** The desk has the master's word by phone: an offer is not needed before, and is on record afterwards. */
export function decideAcceptByPhone(
  one: OrderCase,
  by: By,
  input: { readonly masterId: number },
  policy: DeskPolicy,
): Decided {
  const work = new OrderWork(one, by, policy, 'accept');
  const taken = takenBy(one, input.masterId);
  if (taken !== undefined) return taken;
  const live = findOffer(one, input);
  if (live !== undefined && isLive(live) && live.expiresAt > by.at) return accept(work, live, input.masterId, true);
  if (findMaster(one, input.masterId) === undefined) return notAllowed('master_is_unknown');
  const offer = work.sendOffer({ masterId: input.masterId, mode: 'direct' });
  if (!('seq' in offer)) return offer;
  const refused = work.moveOrder('offer', {}, { firstOfferedAt: one.order.firstOfferedAt ?? by.at });
  return refused ?? accept(work, offer, input.masterId, true);
}

function accept(work: OrderWork, offer: Offer, masterId: number, byPhone: boolean): Decided {
  const { at } = work.by;
  const refused =
    work.moveOffer(offer, 'accept', masterId, { masterId, respondedAt: at, isActive: true }) ??
    work.moveOrder('accept', {}, { masterId, acceptedAt: at }, work.roles(masterId));
  if (refused !== undefined) return refused;
  work.withdrawOffers(offer);
  const visit = work.planVisit(masterId);
  work.tell({ kind: 'accepted', masterId, visitSeq: visit.seq, byPhone });
  return work.done({ offer, visit, details: { masterId } });
}

/** The order is given to a master who is set to take what the desk gives. */
export function decideAssign(
  one: OrderCase,
  by: By,
  input: { readonly masterId: number },
  policy: DeskPolicy,
): Decided {
  const work = new OrderWork(one, by, policy, 'assign');
  const master = findMaster(one, input.masterId);
  if (master === undefined) return notAllowed('master_is_unknown');
  if (awaitsApproval(one.order)) return notAllowed('client_is_blacklisted');
  if (master.status === 'fired') return notAllowed('master_is_employed');
  const refused = work.moveOrder(
    'assign',
    { masterNeedsConfirmation: master.needsConfirmation },
    { masterId: input.masterId, acceptedAt: by.at },
  );
  if (refused !== undefined) return refused;
  const visit = work.planVisit(input.masterId);
  work.tell({ kind: 'assigned', masterId: input.masterId, visitSeq: visit.seq });
  return work.done({ visit, details: { masterId: input.masterId } });
}

export interface DeclineInput {
  readonly masterId: number;
  readonly offerSeq?: number | undefined;
  readonly reason: DeclineReason;
  readonly note?: string | undefined;
}

/** A master will not take the order. A broadcast stays open to the others. */
export function decideDecline(one: OrderCase, by: By, input: DeclineInput, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'decline');
  const offer = findOffer(one, input);
  if (offer === undefined) return notAllowed('offer_is_unknown');
  const { masterId, reason } = input;
  if (one.declines.some((decline) => decline.masterId === masterId) && (offer.mode === 'broadcast' || !isLive(offer))) {
    return { kind: 'already_applied_by_me' };
  }
  if (offer.mode === 'broadcast') {
    if (!isLive(offer)) return notAllowed(`offer_is_${offer.status}`);
    if (!work.roles(masterId).some((role) => role !== 'client' && role !== 'system')) return notAllowed('not_yours');
  } else {
    const patch = { declineReason: reason, declineNote: input.note, respondedAt: by.at };
    const refused = work.moveOffer(offer, 'decline', masterId, patch);
    if (refused !== undefined) return isLive(offer) ? refused : notAllowed(`offer_is_${offer.status}`);
  }
  const others = one.declines.filter((decline) => decline.masterId !== masterId);
  work.patch({ declines: [...others, { masterId, reason, at: by.at }] });
  work.tell({ kind: 'declined', offerSeq: offer.seq, masterId, reason, count: turnedDown(work.now) });
  return endOffers(work, true) ?? work.done({ offer, reason: input.note, details: { masterId, reason } });
}

/** Somebody has it already: this master, whose repeated press changes nothing, or another. */
function takenBy(one: OrderCase, masterId: number): Refusal | undefined {
  const offer = acceptedOffer(one);
  if (offer === undefined || offer.masterId === undefined) return undefined;
  if (offer.masterId === masterId) return { kind: 'already_applied_by_me' };
  const name = findMaster(one, offer.masterId)?.name ?? '';
  return { kind: 'already_applied_by_other', name, at: offer.respondedAt ?? offer.sentAt };
}

/** The offer that was pressed; else one to this master, else one to everybody; a live one before an older. */
function findOffer(
  one: OrderCase,
  input: { readonly masterId: number; readonly offerSeq?: number | undefined },
): Offer | undefined {
  if (input.offerSeq !== undefined) return one.offers.find(({ seq }) => seq === input.offerSeq);
  const own = one.offers.filter(({ masterId }) => masterId === input.masterId);
  const open = one.offers.filter(({ masterId, mode }) => masterId === undefined && mode === 'broadcast');
  return own.findLast(isLive) ?? open.findLast(isLive) ?? own.at(-1) ?? open.at(-1);
}
