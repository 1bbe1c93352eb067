import type { ActorChat, SimMessage } from '@durabot/simulator';
import { waitUntil } from '@durabot/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aDispatch, type Dispatch } from './a-dispatch.ts';
import { botName } from './repair-in-simulator.ts';

let dispatch: Dispatch;
let anna: ActorChat;
let master: ActorChat;
beforeAll(async () => {
  dispatch = await aDispatch({ masters: 3 });
  ({ anna, master } = dispatch);
});
afterAll(async () => {
  await dispatch.repair.stop();
});
beforeEach(async () => {
  // Each test has masters who are free, and people who have not been told ten things within the hour.
  await dispatch.repair.db.query(`update repair.master set status = 'on_shift', capacity_per_day = 100`);
  await dispatch.repair.db.query('delete from kit.notice');
});

const count = async (sql: string, number: string): Promise<number> => {
  const { rows } = await dispatch.repair.db.query<{ count: number }>(
    `select count(*) as count from ${sql} join repair.service_order on service_order.id = order_id where number = $1`,
    [number],
  );
  return rows[0]?.count ?? 0;
};

describe('an order from the offer to the close', () => {
  test('goes through all hands by buttons, over a restart, and no group reads a phone (R10, A1)', async () => {
    const { repair, textOf } = dispatch;
    const number = await dispatch.order('8 916 123-45-17');
    await anna.presses('👷 Назначить');
    await anna.reply({ contains: 'Кому предложить' });
    await dispatch.pressLike(anna, 'Сергей');
    await anna.reply({ contains: 'Предложено: Сергей' });
    await dispatch.offers(master, number, '✅ Беру');
    const offer = textOf(await dispatch.shown(master, number));
    expect(offer).toContain('Ответьте до');
    expect(offer).not.toContain('123 45 17');
    expect(offer).not.toContain('кв. 12');
    await master.presses('✅ Беру');
    await dispatch.offers(master, number, '🚗 Выехал');
    const card = textOf(await dispatch.shown(master, number));
    expect(card).toContain('+7 916 123 45 17');
    expect(card).toContain('кв. 12');
    await anna.reply({ contains: 'взял мастер Сергей' });

    await master.presses('🚗 Выехал');
    await master.reply({ contains: 'Через сколько' });
    await master.presses('30 мин');
    await dispatch.becomes(number, 'in_progress');
    await dispatch.offers(master, number, '🏠 На месте');
    await master.presses('🏠 На месте');
    await dispatch.offers(master, number, '🛠 Сделано');
    await master.presses('🛠 Сделано');
    await master.reply({ contains: 'Что сделано' });
    await master.sends('Замена насоса 3000');
    await master.reply({ contains: 'Итого' });
    await master.presses('+ Запчасть');
    await master.reply({ contains: 'Какая запчасть' });
    await master.sends('Насос 1300');
    expect(textOf(await master.reply({ contains: 'Итого' }))).toMatch(/4\s300/);
    await repair.restart();
    await master.presses('➡️ Дальше');
    await master.reply({ contains: 'Как клиент платит' });
    await master.presses('Частями');
    await master.reply({ contains: 'Сколько чем' });
    await master.sends('2000 наличными, 2300 картой');
    await master.reply({ contains: 'Пришлите фото' });
    await repair.restart();
    await master.sendsAlbum([
      { photo: { base64: 'AAAA' } },
      { photo: { base64: 'AAAB' } },
      { photo: { base64: 'AAAC' } },
    ]);
    await master.reply({ contains: 'На сколько дней' });
    await master.presses('90 дн.');
    await master.reply({ contains: 'отзыв' });
    await master.presses('Да');
    expect(textOf(await master.reply({ contains: 'работа сделана' }))).toMatch(/4\s300/);
    await master.presses('✅ Сдать работу');
    await dispatch.becomes(number, 'work_done');
    expect(await count('repair.payment', number)).toBe(2);
    expect(await count('repair.order_line', number)).toBe(2);
    const photos = `(select order_id from repair.visit_photo join repair.visit on visit.id = visit_id) as photo`;
    expect(await count(photos, number)).toBe(3);

    await anna.reply({ contains: 'Сергей закончил' });
    await anna.presses('📄 Открыть');
    await dispatch.offers(anna, number, '✅ Закрыть');
    await anna.presses('✅ Закрыть');
    await dispatch.becomes(number, 'closed');
    await master.reply({ contains: 'ваша доля' });

    const group = await repair.anna.in(repair.groupId);
    await waitUntil(async () => (await group.shown()).includes('Завершена'), { what: 'the card of the group' });
    expect(await group.shown()).not.toMatch(/123.?45.?17|кв\. 12/);
  });
});

