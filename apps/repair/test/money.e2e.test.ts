import type { ActorChat, SimMessage } from '@durabot/simulator';
import { waitUntil } from '@durabot/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aDispatch, type Dispatch } from './a-dispatch.ts';
import { createOrderPlaces } from './order-places.ts';
import { botName } from './repair-in-simulator.ts';

let dispatch: Dispatch;
let anna: ActorChat;
let kate: ActorChat;
let master: ActorChat;
let masterId: number;
beforeAll(async () => {
  dispatch = await aDispatch({ masters: 2 });
  ({ anna, kate, master } = dispatch);
  masterId = dispatch.repair.sergey.id;
  await earn('R9-1', 10_000_00, 5_000_00, '2026-11-11T10:00:00Z');
  await earn('R9-2', 4_000_00, 1_600_00, '2026-11-12T10:00:00Z');
  await cash('R9-1', 10_000_00, '2026-11-11T10:00:00Z');
});
afterAll(async () => {
  await dispatch.repair.stop();
});
beforeEach(async () => {
  // Nobody has been told ten things within the hour.
  await dispatch.repair.db.query('delete from kit.notice');
});

/** What an order earned, as its close would have written it. */
async function earn(key: string, gross: number, share: number, at: string): Promise<void> {
  await dispatch.repair.db.query(
    `insert into repair.settlement_line (master_id, kind, gross_minor, parts_minor, share_minor, company_minor, currency,
       at, idempotency_key)
     values ($1, 'order', $2, 0, $3, $4, 'RUB', $5, $6)`,
    [masterId, gross, share, gross - share, at, key],
  );
}

async function cash(key: string, amount: number, at: string): Promise<void> {
  await dispatch.repair.db.query(
    `insert into repair.cash_movement (master_id, kind, amount_minor, currency, at, idempotency_key)
     values ($1, 'correction', $2, 'RUB', $3, $4)`,
    [masterId, amount, at, key],
  );
}

async function heldMinor(): Promise<number> {
  const { rows } = await dispatch.repair.db.query<{ held: number }>(
    'select coalesce(sum(amount_minor), 0)::bigint as held from repair.cash_movement where master_id = $1',
    [masterId],
  );
  return rows[0]?.held ?? 0;
}

async function sheet(): Promise<{ status: string; share: number; balance: number; id: number }> {
  const { rows } = await dispatch.repair.db.query<{ status: string; share: number; balance: number; id: number }>(
    'select id, status, share_minor as share, balance_minor as balance from repair.settlement where master_id = $1',
    [masterId],
  );
  return rows[0] ?? { status: 'none', share: 0, balance: 0, id: 0 };
}

/** Says or presses something and waits for what it leads to: nobody presses a button that they do not see yet. */
async function say(chat: ActorChat, words: string, contains: string): Promise<string> {
  await chat.sends(words);
  return text(await chat.reply({ contains }));
}

async function press(chat: ActorChat, button: string, contains: string): Promise<string> {
  await chat.presses(button);
  return text(await chat.reply({ contains }));
}

const text = (message: SimMessage | undefined): string => dispatch.textOf(message).replaceAll(/[\u202f\u00a0]/g, ' ');

