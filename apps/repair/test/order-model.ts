import {
  decideAccept,
  decideAcceptByPhone,
  decideAssign,
  decideDecline,
} from '../src/domain/decisions/answer-offer.ts';
import { decideDelete, decideEdit, decideReadChange, decideRestore } from '../src/domain/decisions/editing.ts';
import { decideCancel, decideRefuse, decideReopen, decideTakeUpAgain } from '../src/domain/decisions/ending.ts';
import { decideCheck } from '../src/domain/decisions/checklist.ts';
import { decideApprove, decideReject, decideSendEstimate } from '../src/domain/decisions/estimates.ts';
import { decideTimer } from '../src/domain/decisions/fire-timer.ts';
import {
  decideClose,
  decideDispute,
  decideEndDispute,
  decideFinish,
  decideReturn,
} from '../src/domain/decisions/finishing.ts';
import { decideHold, decideResume } from '../src/domain/decisions/holds.ts';
import { decideOffer, decideSeen, decideWithdraw } from '../src/domain/decisions/offer-order.ts';
import { decidePayment } from '../src/domain/decisions/payments.ts';
import { decideUndo } from '../src/domain/decisions/undo.ts';
import { decideUnreachable } from '../src/domain/decisions/unreachable.ts';
import {
  decideArrive,
  decideConfirmVisit,
  decideDepart,
  decideFailVisit,
  decideRelease,
  decideReschedule,
} from '../src/domain/decisions/visits.ts';
import type { MasterState, OrderCase } from '../src/domain/order-case.ts';
import type { Actor, By, Decided } from '../src/domain/order-work.ts';
import { checkStates } from '../src/domain/order-type.ts';
import { later, type DeskPolicy } from '../src/domain/sla.ts';

/** A random number from 0 up to, not including, `below`. */
export type Dice = (below: number) => number;

/** What random people try: two dispatchers, an admin, three masters, a client, and the time that goes on. */
export interface Attempt {
  readonly name: string;
  readonly actor: Actor;
  try(one: OrderCase, by: By, policy: DeskPolicy): Decided;
}

const masterIds = [11, 12, 13] as const;

const anna: Actor = { id: 1, name: 'Анна', roles: ['dispatcher'] };
const boris: Actor = { id: 2, name: 'Борис', roles: ['dispatcher'] };
const vera: Actor = { id: 3, name: 'Вера', roles: ['admin'] };
const theClient: Actor = { id: undefined, name: 'Клиент', roles: ['client'] };
const masters = masterIds.map((id): Actor => ({ id, name: `Мастер ${id}`, roles: ['master'] }));
const actors: readonly Actor[] = [anna, boris, vera, theClient, ...masters];

const line = {
  kind: 'work' as const,
  name: 'работа',
  quantityMilli: 1000,
  unitPriceMinor: 0,
  costMinor: 0,
  providedBy: 'company' as const,
};

/** The words of somebody who has looked at `seen`, which may be older than what they act on. */
type Says = (dice: Dice, seen: OrderCase, actor: Actor) => Attempt['try'];

const pick = <T>(dice: Dice, list: readonly [T, ...T[]]): T => list[dice(list.length)] ?? list[0];
const seqSeen = (dice: Dice, list: readonly { readonly seq: number }[]): number | undefined =>
  list.length === 0 ? undefined : list[dice(list.length)]?.seq;
const mineOr = (dice: Dice, actor: Actor): number => {
  const isMaster = actor.roles.includes('master');
  return isMaster && actor.id !== undefined && dice(8) > 0 ? actor.id : pick(dice, masterIds);
};

let keys = 0;