describe('who is first', () => {
  test('two dispatchers offer at once: one offer, and the other reads whose it is (R1)', async () => {
    const { kate } = dispatch;
    const number = await dispatch.order();
    await kate.sends(`/order ${number}`);
    await dispatch.offers(kate, number, '👷 Assign');
    await anna.presses('👷 Назначить');
    await anna.reply({ contains: `Кому предложить ${number}` });
    await kate.presses('👷 Assign');
    await kate.reply({ contains: `Who gets ${number}` });
    const answers = await Promise.all([dispatch.pressLike(anna, 'Сергей'), dispatch.pressLike(kate, 'Иван')]);
    await dispatch.becomes(number, 'offering');
    expect(await count('repair.offer', number)).toBe(1);
    expect(answers.filter((answer) => /^(Готово|Done)/.test(answer))).toHaveLength(1);
    expect(answers.filter((answer) => /^(Kate: уже предложено|Анна has already offered it)/.test(answer))).toHaveLength(
      1,
    );
  });

  test('a master who taps twice takes it once and reads two polite answers (A3)', async () => {
    const number = await dispatch.order();
    await offerTo(number, 'Сергей');
    await dispatch.offers(master, number, '✅ Беру');
    const presses = await Promise.all([master.presses('✅ Беру'), master.presses('✅ Беру')]);
    const answers = await Promise.all(presses.map(async (pressed) => (await master.answer(pressed)).text));
    expect(new Set(answers)).toEqual(new Set(['Готово', 'Уже сделано ✓']));
    expect(await count('repair.visit', number)).toBe(1);
  });

  test('a button that others have made stale tells so, and the card is fresh (A4)', async () => {
    const [, ivan = master] = dispatch.masters;
    const number = await dispatch.order();
    await anna.presses('📄 Открыть');
    await dispatch.offers(anna, number, '👷 Назначить');
    await anna.presses('👷 Назначить');
    await anna.reply({ contains: `Кому предложить ${number}` });
    const { kate } = dispatch;
    await kate.sends(`/order ${number}`);
    await dispatch.offers(kate, number, '👷 Assign');
    await kate.presses('👷 Assign');
    await kate.reply({ contains: `Who gets ${number}` });
    await dispatch.pressLike(kate, 'Иван');
    await dispatch.offers(ivan, number, '✅ Беру');
    await ivan.presses('✅ Беру');
    await dispatch.becomes(number, 'assigned');
    expect(await dispatch.pressLike(anna, 'Сергей')).toContain('Принята мастером');
    const cards = (await anna.transcript()).filter((message) => dispatch.textOf(message).includes(number));
    await waitUntil(async () =>
      (await anna.transcript()).some(
        (message) => dispatch.textOf(message).includes(number) && dispatch.textOf(message).includes('Мастер: Иван'),
      ),
    );
    expect(cards.length).toBeGreaterThan(0);
  });

  test('cancelling and accepting in one moment: one of them holds, and the loser is told (R4)', async () => {
    const number = await dispatch.order();
    await offerTo(number, 'Сергей');
    await dispatch.offers(master, number, '✅ Беру');
    await anna.sends(`/order ${number}`);
    await dispatch.offers(anna, number, '✖️ Отменить заявку');
    await anna.presses('✖️ Отменить заявку');
    await anna.reply({ contains: 'Почему' });
    await anna.presses('Передумал');
    await anna.reply({ contains: 'отменить' });
    const [, accepted] = await Promise.all([anna.presses('✅ Подтвердить'), master.presses('✅ Беру')]);
    const answer = (await master.answer(accepted)).text ?? '';
    await waitUntil(async () => ['assigned', 'cancelled'].includes(await dispatch.statusOf(number)));
    const status = await dispatch.statusOf(number);
    // Whoever came second reads what has happened, and nothing is half done.
    expect(answer).toContain(status === 'assigned' ? 'Готово' : 'отозвано');
    await anna.reply({ contains: status === 'assigned' ? 'не получилось' : 'готово' });
  });
});

describe('nobody takes it', () => {
  test('who declines is followed by the next; when all have, the order is back and the desk knows (R3)', async () => {
    const { kate, masters } = dispatch;
    const number = await dispatch.order();
    await anna.presses('👷 Назначить');
    await anna.reply({ contains: 'Кому предложить' });
    await anna.presses('🎯 По очереди');
    const asked = new Set<ActorChat>();
    for (let round = 0; round < masters.length; round++) {
      const next = await whoIsAsked(number, asked);
      asked.add(next);
      await next.presses('❌ Не могу');
      await next.reply({ contains: 'Почему' });
      await next.presses('Занят');
    }
    await dispatch.becomes(number, 'new');
    expect(asked.size).toBe(3);
    await anna.reply({ contains: 'никто не взял' });
    await waitUntil(async () => (await kate.shown()).includes(`${number}: `), { what: 'word for the admin' });
    expect(await count('repair.order_decline', number)).toBe(3);
  });
});

