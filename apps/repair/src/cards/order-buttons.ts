import { eventsFor, type ActionButton } from '@durabot/kit';
import { dueOfCase } from '../domain/decisions/payments.ts';
import { checklistOf } from '../domain/decisions/checklist.ts';
import { closedForEditing } from '../domain/decisions/editing.ts';
import { decideUndo } from '../domain/decisions/undo.ts';
import type { ActorRole } from '../domain/machines/actor.ts';
import { offerMachine, type OfferEvent } from '../domain/machines/offer-machine.ts';
import { orderMachine, type OrderEvent, type OrderFacts, type OrderStatus } from '../domain/machines/order-machine.ts';
import { visitMachine, type VisitEvent } from '../domain/machines/visit-machine.ts';
import { liveOffers, openVisit, type Offer, type OrderCase } from '../domain/order-case.ts';
import type { DeskPolicy } from '../domain/sla.ts';
import { texts, type Texts } from '../texts.ts';
import { orderActions, type OrderAction, type OrderForm } from './order-kinds.ts';
import type { OrderViewer } from './order-viewer.ts';

/** How an event of a machine is shown as a button. */
interface Face {
  /** Whose button it is; an event may be both one's own and the desk's. */
  readonly for: 'desk' | 'master' | 'both';
  readonly text: string;
  /** Its words for the master who has the order, where the desk reads others. */
  readonly ownText?: string;
  readonly kind: OrderAction;
  readonly form?: OrderForm;
  /** Rows are drawn in this order, and split when they become long. */
  readonly row: number;
}

const form = (name: OrderForm, text: string, whose: Face['for'], row: number): Face => ({
  for: whose,
  text,
  kind: orderActions.form,
  form: name,
  row,
});
const press = (kind: OrderAction, text: string, whose: Face['for'], row: number): Face => ({
  for: whose,
  text,
  kind,
  row,
});

/** Events that have no button here happen by themselves, or by the button of another machine. */
const orderFaces: Partial<Record<OrderEvent, Face>> = {
  offer: press(orderActions.masters, 'button-assign', 'desk', 0),
  finish: form('finish', 'button-finish', 'master', 1),
  send_estimate: form('estimate', 'button-estimate', 'both', 1),
  hold: form('hold', 'button-hold', 'both', 2),
  resume_new: press(orderActions.resume, 'button-resume', 'both', 1),
  resume_assigned: press(orderActions.resume, 'button-resume', 'both', 1),
  resume_in_progress: press(orderActions.resume, 'button-resume', 'both', 1),
  approve: press(orderActions.approve, 'button-approve', 'desk', 1),
  reject: press(orderActions.reject, 'button-reject', 'desk', 1),
  close: press(orderActions.close, 'button-close', 'desk', 1),
  return: form('return', 'button-return', 'desk', 2),
  dispute: form('dispute', 'button-dispute', 'both', 2),
  end_dispute: form('end_dispute', 'button-end-dispute', 'desk', 2),
  release: { ...form('release', 'button-release', 'both', 3), ownText: 'button-give-back' },
  refuse: form('refuse', 'button-refuse', 'both', 3),
  cancel: form('cancel', 'button-cancel', 'desk', 3),
  reopen: form('reopen', 'button-reopen', 'desk', 1),
  claim_warranty: press(orderActions.warranty, 'button-warranty', 'desk', 1),
  take_up_again: form('take_up_again', 'button-take-up-again', 'desk', 1),
};

const visitFaces: Partial<Record<VisitEvent, readonly Face[]>> = {
  // The desk tells what a master did, perhaps a while ago.
  depart: [
    press(orderActions.etaAsk, 'button-depart', 'master', 0),
    press(orderActions.saidAsk, 'button-depart', 'desk', 0),
  ],
  arrive: [
    press(orderActions.arrive, 'button-arrive', 'master', 0),
    press(orderActions.saidAsk, 'button-arrive', 'desk', 0),
  ],
  inspect: [form('inspect', 'button-inspect', 'both', 0)],
  fail: [press(orderActions.unreachable, 'button-unreachable', 'both', 2)],
  reschedule: [form('reschedule', 'button-reschedule', 'both', 2)],
};

/** Orders that another device can be added to. */
const mayGrow: readonly OrderStatus[] = ['new', 'offering', 'assigned', 'in_progress', 'on_hold'];

const masterOfferFaces: Partial<Record<OfferEvent, readonly Face[]>> = {
  accept: [press(orderActions.accept, 'button-accept', 'master', 0)],
  decline: [
    press(orderActions.declineAsk, 'button-decline', 'master', 0),
    form('question', 'button-question', 'master', 1),
  ],
};

