import type { Tx } from '@durabot/postgres';
import { languageOf, type Attempt, type Language } from '@durabot/runtime';
import type { InlineKeyboardButton } from 'grammy/types';
import { orderActions } from '../cards/order-kinds.ts';
import type { Desk } from '../desk.ts';
import { orderCard } from '../domain/order-card.ts';
import { findCase } from '../store/load-case.ts';
import { notePhoneShown } from './phone-shown.ts';
import { listPeople } from '../store/person-store.ts';
import type { Order } from '../store/order-row.ts';
import { texts, type Texts } from '../texts.ts';

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
  // One button for all who read the same language: a desk of many costs no statement for each.
  const openButtons = new Map<Language, InlineKeyboardButton[][]>();
  for (const { userId, ...person } of people.toSorted((one, other) => one.userId - other.userId)) {
    const language = person.language ?? languageOf(person.languageCode);
    const style = { language, zone: desk.settings.zone, nowMs: desk.clock.nowMs() };
    const words = texts(language);
    const seesPhone = desk.roles.seesPhone(userId, order);
    const card = orderCard(order, style, { seesPhone });
    const text = `${words.t('notify-created', { name: order.createdByName })}\n\n${card}`;
    const inline_keyboard = openButtons.get(language) ?? (await openButton(tx, desk, order, words));
    openButtons.set(language, inline_keyboard);
    const payload = {
      chat_id: userId,
      text,
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      reply_markup: { inline_keyboard },
    };
    if (seesPhone) await notePhoneShown(tx, desk, { order, state, chatId: userId });
    attempt.send({ method: 'sendMessage', payload, class: 'notification' });
  }
}

function openButton(tx: Tx, desk: Desk, order: Order, words: Texts): Promise<InlineKeyboardButton[][]> {
  const scope = { roles: ['admin', 'dispatcher'] };
  const about = { entity: 'order', entityId: String(order.id), params: {}, scope };
  return desk.actions.keyboard(tx, [[{ ...about, kind: orderActions.card, text: words.plain('button-open') }]]);
}