describe('on the way', () => {
  test('a client who does not answer is tried three times within half an hour (R5)', async () => {
    const { repair } = dispatch;
    const number = await dispatch.accepted();
    expect(await dispatch.pressLike(master, '📵')).toContain('Попытка 1');
    expect(await dispatch.pressLike(master, '📵')).toContain('Напишите');
    expect(dispatch.textOf(await master.reply({ contains: 'чтобы скопировать' }))).toContain(
      'не может до вас дозвониться',
    );
    expect(await dispatch.pressLike(master, '📵')).toContain('Попытка 3');
    expect(await dispatch.statusOf(number)).toBe('assigned');
    repair.clock.addMs(31 * 60_000);
    expect(await dispatch.pressLike(master, '📵')).toContain('Визит снят');
    await dispatch.becomes(number, 'on_hold');
    const { rows } = await repair.db.query('select hold_until from repair.service_order where number = $1', [number]);
    expect(rows).toEqual([{ hold_until: new Date('2026-11-22T07:00:00Z') }]);
    await anna.reply({ contains: 'визит снят' });
  });

  test('what a master has pressed can be taken back for a minute, and no longer (R11)', async () => {
    const { repair } = dispatch;
    const number = await dispatch.accepted();
    await dispatch.offers(master, number, '↩️ Отменить');
    expect(await dispatch.pressLike(master, '↩️ Отменить')).toBe('Готово');
    await dispatch.becomes(number, 'new');
    await waitUntil(async () => !dispatch.textOf(await dispatch.shown(master, number)).includes('кв. 12'), {
      what: 'the address to be hidden again',
    });
    const other = await dispatch.accepted();
    repair.clock.addMs(62_000);
    await waitUntil(async () => !dispatch.buttonsOf(await dispatch.shown(master, other)).includes('↩️ Отменить'), {
      what: 'the button to go',
    });
    expect(await dispatch.statusOf(other)).toBe('assigned');
  });

  test('nothing waits without a date, in any words; and the questions outlive a restart (R7, A1)', async () => {
    const { repair } = dispatch;
    const number = await dispatch.accepted();
    await master.presses('⏸ Пауза');
    await master.reply({ contains: 'Почему пауза' });
    await master.presses('ждём запчасти');
    const asked = await master.reply({ contains: 'Без даты' });
    expect(dispatch.buttonsOf(asked)).not.toContain('Пропустить');
    await master.sends('когда-нибудь');
    await master.reply({ contains: 'Нужен день в будущем' });
    await repair.restart();
    await master.sends('вчера');
    await master.reply({ contains: 'Нужен день в будущем' });
    expect(await dispatch.statusOf(number)).toBe('assigned');
    await master.sends('завтра в 10');
    await master.reply({ contains: 'Кто действует' });
    await master.presses('мастер');
    await master.reply({ contains: 'пауза' });
    await master.presses('✅ Подтвердить');
    await dispatch.becomes(number, 'on_hold');
    const { rows } = await repair.db.query(
      'select hold_reason, hold_until, hold_next_step_by from repair.service_order where number = $1',
      [number],
    );
    expect(rows).toEqual([
      { hold_reason: 'parts', hold_until: new Date('2026-11-22T07:00:00Z'), hold_next_step_by: 'master' },
    ]);
  });

  test('a refusal at the door keeps its reason and the fee that was paid', async () => {
    const { repair } = dispatch;
    const number = await dispatch.accepted();
    await master.presses('🏠 На месте');
    await dispatch.becomes(number, 'in_progress');
    await dispatch.offers(master, number, '🙅 Отказ клиента');
    await master.presses('🙅 Отказ клиента');
    await master.reply({ contains: 'Почему клиент отказался' });
    await repair.restart();
    await master.presses('Дорого');
    await master.reply({ contains: 'Сколько клиент платит' });
    await master.sends('500');
    await master.reply({ contains: 'уже заплатил' });
    await master.presses('Наличные');
    await master.reply({ contains: 'отказ клиента' });
    await master.presses('✅ Подтвердить');
    await dispatch.becomes(number, 'refused');
    const { rows } = await repair.db.query(
      'select refusal_reason, fee_minor, fee_state from repair.service_order where number = $1',
      [number],
    );
    expect(rows).toEqual([{ refusal_reason: 'Дорого', fee_minor: 50_000, fee_state: 'paid' }]);
  });
});

