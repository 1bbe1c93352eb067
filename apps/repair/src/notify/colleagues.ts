import { languageOf, type Attempt } from '@durabot/runtime';
import { orderActions } from '../cards/order-kinds.ts';
import type { Desk } from '../desk.ts';
import { orderCard } from '../domain/order-card.ts';
import { findCase } from '../store/load-case.ts';
import { notePhoneShown } from './phone-shown.ts';
import { listPeople } from '../store/person-store.ts';
import type { Order } from '../store/order-row.ts';
import { texts } from '../texts.ts';

/**
 * Tells the rest of the desk about a new order, each in their own language. The calls are part of the attempt's commit:
 * they go out if and only if the order is stored. Somebody who has never opened the bot cannot be written to and is left out.
 */
export async function notifyColleagues(attempt: Attempt, desk: Desk, order: Order): Promise<void> {
  const tx = await attempt.tx();
  const state = (await findCase(tx, order.id))?.order;
  if (state === undefined) return;
  const others = desk.roles.desk().filter((userId) => userId !== order.createdBy);
  const people = await listPeople(tx, others);
  for (const { userId, ...person } of people.toSorted((one, other) => one.userId - other.userId)) {
    const language = person.language ?? languageOf(person.languageCode);
    const style = { language, zone: desk.settings.zone, nowMs: desk.clock.nowMs() };
    const words = texts(language);
    const card = orderCard(order, style, { seesPhone: desk.roles.seesPhone(userId, order) });
    const text = `${words.t('notify-created', { name: order.createdByName })}\n\n${card}`;
    const about = { entity: 'order', entityId: String(order.id), params: {}, scope: { userIds: [userId] } };
    const open = { ...about, kind: orderActions.card, text: words.plain('button-open') };
    const inline_keyboard = await desk.actions.keyboard(tx, [[open]]);
    const payload = {
      chat_id: userId,
      text,
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      reply_markup: { inline_keyboard },
    };
    await notePhoneShown(tx, desk, { order, state, chatId: userId });
    attempt.send({ method: 'sendMessage', payload, class: 'notification' });
  }
}
