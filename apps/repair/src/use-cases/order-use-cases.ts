import type { Tx } from '@durabot/postgres';
import { decideAccept, decideAcceptByPhone, decideAssign, decideDecline } from '../domain/decisions/answer-offer.ts';
import { decideCheck } from '../domain/decisions/checklist.ts';
import { decideConfirmTotal } from '../domain/decisions/confirm-total.ts';
import {
  decideApproveClient,
  decideDelete,
  decideEdit,
  decideRate,
  decideReadChange,
  decideRestore,
} from '../domain/decisions/editing.ts';
import {
  decideCancel,
  decideClaimWarranty,
  decideRefuse,
  decideReopen,
  decideTakeUpAgain,
} from '../domain/decisions/ending.ts';
import { decideApprove, decideReject, decideSendEstimate } from '../domain/decisions/estimates.ts';
import {
  decideClose,
  decideDispute,
  decideEndDispute,
  decideFinish,
  decideReturn,
} from '../domain/decisions/finishing.ts';
import { decideHold, decideResume } from '../domain/decisions/holds.ts';
import { decideOffer, decideSeen, decideWithdraw } from '../domain/decisions/offer-order.ts';
import { decideAllRight, decideCannotCome, decideInspect, decideWantHelp } from '../domain/decisions/on-site.ts';
import { decidePayment } from '../domain/decisions/payments.ts';
import { decideUndo } from '../domain/decisions/undo.ts';
import { decideUnreachable } from '../domain/decisions/unreachable.ts';
import {
  decideArrive,
  decideClientWaits,
  decideConfirmVisit,
  decideDepart,
  decideFailVisit,
  decideRelease,
  decideReschedule,
} from '../domain/decisions/visits.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { DeskPolicy } from '../domain/sla.ts';
import { decideOnOrder, type Decide, type OnOrder } from './decide-on-order.ts';

/** Does one thing to an order, in the caller's transaction. Sends nothing: the outcome tells what happened. */
export type OrderUseCase<Input> = (tx: Tx, on: OnOrder & Input) => Promise<Outcome>;

/** Everything that can be done to an order by somebody, each once. The desk's calendar is the only setting. */
export function createOrderUseCases(policy: DeskPolicy) {
  const useCase =
    <Input extends object>(
      decide: Decide<Input>,
      care: Parameters<typeof decideOnOrder>[3] = {},
    ): OrderUseCase<Input> =>
    (tx, on) =>
      decideOnOrder(tx, on, (one, by) => decide(one, by, on, policy), care);
  // What one changes by it cannot be taken back by a press: it is done to what was seen, or not at all.
  const asSeen = { asSeen: true };
  const withMasters = { lockMasters: true };
  return {
    offer: useCase(decideOffer, withMasters),
    seeOffer: useCase(decideSeen),
    withdrawOffer: useCase(decideWithdraw),
    accept: useCase(decideAccept, withMasters),
    acceptByPhone: useCase(decideAcceptByPhone, withMasters),
    assign: useCase(decideAssign, withMasters),
    decline: useCase(decideDecline),
    release: useCase(decideRelease),
    confirmVisit: useCase(decideConfirmVisit),
    depart: useCase(decideDepart),
    arrive: useCase(decideArrive),
    inspect: useCase(decideInspect),
    check: useCase(decideCheck),
    cannotCome: useCase(decideCannotCome),
    allRight: useCase(decideAllRight),
    wantHelp: useCase(decideWantHelp),
    clientWaits: useCase(decideClientWaits),
    reschedule: useCase(decideReschedule),
    failVisit: useCase(decideFailVisit),
    reportUnreachable: useCase(decideUnreachable),
    hold: useCase(decideHold),
    resume: useCase(decideResume),
    sendEstimate: useCase(decideSendEstimate),
    approveEstimate: useCase(decideApprove),
    rejectEstimate: useCase(decideReject),
    finish: useCase(decideFinish),
    close: useCase(decideClose, asSeen),
    returnToWork: useCase(decideReturn),
    dispute: useCase(decideDispute),
    endDispute: useCase(decideEndDispute),
    refuse: useCase(decideRefuse, asSeen),
    cancel: useCase(decideCancel, asSeen),
    reopen: useCase(decideReopen),
    takeUpAgain: useCase(decideTakeUpAgain),
    claimWarranty: useCase(decideClaimWarranty),
    undo: useCase(decideUndo),
    edit: useCase(decideEdit),
    approveClient: useCase(decideApproveClient),
    readChange: useCase(decideReadChange),
    deleteOrder: useCase(decideDelete, { asSeen: true, deletedToo: true }),
    restore: useCase(decideRestore, { deletedToo: true }),
    pay: useCase(decidePayment),
    rate: useCase(decideRate),
    confirmTotal: useCase(decideConfirmTotal),
  } as const;
}

export type OrderUseCases = ReturnType<typeof createOrderUseCases>;
