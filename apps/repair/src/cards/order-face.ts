import { formatMoney, formatTime, formatWhen } from '@durabot/kit';
import { escapeHtml } from '@durabot/runtime';
import { maskedOrderCard, orderCard, historyLines, type CardStyle } from '../domain/order-card.ts';
import { categoryLabel } from '../domain/categories.ts';
import { chargedLines, findMaster, liveOffers, openVisit, type OrderCase } from '../domain/order-case.ts';
import { lineTotal } from '../domain/money/totals.ts';
import { countChecks } from '../domain/order-type.ts';
import { totalsOfCase } from '../domain/decisions/finishing.ts';
import type { HistoryLine } from '../store/history-store.ts';
import type { ClientReach } from '../store/client-link-store.ts';
import type { Order } from '../store/order-row.ts';
import type { Beside } from '../store/shared-visit-store.ts';
import type { Place } from '../store/photo-store.ts';
import { mapUrl } from '../domain/map-url.ts';
import { Html, texts, type Texts } from '../texts.ts';
import { estimateLines } from './estimate-face.ts';
import { changeWords, unreadChanges } from './change-words.ts';
import type { OrderViewer } from './order-viewer.ts';

/** So much of what happened stands on a card. */
const shownHistory = 8;

/** The text of an order's card for one viewer, as Telegram HTML. */
export function orderFace(
  order: Order,
  one: OrderCase,
  history: readonly HistoryLine[],
  viewer: OrderViewer,
  style: CardStyle,
  beside: {
    readonly editing?: string | undefined;
    readonly client?: ClientReach | undefined;
    readonly visit?: Beside | undefined;
  },
): string {
  const words = texts(viewer.language);
  const { editing, client } = beside;
  const isFull = viewer.isDesk || viewer.isOwnMaster;
  const parts = [
    banner(order, one, viewer, words),
    isFull ? orderCard(order, style, viewer) : maskedOrderCard(order, style),
    [
      ...clientLine(one, viewer, client, words),
      ...sharedLines(beside.visit, words),
      ...stateLines(one, viewer, words, style),
    ].join('\n'),
    isFull ? checklistLine(one, words) : '',
    isFull && beside.visit !== undefined ? findingLines(beside.visit, words).join('\n') : '',
    isFull && chargedLines(one).length === 0
      ? estimateLines(one.estimates.at(-1), one.order.currency, style).join('\n')
      : '',
    isFull ? moneyLines(one, words, style).join('\n') : priceLine(order, words, style),
    viewer.isDesk ? historyLines(history.slice(-shownHistory), style) : '',
    editing === undefined ? '' : `<i>${escapeHtml(editing)}</i>`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Orders that share its visit. */
function sharedLines(beside: Beside | undefined, words: Texts): string[] {
  return (beside?.shared ?? []).map(({ number, category, isParent }) =>
    words.t('face-shared', { number, category: categoryLabel(category, words.language), first: isParent ? 1 : 0 }),
  );
}

/** What the master has found and photographed. */
function findingLines({ findings, photos, place }: Beside, words: Texts): string[] {
  const { diagnosis, model, serial, ageYears } = findings;
  const device = [
    model,
    serial === undefined ? undefined : words.plain('face-serial', { serial }),
    ageYears === undefined ? undefined : words.plain('inspect-years', { count: ageYears }),
  ].filter((part) => part !== undefined);
  return [
    ...(device.length === 0 ? [] : [words.t('face-device', { device: device.join(', ') })]),
    ...(diagnosis === undefined ? [] : [words.t('face-diagnosis', { text: diagnosis })]),
    ...(photos === 0 ? [] : [words.t('photos-count', { count: photos })]),
    ...(place === undefined ? [] : [words.t('photos-place', { link: placeLink(place, words) })]),
  ];
}

/** How far the checklist of the last visit is, once somebody has begun it. */
function checklistLine(one: OrderCase, words: Texts): string {
  const list = one.visits.at(-1)?.checklist ?? [];
  if (list.length === 0) return '';
  const { done, failed } = countChecks(list);
  return words.t('face-checklist', { done, all: list.length, failed });
}

function placeLink(place: Place, words: Texts): Html {
  return new Html(`<a href="${mapUrl(place)}">${words.t('day-map')}</a>`);
}

/** Whether the client can be written to, or somebody has to call them. */
function clientLine(one: OrderCase, viewer: OrderViewer, client: ClientReach | undefined, words: Texts): string[] {
  if (!viewer.isDesk || client === undefined || isOver(one.order.status)) return [];
  return [words.t('face-client', { reach: client })];
}

function isOver(status: OrderCase['order']['status']): boolean {
  return status === 'closed' || status === 'refused' || status === 'cancelled';
}

/** The desk is warned of a client who is not served, whatever became of the order. */
function banner(order: Order, one: OrderCase, viewer: OrderViewer, words: Texts): string {
  const { blacklist } = one.order;
  if (blacklist === undefined || !viewer.isDesk) return '';
  const reason = order.blacklistReason ?? blacklist.reason;
  return words.t('face-blacklist', { reason, state: blacklist.approved === undefined ? 'waits' : 'approved' });
}

/** Who has it, until when, and what is wrong with it. */
function stateLines(one: OrderCase, viewer: OrderViewer, words: Texts, style: CardStyle): string[] {
  const { order } = one;
  const lines: string[] = [];
  const at = new Date(style.nowMs);
  if (isOverdue(one, at)) lines.push(words.t('face-overdue', { when: formatWhen(order.statusSince, style) }));
  if (order.masterId !== undefined && !viewer.isOwnMaster)
    lines.push(words.t('face-master', { name: findMaster(one, order.masterId)?.name ?? '' }));
  lines.push(...offerLines(one, viewer, words, style), ...visitLines(one, words, style));
  if (order.hold !== undefined) {
    const { reason, until, nextStepBy } = order.hold;
    lines.push(words.t('face-hold', { reason, until: formatWhen(until, style), who: nextStepBy }));
    if (order.hold.note !== undefined && !viewer.isPublic) lines.push(escapeHtml(order.hold.note));
  }
  if (!viewer.isPublic) {
    if (order.disputeReason !== undefined) lines.push(words.t('face-dispute', { reason: order.disputeReason }));
    if (order.refusal !== undefined) lines.push(words.t('face-refusal', { reason: order.refusal.reason }));
    if (order.cancel !== undefined) lines.push(words.t('face-cancel', { reason: order.cancel.reason }));
    if (viewer.isOwnMaster && order.unreadRev !== undefined)
      lines.push(words.t('face-unread', { changes: changeWords(unreadChanges(one), style, order.currency) }));
    lines.push(...rescheduleLine(one, words, style));
  }
  return lines;
}

/** How often it was put off, and when for the last time. */
function rescheduleLine(one: OrderCase, words: Texts, style: CardStyle): string[] {
  const { rescheduleCount: count } = one.order;
  const last = one.history.findLast(({ event }) => event === 'reschedule');
  return count === 0 || last === undefined
    ? []
    : [words.t('face-rescheduled', { count, when: formatWhen(last.at, style) })];
}

/** Longer in its state than the desk allows. */
function isOverdue(one: OrderCase, at: Date): boolean {
  const { status, statusSince } = one.order;
  return one.timers.some(
    ({ event, setAt, dueAt, state }) =>
      event === `limit_${status}` && setAt >= statusSince && dueAt <= at && state !== 'cancelled',
  );
}

function offerLines(one: OrderCase, viewer: OrderViewer, words: Texts, style: CardStyle): string[] {
  const live = liveOffers(one);
  if (viewer.isDesk) {
    return live.map((offer) => {
      const until = formatTime(offer.expiresAt, style);
      const name = findMaster(one, offer.masterId)?.name;
      return name === undefined ? words.t('face-offered-all', { until }) : words.t('face-offered', { name, until });
    });
  }
  if (viewer.isOwnMaster) return [];
  const own = live.find(({ masterId }) => masterId === undefined || masterId === viewer.masterId);
  if (own !== undefined) return [words.t('face-offer-until', { until: formatTime(own.expiresAt, style) })];
  return one.order.status === 'new' || one.order.status === 'offering' ? [words.t('face-offer-over')] : [];
}

function visitLines(one: OrderCase, words: Texts, style: CardStyle): string[] {
  const visit = openVisit(one);
  if (visit === undefined) return [];
  if (visit.status === 'en_route')
    return [words.t('face-en-route', { eta: visit.etaAt === undefined ? '…' : formatTime(visit.etaAt, style) })];
  if (visit.status === 'on_site')
    return [
      words.t('face-on-site', { when: visit.arrivedAt === undefined ? '…' : formatTime(visit.arrivedAt, style) }),
    ];
  return [words.t('face-planned', { when: formatWhen(visit.plannedFrom, style) })];
}

/** Every line that is charged, the total, and what is paid and owed. */
function moneyLines(one: OrderCase, words: Texts, style: CardStyle): string[] {
  const { currency, fee, warrantyUntil } = one.order;
  const money = (minor: number): string => formatMoney(minor, currency, style.language);
  const lines = chargedLines(one).map((line) => {
    const name = line.kind === 'work' ? `🔧 ${line.name}` : `🔩 ${line.name}`;
    return words.t('face-line', { name, price: money(lineTotal(line)) });
  });
  if (lines.length > 0) {
    const { totalMinor, labourMinor, partsMinor, paidMinor, dueMinor } = totalsOfCase(one);
    lines.push(
      words.t('face-total', { total: money(totalMinor), work: money(labourMinor), parts: money(partsMinor) }),
      words.t('face-paid', { paid: money(paidMinor), due: money(Math.max(0, dueMinor)), owes: dueMinor > 0 ? 1 : 0 }),
    );
  }
  if (fee !== undefined) lines.push(words.t('face-fee', { fee: money(fee.amountMinor), state: fee.state }));
  if (warrantyUntil !== undefined) lines.push(words.t('face-warranty', { until: formatWhen(warrantyUntil, style) }));
  return lines;
}

/** Before a master has the order: what the client was told, roughly. */
function priceLine(order: Order, words: Texts, style: CardStyle): string {
  if (order.priceEstimateMinor === undefined) return '';
  return words.t('face-price', { price: formatMoney(order.priceEstimateMinor, order.currency, style.language) });
}
