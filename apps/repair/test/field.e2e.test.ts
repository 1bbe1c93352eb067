import type { ActorChat, SimMessage } from '@durabot/simulator';
import { aJpeg, waitUntil } from '@durabot/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aDispatch, type Dispatch } from './a-dispatch.ts';

let dispatch: Dispatch;
let anna: ActorChat;
let master: ActorChat;
beforeAll(async () => {
  dispatch = await aDispatch({ masters: 1 });
  ({ anna, master } = dispatch);
});
afterAll(async () => {
  await dispatch.repair.stop();
});
beforeEach(async () => {
  await dispatch.repair.db.query(`update repair.master set status = 'on_shift', capacity_per_day = 100`);
  await dispatch.repair.db.query('delete from kit.notice');
});

const aPhoto = (n: number) => ({ photo: { base64: Buffer.from(`photo ${n}`).toString('base64') } });

async function onSite(): Promise<string> {
  const number = await dispatch.accepted();
  await master.presses('🏠 На месте');
  await dispatch.becomes(number, 'in_progress');
  await dispatch.offers(master, number, '📋 Осмотр');
  return number;
}

const told = (chat: ActorChat, number: string, text: string): Promise<void> =>
  waitUntil(
    async () =>
      (await chat.transcript()).some((one) => (one.text ?? '').includes(number) && (one.text ?? '').includes(text)),
    { what: `${text} about ${number}` },
  );

const isPicture = (chat: ActorChat) => async () => (await chat.transcript()).at(-1)?.photo !== undefined;

async function findOne<Row extends object>(sql: string, number: string): Promise<Row | undefined> {
  return (await dispatch.repair.db.query<Row>(sql, [number])).rows[0];
}

test('A5: album of 10 with 8 s stragglers is one set, with its words; the voice is kept, and photos come back', async () => {
  const { repair } = dispatch;
  const number = await onSite();
  await master.presses('📋 Осмотр');
  await master.reply({ contains: 'Пришлите фото до' });
  const album = await master.sendsAlbum(
    Array.from({ length: 8 }, (_, index) => aPhoto(index)),
    'Потёк',
  );
  const asked = await master.reply({ contains: 'Что не так' });
  expect(dispatch.textOf(asked)).toContain('📷 8 фото');
  repair.clock.addMs(8_000);
  await master.sends('', { ...aPhoto(8), media_group: album.media_group_id });
  await master.sends('', { voice: { base64: 'AAAA' } });
  await master.reply({ contains: 'Запись сохранена' });
  await master.sends('течёт сальник бака');
  await master.reply({ contains: 'Какая модель' });
  await master.sends('Bosch WLG 20060');
  await master.reply({ contains: 'Серийный номер' });
  await master.presses('Не знаю');
  await master.reply({ contains: 'Сколько лет' });
  await master.presses('5 лет');
  expect(dispatch.textOf(await master.reply({ contains: 'осмотр' }))).toContain('📷 9 фото');
  await master.presses('✅ Подтвердить');
  await master.reply({ contains: 'готово' });
  repair.clock.addMs(8_000);
  await master.sends('', { ...aPhoto(9), media_group: album.media_group_id, caption: 'шильдик' });
  expect(dispatch.textOf(await master.reply({ contains: 'Добавлено' }))).toContain('всего 10 фото');
  const set = await findOne<{ photos: number; words: number; albums: number }>(
    `select count(*) as photos, count(caption) as words, count(distinct album_id) as albums
     from repair.visit_photo join repair.visit on visit.id = visit_id
     join repair.service_order on service_order.id = visit.order_id where number = $1 and stage = 'before'`,
    number,
  );
  expect(set).toEqual({ photos: 10, words: 2, albums: 1 });
  await told(anna, number, 'осмотрел технику');
  await told(master, number, 'течёт сальник бака');
  await press(number, '📷 Фото');
  const isSent = async (): Promise<readonly SimMessage[]> =>
    (await master.transcript()).filter((message) => !message.outgoing && message.photo !== undefined);
  await waitUntil(async () => (await isSent()).length === 10, { what: 'ten photos' });
});

