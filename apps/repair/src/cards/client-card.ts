import {
  eventsFor,
  formatMoney,
  formatTime,
  formatWhen,
  type ActionButton,
  type CardDefinition,
  type CardFace,
  type CardViewer,
} from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import { languageOf } from '@durabot/runtime';
import type { Desk } from '../desk.ts';
import { categoryLabel } from '../domain/categories.ts';
import { totalsOfCase } from '../domain/decisions/finishing.ts';
import { orderMachine } from '../domain/machines/order-machine.ts';
import { lineTotal } from '../domain/money/totals.ts';
import { chargedLines, openVisit, type OrderCase } from '../domain/order-case.ts';
import type { CardStyle } from '../domain/order-card.ts';
import { knownMasterOf, masterLabel, windowOf, type KnownMaster } from '../notify/client-words.ts';
import { findFollowedOrder } from '../store/client-link-store.ts';
import { findCase } from '../store/load-case.ts';
import { findOrder, type Order } from '../store/order-store.ts';
import { findPerson } from '../store/person-store.ts';
import { findStars } from '../store/rating-store.ts';
import { texts, type Texts } from '../texts.ts';
import { clientActions, clientEntity, type ClientAction, type ClientForm } from './client-kinds.ts';
import { estimateLines } from './estimate-face.ts';
import { factsOf } from './order-buttons.ts';
import { groupLanguage } from './order-viewer.ts';

/** An order as its client follows it: what happens next and when, and nothing of the desk's own business. */
export function clientCardDefinition(desk: Pick<Desk, 'settings' | 'clock'>): CardDefinition {
  return {
    entity: clientEntity,
    kind: 'client',
    render: (tx, entityId, viewer) => draw(desk, tx, Number(entityId), viewer),
  };
}

async function draw(
  desk: Pick<Desk, 'settings' | 'clock'>,
  tx: Tx,
  orderId: number,
  { chatId, userId = chatId }: CardViewer,
): Promise<CardFace> {
  const person = await findPerson(tx, userId);
  const language =
    person === undefined ? groupLanguage(desk.settings.country) : (person.language ?? languageOf(person.languageCode));
  const words = texts(language);
  const followed = await findFollowedOrder(tx, userId, orderId);
  const order = await findOrder(tx, orderId);
  const one = await findCase(tx, orderId);
  if (followed === undefined || order === undefined || one === undefined)
    return { kind: 'gone', html: words.t('client-not-yours') };
  const nowMs = desk.clock.nowMs();
  const style = { language, zone: desk.settings.zone, nowMs };
  return {
    kind: 'shown',
    html: face(order, one, await knownMasterOf(tx, one), words, style),
    rows: buttons(one, userId, (await findStars(tx, orderId)) === undefined, words, new Date(nowMs)),
    rev: one.order.rev,
  };
}

function face(order: Order, one: OrderCase, master: KnownMaster | undefined, words: Texts, style: CardStyle): string {
  const { status, hold, warrantyUntil, closedAt } = one.order;
  const visit = openVisit(one);
  const isAhead = ['new', 'offering', 'assigned'].includes(status);
  const lines = [
    `<b>${order.number}</b> · ${words.t('client-status', { status: statusOf(one) })}`,
    words.t('client-device', { device: categoryLabel(order.category, style.language) }),
    isAhead ? words.t('client-window', { window: windowOf(order, one, style) }) : undefined,
    master === undefined ? undefined : words.t('client-master', { master: masterLabel(master, style) }),
    visit?.status === 'en_route' && visit.etaAt !== undefined
      ? words.t('client-eta', { eta: formatTime(visit.etaAt, style) })
      : undefined,
    hold === undefined || hold.reason === 'awaiting_approval'
      ? undefined
      : words.t('client-hold', { hold: hold.reason, until: formatWhen(hold.until, style) }),
    one.order.disputeReason === undefined ? undefined : words.t('client-disputed'),
  ];
  const money = moneyLines(one, words, style);
  const estimate = money.length > 0 ? [] : estimateLines(one.estimates.at(-1), order.currency, style);
  const warranty =
    warrantyUntil === undefined || closedAt === undefined
      ? []
      : [words.t('face-warranty', { until: formatWhen(warrantyUntil, style) })];
  return [lines.filter((line) => line !== undefined), [...money, ...estimate], warranty]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
}

/** The order's state as it looks from the door: on the way and at work are two things there. */
function statusOf(one: OrderCase): string {
  if (one.order.status === 'in_progress') return openVisit(one)?.status === 'en_route' ? 'en_route' : 'in_progress';
  if (one.order.status === 'on_hold' && one.order.hold?.reason === 'awaiting_approval') return 'awaiting_approval';
  return one.order.status;
}

function moneyLines(one: OrderCase, words: Texts, { language }: CardStyle): string[] {
  const lines = chargedLines(one);
  if (lines.length === 0 || !['work_done', 'closed'].includes(one.order.status)) return [];
  const money = (minor: number): string => formatMoney(minor, one.order.currency, language);
  const { totalMinor, labourMinor, partsMinor, paidMinor, dueMinor } = totalsOfCase(one);
  return [
    ...lines.map((line) =>
      words.t('face-line', {
        name: `${line.kind === 'work' ? '🔧' : '🔩'} ${line.name}`,
        price: money(lineTotal(line)),
      }),
    ),
    words.t('face-total', { total: money(totalMinor), work: money(labourMinor), parts: money(partsMinor) }),
    words.t('face-paid', { paid: money(paidMinor), due: money(Math.max(0, dueMinor)), owes: dueMinor > 0 ? 1 : 0 }),
  ];
}

function buttons(one: OrderCase, userId: number, mayRate: boolean, words: Texts, at: Date): ActionButton[][] {
  const { order } = one;
  const about = { entity: clientEntity, entityId: String(order.id), rev: order.rev, scope: { userIds: [userId] } };
  const press = (
    kind: ClientAction,
    text: string,
    params: Readonly<Record<string, string | number>> = {},
  ): ActionButton => ({
    ...about,
    kind,
    text: words.plain(text, params),
    params,
  });
  const say = (form: ClientForm, text: string): ActionButton => press(clientActions.form, text, { form });
  const events = eventsFor(orderMachine, {
    from: order.status,
    actors: ['client'],
    facts: factsOf(one, ['client'], at),
  });
  const rows: ActionButton[][] = [];
  if (events.includes('approve'))
    rows.push([
      press(clientActions.approve, 'button-client-agree'),
      press(clientActions.reject, 'button-client-disagree'),
    ]);
  if (order.status === 'work_done' && order.hasMismatch && order.disputeReason === undefined)
    rows.push([press(clientActions.confirm, 'button-client-confirm'), say('dispute', 'button-client-disagree')]);
  if (mayMove(one)) rows.push([press(clientActions.move, 'button-client-move'), say('cancel', 'button-client-cancel')]);
  if (order.status === 'closed' && mayRate)
    rows.push([1, 2, 3, 4, 5].map((stars) => press(clientActions.rate, 'button-stars', { stars })));
  rows.push([say('question', 'button-client-question')]);
  return rows;
}

/** Until somebody is on the way. */
function mayMove(one: OrderCase): boolean {
  if (!['new', 'offering', 'assigned'].includes(one.order.status)) return false;
  const visit = openVisit(one);
  return visit === undefined || visit.status === 'planned';
}