/** Everything that can be done to an order, with what random people would say. */
const says: Readonly<Record<string, Says>> = {
  offer: (dice) => {
    const mode = pick(dice, ['direct', 'ranked', 'broadcast'] as const);
    const masterId = mode === 'broadcast' ? undefined : pick(dice, masterIds);
    const others = pick(dice, [undefined, undefined, 'keep', 'withdraw'] as const);
    return (one, by, policy) => decideOffer(one, by, { masterId, mode, others }, policy);
  },
  see: (dice, seen, actor) => {
    const input = { offerSeq: seqSeen(dice, seen.offers) ?? 1, masterId: mineOr(dice, actor) };
    return (one, by, policy) => decideSeen(one, by, input, policy);
  },
  withdraw: (dice, seen) => {
    const offerSeq = seqSeen(dice, seen.offers);
    return (one, by, policy) => decideWithdraw(one, by, { offerSeq }, policy);
  },
  accept: (dice, seen, actor) => {
    const input = { masterId: mineOr(dice, actor), offerSeq: dice(2) === 0 ? seqSeen(dice, seen.offers) : undefined };
    return (one, by, policy) => decideAccept(one, by, input, policy);
  },
  accept_by_phone: (dice) => {
    const masterId = pick(dice, masterIds);
    return (one, by, policy) => decideAcceptByPhone(one, by, { masterId }, policy);
  },
  assign: (dice) => {
    const masterId = pick(dice, masterIds);
    return (one, by, policy) => decideAssign(one, by, { masterId }, policy);
  },
  decline: (dice, seen, actor) => {
    const input = { masterId: mineOr(dice, actor), offerSeq: seqSeen(dice, seen.offers), reason: 'far' as const };
    return (one, by, policy) => decideDecline(one, by, input, policy);
  },
  release: () => (one, by, policy) => decideRelease(one, by, { reason: 'x' }, policy),
  confirm: () => (one, by, policy) => decideConfirmVisit(one, by, {}, policy),
  depart: () => (one, by, policy) => decideDepart(one, by, {}, policy),
  arrive: () => (one, by, policy) => decideArrive(one, by, {}, policy),
  reschedule: (dice) => {
    const ms = (dice(48) - 4) * 3_600_000;
    return (one, by, policy) => decideReschedule(one, by, { from: later(by.at, ms), to: undefined }, policy);
  },
  fail_visit: () => (one, by, policy) => decideFailVisit(one, by, { outcome: 'no_access' }, policy),
  unreachable: () => (one, by, policy) => decideUnreachable(one, by, {}, policy),
  hold: (dice) => {
    const ms = (dice(40) - 4) * 3_600_000;
    const reason = pick(dice, ['parts', 'client', 'long_repair'] as const);
    return (one, by, policy) =>
      decideHold(one, by, { reason, until: later(by.at, ms), nextStepBy: 'dispatcher' }, policy);
  },
  resume: () => (one, by, policy) => decideResume(one, by, {}, policy),
  estimate: (dice) => {
    const lines = [{ ...line, unitPriceMinor: dice(9000_00) }];
    return (one, by, policy) => decideSendEstimate(one, by, { lines }, policy);
  },
  approve: () => (one, by, policy) => decideApprove(one, by, {}, policy),
  reject: () => (one, by, policy) => decideReject(one, by, {}, policy),
  finish: (dice, seen) => {
    const price = 1 + dice(9000_00);
    const cost = dice(3000_00);
    const lines = [
      { ...line, unitPriceMinor: price, quantityMilli: 1 + dice(3000) },
      {
        ...line,
        kind: 'part' as const,
        unitPriceMinor: cost + dice(500_00),
        costMinor: cost,
        providedBy: pick(dice, ['company', 'master', 'client'] as const),
      },
    ];
    const amount = dice(3) * price;
    const key = `model-${seen.order.id}-${++keys}`;
    const paid = {
      kind: 'final' as const,
      method: 'cash' as const,
      amountMinor: amount,
      takenBy: pick(dice, masterIds),
    };
    const input = {
      lines,
      discountMinor: dice(3) * 100_00,
      payments: amount === 0 ? [] : [{ ...paid, idempotencyKey: key }],
      debtReason: 'потом',
      warrantyDays: dice(2) * 90,
      mismatchReason: 'иначе',
      hasReview: dice(2) === 0,
      ...(dice(8) === 0 ? {} : { fieldValues: { model: 'WLG' } }),
    };
    return (one, by, policy) => decideFinish(one, by, input, policy);
  },
  check: (dice) => {
    const input = { line: dice(3), to: pick(dice, checkStates) };
    return (one, by, policy) => decideCheck(one, by, input, policy);
  },
  close: () => (one, by, policy) => decideClose(one, by, {}, policy),
  return: () => (one, by, policy) => decideReturn(one, by, { reason: 'x' }, policy),
  dispute: () => (one, by, policy) => decideDispute(one, by, { reason: 'x' }, policy),
  end_dispute: (dice) => {
    const discountMinor = dice(2) === 0 ? undefined : dice(500_00);
    return (one, by, policy) => decideEndDispute(one, by, { reason: 'x', discountMinor }, policy);
  },
  refuse: (dice, seen) => {
    const feeMinor = dice(2) * 500_00;
    const paid = { paid: { method: 'cash' as const, idempotencyKey: `model-${seen.order.id}-${++keys}` } };
    const fee = pick(dice, [undefined, 'forgiven', paid] as const);
    return (one, by, policy) => decideRefuse(one, by, { reason: 'x', feeMinor, fee }, policy);
  },
  cancel: () => (one, by, policy) => decideCancel(one, by, { reason: 'x' }, policy),
  reopen: () => (one, by, policy) => decideReopen(one, by, { reason: 'x' }, policy),
  take_up_again: () => (one, by, policy) => decideTakeUpAgain(one, by, { reason: 'x' }, policy),
  undo: () => (one, by, policy) => decideUndo(one, by, {}, policy),
  edit: (dice) => {
    const changes = { priority: dice(4) };
    return (one, by, policy) => decideEdit(one, by, { changes }, policy);
  },
  read_change: () => (one, by, policy) => decideReadChange(one, by, {}, policy),
  delete: () => (one, by, policy) => decideDelete(one, by, { reason: 'x' }, policy),
  restore: () => (one, by, policy) => decideRestore(one, by, {}, policy),
  pay: (dice, seen) => {
    const kind = pick(dice, ['prepay', 'final', 'refund', 'fee'] as const);
    const amountMinor = kind === 'fee' ? 500_00 : dice(4000_00);
    // Some of the keys come again: they must not count twice.
    const idempotencyKey = `model-${seen.order.id}-${dice(4) === 0 ? keys : ++keys}`;
    const input = { kind, method: 'cash' as const, amountMinor, takenBy: pick(dice, masterIds), idempotencyKey };
    return (one, by, policy) => decidePayment(one, by, input, policy);
  },
};

