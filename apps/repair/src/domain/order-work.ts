import { decide, type Decision } from '@durabot/kit';
import type { Fact, What } from './fact.ts';
import type { ActorRole } from './machines/actor.ts';
import { offerMachine, type OfferEvent, type OfferFacts } from './machines/offer-machine.ts';
import { orderMachine, type OrderEvent, type OrderFacts } from './machines/order-machine.ts';
import { visitMachine, type VisitEvent, type VisitFacts } from './machines/visit-machine.ts';
import { mayTakeMore } from './money/settlement-sums.ts';
import {
  acceptedOffer,
  findMaster,
  isLive,
  openVisit,
  type Earning,
  type HistoryEntry,
  type Offer,
  type OrderCase,
  type OrderState,
  type Payment,
  type TaskKind,
  type Visit,
} from './order-case.ts';
import { missingFields } from './order-type.ts';
import type { Outcome } from './outcome.ts';
import { later, limits, offerTtlMs, timersOfStatus, type DeskPolicy } from './sla.ts';
import { isNeedless, timerRules, type PendingTimer, type TimerEvent } from './timers.ts';

/** Who acts. The system has no id. */
export interface Actor {
  readonly id: number | undefined;
  readonly name: string;
  readonly roles: readonly ActorRole[];
}

export const theSystem: Actor = { id: undefined, name: 'system', roles: ['system'] };

/** Stands where a client's name would: who they are is not part of an order's history. */
export const theClientName = 'client';

function isClient({ id, roles }: Actor): boolean {
  return id === undefined && roles.includes('client');
}

/** Who does something, when, and how it came to be known. */
export interface By {
  readonly actor: Actor;
  readonly at: Date;
  /** When it happened, where it is told later. */
  readonly saidAt?: Date | undefined;
  /** How the desk knows what a master or client did: "by phone". */
  readonly note?: string | undefined;
}

/** What a decision says no with; the revision is added by whoever loaded the case. */
export type Refusal =
  | { readonly kind: 'already_applied_by_me' }
  | { readonly kind: 'already_applied_by_other'; readonly name: string; readonly at: Date }
  | { readonly kind: 'not_allowed_now'; readonly reason: string }
  | {
      readonly kind: 'illegal_transition';
      /** Whose state it is that does not fit. */
      readonly of: 'order' | 'visit' | 'offer';
      readonly from: string | undefined;
      readonly event: string;
    };

export type Decided = { readonly kind: 'applied'; readonly next: OrderCase; readonly facts: readonly Fact[] } | Refusal;

/** A line of history in the making. */
interface Line {
  readonly event: string;
  readonly reason?: string | undefined;
  readonly visit?: Visit | undefined;
  readonly offer?: Offer | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

export function notAllowed(reason: string): Refusal {
  return { kind: 'not_allowed_now', reason };
}

/** The client is not served, and no admin has said that this order is made all the same. */
export function awaitsApproval({ blacklist }: Pick<OrderState, 'blacklist'>): boolean {
  return blacklist !== undefined && blacklist.approved === undefined;
}

/** What is the desk's own to do: for the rest it is on record how the desk knows. */
const deskActs: ReadonlySet<string> = new Set([
  'offer',
  'withdraw_offer',
  'assign',
  'edit',
  'close',
  'return',
  'cancel',
  'pay',
  'reopen',
  'delete',
  'restore',
  'client_waits',
  'approve_client',
]);

/** The rev of a refusal or of what was applied, added to the decision's answer. */
export function outcomeOf(decided: Decided, before: OrderCase, isStale: boolean): Outcome {
  if (decided.kind !== 'applied') return { ...decided, rev: before.order.rev };
  const kind = isStale ? 'stale_but_compatible' : 'applied';
  return { kind, rev: decided.next.order.rev, facts: decided.facts };
}

/**
 * A decision in the making: a case that is changed step by step and becomes the next one when all steps are legal.
 * Every step goes through the tables; a refusal ends the decision and leaves the case it began with as it was.
 */
export class OrderWork {
  readonly before: OrderCase;
  readonly by: By;
  readonly policy: DeskPolicy;
  readonly #event: string;
  readonly #facts: Fact[] = [];
  #now: OrderCase;