const deskOfferFaces: Partial<Record<OfferEvent, readonly Face[]>> = {
  accept: [press(orderActions.acceptByPhone, 'button-accept-by-phone', 'desk', 1)],
  withdraw: [
    press(orderActions.remind, 'button-remind', 'desk', 2),
    press(orderActions.withdraw, 'button-withdraw', 'desk', 2),
    press(orderActions.next, 'button-next', 'desk', 2),
  ],
};

/** More of them make words too short to read. */
const mostInRow = 3;

/** What somebody can do to an order now, from the tables of its machines. */
export function orderButtons(
  one: OrderCase,
  viewer: OrderViewer,
  at: Date,
  policy: DeskPolicy,
  extra: { readonly photos: number } = { photos: 0 },
): ActionButton[][] {
  const words = texts(viewer.language);
  const faces: { readonly face: Face; readonly params: object }[] = [];
  const put = (face: Face, params: object = {}): void => {
    // Several events may be one button: where an order goes on is the order's to know.
    if (faces.some((known) => known.face.text === face.text && known.face.form === face.form)) return;
    faces.push({ face, params: face.form === undefined ? params : { form: face.form } });
  };
  const add = (face: Face | undefined, params: object = {}): void => {
    if (face === undefined) return;
    const isTheirs = (face.for !== 'master' && viewer.isDesk) || (face.for !== 'desk' && viewer.isOwnMaster);
    if (isTheirs) put(face, params);
  };
  const roles = rolesOn(one, viewer);
  for (const offer of offersOf(one, viewer)) addOffer(offer);
  if (!viewer.isPublic) {
    for (const event of visitEvents(one, roles, viewer)) {
      for (const face of visitFaces[event] ?? []) add(face, face.kind === orderActions.saidAsk ? { event } : {});
    }
    for (const event of eventsFor(orderMachine, {
      from: one.order.status,
      actors: roles,
      facts: factsOf(one, roles, at),
    })) {
      // Nobody has looked at the thing yet.
      if (event === 'send_estimate' && openVisit(one)?.status === 'en_route') continue;
      add(orderFaces[event]);
    }
    const { status, parentOrderId } = one.order;
    const isThere = viewer.isOwnMaster && openVisit(one)?.status === 'on_site';
    if (parentOrderId === undefined && mayGrow.includes(status) && (viewer.isDesk || isThere))
      put(form('device', 'button-device', 'both', 4));
    if ((viewer.isDesk || viewer.isOwnMaster) && dueOfCase(one) !== undefined)
      put(form('pay', 'button-take-payment', 'both', 1));
    if (isThere && checklistOf(one).length > 0) put(press(orderActions.checklist, 'button-checklist', 'both', 0));
    if (extra.photos > 0) put(press(orderActions.photos, 'button-photos', 'both', 4), {});
  }
  if (viewer.isDesk && !viewer.isPublic) for (const face of deskFaces(one, viewer)) put(face);
  const rows = inRows(faces, one, viewer, words);
  if (viewer.isOwnMaster && one.order.unreadRev !== undefined)
    rows.unshift([button(orderActions.readChange, words.plain('button-read-change'), {}, one, viewer)]);
  if (mayUndo(one, viewer, at, policy))
    rows.push([button(orderActions.undo, words.plain('button-undo'), {}, one, viewer)]);
  return rows;

  function addOffer(offer: Offer): void {
    const facts = { isExpired: offer.expiresAt <= at, isForMaster: true, mayTakeMore: true, isEmployed: true };
    const isTheirs = viewer.isPublic || (viewer.masterId !== undefined && isFor(offer, one, viewer.masterId));
    for (const event of eventsFor(offerMachine, { from: offer.status, actors: viewer.roles, facts })) {
      if (isTheirs && viewer.roles.includes('master')) {
        const own = masterOfferFaces[event] ?? [];
        // In a group there is nobody in particular to ask.
        for (const face of viewer.isPublic ? own.slice(0, event === 'accept' ? 1 : 0) : own)
          put(face, { offerSeq: offer.seq });
      }
      if (!viewer.isDesk) continue;
      for (const face of deskOfferFaces[event] ?? []) {
        // Nobody in particular was asked, so nobody in particular has said yes on the phone.
        if (face.kind === orderActions.acceptByPhone && offer.masterId === undefined) continue;
        put(face, { offerSeq: offer.seq, ...(offer.masterId === undefined ? {} : { masterId: offer.masterId }) });
      }
    }
  }
}