test('photos with their place: the desk reads where, and what Telegram has forgotten is sent from what was kept', async () => {
  const { db } = dispatch.repair;
  const number = await onSite();
  await master.presses('📋 Осмотр');
  await master.reply({ contains: 'Пришлите фото до' });
  await master.presses('📍 С геометкой');
  await master.reply({ contains: 'файлом' });
  const bytes = aJpeg({ latitude: 59.25, longitude: 30.5 });
  await master.sends('', { document: { base64: bytes.toString('base64'), name: 'IMG_1.jpg' } });
  expect(dispatch.textOf(await master.reply({ contains: 'Что не так' }))).not.toContain('сжал');
  await master.sends('течёт сальник бака');
  await master.reply({ contains: 'Какая модель' });
  for (const next of ['Серийный номер', 'Сколько лет', 'осмотр']) {
    await master.presses('Не знаю');
    await master.reply({ contains: next });
  }
  await master.presses('✅ Подтвердить');
  await master.reply({ contains: 'готово' });
  const kept = () =>
    findOne<{ hash: string | null }>(
      `select visit_photo.hash from repair.visit_photo join repair.visit on visit.id = visit_id
       join repair.service_order on service_order.id = visit.order_id where number = $1`,
      number,
    );
  await waitUntil(async () => ((await kept())?.hash ?? null) !== null, { what: 'the photo to be kept' });
  // The card follows by itself.
  await told(master, number, '📍 Фото сделаны: на карте');
  await db.query(`update repair.visit_photo set file_id = 'AgADAgADbogus' where hash = $1`, [(await kept())?.hash]);
  await press(number, '📷 Фото');
  await waitUntil(async () => (await master.transcript()).some((one) => !one.outgoing && one.document !== undefined), {
    what: 'the file that was kept',
  });
  const sent = (await master.transcript()).findLast((one) => one.document !== undefined);
  expect(sent?.caption).toContain('https://maps.google.com/?q=59.25,30.5');
});

test('another device shares the visit, stands on both cards, and is paid on its own or together', async () => {
  const first = await onSite();
  await master.presses('➕ Ещё техника');
  await master.reply({ contains: 'Что нужно починить' });
  await master.sends('Холодильник');
  await master.reply({ contains: 'Что случилось' });
  await master.sends('не морозит');
  await master.reply({ contains: 'ещё техника' });
  await master.presses('✅ Подтвердить');
  const made = dispatch.textOf(await master.reply({ contains: 'один визит' }));
  const second = /R-\d{4}-\d{6}/.exec(made)?.[0] ?? '';
  await dispatch.becomes(second, 'in_progress');
  await dispatch.offers(master, second, '🛠 Сделано');
  expect(dispatch.textOf(await dispatch.shown(master, first))).toContain(second);
  await finish(first, 'Наличные');
  await finish(second, 'Вместе с');
  const paid = await findOne<{ method: string; external_ref: string }>(
    `select method, external_ref from repair.payment join repair.service_order on service_order.id = order_id
     where number = $1`,
    second,
  );
  expect(paid).toEqual({ method: 'cash', external_ref: first });
});

async function finish(number: string, pay: string): Promise<void> {
  await master.sends('/my');
  await waitUntil(async () => dispatch.buttonsOf(await master.last()).includes(number), { what: 'my orders' });
  await master.presses(number);
  await waitUntil(async () => dispatch.textOf(await master.last()).startsWith(number), { what: 'the card' });
  await master.presses('🛠 Сделано');
  await report(pay);
  await master.reply({ contains: 'работа сделана' });
  await master.presses('✅ Сдать работу');
  await dispatch.becomes(number, 'work_done');
}

/** The usual questions of the report. */
async function report(pay: string): Promise<void> {
  await master.reply({ contains: 'Что сделано' });
  await master.sends('Ремонт 2000');
  await master.reply({ contains: 'Итого' });
  await master.presses('➡️ Дальше');
  await master.reply({ contains: 'Как клиент платит' });
  await dispatch.pressLike(master, pay).catch(() => '');
  await master.reply({ contains: 'Пришлите фото' });
  await master.sendsAlbum([aPhoto(20), aPhoto(21)]);
  await master.reply({ contains: 'На сколько дней' });
  await master.presses('90 дн.');
  await master.reply({ contains: 'отзыв' });
  await master.presses('Нет');
}