describe('money in the chat', () => {
  test('R9: a sheet goes from the draft over a dispute to paid, adds up, and changes no more but by a reversal', async () => {
    await kate.sends('/settlements');
    expect(text(await kate.reply({ contains: 'Cash with masters' }))).toContain('Сергей: ₽10,000');
    await kate.presses('🧾 Settle last week');
    await waitUntil(async () => (await sheet()).status === 'draft', { what: 'a draft' });
    expect(await sheet()).toMatchObject({ share: 6_600_00, balance: 6_600_00 - 10_000_00 });

    await master.reply({ contains: 'Готов расчётный лист' });
    await master.presses('🧾 Открыть лист');
    const shown = text(await master.reply({ contains: 'Расчётный лист №' }));
    expect(shown).toContain('Мастер сдаёт: 3 400 ₽');
    expect(shown).toContain('4 000 ₽ → 1 600 ₽');
    await master.presses('⚠️ Спор по строке');
    await master.reply({ contains: 'С какой строкой' });
    await dispatch.pressLike(master, 'Заявка · 4');
    await master.reply({ contains: 'Что не так' });
    await dispatch.repair.restart();
    await say(master, 'Запчасть покупал я', 'Причина: Запчасть покупал я');
    await press(master, '✅ Подтвердить', 'Спор передан');
    expect((await sheet()).status).toBe('disputed');

    await kate.reply({ contains: 'disputes a line' });
    await kate.presses('🧾 Open the sheet');
    await kate.reply({ contains: 'Disputed: Запчасть покупал я' });
    await kate.presses('⚖️ Decide the dispute');
    await kate.reply({ contains: 'Which line' });
    await dispatch.pressLike(kate, 'Order · ₽4');
    await kate.reply({ contains: 'What should it be' });
    await say(kate, '2000', '₽2,000');
    await press(kate, '✅ Confirm', 'The decision is noted');
    expect(await sheet()).toMatchObject({ status: 'draft', share: 7_000_00, balance: -3_000_00 });

    await master.reply({ contains: 'есть решение' });
    await master.presses('✅ Согласен');
    await waitUntil(async () => (await sheet()).status === 'agreed', { what: 'the sheet to be agreed' });
    await kate.reply({ contains: 'agrees to sheet' });
    await kate.presses('✅ Approve');
    await waitUntil(async () => (await sheet()).status === 'approved', { what: 'the sheet to be approved' });
    const { id } = await sheet();
    await expect(
      dispatch.repair.db.query('update repair.settlement set share_minor = 1 where id = $1', [id]),
    ).rejects.toThrow('is closed');
    await dispatch.offers(kate, 'Settlement sheet No.', '💵 Received from the master');
    await kate.presses('💵 Received from the master');
    await waitUntil(async () => (await sheet()).status === 'paid', { what: 'the sheet to be paid' });
    expect(await heldMinor()).toBe(0);

    await dispatch.offers(kate, 'Settlement sheet No.', '↩️ Reverse a line');
    await kate.presses('↩️ Reverse a line');
    await kate.reply({ contains: 'the opposite line' });
    await dispatch.pressLike(kate, 'Order · ₽10');
    await kate.reply({ contains: 'Reversal of a line' });
    await press(kate, '✅ Confirm', 'into the next sheet');
    const { rows } = await dispatch.repair.db.query<{ share_minor: number; settlement_id: number | null }>(
      `select share_minor, settlement_id from repair.settlement_line where kind = 'reversal'`,
    );
    expect(rows).toEqual([{ share_minor: -5_000_00, settlement_id: null }]);
    expect(await sheet()).toMatchObject({ status: 'paid', share: 7_000_00 });
  });

  test('cash is handed in by a master, counted by the desk once, and told', async () => {
    await cash('hand-in', 8_000_00, '2026-11-20T10:00:00Z');
    await master.sends('/money');
    expect(text(await master.reply({ contains: 'Наличных на руках' }))).toContain('8 000 ₽');
    await master.presses('💵 Сдать наличные');
    await master.reply({ contains: 'Сколько сдаёте' });
    await master.sends('9000');
    await master.reply({ contains: 'больше, чем на руках' });
    await say(master, '5000', 'Сумма: 5');
    await press(master, '✅ Подтвердить', 'Диспетчер подтвердит');
    await anna.reply({ contains: 'Пересчитайте' });
    await kate.reply({ contains: 'Count it' });
    await dispatch.pressLike(anna, '✅ Получено');
    await master.reply({ contains: 'На руках осталось' });
    expect(await heldMinor()).toBe(3_000_00);
    await waitUntil(async () => dispatch.buttonsOf(await dispatch.shown(kate, 'handed in')).length === 0, {
      what: 'the other card to lose its buttons',
    });
  });

  test('a master over the limit of cash gets no offer until they hand in', async () => {
    await dispatch.repair.db.query('update repair.master set cash_limit_minor = 300000 where user_id = $1', [masterId]);
    await master.sends('/money');
    await master.reply({ contains: 'Лимит наличных достигнут' });
    await dispatch.order();
    await anna.presses('👷 Назначить');
    const asked = await anna.reply({ contains: 'Кому предложить' });
    expect(dispatch.buttonsOf(asked).some((each) => each.startsWith('Сергей'))).toBe(false);
    expect(dispatch.buttonsOf(asked).some((each) => each.startsWith('Иван'))).toBe(true);
    await dispatch.repair.db.query('update repair.master set cash_limit_minor = null where user_id = $1', [masterId]);
  });
});

