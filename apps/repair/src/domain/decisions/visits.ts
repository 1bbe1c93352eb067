import { openVisit, type OrderCase, type VisitOutcome } from '../order-case.ts';
import { notAllowed, OrderWork, type By, type Decided } from '../order-work.ts';
import { later, limits, type DeskPolicy } from '../sla.ts';

/** The master says, an hour before, that they will come. */
export function decideConfirmVisit(
  one: OrderCase,
  by: By,
  input: { readonly lateMs?: number | undefined },
  policy: DeskPolicy,
): Decided {
  const work = new OrderWork(one, by, policy, 'confirm_visit');
  const visit = openVisit(one);
  if (visit === undefined) return notAllowed('no_open_visit');
  const refused = work.moveVisit(visit, 'confirm', { confirmedAt: by.at });
  if (refused !== undefined) return refused;
  work.tell({ kind: 'visit_confirmed', visitSeq: visit.seq, masterId: visit.masterId });
  if (input.lateMs !== undefined && input.lateMs > 0) {
    const { lateMs } = input;
    const isLong = lateMs >= policy.limits.lateAfterMs;
    work.tell({ kind: 'late_risk', visitSeq: visit.seq, masterId: visit.masterId, lateMs, isLong });
  }
  return work.done({ visit, details: input.lateMs === undefined ? undefined : { lateMs: input.lateMs } });
}

/** The master is on the way. */
export function decideDepart(
  one: OrderCase,
  by: By,
  input: { readonly etaAt?: Date | undefined },
  policy: DeskPolicy,
): Decided {
  const work = new OrderWork(one, by, policy, 'depart');
  const visit = openVisit(one) ?? one.visits.at(-1);
  if (visit === undefined) return notAllowed('no_open_visit');
  // Sent while offline, it comes after what followed it.
  if (visit.departedAt !== undefined && visit.status !== 'en_route') return { kind: 'already_applied_by_me' };
  const refused =
    work.moveVisit(visit, 'depart', { departedAt: work.happenedAt, etaAt: input.etaAt }) ??
    (one.order.status === 'in_progress'
      ? undefined
      : work.moveOrder('start_visit', {}, { enRouteAt: work.happenedAt }));
  if (refused !== undefined) return refused;
  work.tell({ kind: 'en_route', visitSeq: visit.seq, masterId: visit.masterId, etaAt: input.etaAt });
  const startsAt = (visit.plannedTo ?? visit.plannedFrom).getTime();
  const lateMs = input.etaAt === undefined ? 0 : input.etaAt.getTime() - startsAt;
  // Who comes as soon as possible was promised no time.
  const wasPromised = visit.plannedFrom > visit.createdAt;
  if (wasPromised && lateMs > policy.limits.lateAfterMs) {
    work.tell({ kind: 'late_risk', visitSeq: visit.seq, masterId: visit.masterId, lateMs, isLong: true });
  }
  return work.done({ visit });
}

/** The master is there. */
export function decideArrive(
  one: OrderCase,
  by: By,
  input: { readonly place?: { readonly latitude: number; readonly longitude: number } | undefined },
  policy: DeskPolicy,
): Decided {
  const work = new OrderWork(one, by, policy, 'arrive');
  const visit = openVisit(one) ?? one.visits.at(-1);
  if (visit === undefined) return notAllowed('no_open_visit');
  if (visit.arrivedAt !== undefined && visit.status !== 'on_site') return { kind: 'already_applied_by_me' };
  const refused =
    work.moveVisit(visit, 'arrive', { arrivedAt: work.happenedAt, arrivedPlace: input.place }) ??
    (one.order.status === 'in_progress' ? undefined : work.moveOrder('start_visit'));
  if (refused !== undefined) return refused;
  work.patchOrder({ onSiteAt: work.happenedAt });
  work.setTimer('on_site_long', visit.seq, later(by.at, policy.limits.onSiteLongMs));
  work.tell({ kind: 'on_site', visitSeq: visit.seq, masterId: visit.masterId });
  return work.done({ visit });
}