/** What the desk does to an order beside its machines. */
function deskFaces(one: OrderCase, { roles }: OrderViewer): Face[] {
  const { status, blacklist } = one.order;
  const faces: Face[] = [];
  if (blacklist !== undefined && blacklist.approved === undefined && roles.includes('admin'))
    faces.push(press(orderActions.approveClient, 'button-approve-client', 'desk', 0));
  if (closedForEditing.includes(status)) return faces;
  faces.push(form('edit', 'button-edit', 'desk', 4));
  // Before there is a visit, it is the client's wish that moves.
  if (status === 'new' || status === 'offering') faces.push(form('reschedule', 'button-reschedule', 'desk', 4));
  if (status === 'assigned' || openVisit(one)?.status === 'en_route')
    faces.push(press(orderActions.clientWaits, 'button-client-waits', 'desk', 4));
  return faces;
}

/** A master is one for an order of their own only. */
function rolesOn(one: OrderCase, viewer: OrderViewer): readonly ActorRole[] {
  const isOwn = viewer.masterId !== undefined && viewer.masterId === one.order.masterId;
  return isOwn ? viewer.roles : viewer.roles.filter((role) => role !== 'master');
}

function offersOf(one: OrderCase, viewer: OrderViewer): Offer[] {
  const live = liveOffers(one);
  return viewer.isPublic ? live.filter(({ mode }) => mode === 'broadcast') : live;
}

/** Who has said no to a broadcast is not asked again by it. */
function isFor(offer: Offer, one: OrderCase, masterId: number): boolean {
  if (offer.masterId !== undefined) return offer.masterId === masterId;
  return !one.declines.some((decline) => decline.masterId === masterId);
}

function visitEvents(one: OrderCase, roles: readonly ActorRole[], viewer: OrderViewer): VisitEvent[] {
  const visit = openVisit(one);
  if (visit === undefined) return [];
  const isOwn = visit.masterId === viewer.masterId;
  return eventsFor(visitMachine, {
    from: visit.status,
    actors: roles,
    facts: {
      forMaster: !isOwn,
      isOwn,
      hasNote: true,
      hasOutcome: true,
      backdatedMs: 0,
      hasDeparted: visit.departedAt !== undefined,
    },
  });
}

/** As the order is; what its dialogs ask for counts as given. */
export function factsOf(one: OrderCase, roles: readonly ActorRole[], at: Date): OrderFacts {
  const { order } = one;
  const visit = openVisit(one)?.status;
  return {
    asMasterOnly: roles.includes('master') && roles.every((role) => role === 'master'),
    asClientOnly: roles.length > 0 && roles.every((role) => role === 'client'),
    asSystemOnly: false,
    visit: visit === 'planned' || visit === 'en_route' || visit === 'on_site' ? visit : undefined,
    hasLiveOffer: true,
    masterNeedsConfirmation: true,
    hasHoldDate: true,
    hasNextStep: true,
    awaitsApproval: order.hold?.reason === 'awaiting_approval',
    hasReason: true,
    estimateHasLines: true,
    hasContact: true,
    hasAddress: true,
    hasCategory: true,
    hasAmount: true,
    hasPaymentOrDebt: true,
    hasPhotosBefore: true,
    hasPhotos: true,
    hasWarrantyDays: true,
    hasRequiredFields: true,
    explainsMismatch: true,
    hasMismatch: order.hasMismatch,
    isDisputed: order.disputeReason !== undefined,
    isUnderWarranty: order.warrantyUntil !== undefined && order.warrantyUntil >= at,
    daysSinceClosed: order.closedAt === undefined ? 0 : (at.getTime() - order.closedAt.getTime()) / 86_400_000,
    moneyMoved: false,
  };
}

/** Exactly when it would work: the decision itself is asked. */
function mayUndo(one: OrderCase, viewer: OrderViewer, at: Date, policy: DeskPolicy): boolean {
  if (viewer.masterId === undefined) return false;
  const actor = { id: viewer.masterId, name: '', roles: viewer.roles };
  const decided = decideUndo(one, { actor, at }, {}, policy);
  return decided.kind === 'applied';
}

function inRows(
  faces: readonly { readonly face: Face; readonly params: object }[],
  one: OrderCase,
  viewer: OrderViewer,
  words: Texts,
): ActionButton[][] {
  const rows: ActionButton[][] = [];
  for (const number of [...new Set(faces.map(({ face }) => face.row))].toSorted((a, b) => a - b)) {
    const own = faces
      .filter(({ face }) => face.row === number)
      .map(({ face, params }) => button(face.kind, words.plain(textFor(face, viewer)), params, one, viewer));
    for (let from = 0; from < own.length; from += mostInRow) rows.push(own.slice(from, from + mostInRow));
  }
  return rows;
}

function textFor({ text, ownText = text }: Face, { isOwnMaster }: OrderViewer): string {
  return isOwnMaster ? ownText : text;
}

function button(
  kind: OrderAction,
  text: string,
  params: object,
  one: OrderCase,
  { scope }: Pick<OrderViewer, 'scope'>,
): ActionButton {
  return { kind, text, params, entity: 'order', entityId: String(one.order.id), rev: one.order.rev, scope };
}
