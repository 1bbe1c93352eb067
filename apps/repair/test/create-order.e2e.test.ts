import type { ActorChat, SimMessage } from '@durabot/simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { botName, startRepair, type RepairInSimulator } from './repair-in-simulator.ts';

let repair: RepairInSimulator;

beforeAll(async () => {
  repair = await startRepair();
  // Only somebody who has opened the bot can be written to.
  for (const person of [repair.anna, repair.olena, repair.kate]) {
    const chat = await person.with(botName);
    await chat.sends('/start');
    await chat.reply();
  }
});

afterAll(async () => {
  await repair.stop();
});

describe('taking an order', () => {
  test('seven steps make one order with its history, and the desk is told', async () => {
    const chat = await repair.anna.with(botName);
    await chat.sends('➕ Заявка');
    expect(textOf(await chat.reply())).toContain('Шаг 1 из 7 · Категория');
    await chat.presses('🧺 Стиральная машина');
    expect(textOf(await chat.reply())).toContain('Шаг 2 из 7 · Проблема');
    await chat.presses('Не сливает воду');
    expect(textOf(await chat.reply())).toContain('Шаг 3 из 7 · Телефон');
    await chat.sends('8 916 123-45-17 Анна');
    expect(textOf(await chat.reply())).toContain('Шаг 4 из 7 · Адрес');
    await chat.sends('Лесная ул., 5, кв. 12');
    expect(textOf(await chat.reply())).toContain('Шаг 5 из 7 · Когда');
    await chat.sends('завтра в 10');
    const price = textOf(await chat.reply());
    expect(price).toContain('вс 22 нояб., 10:00');
    expect(price).toContain('Шаг 6 из 7 · Цена');
    await chat.sends('2 500, запчасти отдельно');
    const card = textOf(await chat.reply());
    expect(card).toContain('Шаг 7 из 7');
    expect(card).toContain('+7 916 123 45 17, Анна');
    await chat.presses('✅ Создать');
    const created = textOf(await chat.reply());
    expect(created).toContain('Заявка R-2026-000001 создана');

    const { rows } = await repair.db.query(
      `select number, category, problem_tags, phone, wanted_from, price_estimate_minor, price_note from repair.service_order`,
    );
    expect(rows).toEqual([
      {
        number: 'R-2026-000001',
        category: 'washing_machine',
        problem_tags: ['drain'],
        phone: '+79161234517',
        wanted_from: new Date('2026-11-22T07:00:00Z'),
        price_estimate_minor: 250_000,
        price_note: 'запчасти отдельно',
      },
    ]);
    expect((await repair.db.query('select event, to_status from repair.order_history')).rows).toEqual([
      { event: 'submit', to_status: 'new' },
    ]);
    const olena = await repair.olena.with(botName);
    expect(textOf(await olena.reply({ contains: 'R-2026-000001' }))).toContain('Нова заявка');
    const kate = await repair.kate.with(botName);
    expect(textOf(await kate.reply({ contains: 'R-2026-000001' }))).toContain('New order');
    const group = await repair.anna.in(repair.groupId, botName);
    const notice = textOf(await group.reply({ contains: 'R-2026-000001' }));
    expect(notice).not.toContain('916 123 45 17');
    expect(notice).not.toContain('кв. 12');
    expect(await repair.db.query('select 1 from durabot.dialog')).toMatchObject({ rows: [] });
  });

  test('the phone of a known client offers repeat or warranty, and saved addresses', async () => {
    const chat = await repair.olena.with(botName);
    await chat.sends('/create_order');
    await chat.reply({ contains: 'Крок 1 з 7' });
    await chat.sends('пралка');
    await chat.reply({ contains: 'Крок 2 з 7' });
    await chat.sends('знову не зливає');
    await chat.reply({ contains: 'Крок 3 з 7' });
    await chat.presses('…45-17 Анна');
    expect(textOf(await chat.reply())).toContain('Анна');
    await chat.presses('За гарантією');
    await chat.reply({ contains: 'Крок 4 з 7' });
    await chat.presses('Лесная ул., 5, кв. 12');
    await chat.reply({ contains: 'Крок 5 з 7' });
    await chat.presses('⚡️ Зараз');
    await chat.reply({ contains: 'Крок 6 з 7' });
    await chat.presses('Пропустити');
    await chat.reply({ contains: 'Крок 7 з 7' });
    await chat.presses('✅ Створити');
    const created = textOf(await chat.reply());
    expect(created).toContain('R-2026-000002');
    expect(created).toContain('R-2026-000001');
    const { rows } = await repair.db.query(
      'select kind, previous_order_id is not null as follows from repair.service_order order by id desc limit 1',
    );
    expect(rows).toEqual([{ kind: 'warranty', follows: true }]);
  });

  test('a voice message is kept with the order, and a line is asked for that says it in words', async () => {
    const chat = await repair.anna.with(botName);
    await begin(chat);
    await chat.sends('', { voice: { base64: 'AAAA', duration: 4 } });
    await chat.reply({ contains: 'Запись сохранена' });
    await chat.sends('гудит при отжиме');
    await chat.reply({ contains: 'Шаг 3 из 7' });
    await chat.sends('+7 916 000-11-22');
    await chat.reply({ contains: 'Шаг 4 из 7' });
    await chat.sends('', { location: { latitude: 55.75, longitude: 37.62 } });
    await chat.reply({ contains: 'Шаг 5 из 7' });
    await chat.presses('Завтра');
    await chat.reply({ contains: 'Шаг 6 из 7' });
    await chat.presses('Пропустить');
    await chat.reply({ contains: 'Шаг 7 из 7' });
    await chat.presses('✅ Создать');
    await chat.reply({ contains: 'создана' });
    const { rows } = await repair.db.query(
      `select kind from repair.order_attachment where order_id = (select max(id) from repair.service_order)`,
    );
    expect(rows).toEqual([{ kind: 'voice' }]);
  });
});