/** Another time. What was planned stays on record as moved. */
export function decideReschedule(
  one: OrderCase,
  by: By,
  input: { readonly from: Date; readonly to: Date | undefined; readonly reason?: string | undefined },
  policy: DeskPolicy,
): Decided {
  const work = new OrderWork(one, by, policy, 'reschedule');
  if (input.from <= by.at) return notAllowed('time_is_past');
  if (input.to !== undefined && input.to <= input.from) return notAllowed('window_is_empty');
  const visit = openVisit(one);
  // Before a master has it, there is only the client's wish.
  if (visit === undefined) {
    if (one.order.status !== 'new' && one.order.status !== 'offering') return notAllowed('no_open_visit');
    if (!work.roles().some((role) => role !== 'system')) return notAllowed('not_yours');
    work.patchOrder({ ...wantedOf(input), rescheduleCount: one.order.rescheduleCount + 1 });
    const { wantedFrom: from, wantedTo: to } = one.order;
    const changes = { wantedFrom: { from, to: input.from }, wantedTo: { from: to, to: input.to } };
    work.tell({ kind: 'edited', changes, masterId: undefined, mustRead: false });
    return work.done({ reason: input.reason, details: { from, to: input.from } });
  }
  const roles = work.roles(visit.masterId);
  if (roles.includes('client') && visit.status !== 'planned') return notAllowed('client_only_before_en_route');
  const refused = work.moveVisit(visit, 'reschedule');
  if (refused !== undefined) return refused;
  const next = work.planVisit(visit.masterId, input);
  work.patchOrder({ ...wantedOf(input), rescheduleCount: one.order.rescheduleCount + 1 });
  work.tell({
    kind: 'rescheduled',
    visitSeq: next.seq,
    masterId: visit.masterId,
    from: visit.plannedFrom,
    to: next.plannedFrom,
  });
  return work.done({
    visit: next,
    reason: input.reason,
    details: { moved: visit.seq, from: visit.plannedFrom, to: next.plannedFrom },
  });
}

/** A time as an order keeps it. Whoever names one does not mean "as soon as possible" any more. */
export function wantedOf(wanted: { readonly from: Date; readonly to: Date | undefined }) {
  const wantedKind = wanted.to === undefined ? ('at' as const) : ('window' as const);
  return { wantedKind, wantedFrom: wanted.from, wantedTo: wanted.to };
}

/** The client has called and waits: the master is told at once, and not more often than once a minute. */
export function decideClientWaits(one: OrderCase, by: By, _: object, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'client_waits');
  const { masterId } = one.order;
  if (!work.roles().some((role) => role === 'dispatcher' || role === 'admin')) return notAllowed('not_yours');
  if (masterId === undefined || openVisit(one)?.status === 'on_site') return notAllowed('nobody_is_awaited');
  const last = one.history.findLast(({ event }) => event === 'client_waits');
  if (last !== undefined && by.at.getTime() - last.at.getTime() < limits.clientWaitsEveryMs) {
    if (last.actorId === by.actor.id) return { kind: 'already_applied_by_me' };
    return { kind: 'already_applied_by_other', name: last.actorName ?? 'system', at: last.at };
  }
  work.tell({ kind: 'client_waits', masterId });
  return work.done();
}

/** The visit came to nothing; somebody at the desk plans the next one. */
export function decideFailVisit(
  one: OrderCase,
  by: By,
  input: {
    readonly outcome: Extract<VisitOutcome, 'client_absent' | 'wrong_address' | 'no_access' | 'master_problem'>;
    readonly reason?: string | undefined;
  },
  policy: DeskPolicy,
): Decided {
  const work = new OrderWork(one, by, policy, 'fail_visit');
  const visit = openVisit(one);
  if (visit === undefined) return work.earlier('fail_visit') ?? notAllowed('no_open_visit');
  const refused = work.moveVisit(visit, 'fail', {
    outcome: input.outcome,
    outcomeReason: input.reason,
    finishedAt: work.happenedAt,
  });
  if (refused !== undefined) return refused;
  const until = policy.nextMorning(by.at);
  const hold = {
    reason: 'client' as const,
    until,
    nextStepBy: 'dispatcher' as const,
    from: one.order.status === 'assigned' ? ('assigned' as const) : ('in_progress' as const),
    note: input.reason,
  };
  const stopped = work.moveOrder('hold', { hasHoldDate: true, hasNextStep: true }, { hold });
  if (stopped !== undefined) return stopped;
  work.setTimer('hold_end', 0, until);
  work.tell({ kind: 'visit_failed', visitSeq: visit.seq, masterId: visit.masterId, outcome: input.outcome });
  work.openTask('plan_visit', 'dispatcher', until);
  return work.done({ visit, reason: input.reason, details: { outcome: input.outcome } });
}

/** The master gives the order back, or the desk takes it from them. */
export function decideRelease(one: OrderCase, by: By, input: { readonly reason: string }, policy: DeskPolicy): Decided {
  const work = new OrderWork(one, by, policy, 'release');
  const { masterId } = one.order;
  const refused = work.moveOrder(
    'release',
    { hasReason: input.reason.trim() !== '' },
    { masterId: undefined, acceptedAt: undefined },
  );
  if (refused !== undefined) return refused;
  const visit = work.cancelVisit();
  const offer = work.endAcceptedOffer();
  if (masterId !== undefined) work.tell({ kind: 'released', masterId, reason: input.reason, isUndone: false });
  return work.done({ visit, offer, reason: input.reason, details: { masterId } });
}
