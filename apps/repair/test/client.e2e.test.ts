import { findResidue } from '@durabot/kit';
import type { ActorChat } from '@durabot/simulator';
import { aJpeg, readQr, waitUntil } from '@durabot/testing';
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
  await offered(anna, number, '🔗 Ссылка клиенту');
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
  await waitUntil(async () => (await dispatch.shown(chat, `${number} · `)) !== undefined, {
    what: 'the client’s card',
  });
  return chat;
}

test('the link is a QR picture, too, and opens the same; on the way, the client sees the master', async () => {
  const { sim } = dispatch.repair;
  await master.sends('/shift');
  await master.reply({ contains: 'в смене' });
  await master.presses('📷 Моё фото');
  await master.reply({ contains: 'видно лицо' });
  await master.sends('', { photo: { base64: aJpeg().toString('base64') } });
  await master.reply({ contains: 'Фото мастера Сергей' });
  await master.presses('✅ Подтвердить');
  await master.reply({ contains: 'Фото сохранено' });
  const number = await dispatch.accepted();
  const token = await linkOf(number);
  await anna.presses('▦ QR');
  await waitUntil(async () => (await anna.last())?.photo !== undefined, { what: 'the code' });
  const picture = await anna.last();
  expect(picture?.caption).toContain('покажите код клиенту');
  const address = `${sim.url}/_sim/files/${picture?.photo?.at(-1)?.file_unique_id}`;
  const png = Buffer.from(await (await fetch(address)).arrayBuffer());
  expect(readQr(png)).toBe(`https://t.me/${botName}?start=${token}`);
  const client = await (await sim.user({ first_name: 'Мария', language_code: 'ru' })).with(botName);
  await client.sends(`/start ${token}`);
  await client.reply({ contains: '/privacy' });
  await client.presses('✅ Согласен');
  await waitUntil(async () => (await dispatch.shown(client, `${number} · `)) !== undefined, { what: 'the card' });
  await offered(master, number, '🚗 Выехал');
  await master.presses('🚗 Выехал');
  await master.reply({ contains: 'Через сколько' });
  await master.presses('30 мин');
  await waitUntil(async () => (await client.transcript()).some(({ photo }) => photo !== undefined), {
    what: 'the master’s photo',
  });
  const notice = (await client.transcript()).findLast(({ photo }) => photo !== undefined);
  expect(notice?.caption).toMatch(/Мастер Сергей( \(★ \d,\d\))? выехал/);
});

/** The master is there and has sent an estimate of a pump. */
async function estimated(number: string): Promise<void> {
  await offered(master, number, '🏠 На месте');
  await master.presses('🏠 На месте');
  await dispatch.becomes(number, 'in_progress');
  await offered(master, number, '💬 Смета');
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

/** Waits until any message about the order has this button: notices come between its card and the end of a chat. */
const offered = (chat: ActorChat, number: string, button: string): Promise<void> =>
  waitUntil(
    async () =>
      (await chat.transcript()).some(
        (message) => (message.text ?? '').includes(number) && dispatch.buttonsOf(message).includes(button),
      ),
    { what: `${button} for ${number}` },
  );

/** Waits until a card of the order, which begins with its number, says this. */
const cardSays = (chat: ActorChat, number: string, text: string): Promise<void> =>
  waitUntil(
    async () =>
      (await chat.transcript()).some((message) => {
        const shown = message.text ?? '';
        return shown.startsWith(`${number} · `) && shown.includes(text);
      }),
    { what: `“${text}” on the card of ${number}` },
  );

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

  test('R6: that the client does not agree to leads to a refusal with the diagnostic fee filled in', async () => {
    const { repair } = dispatch;
    const number = await dispatch.accepted();
    await estimated(number);
    await anna.sends(`/order ${number}`);
    await offered(anna, number, '👎 Не согласен');
    await anna.presses('👎 Не согласен');
    await anna.reply({ contains: 'Как он это сказал' });
    await anna.presses('📞 По телефону');
    await dispatch.becomes(number, 'in_progress');
    await told(master, 'предложите оплату диагностики');
    await master.presses('🙅 Отказ с оплатой диагностики');
    await master.reply({ contains: 'уже заплатил' });
    await master.presses('Наличные');
    const review = dispatch.textOf(await master.reply({ contains: 'отказ клиента' }));
    expect(review.replaceAll(/[\u00A0\u202F]/g, ' ')).toMatch(/Дорого[\s\S]*500 ₽/);
    await master.presses('✅ Подтвердить');
    await dispatch.becomes(number, 'refused');
    const { rows } = await repair.db.query(
      `select fee_minor, fee_state, answered_as, answer_note from repair.service_order
       join repair.estimate on estimate.order_id = service_order.id where number = $1`,
      [number],
    );
    expect(rows).toEqual([
      { fee_minor: 50_000, fee_state: 'paid', answered_as: 'dispatcher', answer_note: '📞 По телефону' },
    ]);
  });

  test('R6: that nobody answers runs out after a week, and the desk has a task', async () => {
    const { repair } = dispatch;
    const number = await dispatch.accepted();
    const client = await aClient(number);
    await estimated(number);
    repair.clock.addMs(7 * 24 * hours + 60_000);
    await told(client, 'Срок сметы');
    await told(anna, 'смета без ответа, решите');
    const { rows } = await repair.db.query(
      `select service_order.status, hold_reason, hold_next_step_by, estimate.status as estimate
       from repair.service_order join repair.estimate on estimate.order_id = service_order.id where number = $1`,
      [number],
    );
    expect(rows).toEqual([
      { status: 'on_hold', hold_reason: 'client', hold_next_step_by: 'dispatcher', estimate: 'expired' },
    ]);
  });
});