  /** @param event what somebody does, as the history names it */
  constructor(before: OrderCase, by: By, policy: DeskPolicy, event: string) {
    this.before = before;
    this.by = by;
    this.policy = policy;
    this.#now = before;
    this.#event = event;
  }

  get now(): OrderCase {
    return this.#now;
  }

  get order(): OrderState {
    return this.#now.order;
  }

  get visit(): Visit | undefined {
    return openVisit(this.#now);
  }

  /** When it happened: what is told later counts from then. */
  get happenedAt(): Date {
    return this.by.saidAt ?? this.by.at;
  }

  /** As whom the actor may act here: a master is one for their own order only. */
  roles(masterId = this.order.masterId): readonly ActorRole[] {
    const { actor } = this.by;
    const isOwn = actor.id !== undefined && actor.id === masterId;
    const isFired = findMaster(this.#now, actor.id)?.status === 'fired';
    return isOwn && !isFired ? actor.roles : actor.roles.filter((role) => role !== 'master');
  }

  /** The role that counts where one has to be named. */
  role(masterId?: number): ActorRole {
    const roles = this.roles(masterId);
    return (['master', 'dispatcher', 'admin', 'client'] as const).find((role) => roles.includes(role)) ?? 'system';
  }

  moveOrder(
    event: OrderEvent,
    facts: Partial<OrderFacts> = {},
    patch: Partial<OrderState> = {},
    roles = this.roles(),
  ): Refusal | undefined {
    const decision = decide(orderMachine, {
      from: this.order.status,
      event,
      actors: roles,
      facts: { ...this.#orderFacts(roles), ...facts },
    });
    if (decision.kind !== 'applied') return this.#refuse(decision, 'order');
    const isNewStatus = decision.to !== this.order.status;
    this.patchOrder({
      status: decision.to,
      ...(isNewStatus ? { statusSince: this.by.at } : {}),
      ...(decision.to !== 'on_hold' && this.order.hold !== undefined ? { hold: undefined } : {}),
      ...patch,
    });
    if (isNewStatus) this.#setStatusTimers();
    return undefined;
  }

  // The next case is copied once and then written to: nobody else has it before it is done.
  patchOrder(patch: Partial<OrderState>): void {
    if (this.#now.order === this.before.order) this.patch({ order: { ...this.before.order, ...patch } });
    else Object.assign(this.#now.order, patch);
  }

  patch(patch: Partial<OrderCase>): void {
    if (this.#now === this.before) this.#now = { ...this.before, ...patch };
    else Object.assign(this.#now, patch);
  }

  moveVisit(visit: Visit, event: VisitEvent, patch: Partial<Visit> = {}): Refusal | undefined {
    const roles = this.roles(visit.masterId);
    const forMaster = !roles.includes('master');
    const decision = decide(visitMachine, {
      from: visit.status,
      event,
      actors: roles,
      facts: {
        forMaster,
        isOwn: !forMaster,
        hasNote: this.by.note !== undefined,
        hasOutcome: patch.outcome !== undefined,
        backdatedMs: this.by.at.getTime() - this.happenedAt.getTime(),
        hasDeparted: visit.departedAt !== undefined,
      } satisfies VisitFacts,
    });
    if (decision.kind !== 'applied') return this.#refuse(decision, 'visit');
    const moved: Visit = { ...visit, ...patch, status: decision.to };
    this.patch({ visits: this.#now.visits.map((one) => (one.seq === visit.seq ? moved : one)) });
    return undefined;
  }

  /** A visit is cancelled with the order: its own table has been asked by whoever decides about the order. */
  endVisit(): Visit | undefined {
    const visit = this.visit;
    if (visit === undefined) return undefined;
    const ended: Visit =
      visit.status === 'on_site'
        ? { ...visit, status: 'finished', finishedAt: this.by.at, outcome: 'refused' }
        : { ...visit, status: 'cancelled' };
    this.patch({ visits: this.#now.visits.map((one) => (one.seq === visit.seq ? ended : one)) });
    return ended;
  }

  cancelVisit(): Visit | undefined {
    const visit = this.visit;
    if (visit === undefined) return undefined;
    const ended: Visit = { ...visit, status: 'cancelled' };
    this.patch({ visits: this.#now.visits.map((one) => (one.seq === visit.seq ? ended : one)) });
    return ended;
  }

  planVisit(masterId: number, wanted?: { readonly from: Date; readonly to: Date | undefined }): Visit {
    const { at } = this.by;
    const from = wanted?.from ?? this.order.wantedFrom;
    const to = wanted === undefined ? this.order.wantedTo : wanted.to;
    const plannedFrom = from > at ? from : at;
    const visit: Visit = {
      seq: this.#now.visits.reduce((most, one) => Math.max(most, one.seq), 0) + 1,
      masterId,
      status: 'planned',
      plannedFrom,
      plannedTo: to !== undefined && to > plannedFrom ? to : undefined,
      confirmedAt: undefined,
      departedAt: undefined,
      etaAt: undefined,
      arrivedAt: undefined,
      arrivedPlace: undefined,
      finishedAt: undefined,
      outcome: undefined,
      outcomeReason: undefined,
      photosBefore: 0,
      photosAfter: 0,
      checklist: [],
      createdAt: at,
    };
    this.patch({ visits: [...this.#now.visits, visit] });
    this.setVisitTimers(visit);
    return visit;
  }

  setVisitTimers(visit: Visit): void {
    const start = visit.plannedFrom;
    const { confirmBeforeVisitMs, lateAfterMs } = this.policy.limits;
    this.#setTimerAhead('visit_confirmation', visit.seq, later(start, -confirmBeforeVisitMs));
    this.#setTimerAhead(
      'visit_confirmation_missing',
      visit.seq,
      later(start, -confirmBeforeVisitMs * limits.confirmationMissingShare),
    );
    this.setTimer('visit_late', visit.seq, later(start, lateAfterMs));
  }

  sendOffer(
    offered: { readonly masterId: number | undefined; readonly mode: Offer['mode'] },
    ttlMs?: number,
  ): Offer | Refusal {
    const { at, actor } = this.by;
    if (awaitsApproval(this.order)) return notAllowed('client_is_blacklisted');
    const master = findMaster(this.#now, offered.masterId);
    const decision = decide(offerMachine, {
      from: undefined,
      event: 'send',
      actors: actor.roles,
      facts: this.#offerFacts(undefined, offered.masterId),
    });
    if (decision.kind !== 'applied') return this.#refuse(decision, 'offer');
    const works = master === undefined || ['on_shift', 'busy', 'break'].includes(master.status);
    const life = ttlMs ?? offerTtlMs(works, this.policy);
    const offer: Offer = {
      id: undefined,
      seq: this.#now.offers.reduce((most, one) => Math.max(most, one.seq), 0) + 1,
      masterId: offered.masterId,
      mode: offered.mode,
      status: decision.to,
      isActive: true,
      sentBy: actor.id,
      sentAt: at,
      seenAt: undefined,
      respondedAt: undefined,
      expiresAt: later(at, life),
      declineReason: undefined,
      declineNote: undefined,
    };
    this.patch({ offers: [...this.#now.offers, offer] });
    this.setTimer('offer_reminder', offer.seq, later(at, life * limits.offerReminderShare));
    this.setTimer('offer_expiry', offer.seq, offer.expiresAt);
    return offer;
  }

  moveOffer(
    offer: Offer,
    event: OfferEvent,
    masterId: number | undefined,
    patch: Partial<Offer> = {},
  ): Refusal | undefined {
    const decision = decide(offerMachine, {
      from: offer.status,
      event,
      actors: this.roles(masterId),
      facts: this.#offerFacts(offer, masterId),
    });
    if (decision.kind !== 'applied') return this.#refuse(decision, 'offer');
    this.#replaceOffer({ ...offer, ...patch, status: decision.to });
    return undefined;
  }

  /** All other offers that somebody could still take lose their force. */
  withdrawOffers(but?: Offer): void {
    for (const offer of this.#now.offers) {
      if (!isLive(offer) || offer.seq === but?.seq) continue;
      this.#replaceOffer({ ...offer, status: 'withdrawn', respondedAt: this.by.at });
      this.tell({ kind: 'offer_withdrawn', offerSeq: offer.seq, masterId: offer.masterId });
    }
  }

  /** The accepted offer is history: the order is another's or over. */
  endAcceptedOffer(): Offer | undefined {
    const offer = acceptedOffer(this.#now);
    if (offer !== undefined) this.#replaceOffer({ ...offer, isActive: false });
    return offer;
  }

  addPayment(payment: Payment): void {
    this.patch({ payments: [...this.#now.payments, payment] });
  }

  addEarning(earning: Omit<Earning, 'id' | 'at' | 'idempotencyKey'>): void {
    const idempotencyKey = `order:${this.order.id}:${this.#now.earnings.length + 1}`;
    this.patch({ earnings: [...this.#now.earnings, { ...earning, id: undefined, at: this.by.at, idempotencyKey }] });
  }

  setTimer(event: TimerEvent, entitySeq: number, dueAt: Date): void {
    const { entity, unless } = timerRules[event];
    const isSame = (one: PendingTimer) =>
      one.state === 'pending' && one.event === event && one.entitySeq === entitySeq && one.entity === entity;
    const kept = this.#now.timers.map((one) => (isSame(one) ? { ...one, state: 'cancelled' as const } : one));
    const timer: PendingTimer = {
      id: undefined,
      entity,
      entitySeq,
      event,
      dueAt,
      unless,
      setAt: this.by.at,
      state: 'pending',
    };
    this.patch({ timers: [...kept, timer] });
  }

  hasTimer(event: TimerEvent): boolean {
    return this.#now.timers.some((one) => one.state === 'pending' && one.event === event);
  }

  /** Something for a person to do; asked for once while it is open. */
  openTask(kind: TaskKind, forRole: 'dispatcher' | 'admin', dueAt: Date = this.by.at): void {
    if (this.#now.tasks.some((task) => task.kind === kind)) return;
    this.patch({ tasks: [...this.#now.tasks, { kind, forRole, dueAt, openedAt: this.by.at }] });
    this.tell({ kind: 'task_opened', task: kind, forRole, dueAt });
  }

  tell(what: What): void {
    this.#facts.push({ ...what, orderId: this.order.id, at: this.by.at });
  }

  /** The next case, with its line of history and without timers that have nothing to do any more. */
  done(line: Omit<Line, 'event'> & { readonly event?: string } = {}): Decided {
    const { actor, at, saidAt, note } = this.by;
    const visit = line.visit === undefined ? undefined : this.#now.visits.find(({ seq }) => seq === line.visit?.seq);
    const offer = line.offer === undefined ? undefined : this.#now.offers.find(({ seq }) => seq === line.offer?.seq);
    const entry: HistoryEntry = {
      seq: (this.before.history.at(-1)?.seq ?? 0) + 1,
      at,
      event: line.event ?? this.#event,
      from: this.before.order.status,
      to: this.order.status,
      actorId: actor.id,
      actorName: actor.id === undefined ? undefined : actor.name,
      byClient: isClient(actor),
      reason: line.reason ?? (deskActs.has(line.event ?? this.#event) ? undefined : note),
      visit: visit === undefined ? undefined : { seq: visit.seq, to: visit.status },
      offer: offer === undefined ? undefined : { seq: offer.seq, to: offer.status },
      saidAt,
      details: line.details,
    };
    this.patchOrder({ rev: this.before.order.rev + 1 });
    this.patch({ history: [...this.#now.history, entry] });
    return this.told();
  }

  /** The next case where nothing of the order changed: it keeps its rev, so that no card becomes stale by a reminder. */
  told(): Decided {
    const settled = this.#now;
    const isOver = (timer: PendingTimer) => timer.state === 'pending' && isNeedless(settled, timer);
    if (settled.timers.some(isOver)) {
      const timers = settled.timers.map((timer): PendingTimer =>
        isOver(timer) ? { ...timer, state: 'cancelled' } : timer,
      );
      this.patch({ timers });
    }
    return { kind: 'applied', next: this.#now, facts: this.#facts };
  }

  #orderFacts(roles: readonly ActorRole[]): OrderFacts {
    const { order } = this;
    const visit = this.visit?.status;
    const only = (role: ActorRole) => roles.includes(role) && roles.every((one) => one === role);
    const closedMs = order.closedAt === undefined ? 0 : this.by.at.getTime() - order.closedAt.getTime();
    return {
      asMasterOnly: only('master'),
      asClientOnly: only('client'),
      asSystemOnly: only('system'),
      visit: visit === 'planned' || visit === 'en_route' || visit === 'on_site' ? visit : undefined,
      hasLiveOffer: this.#now.offers.some(isLive),
      masterNeedsConfirmation: true,
      hasHoldDate: false,
      hasNextStep: false,
      awaitsApproval: order.hold?.reason === 'awaiting_approval',
      hasReason: false,
      estimateHasLines: false,
      hasContact: true,
      hasAddress: true,
      hasCategory: true,
      hasAmount: false,
      hasPaymentOrDebt: false,
      hasPhotosBefore: false,
      hasPhotos: false,
      hasWarrantyDays: false,
      hasRequiredFields: missingFields(order.type?.fields ?? [], order.fieldValues, 'finish').length === 0,
      explainsMismatch: false,
      hasMismatch: order.hasMismatch,
      isDisputed: order.disputeReason !== undefined,
      isUnderWarranty: order.warrantyUntil !== undefined && order.warrantyUntil >= this.by.at,
      daysSinceClosed: closedMs / 86_400_000,
      moneyMoved: false,
    };
  }

  #offerFacts(offer: Offer | undefined, masterId: number | undefined): OfferFacts {
    const master = findMaster(this.#now, masterId);
    return {
      isExpired: offer !== undefined && offer.expiresAt <= this.by.at,
      isForMaster: offer === undefined || offer.masterId === undefined || offer.masterId === masterId,
      // A broadcast is to nobody in particular; whoever takes it is looked at then.
      mayTakeMore: master === undefined || mayTakeMore(master.cashHeldMinor, master.cashLimitMinor),
      isEmployed: masterId === undefined || (master !== undefined && master.status !== 'fired'),
    };
  }

  #replaceOffer(offer: Offer): void {
    this.patch({ offers: this.#now.offers.map((one) => (one.seq === offer.seq ? offer : one)) });
  }

  #setStatusTimers(): void {
    for (const { event, dueAt } of timersOfStatus(this.order.status, this.by.at, this.policy)) {
      // Another device at the same address goes with its first order, and some types wait at the desk: nobody has to offer them.
      if (
        event.startsWith('no_offer') &&
        (this.order.parentOrderId !== undefined || this.order.type?.starts === 'desk')
      )
        continue;
      this.setTimer(event, 0, dueAt);
    }
  }

  #setTimerAhead(event: TimerEvent, entitySeq: number, dueAt: Date): void {
    if (dueAt > this.by.at) this.setTimer(event, entitySeq, dueAt);
  }

  /** A move that the table does not have may have been made already: then whose it was is the better answer. */
  #refuse(
    decision: Exclude<Decision<string, string, string>, { kind: 'applied' }>,
    of: 'order' | 'visit' | 'offer',
  ): Refusal {
    switch (decision.kind) {
      case 'not_yours':
        return notAllowed('not_yours');
      case 'guarded':
        return notAllowed(decision.guard);
      case 'illegal_transition':
        return (
          this.earlier(this.#event) ?? { kind: 'illegal_transition', of, from: decision.from, event: decision.event }
        );
    }
  }

  /** The last time this was done, when what it led to still stands. */
  earlier(event: string): Refusal | undefined {
    const entry = this.before.history.findLast((one) => one.event === event);
    if (entry === undefined || entry.to !== this.before.order.status) return undefined;
    const { visit } = entry;
    if (visit !== undefined && this.before.visits.find(({ seq }) => seq === visit.seq)?.status !== visit.to)
      return undefined;
    const { actor } = this.by;
    if (entry.actorId === actor.id && entry.byClient === isClient(actor)) return { kind: 'already_applied_by_me' };
    const nobody = entry.byClient ? theClientName : theSystem.name;
    return { kind: 'already_applied_by_other', name: entry.actorName ?? nobody, at: entry.at };
  }
}
