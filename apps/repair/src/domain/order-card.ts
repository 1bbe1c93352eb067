import { mapUrl } from './map-url.ts';
import { type Language, escapeHtml } from '@durabot/runtime';
import type { HistoryLine } from '../store/history-store.ts';
import type { Order } from '../store/order-row.ts';
import { Html, texts, type Texts } from '../texts.ts';
import { categoryLabel, findCategory } from './categories.ts';
import { formatDay, formatMoney, formatWhen } from '@durabot/kit';
import { formatWanted } from './format-wanted.ts';
import { maskAddress } from './mask-address.ts';
import { maskPhone } from './mask-phone.ts';
import { statusLabel } from './order-status.ts';
import { shownValues, typeName } from './order-type.ts';
import { phoneOf } from './parse-phone.ts';

export interface CardStyle {
  readonly language: Language;
  readonly zone: string;
  readonly nowMs: number;
}

/** Who looks at a card. */
export interface Viewer {
  /** See `Roles.seesPhone`. */
  readonly seesPhone: boolean;
}

/** The order for the people of the desk, as Telegram HTML. */
export function orderCard(order: Order, style: CardStyle, viewer: Viewer): string {
  const words = texts(style.language);
  return lines([
    heading(order, style),
    typeLine(order, words),
    follows(order, words),
    '',
    words.t('card-problem', { text: problemOf(order, style.language) }),
    order.attachmentCount === 0 ? undefined : words.t('card-attachments', { count: order.attachmentCount }),
    words.t('card-client', { name: order.clientName ?? words.plain('client-unnamed') }),
    words.t('card-phone', { phone: viewer.seesPhone ? phoneOf(order.phone).display : maskPhone(order.phone) }),
    words.t('card-address', { address: new Html(addressOf(order, words)) }),
    order.zone === undefined ? undefined : words.t('card-zone', { zone: order.zone }),
    accessLine(order, words),
    ...ownLines(order, words),
    words.t('card-wanted', { when: formatWanted(order.wanted, style) }),
    words.t('card-price', { price: priceOf(order, words) }),
    order.priority === 0 ? undefined : words.t('card-priority', { priority: order.priority }),
    order.notes === undefined ? undefined : words.t('card-notes', { notes: order.notes }),
    '',
    `<i>${words.t('card-created', { when: formatWhen(order.createdAt, style), name: order.createdByName })}</i>`,
    order.dispatcherId === order.createdBy
      ? undefined
      : `<i>${words.t('card-owner', { name: order.dispatcherName })}</i>`,
  ]);
}

/**
 * The order for a group: no phone, name, house, flat or the client's words, which may hold any of them.
 * What is left says which master could take it.
 */
export function maskedOrderCard(order: Order, style: CardStyle): string {
  const words = texts(style.language);
  const chips = chipsOf(order, style.language);
  // A category in the dispatcher's own words is free text too.
  const category = order.category.kind === 'other' ? `🔧 ${words.t('step-category-other')}` : undefined;
  return lines([
    heading(order, style, category),
    follows(order, words),
    '',
    chips === '' ? undefined : words.t('card-problem', { text: chips }),
    words.t('card-phone', { phone: maskPhone(order.phone) }),
    // Where a part of town is known, it says enough: no street then.
    order.zone === undefined || order.type?.place === 'workshop'
      ? words.t('card-address', { address: maskedAddressOf(order, words) })
      : words.t('card-zone', { zone: order.zone }),
    words.t('card-wanted', { when: formatWanted(order.wanted, style) }),
  ]);
}

/** What happened to an order, one line each, under its heading. */
export function historyLines(history: readonly HistoryLine[], style: CardStyle): string {
  const words = texts(style.language);
  // What did not move the order is for those who look into it deeper.
  const moves = history.filter(({ fromStatus, toStatus }) => fromStatus !== toStatus);
  const told = moves.map((line) => {
    const what =
      line.fromStatus === undefined
        ? words.t('history-submit')
        : words.t('history-moved', {
            from: statusLabel(line.fromStatus, style.language),
            to: statusLabel(line.toStatus, style.language),
          });
    const who = escapeHtml(line.actorName ?? words.plain(line.byClient === true ? 'history-client' : 'history-system'));
    const why = line.reason === undefined ? '' : `: ${escapeHtml(line.reason)}`;
    return `• ${formatWhen(line.at, style)} · ${what} · ${who}${why}`;
  });
  return lines([`<b>${words.t('history-title')}</b>`, ...told]);
}

