import { formatMoney, formatTime, formatWhen } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import { categoryLabel } from '../domain/categories.ts';
import { totalsOfCase } from '../domain/decisions/finishing.ts';
import type { Fact } from '../domain/fact.ts';
import { formatWanted } from '../domain/format-wanted.ts';
import { findMaster, openEstimate, openVisit, type OrderCase } from '../domain/order-case.ts';
import type { CardStyle } from '../domain/order-card.ts';
import { estimateLines } from '../cards/estimate-face.ts';
import { findMeanStars } from '../store/rating-store.ts';
import type { Order } from '../store/order-row.ts';
import { Html, texts } from '../texts.ts';

/** Who comes, as the client may know them. */
export interface KnownMaster {
  /** The first name: it is enough to open a door. */
  readonly name: string;
  /** Mean of their stars, once enough clients have said. */
  readonly stars: number | undefined;
}

/** The master of an order, for its client. */
export async function knownMasterOf(tx: Tx, one: OrderCase): Promise<KnownMaster | undefined> {
  const master = findMaster(one, one.order.masterId);
  if (master === undefined) return undefined;
  return { name: firstName(master.name), stars: await findMeanStars(tx, master.userId) };
}

function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? '';
}

/** `Сергей (★ 4,8)`, or the first name alone. */
export function masterLabel(master: KnownMaster | undefined, { language }: Pick<CardStyle, 'language'>): string {
  if (master === undefined) return texts(language).plain('client-master-unknown');
  if (master.stars === undefined) return master.name;
  return `${master.name} (★ ${new Intl.NumberFormat(language, { minimumFractionDigits: 1 }).format(master.stars)})`;
}

/** When somebody comes: the visit's window, or what was wished for. */
export function windowOf(order: Order, one: OrderCase, style: CardStyle): string {
  const visit = openVisit(one);
  if (visit === undefined) return formatWanted(order.wanted, style);
  const { plannedFrom: from, plannedTo: to } = visit;
  return formatWanted(to === undefined ? { kind: 'at', from, to } : { kind: 'window', from, to }, style);
}

/** What a fact says to the client. Its text takes of these what it needs; nothing in it is the desk's own business. */
export function clientText(
  key: string,
  fact: Fact,
  order: Order,
  one: OrderCase,
  master: KnownMaster | undefined,
  style: CardStyle,
): string {
  const words = texts(style.language);
  const money = (minor: number): string => formatMoney(minor, order.currency, style.language);
  const totals = totalsOfCase(one);
  const until = fact.kind === 'held' ? fact.hold.until : 'expiresAt' in fact ? fact.expiresAt : undefined;
  return words.t(key, {
    number: order.number,
    device: categoryLabel(order.category, style.language),
    master: masterLabel(master, style),
    window: windowOf(order, one, style),
    eta: fact.kind === 'en_route' && fact.etaAt !== undefined ? formatTime(fact.etaAt, style) : '',
    knows: fact.kind === 'en_route' && fact.etaAt !== undefined ? 1 : 0,
    minutes: fact.kind === 'late_risk' ? Math.round(fact.lateMs / 60_000) : 0,
    hold: fact.kind === 'held' ? fact.hold.reason : 'other',
    until: until === undefined ? '…' : formatWhen(until, style),
    lines: new Html(estimateLines(openEstimate(one) ?? one.estimates.at(-1), order.currency, style).join('\n')),
    amount: money(fact.kind === 'paid' ? fact.amountMinor : 0),
    total: money('totalMinor' in fact ? fact.totalMinor : totals.totalMinor),
    approved: money(one.order.approvedMinor ?? 0),
    paid: money(totals.paidMinor),
    due: money(Math.max(0, totals.dueMinor)),
    owes: totals.dueMinor > 0 ? 1 : 0,
    reason: 'reason' in fact ? fact.reason : '',
    fee: money(fact.kind === 'refused' ? fact.feeMinor : 0),
    costs: fact.kind === 'refused' && fact.feeMinor > 0 ? 1 : 0,
    warranty: one.order.warrantyUntil === undefined ? '' : formatWhen(one.order.warrantyUntil, style),
    isWarranted: one.order.warrantyUntil === undefined ? 0 : 1,
  });
}
