import type { JsonObject } from '../json.ts';
import type { Invoice, InvoiceContent, InvoiceLinkRecord } from './payment-records.ts';
import type { MessageRecord } from './types.ts';
import type { World } from './world.ts';

const LINK = 'https://t.me/$';
const SLUG = /^(?:https?:\/\/t\.me\/(?:\$|invoice\/)|tg:\/\/invoice\?slug=|\$)?([A-Za-z0-9_-]+)$/;

/** The keyboard of an invoice that came without one. */
export function payKeyboard(invoice: Invoice): JsonObject {
  return { inline_keyboard: [[{ text: payText(invoice), pay: true }]] };
}

function payText({ currency, totalAmount }: Invoice): string {
  return `Pay ${formatAmount(currency, totalAmount)}`;
}

function formatAmount(currency: string, amount: number): string {
  if (currency === 'XTR') return `⭐️${amount}`;
  // A currency that nobody knows is refused, but only after this text was made.
  if (!/^[A-Z]{3}$/.test(currency)) return `${amount} ${currency}`;
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}

/** Keeps an invoice under a new link. */
export function createInvoiceLink(world: World, invoice: Invoice): string {
  const slug = BigInt(`${world.newLongId()}${world.newLongId()}`).toString(36);
  world.store.tables.invoiceLink.put(slug, { slug, invoice });
  return `${LINK}${slug}`;
}

export function findInvoiceLink(world: World, link: string): InvoiceLinkRecord | undefined {
  const slug = SLUG.exec(link.trim())?.[1];
  return slug === undefined ? undefined : world.store.tables.invoiceLink.get(slug);
}

export type InvoiceMessage = MessageRecord & { content: InvoiceContent };

export function isInvoiceMessage(message: MessageRecord): message is InvoiceMessage {
  return message.content.kind === 'invoice';
}

/** A forwarded copy of an invoice with a start parameter leads to the bot; without one, it can be paid. */
export function isPayable(message: InvoiceMessage): boolean {
  return message.forwardOrigin === undefined || message.content.invoice.startParameter === '';
}

/** A forwarded copy is unpaid; with a start parameter, its button leads to the bot instead. */
export function forwardInvoice(
  world: World,
  { invoice }: InvoiceContent,
): { content: InvoiceContent; markup: JsonObject } {
  const markup = payKeyboard(invoice);
  const username = world.store.tables.bot.get(invoice.botId)?.username ?? '';
  if (invoice.startParameter !== '') {
    const url = `https://t.me/${username}?start=${encodeURIComponent(invoice.startParameter)}`;
    markup['inline_keyboard'] = [[{ text: payText(invoice), url }]];
  }
  return { content: { kind: 'invoice', invoice }, markup };
}

/** Which message the person means: the one with this id, or the newest that is still to be paid. */
export function findInvoiceMessage(
  world: World,
  box: string,
  userId: number,
  messageId: number | undefined,
): InvoiceMessage | undefined {
  if (messageId !== undefined) {
    const message = world.boxes.find(box, messageId);
    return message !== undefined && message.deletedAt === undefined && isInvoiceMessage(message) ? message : undefined;
  }
  return world.boxes
    .list(box)
    .filter(isInvoiceMessage)
    .findLast(
      (message) =>
        message.deletedAt === undefined && isPayable(message) && message.content.paidBy?.[userId] === undefined,
    );
}