const names = Object.keys(says);

/** What usually comes next, tried half of the time: or random people would hardly ever get to the end of an order. */
const usual: Readonly<Record<string, readonly [string, ...string[]]>> = {
  new: ['offer', 'offer', 'accept_by_phone'],
  offering: ['accept', 'accept', 'accept', 'decline', 'offer'],
  assigned: ['depart', 'arrive', 'undo'],
  in_progress: ['arrive', 'finish', 'finish', 'estimate', 'unreachable', 'undo'],
  on_hold: ['approve', 'resume', 'reject'],
  work_done: ['close', 'close', 'undo', 'return', 'pay'],
  closed: ['reopen'],
  refused: ['take_up_again', 'pay'],
};

/** Somebody tries something to an order of which they have seen `seen`. */
export function randomAttempt(dice: Dice, seen: OrderCase): Attempt {
  const likely = usual[seen.order.status];
  const name = likely !== undefined && dice(2) === 0 ? pick(dice, likely) : (names[dice(names.length)] ?? 'offer');
  const actor = dice(4) > 0 ? whoUsually(dice, name, seen) : (actors[dice(actors.length)] ?? anna);
  const attempt = says[name]?.(dice, seen, actor);
  if (attempt === undefined) throw new Error(`Nobody knows how to ${name}.`);
  return { name, actor, try: attempt };
}