/** One order as one line of a list. */
export function orderLine(order: Order, style: CardStyle): string {
  const who = order.clientName === undefined ? `…${order.phone.slice(-4)}` : escapeHtml(order.clientName);
  return lines([
    `<b>${order.number}</b> · ${statusLabel(order.status, style.language)}`,
    `${escapeHtml(categoryLabel(order.category, style.language))} · ${who} · ${formatDay(order.createdAt, style)}`,
  ]);
}

/** What is wrong: the chosen complaints and the words, plain text. */
function problemOf(order: Order, language: Language): string {
  const chips = chipsOf(order, language);
  return [chips, order.problemText ?? ''].filter((part) => part !== '').join('. ') || '—';
}

function heading(
  order: Order,
  style: CardStyle,
  category = escapeHtml(categoryLabel(order.category, style.language)),
): string {
  return `<b>${order.number}</b> · ${statusLabel(order.status, style.language)}\n<b>${category}</b>`;
}

function follows(order: Order, words: Texts): string | undefined {
  if (order.previousNumber === undefined || order.kind === 'ordinary') return undefined;
  return words.t(order.kind === 'repeat' ? 'card-follows-repeat' : 'card-follows-warranty', {
    number: order.previousNumber,
  });
}

function chipsOf(order: Order, language: Language): string {
  if (order.category.kind === 'other') return '';
  const known = findCategory(order.category.id)?.problems ?? [];
  return order.problemTags
    .map((tag) => known.find((problem) => problem.id === tag)?.name[language])
    .filter((name) => name !== undefined)
    .join(', ');
}

/** What is usual goes without saying, and so does what the line about the first order says already. */
function typeLine({ type, kind }: Order, words: Texts): string | undefined {
  if (type === undefined || type.isDefault || (type.key === 'warranty' && kind === 'warranty')) return undefined;
  return words.t('card-type', { name: typeName(type, words.language) });
}

/** The fields that its type has; values of other types' fields are kept, and not shown. */
function ownLines({ type, fieldValues }: Order, words: Texts): string[] {
  return shownValues(type?.fields ?? [], fieldValues, words.language).map((own) => words.t('card-own-field', own));
}

function maskedAddressOf({ type, addressText }: Order, words: Texts): string {
  if (type?.place === 'workshop') return words.plain('place-workshop');
  return addressText === undefined ? '…' : maskAddress(addressText);
}

function addressOf(order: Order, words: Texts): string {
  if (order.type?.place === 'workshop') return words.t('place-workshop');
  const text = order.addressText === undefined ? '' : escapeHtml(order.addressText);
  if (order.latitude === undefined || order.longitude === undefined) return text;
  const link = `<a href="${mapUrl({ latitude: order.latitude, longitude: order.longitude })}">${words.t('card-pin')}</a>`;
  return text === '' ? link : `${text} (${link})`;
}

/** `подъезд 2, этаж 8, кв. 12, домофон 12К`. */
function accessLine({ access }: Order, words: Texts): string | undefined {
  const parts = (['entrance', 'floor', 'flat', 'intercom'] as const).flatMap((part) => {
    const value = access[part];
    return value === undefined ? [] : [words.t('card-access', { part, value })];
  });
  return parts.length === 0 ? undefined : parts.join(', ');
}

function priceOf(order: Order, words: Texts): string {
  const amount =
    order.priceEstimateMinor === undefined
      ? undefined
      : formatMoney(order.priceEstimateMinor, order.currency, words.language);
  const parts = [amount, order.priceNote].filter((part) => part !== undefined);
  return parts.length === 0 ? words.plain('card-price-none') : parts.join(', ');
}

function lines(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join('\n');
}