describe('a client', () => {
  test('is told who comes and when, moves and asks until then, and reads nothing of the desk', async () => {
    const { repair } = dispatch;
    const number = await dispatch.order();
    const client = await aClient(number);
    expect(dispatch.buttonsOf(await dispatch.shown(client, `${number} · `))).toEqual([
      '📅 Перенести',
      '✖️ Отменить',
      '❓ Вопрос',
    ]);
    await client.presses('📅 Перенести');
    await client.reply({ contains: 'Когда вам удобно' });
    await client.sends('завтра с 10 до 14');
    await client.reply({ contains: 'перенести визит' });
    await client.presses('✅ Подтвердить');
    await client.reply({ contains: 'Готово' });
    await told(anna, 'клиент перенёс на');
    await anna.presses('👷 Назначить');
    await anna.reply({ contains: 'Кому предложить' });
    await dispatch.pressLike(anna, 'Сергей');
    await offered(master, number, '✅ Беру');
    await master.presses('✅ Беру');
    await told(client, 'приедет мастер Сергей');
    // A master has it: from now on it is a wish.
    await client.presses('📅 Перенести');
    await client.reply({ contains: 'Когда вам удобно' });
    await client.sends('послезавтра в 12');
    await client.reply({ contains: 'перенести визит' });
    await client.presses('✅ Подтвердить');
    await client.reply({ contains: 'Передал диспетчеру' });
    await anna.reply({ contains: 'клиент просит перенести' });
    expect(await dispatch.pressLike(anna, '✅ Перенести, как просит')).toBe('Готово');
    await told(client, 'Визит по заявке');
    await client.sends('А можно безналом?');
    await client.reply({ contains: 'Передал диспетчеру' });
    await anna.reply({ contains: 'А можно безналом?' });
    await anna.presses('💬 Ответить');
    await anna.reply({ contains: 'Что ответить' });
    await repair.restart();
    await anna.sends('Да, по ссылке');
    await anna.reply({ contains: 'ответ клиенту' });
    await anna.presses('✅ Отправить');
    await client.reply({ contains: 'Да, по ссылке' });
    await offered(master, number, '🚗 Выехал');
    await master.presses('🚗 Выехал');
    await master.reply({ contains: 'Через сколько' });
    await master.presses('30 мин');
    await told(client, 'выехал по заявке');
    await waitUntil(
      async () =>
        dispatch.buttonsOf(await dispatch.shown(client, `${number} · 🚗 Мастер в пути`)).join() === '❓ Вопрос',
      { what: 'a card that cannot be moved' },
    );
    // Neither what the desk notes nor anybody's number.
    expect(await client.shown()).not.toMatch(/Принята мастером|200.00|Анна/);
  });

  test('cancels with a reason before anybody is on the way, and everybody knows', async () => {
    const number = await dispatch.accepted();
    const client = await aClient(number, 'en');
    await client.presses('✖️ Cancel');
    await client.reply({ contains: 'Why do you cancel' });
    await client.presses('It works again');
    await client.reply({ contains: 'cancel the order' });
    await client.presses('✖️ Cancel the order');
    await client.reply({ contains: 'is cancelled' });
    await dispatch.becomes(number, 'cancelled');
    await told(master, 'отменена: It works again');
    await told(anna, 'отменена: It works again');
    expect(await dispatch.statusOf(number)).toBe('cancelled');
  });

  test('confirms another total than agreed, gets papers, and rates once; few stars call the desk', async () => {
    const { repair, kate } = dispatch;
    const number = await dispatch.accepted();
    const client = await aClient(number);
    await estimated(number);
    await dispatch.pressLike(client, '✅ Согласен');
    await dispatch.becomes(number, 'in_progress');
    await finished(number, '5000');
    await told(client, 'вместо согласованных');
    expect(await dispatch.pressLike(client, '✅ Подтверждаю')).toBe('Готово');
    await told(anna, 'клиент подтвердил сумму');
    await anna.sends(`/order ${number}`);
    // The card that stands there already follows the order, and is older than what was just confirmed.
    await waitUntil(async () => dispatch.buttonsOf(await anna.last()).includes('✅ Закрыть'), { what: 'the new card' });
    await anna.presses('✅ Закрыть');
    await told(client, 'Как всё прошло');
    await waitUntil(
      async () => (await client.transcript()).filter(({ document }) => document !== undefined).length === 2,
      {
        what: 'receipt and warranty card',
      },
    );
    expect(await dispatch.pressLike(client, '⭐️ 2')).toBe('Спасибо!');
    await client.reply({ contains: 'позвонит вам в ближайшие 15 минут' });
    expect(await dispatch.pressLike(client, '⭐️ 5')).toBe('Уже сделано ✓');
    await told(anna, 'клиент недоволен, позвоните ему');
    await told(kate, '2 stars of 5');
    await client.presses('💬 Добавить пару слов');
    await client.reply({ contains: 'понравилось' });
    await client.sends('Опоздал на час');
    await client.reply({ contains: 'отзыв' });
    await client.presses('✅ Отправить');
    await client.reply({ contains: 'Отзыв' });
    const { rows } = await repair.db.query(
      `select stars, comment, task.due_at - rating.at as within from repair.rating
       join repair.service_order on service_order.id = rating.order_id
       join repair.task on task.order_id = service_order.id and task.kind = 'bad_rating' where number = $1`,
      [number],
    );
    expect(rows).toMatchObject([{ stars: 2, comment: 'Опоздал на час', within: { minutes: 15 } }]);
  });

  test('who has blocked the bot is written to no more, and the desk is told to call', async () => {
    const { repair } = dispatch;
    const number = await dispatch.order();
    const client = await aClient(number);
    const { rows } = await repair.db.query<{ user_id: number }>(
      `select telegram_user_id as user_id from repair.client
       join repair.service_order on client_id = client.id where number = $1`,
      [number],
    );
    const actor = await repair.sim.user({
      id: rows[0]?.user_id ?? 0,
      first_name: 'Мария',
      language_code: 'ru',
    });
    await actor.blocks(botName);
    await anna.sends(`/order ${number}`);
    await offered(anna, number, '👷 Назначить');
    await anna.presses('👷 Назначить');
    await anna.reply({ contains: 'Кому предложить' });
    await dispatch.pressLike(anna, 'Сергей');
    await offered(master, number, '✅ Беру');
    await master.presses('✅ Беру');
    await cardSays(anna, number, 'заблокировал бота');
    await actor.unblocks(botName);
    await client.sends('/start');
    await cardSays(anna, number, 'следит за заявкой');
    await cardSays(client, number, 'Мастер назначен');
    expect(await dispatch.statusOf(number)).toBe('assigned');
  });

  test('has a link that opens for one person only, and a stranger has nothing without one', async () => {
    const { stranger } = dispatch.repair;
    const number = await dispatch.order();
    const token = await linkOf(number);
    const maria = await (await dispatch.repair.sim.user({ first_name: 'Мария', language_code: 'ru' })).with(botName);
    const other = await stranger.with(botName);
    await maria.sends(`/start ${token}`);
    await maria.reply({ contains: '/privacy' });
    await other.sends(`/start ${token}`);
    await other.reply({ contains: '/privacy' });
    await maria.presses('✅ Согласен');
    await maria.reply({ contains: 'бот будет писать сюда' });
    expect(await dispatch.pressLike(other, '✅ I agree')).toContain('Somebody else has opened this link');
    await other.sends(`/start c${'0'.repeat(30)}`);
    await other.reply({ contains: 'no such link' });
    await other.sends('hello');
    await other.reply({ contains: 'no access' });
    const { rows } = await dispatch.repair.db.query(
      `select position($1 in client_link::text) as found from repair.client_link`,
      [token],
    );
    expect(rows.every((row) => row['found'] === 0)).toBe(true);
  });
});

