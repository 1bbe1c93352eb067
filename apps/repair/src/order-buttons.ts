import type { ActionButton } from '@durabot/kit';

/** What the buttons of orders are stored as; `handlers/orders.ts` says what they do. */
export const orderKinds = { open: 'order.open', page: 'orders.page' } as const;

/** Sends the order's card. */
export function openButton(orderId: number, text: string): ActionButton {
  return { kind: orderKinds.open, text, entity: 'order', entityId: String(orderId), params: {} };
}

/** Turns the list of orders to the page that begins after so many. */
export function pageButton(skip: number, text: string): ActionButton {
  return { kind: orderKinds.page, text, entity: 'orders', entityId: 'newest', params: { skip } };
}
