import type { ActorChat } from '@durabot/simulator';
import { waitUntil } from '@durabot/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aDispatch, type Dispatch } from './a-dispatch.ts';
import { botName } from './repair-in-simulator.ts';

let dispatch: Dispatch;
let anna: ActorChat;
let master: ActorChat;
let clients = 0;
beforeAll(async () => {
  dispatch = await aDispatch();
  ({ anna, master } = dispatch);
});
afterAll(async () => {
  await dispatch.repair.stop();
});
beforeEach(async () => {
  await dispatch.repair.db.query(`update repair.master set status = 'on_shift', capacity_per_day = 100`);
  await dispatch.repair.db.query('delete from kit.notice');
});

const hours = 3_600_000;

/** The link of an order, as the dispatcher passes it on. */
async function linkOf(number: string): Promise<string> {
  await anna.sends(`/order ${number}`);
  await dispatch.offers(anna, number, '🔗 Ссылка клиенту');
  await anna.presses('🔗 Ссылка клиенту');
  const text = dispatch.textOf(await anna.reply({ contains: 'Ссылка для клиента' }));
  return /start=(c[0-9A-Za-z]+)/.exec(text)?.[1] ?? '';
}

/** A client who has opened the link and agreed. */
async function aClient(number: string, language_code = 'ru'): Promise<ActorChat> {
  clients += 1;
  const actor = await dispatch.repair.sim.user({ first_name: `Мария ${clients}`, language_code });
  const chat = await actor.with(botName);
  await chat.sends(`/start ${await linkOf(number)}`);
  await chat.reply({ contains: '/privacy' });
  await chat.presses(language_code === 'ru' ? '✅ Согласен' : '✅ I agree');
  await waitUntil(async () => (await dispatch.shown(chat, `${number} · `)) !== undefined, { what: 'the client’s card' });
  return chat;
}

/** The master is there and has sent an estimate of a pump. */
async function estimated(number: string): Promise<void> {
  await dispatch.offers(master, number, '🏠 На месте');
  await master.presses('🏠 На месте');
  await dispatch.becomes(number, 'in_progress');
  await dispatch.offers(master, number, '💬 Смета');
  await master.presses('💬 Смета');
  await master.reply({ contains: 'Что сделано' });
  await master.sends('Замена насоса 3000');
  await master.reply({ contains: 'Что-нибудь ещё' });
  await master.presses('+ Запчасть');
  await master.reply({ contains: 'Какая запчасть' });
  await master.sends('Насос 1300');
  const total = dispatch.textOf(await master.reply({ contains: 'Что-нибудь ещё' }));
  expect(total.replaceAll(/[\u00A0\u202F]/g, ' ')).toContain('Итого 4 300 ₽ (работа 3 000 ₽, запчасти 1 300 ₽)');
  await master.presses('➡️ Дальше');
  await master.reply({ contains: 'смета клиенту' });
  await master.presses('✅ Отправить клиенту');
  await dispatch.becomes(number, 'on_hold');
}

const told = (chat: ActorChat, text: string): Promise<void> =>
  waitUntil(async () => (await chat.shown()).includes(text), { what: text });

describe('an estimate', () => {
  test('R6: is reminded of after 24 and 72 hours and agreed to by the client', async () => {
    const { repair } = dispatch;
    const number = await dispatch.accepted();
    const client = await aClient(number);
    await estimated(number);
    await told(client, 'Мастер посмотрел технику');
    repair.clock.addMs(24 * hours);
    await told(client, 'Ждём вашего ответа по смете');
    await told(anna, 'клиент ещё не ответил на смету');
    repair.clock.addMs(48 * hours);
    await waitUntil(async () => (await client.shown()).split('Ждём вашего ответа по смете, заявка').length === 3, {
      what: 'the second reminder',
    });
    await repair.restart();
    expect(await dispatch.pressLike(client, '✅ Согласен')).toBe('Готово');
    await dispatch.becomes(number, 'in_progress');
    await told(master, 'клиент согласен на');
    const { rows } = await repair.db.query(
      `select approved_minor, answered_as from repair.service_order
       join repair.estimate on estimate.order_id = service_order.id where number = $1`,
      [number],
    );
    expect(rows).toEqual([{ approved_minor: 430_000, answered_as: 'client' }]);
    const { rows: history } = await repair.db.query(
      `select actor_kind, actor_id from repair.order_history
       join repair.service_order on service_order.id = order_id where number = $1 and event = 'approve'`,
      [number],
    );
    expect(history).toEqual([{ actor_kind: 'client', actor_id: null }]);
  });
});
