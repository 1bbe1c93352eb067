import { defineDialog, escapeHtml, type Dialog } from '@durabot/runtime';
import { z } from 'zod';
import { confirmLabel, createdText, questions, reviewTitle, type Order } from '../order/order-flow.ts';

const orderData = z.object({
  category: z.string(),
  problem: z.string(),
  phone: z.string(),
  address: z.string(),
  wanted: z.string(),
  price: z.string(),
});

const thirtyDaysMs = 30 * 24 * 3_600_000;

/** The order dialog as the runtime's own builder declares it. */
export const orderDialog: Dialog = defineDialog<Order>({
  name: 'order',
  version: 1,
  expiresAfterMs: thirtyDaysMs,
  data: orderData,
  steps: questions.map(({ name, title, prompt, read }) => ({
    name,
    field: name,
    title: () => title,
    prompt: () => prompt,
    accepts: ['text'],
    parse: (input) => (input.kind === 'text' ? read(input.text) : { ok: false, message: 'Please write it.' }),
    show: escapeHtml,
  })),
  review: () => ({ title: reviewTitle, confirm: confirmLabel }),
  complete: async () => ({ ok: true, card: { html: createdText } }),
  texts: { title: () => 'Order', unfinished: () => 'an unfinished order' },
});