describe('the same question with the same answers', () => {
  test('after a restart at every step (A1)', async () => {
    const chat = await repair.kate.with(botName);
    const answers: [step: number, act: () => Promise<unknown>][] = [
      [1, () => chat.sends('fridge')],
      [2, () => chat.sends('ice everywhere')],
      [3, () => chat.sends('+7 916 555-66-77 Ivan')],
      [4, () => chat.sends('Baker Street 221')],
      [5, () => chat.presses('Tomorrow')],
      [6, () => chat.presses('Skip')],
      [7, () => chat.presses('✅ Create')],
    ];
    await chat.sends('/create_order');
    for (const [step, act] of answers) {
      await chat.reply({ contains: `Step ${step} of 7` });
      await repair.restart();
      await act();
    }
    const created = textOf(await chat.reply({ contains: 'is created' }));
    for (const answer of ['Refrigerator', 'ice everywhere', 'Ivan', 'Baker Street 221'])
      expect(created).toContain(answer);
    const { rows } = await repair.db.query(
      `select count(*)::int as orders from repair.service_order where phone = '+79165556677'`,
    );
    expect(rows).toEqual([{ orders: 1 }]);
  });

  test('after twenty days: the draft is offered with what was entered and goes on (A2)', async () => {
    const chat = await repair.anna.with(botName);
    await begin(chat);
    await chat.sends('гудит и не греет');
    await chat.reply({ contains: 'Шаг 3 из 7' });
    repair.clock.addMs(20 * 24 * 3_600_000);
    await chat.sends('➕ Заявка');
    const offer = textOf(await chat.reply());
    expect(offer).toContain('Есть незаконченная заявка');
    expect(offer).toContain('шаг 3 из 7');
    expect(offer).toContain('гудит и не греет');
    await chat.presses('▶️ Продолжить');
    await chat.reply({ contains: 'Шаг 3 из 7' });
    await chat.sends('/cancel');
    await chat.reply({ contains: 'Удалить черновик?' });
    await chat.presses('🗑 Удалить');
    await chat.reply({ contains: 'удалён' });
  });
});

test('a draft that nobody comes back to is deleted after thirty days, and its card says so', async () => {
  const chat = await repair.kate.with(botName);
  await chat.sends('/create_order');
  await chat.reply({ contains: 'Step 1 of 7' });
  await chat.presses('🧊 Refrigerator');
  await chat.reply({ contains: 'Step 2 of 7' });
  await chat.presses('← Back');
  await chat.reply({ contains: 'Step 1 of 7' });
  repair.clock.addMs(31 * 24 * 3_600_000);
  expect(textOf(await chat.reply({ contains: 'The draft was deleted' }))).not.toContain('Step');
  const { rows } = await repair.db.query('select 1 from durabot.dialog where user_id = $1', [repair.kate.id]);
  expect(rows).toEqual([]);
});