describe('by itself', () => {
  test('an offer without an answer runs out, and its dispatcher is told', async () => {
    const { repair } = dispatch;
    const number = await dispatch.order();
    await offerTo(number, 'Сергей');
    await dispatch.offers(master, number, '✅ Беру');
    repair.clock.addMs(11 * 60_000);
    await dispatch.becomes(number, 'new');
    const isOver = async (): Promise<boolean> =>
      (await master.transcript()).some(
        ({ text = '' }) => text.includes(number) && text.includes('больше не действует'),
      );
    await waitUntil(isOver, { what: 'the end of the offer on its card' });
    expect(dispatch.textOf(await anna.reply({ contains: 'ответа нет' }))).toContain(number);
  });

  test('the board counts and opens what is without a master', async () => {
    const number = await dispatch.order();
    await anna.sends('/board');
    await anna.reply({ contains: 'Доска' });
    await dispatch.pressLike(anna, '🟡 Без мастера');
    expect(dispatch.textOf(await anna.reply({ contains: 'R-2026' }))).toContain('R-2026');
    await anna.sends('/find Лесная');
    expect(dispatch.textOf(await anna.reply({ contains: 'R-2026' }))).toContain('R-2026');
    await anna.sends('/masters');
    expect(dispatch.textOf(await anna.reply({ contains: 'Сергей' }))).toContain('в смене');
    await anna.sends('/today');
    expect(dispatch.textOf(await anna.reply({ contains: 'R-2026' }))).toContain('R-2026');
    expect(number).toMatch(/^R-2026-/);
  });
});

describe('a group of a master’s own', () => {
  test('is where the offer goes, without the phone before and with it after, and nobody else presses (R10)', async () => {
    const { repair } = dispatch;
    const [, , petr = repair.sergey] = repair.masters;
    const { id } = await repair.sim.group({
      type: 'group',
      title: 'Пётр',
      members: [petr.id, repair.stranger.id, botName],
    });
    const own = await petr.in(id, botName);
    await own.sends('/here');
    await own.reply({ contains: 'в эту группу' });
    const number = await dispatch.order('8 916 123-45-18');
    await offerTo(number, 'Пётр');
    await dispatch.offers(own, number, '✅ Беру');
    expect(await own.shown()).not.toMatch(/123.?45.?18|кв\. 12/);
    expect(await dispatch.pressLike(await repair.stranger.in(id, botName), '✅ Беру')).toMatch(/not for you/);
    await own.presses('✅ Беру');
    await dispatch.becomes(number, 'assigned');
    await dispatch.offers(own, number, '🚗 Выехал');
    expect(dispatch.textOf(await dispatch.shown(own, number))).toContain('123 45 18');
    await own.sends('/my');
    await waitUntil(async () => dispatch.buttonsOf(await own.last()).includes(number), { what: 'the own orders' });
  });
});

describe('a master who is let go', () => {
  test('loses the order, the phone and the buttons at once, and the order is back (R12)', async () => {
    const { kate } = dispatch;
    const number = await dispatch.accepted();
    await kate.sends('/masters');
    await kate.reply({ contains: 'Сергей' });
    await kate.presses('🚪 Let go: Сергей');
    await kate.reply({ contains: 'return to the pool' });
    await kate.presses('🚪 Yes, let go: Сергей');
    await dispatch.becomes(number, 'new');
    const left = async (): Promise<SimMessage[]> =>
      (await master.transcript()).filter(({ text = '' }) => text.includes(number));
    await waitUntil(async () => (await left()).every(({ text = '' }) => !text.includes('кв. 12')), {
      what: 'the card to be closed',
    });
    expect((await left()).flatMap((message) => dispatch.buttonsOf(message))).not.toContain('🚗 Выехал');
  });
});

async function offerTo(number: string, name: string): Promise<void> {
  await anna.presses('👷 Назначить');
  await anna.reply({ contains: `Кому предложить ${number}` });
  await dispatch.pressLike(anna, name);
}

async function whoIsAsked(number: string, asked: ReadonlySet<ActorChat>): Promise<ActorChat> {
  let found: ActorChat | undefined;
  await waitUntil(
    async () => {
      for (const chat of dispatch.masters) {
        if (asked.has(chat)) continue;
        if (dispatch.buttonsOf(await dispatch.shown(chat, number)).includes('❌ Не могу')) found = chat;
      }
      return found !== undefined;
    },
    { what: 'the next master' },
  );
  return found ?? master;
}