describe('money that comes after the report', () => {
  test('a debt is paid later by one press, once, whoever presses twice, and the master holds the cash', async () => {
    const number = await createOrderPlaces(dispatch.repair).owing(masterId);
    const before = await heldMinor();
    await say(anna, `/order ${number}`, number);
    await dispatch.offers(anna, number, '💵 Принять оплату');
    // The master begins the same at the same time, and ends too late.
    await say(master, '/day', number);
    await press(master, String(Number(number.split('-')[2])), 'Оплачено');
    await press(master, '💵 Принять оплату', 'Сколько клиент отдал');
    await dispatch.pressLike(master, 'Всё: ');
    await master.reply({ contains: 'Как клиент платит' });
    await press(master, 'Карта', 'принять оплату');

    await press(anna, '💵 Принять оплату', 'Сколько клиент отдал');
    await say(anna, '4000', 'больше, чем клиент должен');
    await dispatch.pressLike(anna, 'Всё: 3');
    await anna.reply({ contains: 'К оплате' });
    await press(anna, 'Наличные', 'У кого сейчас');
    await anna.presses('👷 Сергей');
    const card = await anna.reply({ contains: 'принять оплату' });
    const confirm = dispatch.buttonsOf(card).find((each) => each.startsWith('✅ Принято')) ?? '';
    await Promise.all([anna.presses(confirm), anna.presses(confirm)]);
    await waitUntil(async () => (await paymentsOf(number)).length > 0, { what: 'the payment' });
    await master.reply({ contains: 'за вами записано' });
    await dispatch.pressLike(master, '✅ Принято');
    await master.reply({ contains: 'ничего не должны' });
    expect(await paymentsOf(number)).toEqual([{ kind: 'final', amount: 3000_00, taken_by: masterId }]);
    expect((await heldMinor()) - before).toBe(3000_00);
    await waitUntil(async () => !dispatch.buttonsOf(await dispatch.shown(anna, number)).includes('💵 Принять оплату'), {
      what: 'the button to be gone',
    });
  });

  test('a fee that is owed is paid later in one sum, and its client gets a receipt', async () => {
    const number = await createOrderPlaces(dispatch.repair).owingFee(masterId);
    const { stranger, db } = dispatch.repair;
    const client = await stranger.with(botName);
    await client.sends('/start');
    await client.reply();
    await db.query(
      `update repair.client set telegram_user_id = $1, consent_at = now()
       where id = (select client_id from repair.service_order where number = $2)`,
      [stranger.id, number],
    );
    await say(anna, `/order ${number}`, 'не оплачен');
    await press(anna, '💵 Принять оплату', 'Выезд и диагностика: 700');
    await press(anna, 'Перевод', 'принять оплату');
    await dispatch.repair.restart();
    await dispatch.pressLike(anna, '✅ Принято');
    await client.reply({ contains: 'we have received ₽700' });
    await waitUntil(async () => (await client.transcript()).some(({ document }) => document !== undefined), {
      what: 'the receipt',
    });
    expect(await paymentsOf(number)).toEqual([{ kind: 'fee', amount: 700_00, taken_by: null }]);
    await say(anna, `/order ${number}`, 'Выезд 700');
  });
});