test('drafts are kept beside each other: /start offers the newest, the other is one press away', async () => {
  const chat = await repair.olena.with(botName);
  await chat.sends('/create_order');
  await chat.reply({ contains: 'Крок 1 з 7' });
  await chat.sends('тв');
  await chat.reply({ contains: 'Крок 2 з 7' });
  await chat.sends('/create_order');
  await chat.reply({ contains: 'незавершена заявка' });
  await chat.presses('🆕 Почати заново');
  await chat.reply({ contains: 'Крок 1 з 7' });
  await chat.sends('бойлер');
  await chat.reply({ contains: 'Крок 2 з 7' });
  await chat.sends('/start');
  const offer = await chat.reply({ contains: 'незавершена заявка' });
  expect(textOf(offer)).toContain('Водонагрівач');
  const other = offer.reply_markup?.inline_keyboard?.flat().find(({ text }) => text.startsWith('▶️ Чернетка від'));
  await chat.presses(other?.text ?? 'there is no other draft');
  expect(textOf(await chat.reply())).toContain('Крок 2 з 7');
  const { rows } = await repair.db.query(
    `select status, data->'values'->'category'->>'id' as category from durabot.dialog
    where user_id = $1 order by status`,
    [repair.olena.id],
  );
  expect(rows).toEqual([
    { status: 'active', category: 'tv' },
    { status: 'parked', category: 'water_heater' },
  ]);
});

describe('presses and edits', () => {
  test('a double tap on the creating button makes one order and gets two polite answers (A3)', async () => {
    const chat = await repair.anna.with(botName);
    const card = await untilReview(chat);
    const presses = await Promise.all([
      chat.presses('✅ Создать', { message_id: card.message_id }),
      chat.presses('✅ Создать', { message_id: card.message_id }),
    ]);
    const toasts = await Promise.all(presses.map(async (pressed) => (await chat.answer(pressed)).text));
    expect(new Set(toasts)).toEqual(new Set(['Заявка создана', 'Уже сделано ✓']));
    const { rows } = await repair.db.query(
      `select count(*)::int as orders from repair.service_order where phone = '+79165550000'`,
    );
    expect(rows).toEqual([{ orders: 1 }]);
  });

  test('a button of an earlier step is out of date, and the present card comes anew (A4)', async () => {
    const chat = await repair.anna.with(botName);
    await chat.sends('➕ Заявка');
    const first = await chat.reply({ contains: 'Шаг 1 из 7' });
    await chat.sends('холодильник');
    await chat.reply({ contains: 'Шаг 2 из 7' });
    const pressed = await chat.presses('📺 Телевизор', { message_id: first.message_id });
    expect((await chat.answer(pressed)).text).toBe('Кнопка устарела');
    expect(textOf(await chat.reply())).toContain('Шаг 2 из 7');
    await chat.sends('отмена');
    await chat.reply({ contains: 'удалён' });
  });

  test('an answer edited before the order exists is taken and marked (A6)', async () => {
    const chat = await repair.anna.with(botName);
    await begin(chat);
    const sent = await chat.sends('гудит');
    await chat.reply({ contains: 'Шаг 3 из 7' });
    await chat.edits(sent.message_id, 'гудит и искрит');
    expect(textOf(await chat.reply())).toContain('Исправлено: Проблема');
    await chat.sends('/cancel');
    await chat.reply();
    await chat.presses('🗑 Удалить');
    await chat.reply({ contains: 'удалён' });
  });
});

test('a group gets a link to the private chat, and a stranger no dialog', async () => {
  const group = await repair.anna.in(repair.groupId, botName);
  await group.sends(`/create_order@${botName}`);
  expect(textOf(await group.reply())).toContain('личном чате');
  const stranger = await repair.stranger.with(botName);
  await stranger.sends('/create_order');
  expect(textOf(await stranger.reply())).toContain(String(repair.stranger.id));
});

async function begin(chat: ActorChat): Promise<void> {
  await chat.sends('➕ Заявка');
  await chat.reply({ contains: 'Шаг 1 из 7' });
  await chat.presses('🧺 Стиральная машина');
  await chat.reply({ contains: 'Шаг 2 из 7' });
}

async function untilReview(chat: ActorChat): Promise<SimMessage> {
  await begin(chat);
  await chat.sends('не включается');
  await chat.reply({ contains: 'Шаг 3 из 7' });
  await chat.sends('+7 916 555-00-00');
  await chat.reply({ contains: 'Шаг 4 из 7' });
  await chat.sends('Мира 1');
  await chat.reply({ contains: 'Шаг 5 из 7' });
  await chat.presses('⚡️ Сейчас');
  await chat.reply({ contains: 'Шаг 6 из 7' });
  await chat.presses('Пропустить');
  return chat.reply({ contains: 'Шаг 7 из 7' });
}

/** What a reader sees, whether the simulator has made entities of the markup or not. */
function textOf(message: SimMessage): string {
  return (message.text ?? '').replaceAll(/<[^>]*>/g, '');
}