test('an admin gives orders a type with a field of its own; a new order is asked for it, and is not made without', async () => {
  const { repair, kate } = dispatch;
  await kate.sends('/types');
  const list = await kate.reply({ contains: 'Types of orders' });
  expect(dispatch.textOf(list)).toContain('⭐️ On site');
  await kate.presses('➕ Order type');
  await kate.reply({ contains: 'What is the type called' });
  await kate.sends('Установка');
  await kate.presses('✅ Confirm', { message_id: (await kate.reply({ contains: 'New order type' })).message_id });
  await kate.reply({ contains: 'Saved' });
  await kate.presses('⚙️ Open the type');
  await kate.reply({ contains: 'waits for a master' });
  await kate.presses('🏭 Make it: at the workshop');
  await kate.reply({ contains: 'no address is asked' });
  await kate.presses('📝 Fields · 0');
  await kate.reply({ contains: 'Fields of' });
  await kate.presses('➕ Field');
  await kate.reply({ contains: 'What is the field called' });
  await kate.sends('Корпус');
  await kate.reply({ contains: 'What is written' });
  await kate.presses('choice');
  await kate.reply({ contains: 'What can be chosen' });
  await kate.sends('чёрный, белый');
  await kate.reply({ contains: 'When can it not be left out' });
  await kate.presses('required in a new order');
  await kate.reply({ contains: 'New field' });
  await kate.presses('✅ Confirm');
  await kate.reply({ contains: 'Saved' });

  await anna.sends('/create_order');
  expect(dispatch.buttonsOf(await anna.reply({ contains: 'Шаг 1 из 8 · Вид' }))).toContain('Выезд · обычно');
  await anna.presses('Установка');
  await anna.reply({ contains: 'Категория' });
  await anna.sends('стиралка');
  await anna.reply({ contains: 'Проблема' });
  await anna.sends('новая, подключить');
  await anna.reply({ contains: 'Телефон' });
  await anna.sends('8 916 300-00-01 Ольга');
  // Nobody goes anywhere: the address is not asked.
  await anna.reply({ contains: 'Когда' });
  await anna.presses('Завтра');
  await anna.reply({ contains: 'Цена' });
  await anna.presses('Пропустить');
  const asked = await anna.reply({ contains: 'Корпус' });
  expect(dispatch.buttonsOf(asked)).toEqual(['чёрный', 'белый', '← Назад', '✖ Отмена']);
  await anna.sends('зелёный');
  await anna.reply({ contains: 'Выберите одну из кнопок' });
  await anna.sends('Белый');
  const review = await anna.reply({ contains: 'Проверьте заявку' });
  expect(dispatch.textOf(review)).toContain('Корпус: белый');
  await anna.presses('✅ Создать');
  const created = dispatch.textOf(await anna.reply({ contains: 'создана' }));
  expect(created).toContain('🗂 Установка');
  expect(created).toContain('Адрес: 🏭 в мастерской');
  expect(created).toContain('Корпус: белый');
  await anna.sends('/find белый');
  await anna.reply({ contains: 'новая, подключить' });
  await repair.db.query('update repair.order_type set is_active = false where key is null');
}, 30_000);

test('a checklist is pressed through; what failed makes one order, and the report asks for what is still missing', async () => {
  const { repair } = dispatch;
  await repair.db.query(
    `update repair.order_type
     set checklist = '["Шланг цел", "Слив чист"]',
         fields = '[{"key": "model", "label": "Модель", "kind": "text", "required": "finish"}]'
     where is_default`,
  );
  const number = await onSite();
  await press(number, '☑️ Чек-лист');
  await master.reply({ contains: 'чек-лист 0/2' });
  await master.presses('⬜ Шланг цел');
  await master.reply({ contains: 'чек-лист 1/2' });
  await master.presses('✅ Шланг цел');
  const first = await master.reply({ contains: '❌ 1' });
  // The list stands in the chat twice: what is pressed under one is still offered under the other.
  await press(number, '☑️ Чек-лист');
  const second = await master.reply({ contains: '❌ 1' });
  const toasts: (string | undefined)[] = [];
  for (const { message_id } of [first, second]) {
    const pressed = await master.presses('➕ Новая заявка: Шланг цел', { message_id });
    toasts.push((await master.answer(pressed)).text);
  }
  expect(toasts).toEqual([expect.stringContaining('Создана R-'), 'Уже сделано ✓']);
  const made = await repair.db.query<{ number: string; previous: string; problem: string; same: boolean }>(
    `select made.number, first.number as previous, made.problem_text as problem,
            made.client_id = first.client_id and made.address_id = first.address_id as same
     from repair.service_order as made join repair.service_order as first on first.id = made.previous_order_id
     where first.number = $1`,
    [number],
  );
  expect(made.rows).toEqual([{ number: expect.any(String), previous: number, problem: 'Шланг цел', same: true }]);
  await press(number, '🛠 Сделано');
  await report('Наличные');
  await master.reply({ contains: 'Модель' });
  await master.sends('WLG 20060');
  await master.reply({ contains: 'осталась 1 строка' });
  await master.presses('Сдать всё равно');
  await master.reply({ contains: 'работа сделана' });
  await master.presses('✅ Сдать работу');
  await dispatch.becomes(number, 'work_done');
  // The question before the end has the model, too; the checklist stands on the order's card alone.
  await waitUntil(
    async () => dispatch.textOf(await dispatch.shown(master, 'Чек-лист 0/2, ❌ 1')).includes('Модель: WLG 20060'),
    { what: 'checklist and model on the card' },
  );
  await repair.db.query(`update repair.order_type set checklist = '[]', fields = '[]'`);
}, 30_000);