describe('what the company sets', () => {
  test('prices are added, changed and archived, and a master reads nothing of them', async () => {
    await master.sends('/prices');
    await master.reply({ contains: 'роль' });
    await kate.sends('/prices');
    await kate.reply({ contains: 'Price list' });
    await press(kate, '➕ Add', 'For which appliance');
    await press(kate, '📺 TV set', 'Work or a part');
    await press(kate, '🔧 Work', 'What is it called');
    await say(kate, '<b>Замена</b> матрицы', 'The price');
    await say(kate, '4 500', '₽4,500');
    expect(await press(kate, '✅ Confirm', 'In the price list')).toContain('<b>Замена</b> матрицы');
    await kate.sends('/prices');
    await kate.reply({ contains: 'Choose a category' });
    await press(kate, '📺 TV set · 1', 'Price list: ');
    await dispatch.pressLike(kate, '🔧 <b>Замена');
    await kate.reply({ contains: 'Cost: ' });
    await kate.presses('🗄 Archive');
    await waitUntil(
      async () => {
        const { rows } = await dispatch.repair.db.query('select 1 from repair.price_item where retired_at is not null');
        return rows.length === 1;
      },
      { what: 'the entry to be archived' },
    );
    const { rows } = await dispatch.repair.db.query<{ action: string }>(
      `select action from kit.audit_entry where entity_kind = 'price' order by at`,
    );
    expect(rows.map(({ action }) => action)).toEqual(['price.added', 'price.archived']);
  });

  test('a scheme shows what it makes of an example, and is given to a master', async () => {
    await kate.sends('/schemes');
    await kate.reply({ contains: 'Usual shares' });
    await press(kate, '➕ New scheme', 'What is the scheme called');
    await say(kate, 'Tiers', 'How is a master');
    await press(kate, 'A percentage by tiers', 'the first from zero');
    await say(kate, '40; 50', 'the first from zero');
    await say(kate, '0: 40; 7000: 55', 'Of which amount');
    await press(kate, 'Of the work, without parts', 'A bonus');
    await press(kate, '+0 %', 'Whose is the markup');
    await press(kate, 'The company’s', 'for a false call');
    expect(await say(kate, '500', 'to the master')).toContain('₽10,000: to the master ₽5,500');
    await press(kate, '✅ Confirm', 'is saved');
    await say(kate, '/schemes', 'Tiers');
    await press(kate, 'Tiers', 'Example');
    await press(kate, '👷 Give it', 'Who gets');
    await press(kate, 'Сергей', 'Who gets');
    const { rows } = await dispatch.repair.db.query<{ name: string }>(
      `select scheme.name from repair.master join repair.share_scheme as scheme on scheme.id = share_scheme_id`,
    );
    expect(rows).toEqual([{ name: 'Tiers' }]);
  });

  test('a profile: trades, parts of town, shifts and terms; settings say who changed them', async () => {
    await kate.sends('/masters');
    await kate.reply({ contains: 'Сергей' });
    await kate.presses('⚙️ Сергей');
    await kate.reply({ contains: 'Cash limit' });
    await kate.presses('🗓 Shifts');
    await kate.reply({ contains: 'When does' });
    await say(kate, 'mon-fri 9-18', 'Shifts in 4 weeks: 20');
    await press(kate, '✅ Confirm', 'shifts: mon-fri');
    const { rows } = await dispatch.repair.db.query<{ count: number }>(
      'select count(*) as count from repair.master_shift where master_id = $1',
      [masterId],
    );
    expect(rows[0]?.count).toBe(20);
    await kate.sends('/settings');
    await kate.reply({ contains: 'Company settings' });
    await kate.presses('🔔 Summary');
    expect(text(await kate.reply({ contains: 'changed' }))).toContain('Daily summary: off');
    await anna.sends('/settings');
    await anna.reply({ contains: 'роль' });
  });

  test('deadlines and the call-out fee are set by buttons with units, and taken back; the next order goes by them', async () => {
    await kate.sends('/settings');
    await kate.reply({ contains: 'Company settings' });
    await press(kate, '⏱ Deadlines and call-outs', 'count from the next');
    await dispatch.pressLike(kate, 'No offer: 5');
    expect(text(await kate.reply({ contains: 'usually' }))).toContain('Now 5 min, usually 5 min');
    await kate.presses('30 min');
    expect(text(await kate.reply({ contains: 'recall it' }))).toContain('30 min');
    await press(kate, '⏱ Deadlines and call-outs', 'Call-out and diagnosis');
    await dispatch.pressLike(kate, 'Diagnosis: ');
    await kate.reply({ contains: 'usually' });
    await dispatch.pressLike(kate, '₽700');
    await kate.reply({ contains: '₽700' });
    const number = await dispatch.order();
    const { rows } = await dispatch.repair.db.query<{ minutes: number }>(
      `select extract(epoch from timer.due_at - timer.set_at)::integer / 60 as minutes
       from repair.order_timer as timer join repair.service_order as o on o.id = timer.order_id
       where o.number = $1 and event = 'no_offer_1'`,
      [number],
    );
    expect(rows).toEqual([{ minutes: 30 }]);
    await say(anna, `/order ${number}`, 'Создана: ');
    await press(anna, '🙅 Отказ клиента', 'Почему');
    await anna.sends('дорого');
    const asked = await anna.reply({ contains: 'Сколько клиент платит' });
    expect(dispatch.buttonsOf(asked).join(' ').replaceAll(/\s/g, ' ')).toContain('700 ₽ 1 400 ₽');
    await anna.sends('/cancel');
    await dispatch.pressLike(kate, '↩️ Put back: ₽500');
    await waitUntil(
      async () => {
        const { rows: stored } = await dispatch.repair.db.query<{ value: number }>(
          `select value from repair.company_setting where name = 'fee_diagnostic_minor'`,
        );
        return stored[0]?.value === 500_00;
      },
      { what: 'the fee to be put back' },
    );
  });

  test('parts of town are set with their words; an offer names the district and no street, and the desk may choose another', async () => {
    await kate.sends('/settings');
    await kate.reply({ contains: 'Company settings' });
    await press(kate, '🗺 Parts of town: 0', 'found by words');
    for (const [name, words] of [
      ['Сокольники', 'Лесная, Стромынка'],
      ['Митино', 'Дубравная'],
    ] as const) {
      await press(kate, '➕ Part of town', 'called');
      await say(kate, name, 'By which words');
      await say(kate, words, words);
      await press(kate, '✅ Confirm', 'is saved');
      await kate.sends('/settings');
      await kate.reply({ contains: 'Company settings' });
      await dispatch.pressLike(kate, '🗺 Parts of town');
      await kate.reply({ contains: name });
    }
    const number = await dispatch.order();
    await anna.presses('👷 Назначить');
    await anna.reply({ contains: `Кому предложить ${number}` });
    await dispatch.pressLike(anna, 'Сергей');
    await dispatch.offers(master, number, '✅ Беру');
    const offer = text(await dispatch.shown(master, number));
    expect(offer).toContain('Район: Сокольники');
    expect(offer).not.toContain('Лесная');
    await say(anna, `/order ${number}`, 'Район: Сокольники');
    await press(anna, '✏️ Изменить', 'Что изменить? ');
    await press(anna, 'Район', 'В каком районе');
    await say(anna, 'Химки', 'В каком районе');
    await press(anna, 'Митино', 'Было');
    await anna.presses('✅ Сохранить');
    await waitUntil(async () => text(await dispatch.shown(master, number)).includes('Район: Митино'), {
      what: 'the district on the offer to follow',
    });
    await kate.presses('🗑 Митино');
    await kate.reply({ contains: 'found by words' });
    await waitUntil(
      async () => dispatch.buttonsOf(await dispatch.shown(kate, 'found by words')).includes('↩️ Put back: Митино'),
      {
        what: 'a way back',
      },
    );
    await dispatch.repair.db.query(`delete from repair.company_setting where name = 'zones'`);
  });
});

async function paymentsOf(number: string): Promise<{ kind: string; amount: number; taken_by: number | null }[]> {
  const { rows } = await dispatch.repair.db.query<{ kind: string; amount: number; taken_by: number | null }>(
    `select payment.kind, payment.amount_minor as amount, payment.taken_by
     from repair.payment join repair.service_order as o on o.id = order_id
     where o.number = $1 order by payment.id`,
    [number],
  );
  return rows;
}
