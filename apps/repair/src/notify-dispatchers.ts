import { type Attempt, languageOf, type Language } from '@durabot/runtime';
import { maskedOrderCard, orderCard } from './domain/order-card.ts';
import type { Desk } from './desk.ts';
import { listPeople } from './store/person-store.ts';
import type { Order } from './store/order-store.ts';
import { texts } from './texts.ts';

/**
 * Tells the rest of the desk about a new order, each in their own language, and the dispatch group without personal data.
 * The calls are part of the attempt's commit: they go out if and only if the order is stored.
 * Somebody who has never opened the bot cannot be written to and is left out.
 */
export async function notifyDispatchers(attempt: Attempt, desk: Desk, order: Order): Promise<void> {
  const others = desk.roles.desk().filter((userId) => userId !== order.createdBy);
  const people = await listPeople(await attempt.tx(), others);
  const byId = people.toSorted((one, other) => one.userId - other.userId);
  for (const person of byId) {
    const language = person.language ?? languageOf(person.languageCode);
    const card = orderCard(order, styleIn(language, desk), { seesPhone: desk.roles.seesPhone(person.userId, order) });
    const title = texts(language).t('notify-created', { name: order.createdByName });
    send(attempt, person.userId, `${title}\n\n${card}`);
  }
  const group = desk.settings.dispatchGroupId;
  if (group === undefined) return;
  const language = groupLanguage(desk.settings.country);
  send(attempt, group, `${texts(language).t('notify-group')}\n\n${maskedOrderCard(order, styleIn(language, desk))}`);
}

function styleIn(language: Language, desk: Desk): { language: Language; zone: string; nowMs: number } {
  return { language, zone: desk.settings.zone, nowMs: desk.clock.nowMs() };
}

function send(attempt: Attempt, chatId: number, html: string): void {
  const payload = { chat_id: chatId, text: html, parse_mode: 'HTML', link_preview_options: { is_disabled: true } };
  attempt.send({ method: 'sendMessage', payload, class: 'notification' });
}

/** A group has no language of its own; the company's country is the best guess. */
function groupLanguage(country: string): Language {
  if (country === 'UA') return 'uk';
  return ['RU', 'BY', 'KZ', 'KG'].includes(country) ? 'ru' : 'en';
}