const byDesk = new Set(['offer', 'withdraw', 'accept_by_phone', 'assign', 'close', 'return', 'cancel', 'edit', 'pay']);
const byAdmin = new Set(['reopen', 'end_dispute', 'delete', 'restore', 'take_up_again']);
const byClient = new Set(['approve', 'reject', 'dispute']);

/** Mostly it is somebody whose business it is. */
function whoUsually(dice: Dice, name: string, seen: OrderCase): Actor {
  if (byDesk.has(name)) return dice(2) === 0 ? anna : boris;
  if (byAdmin.has(name)) return vera;
  if (byClient.has(name)) return theClient;
  const asked = seen.offers.at(-1)?.masterId;
  const masterId = seen.order.masterId ?? asked ?? pick(dice, masterIds);
  return masters.find(({ id }) => id === masterId) ?? vera;
}

/** Lets the first timer fire that is due; undefined when none is. */
export function fireDue(one: OrderCase, at: Date, policy: DeskPolicy): Decided | undefined {
  const due = one.timers.find(({ state, dueAt }) => state === 'pending' && dueAt <= at);
  return due === undefined ? undefined : decideTimer(one, due, at, policy);
}

/** A type that wants something before the end, which people forget one time in eight. */
const typeOfModel = {
  fields: [{ key: 'model', label: 'Модель', kind: 'text' as const, required: 'finish' as const }],
  checklist: ['Проверить шланг', 'Проверить слив'],
  starts: 'offered' as const,
};

/** A new order, before anybody has done anything. */
export function aCase(at: Date): OrderCase {
  const master = (userId: number): MasterState => ({
    userId,
    name: `Мастер ${userId}`,
    status: 'on_shift',
    needsConfirmation: userId !== masterIds[0],
    takesNights: true,
    isSenior: userId === masterIds[1],
    cashHeldMinor: 0,
    cashLimitMinor: undefined,
    scheme: undefined,
  });
  return {
    order: {
      id: 1,
      rev: 1,
      status: 'new',
      statusSince: at,
      kind: 'ordinary',
      category: 'washing_machine',
      type: typeOfModel,
      fieldValues: {},
      currency: 'RUB',
      dispatcherId: 1,
      masterId: undefined,
      parentOrderId: undefined,
      wantedKind: 'at',
      blacklist: undefined,
      wantedFrom: later(at, 4 * 3_600_000),
      wantedTo: undefined,
      problemText: undefined,
      priceEstimateMinor: undefined,
      notes: undefined,
      priority: 0,
      firstOfferedAt: undefined,
      acceptedAt: undefined,
      enRouteAt: undefined,
      onSiteAt: undefined,
      finishedAt: undefined,
      closedAt: undefined,
      closedBy: undefined,
      noTakerCount: 0,
      rescheduleCount: 0,
      hold: undefined,
      approvedMinor: undefined,
      approvedAt: undefined,
      discountMinor: 0,
      totalMinor: 0,
      debtReason: undefined,
      hasMismatch: false,
      mismatchReason: undefined,
      hasReview: false,
      isOutOfTown: false,
      warrantyDays: undefined,
      warrantyUntil: undefined,
      refusal: undefined,
      fee: undefined,
      cancel: undefined,
      disputeReason: undefined,
      unreadRev: undefined,
      deleted: undefined,
    },
    visits: [],
    offers: [],
    declines: [],
    estimates: [],
    lines: [],
    payments: [],
    earnings: [],
    attempts: [],
    history: [],
    timers: [],
    tasks: [],
    masters: masterIds.map(master),
  };
}
