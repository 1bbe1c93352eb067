import type { Dialogs } from '@durabot/runtime';
import { Composer } from 'grammy';
import type { Desk, RepairContext } from '../desk.ts';
import { currentOf, sameValue, type ChangeField } from '../domain/order-change.ts';
import { loadEditView } from '../scenes/acts/edit-form.ts';
import { readField } from '../scenes/acts/edit-fields.ts';
import type { OrderFormDialogs } from '../scenes/acts/order-forms.ts';
import { findOrder, findOrderByAnswer } from '../store/order-store.ts';

/** Which field of an order each question of its dialog has filled. */
const fieldOfStep: Readonly<Record<string, ChangeField>> = {
  category: 'category',
  problem: 'problem',
  phone: 'phone',
  address: 'address',
  when: 'wanted',
  price: 'price',
};

/**
 * Somebody edits a message out of which an order was made. The order exists, so nothing is changed behind anybody's
 * back: they are asked whether the correction is to count, with both values, as by the button under the card.
 */
export function editedAnswers(desk: Desk, dialogs: Dialogs, forms: OrderFormDialogs): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  composer.chatType('private').on('edited_message:text', async (ctx, next) => {
    if (!desk.roles.may(ctx.from.id, 'create_order')) return next();
    const answered = await findOrderByAnswer(desk.db, ctx.from.id, ctx.editedMessage.message_id);
    const field = answered === undefined ? undefined : fieldOfStep[answered.step];
    const order = answered === undefined ? undefined : await findOrder(desk.db, answered.orderId);
    if (field === undefined || order === undefined) return next();
    const { words, language } = ctx;
    if (['closed', 'refused', 'cancelled'].includes(order.status)) {
      await ctx.reply(words.t('refusal', { reason: 'order_is_over' }), { parse_mode: 'HTML' });
      return;
    }
    const view = { ...(await loadEditView(desk, order.id, ctx.from.id)), settings: desk.settings, language };
    const change = readField(field, { kind: 'text', text: ctx.editedMessage.text }, view);
    if (change === undefined) {
      await ctx.reply(words.t('edited-answer-unclear', { number: order.number }), { parse_mode: 'HTML' });
      return;
    }
    const now = currentOf(order, field);
    if (sameValue(now, change.value)) return;
    const about = { orderId: order.id, number: order.number, rev: order.rev };
    await dialogs.prefill(ctx, forms.dialogOf('edit'), {
      values: { ...about, field, seen: JSON.stringify(now), change },
      guessed: [],
      note: words.t('edited-answer', { number: order.number }),
    });
  });
  return composer;
}