describe('what is kept of a client', () => {
  test('A13: is given to them, and forgotten with a receipt; no search finds a trace', async () => {
    const { repair } = dispatch;
    await anna.sends('Стиралка не сливает, Берёзовая аллея, 77, кв. 9, 8 916 777-66-55 Виктория, сегодня 15-18, 2500');
    await anna.reply({ contains: 'Проверьте заявку' });
    await anna.presses('✅ Создать');
    const number = /R-\d{4}-\d{6}/.exec(dispatch.textOf(await anna.reply({ contains: 'создана' })))?.[0] ?? '';
    const actor = await repair.sim.user({ first_name: 'Виктория', username: 'agrafena77', language_code: 'ru' });
    const client = await actor.with(botName);
    await client.sends(`/start ${await linkOf(number)}`);
    await client.reply({ contains: '/privacy' });
    await client.presses('✅ Согласен');
    await told(client, 'бот будет писать сюда');
    await client.sends('/privacy');
    await client.reply({ contains: 'Что о вас хранится' });
    await client.presses('📤 Мои данные файлом');
    expect((await client.reply({ contains: 'Всё, что о вас хранится' })).document?.file_name).toBe('my-data.json');
    expect(await dispatch.pressLike(client, '🗑 Забыть меня')).toContain('Есть открытая заявка');
    await client.presses('✖️ Отменить');
    await client.reply({ contains: 'Почему отменяете' });
    await client.sends('Виктория уехала на Берёзовую');
    await client.reply({ contains: 'отменить заявку' });
    await client.presses('✖️ Отменить заявку');
    await dispatch.becomes(number, 'cancelled');
    await told(client, 'отменена');
    const words = ['Виктория', 'Берёзовая', 'Берёзовую', '9167776655', 'agrafena77'];
    const schemas = ['repair', 'kit'];
    expect((await findResidue(repair.db, schemas, words)).map(({ table }) => table)).toContain('repair.client');
    await client.presses('🗑 Забыть меня');
    await client.reply({ contains: 'Вернуть их будет нельзя' });
    await client.presses('🗑 Да, удалить');
    const receipt = dispatch.textOf(await client.reply({ contains: 'мы вас больше не знаем' }));
    expect(receipt).toMatch(/repair\.client: 1/);
    expect(receipt).toMatch(/repair\.service_order: 1/);
    expect(await findResidue(repair.db, schemas, words)).toEqual([]);
    // What was sent as a file is kept for two days more, for calls that are made again.
    const left = new Set((await findResidue(repair.db, ['durabot'], words)).map(({ table }) => table));
    expect([...left].filter((table) => table !== 'durabot.outbox_file')).toEqual([]);
    const { rows } = await repair.db.query('select number, status from repair.service_order where number = $1', [
      number,
    ]);
    expect(rows).toEqual([{ number, status: 'cancelled' }]);
    await client.sends('/start');
    await client.reply({ contains: 'нет к нему доступа' });
  });
});

/** The master's report with one line, a picture and a warranty. */
async function finished(number: string, price: string): Promise<void> {
  await offered(master, number, '🛠 Сделано');
  await master.presses('🛠 Сделано');
  await master.reply({ contains: 'Что сделано' });
  await master.sends(`Замена насоса ${price}`);
  await master.reply({ contains: 'Что-нибудь ещё' });
  await master.presses('➡️ Дальше');
  await master.reply({ contains: 'Как клиент платит' });
  await master.presses('Карта');
  await master.reply({ contains: 'фото после работы' });
  await master.sends('', { photo: { base64: 'AAAA' } });
  await master.reply({ contains: 'гарантия' });
  await master.presses('90 дн.');
  await master.reply({ contains: 'больше чем на 10 %' });
  await master.sends('понадобился патрубок');
  await master.reply({ contains: 'отзыв' });
  await master.presses('Нет');
  await master.reply({ contains: 'работа сделана' });
  await master.presses('✅ Сдать работу');
  await dispatch.becomes(number, 'work_done');
}