test('the desk tells by phone what happened half an hour ago, and both times are kept', async () => {
  const number = await dispatch.accepted();
  await anna.sends(`/order ${number}`);
  await dispatch.offers(anna, number, '🏠 На месте');
  await anna.presses('🏠 На месте');
  await anna.reply({ contains: 'Когда это было' });
  await anna.presses('30 мин назад');
  await dispatch.becomes(number, 'in_progress');
  const kept = await findOne<{ minutes: number; reason: string }>(
    `select round(extract(epoch from history.at - said_at) / 60)::int as minutes, history.reason
     from repair.order_history as history join repair.service_order on service_order.id = order_id
     where number = $1 and event = 'arrive'`,
    number,
  );
  expect(kept).toEqual({ minutes: 30, reason: 'по звонку' });
});

test('an hour before, and in the fourth hour on site, the master answers by one press', async () => {
  const { repair } = dispatch;
  const late = await dispatch.accepted();
  const never = await dispatch.accepted();
  repair.clock.addMs(125 * 60_000);
  await told(master, late, 'визит через час');
  await told(master, never, 'визит через час');
  await press(late, '⏰ Опаздываю…');
  await master.reply({ contains: 'На сколько' });
  await repair.db.query('delete from kit.notice');
  await master.presses('30 мин');
  await told(anna, late, 'опоздание около 30 мин');
  await press(never, '😟 Не успеваю');
  await told(anna, never, 'не успевает');
  const there = await onSite();
  repair.clock.addMs(241 * 60_000);
  await told(master, there, 'Всё в порядке?');
  await repair.db.query('delete from kit.notice');
  await press(there, '🆘 Нужна помощь');
  await told(anna, there, 'нужна помощь');
  expect(await press(there, '👌 Да')).toMatch(/Готово|Карточка обновлена/);
});

/** Presses a button under the newest message about an order that has it. */
async function press(number: string, button: string): Promise<string> {
  const under = async (): Promise<SimMessage | undefined> =>
    (await master.transcript()).findLast(
      (message) => (message.text ?? '').includes(number) && dispatch.buttonsOf(message).includes(button),
    );
  await waitUntil(async () => (await under()) !== undefined, { what: `${button} under ${number}` });
  const message = await under();
  const pressed = await master.presses(button, message === undefined ? {} : { message_id: message.message_id });
  return (await master.answer(pressed)).text ?? '';
}

test('the day is a list with a way to each client, and a picture; so is the board', async () => {
  const number = await dispatch.accepted();
  await master.sends('/day');
  const day = await master.reply({ contains: 'Сегодня' });
  expect(dispatch.textOf(day)).toContain(number);
  expect(JSON.stringify(day.entities)).toContain('maps.google.com');
  await master.presses('🖼 Картинкой');
  await waitUntil(isPicture(master), { what: 'the picture of the day' });
  await anna.sends('/board');
  await anna.reply({ contains: 'Доска' });
  await anna.presses('🖼 Картинкой');
  await waitUntil(isPicture(anna), { what: 'the picture of the board' });
});

test('a shift is planned for the week, and who goes hands over what they choose', async () => {
  const number = await dispatch.accepted();
  await master.sends('/shift');
  await master.reply({ contains: 'в смене' });
  await master.presses('📅 График на неделю');
  const week = await master.reply({ contains: 'График на 7 дней' });
  const [, tomorrow = ''] = dispatch.buttonsOf(week);
  expect(tomorrow).toContain('не планирую');
  await master.presses(tomorrow);
  await master.reply({ contains: 'во сколько' });
  await master.presses('9–18');
  const planned = await master.reply({ contains: 'График на 7 дней' });
  expect(dispatch.buttonsOf(planned)[1]).toContain('09:00–18:00');
  await master.sends('/shift');
  await master.reply({ contains: 'в смене' });
  await master.presses('⚪️ Закончить смену');
  await master.reply({ contains: 'Какие передать' });
  await dispatch.pressLike(master, `🔄 Передать ${number}`);
  await dispatch.becomes(number, 'new');
  await dispatch.pressLike(master, '⚪️ Закончить смену').catch(() => '');
  await dispatch.pressLike(master, 'Закончить всё равно').catch(() => '');
  await waitUntil(
    async () => (await dispatch.repair.db.query(`select 1 from repair.master where status = 'off'`)).rows.length === 1,
    { what: 'the end of the shift' },
  );
});
