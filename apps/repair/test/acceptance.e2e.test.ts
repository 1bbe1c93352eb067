import { verifyAudit } from '@durabot/kit';
import type { Actor, ActorChat, SimMessage } from '@durabot/simulator';
import { waitUntil } from '@durabot/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditChain } from '../src/audit.ts';
import { createOrderPlaces } from './order-places.ts';
import { botName, startRepair, type RepairInSimulator } from './repair-in-simulator.ts';

const hourMs = 3_600_000;

let repair: RepairInSimulator;
let places: ReturnType<typeof createOrderPlaces>;
let anna: ActorChat;
let kate: ActorChat;
let sergey: Actor;
let master: ActorChat;
beforeAll(async () => {
  repair = await startRepair({ masters: 2, variables: { REPAIR_ZONE: 'Europe/Berlin' } });
  places = createOrderPlaces(repair);
  ({ sergey } = repair);
  anna = await opened(repair.anna);
  kate = await opened(repair.kate);
  master = await opened(sergey);
  for (const chat of [master, await opened(repair.masters[1] ?? sergey)]) {
    await chat.sends('/shift');
    await chat.reply({ contains: 'не в смене' });
    await chat.presses('🟢 Начать смену');
    await chat.reply({ contains: 'в смене' });
  }
});
afterAll(async () => {
  await repair.stop();
});
beforeEach(async () => {
  // Nobody has been told ten things within the hour.
  await repair.db.query('delete from kit.notice');
  await repair.db.query('update repair.master set capacity_per_day = 100');
});
afterEach(async () => {
  await repair.sim.clearFaults();
});

async function opened(person: Actor): Promise<ActorChat> {
  const chat = await person.with(botName);
  await chat.sends('/start');
  await chat.reply();
  return chat;
}

async function column(number: string, name: string): Promise<unknown> {
  const { rows } = await repair.db.query(`select ${name} as value from repair.service_order where number = $1`, [
    number,
  ]);
  return rows[0]?.['value'];
}

const becomes = (number: string, status: string): Promise<void> =>
  waitUntil(async () => (await column(number, 'status')) === status, { what: `${number} to be ${status}` });

const buttonsOf = (message: SimMessage | undefined): string[] =>
  (message?.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);

/** Anna asks Sergey about an order. */
async function offers(number: string): Promise<void> {
  await anna.sends(`/order ${number}`);
  await anna.reply({ contains: number });
  await anna.presses('👷 Назначить');
  const list = await anna.reply({ contains: `Кому предложить ${number}` });
  await anna.presses(buttonsOf(list).find((text) => text.startsWith('Сергей')) ?? 'Сергей');
  await becomes(number, 'offering');
}

async function withNumber(chat: ActorChat, number: string): Promise<SimMessage[]> {
  return (await chat.transcript()).filter(({ outgoing, text = '' }) => !outgoing && text.includes(number));
}

describe('a flood wait', () => {
  test('A7: a 429 of seven seconds in one chat loses and doubles nothing, and holds up no other chat', async () => {
    const number = await places.fresh(sergey.id);
    await repair.sim.fault({
      method: 'sendMessage',
      chat: sergey.id,
      times: 1,
      action: { status: 429, retry_after: 7 },
    });
    await offers(number);
    await waitUntil(async () => (await repair.sim.faults())[0]?.fired === 1, { what: 'the 429' });
    // The master's next things come while the chat waits; everybody else is answered meanwhile.
    await master.sends('/my');
    for (const chat of [anna, kate]) {
      await chat.sends('/board');
      await chat.reply({ contains: chat === anna ? 'Доска' : 'Board' });
    }
    expect(await withNumber(master, number)).toEqual([]);
    // The wait is kept, also over a restart.
    await repair.restart();
    expect(await withNumber(master, number)).toEqual([]);
    repair.clock.addMs(7_000);
    await repair.restart();
    await waitUntil(async () => (await withNumber(master, number)).length > 0, { what: 'the offer after the wait' });
    await master.reply({ contains: 'нет открытых заявок' });
    const cards = await withNumber(master, number);
    expect(cards.map(buttonsOf)).toEqual([['✅ Беру', '❌ Не могу', '❓ Вопрос']]);
    expect((await repair.sim.stats(botName)).duplicate_sends).toBe(0);
    await master.presses('✅ Беру');
    await becomes(number, 'assigned');
  });
});

describe('somebody who has blocked the bot', () => {
  test('A8: is written to no more, the desk reads so, and their return is told', async () => {
    const number = await places.assigned(sergey.id);
    await sergey.blocks(botName);
    const notice = await anna.reply({ contains: 'бот заблокирован' });
    expect(notice.text).toContain('Сергей больше не получает сообщений');
    expect(notice.text).toMatch(/Открытых визитов: \d/);
    await kate.reply({ contains: 'the bot is blocked' });
    await kate.sends('/masters');
    const list = (await kate.reply({ contains: 'Сергей' })).text ?? '';
    expect(list.split('Сергей')[1]).toContain('🔕 gets no messages: the bot is blocked');

    // Something is due for him, and something happens to his order: nothing of it is tried.
    const before = (await repair.sim.journal({ bot: botName })).at(-1)?.seq ?? 0;
    await anna.sends(`/order ${number}`);
    await anna.reply({ contains: number });
    await anna.presses('✖️ Отменить заявку');
    await anna.reply({ contains: 'Почему' });
    await anna.presses('Передумал');
    await anna.reply({ contains: 'отменить' });
    await anna.presses('✅ Подтвердить');
    await becomes(number, 'cancelled');
    await anna.reply({ contains: 'готово' });
    const calls = (await repair.sim.journal({ bot: botName })).filter(
      ({ seq, kind, request }) => seq > before && kind === 'call' && request?.['chat_id'] === sergey.id,
    );
    expect(calls).toEqual([]);
    await waitUntil(async () => (await repair.db.query('select 1 from durabot.outbox')).rowCount === 0, {
      what: 'an empty outbox',
    });
    expect((await repair.db.query('select 1 from durabot.dead_letter')).rowCount).toBe(0);

    await sergey.unblocks(botName);
    await master.sends('/start');
    await master.reply();
    await anna.reply({ contains: 'снова получает сообщения' });
    await anna.sends('/masters');
    expect((await anna.reply({ contains: 'Сергей' })).text).not.toContain('🔕');
  });
});

describe('when clocks are changed, ten o’clock is ten o’clock', () => {
  /** The Saturday noon before; ten in the morning on Sunday; and what noon and ten are apart. */
  const changes = [
    {
      season: 'spring',
      eve: '2027-03-27T11:00:00Z',
      ten: '2027-03-28T08:00:00Z',
      hours: 21,
      house: 15,
      phone: '8 916 200-10-10',
    },
    {
      season: 'autumn',
      eve: '2027-10-30T10:00:00Z',
      ten: '2027-10-31T09:00:00Z',
      hours: 23,
      house: 16,
      phone: '8 916 200-10-11',
    },
  ];

  test.each(changes)('A10: in $season a wish for ten and a hold until ten mean the wall clock', async (change) => {
    const ten = new Date(change.ten);
    expect(ten.getTime() - Date.parse(change.eve)).toBe(change.hours * hourMs);
    repair.clock.addMs(Date.parse(change.eve) - repair.clock.nowMs());
    await anna.sends(`Стиралка не сливает, Мира ${change.house}, ${change.phone} Мария, завтра в 10, 2500`);
    const card = await anna.reply({ contains: 'Проверьте заявку' });
    expect(card.text).toContain('10:00');
    await anna.presses('✅ Создать');
    const created = await anna.reply({ contains: '✅ Заявка R-' });
    const wished = /Заявка (R-\d{4}-\d{6}) создана/.exec(created.text ?? '')?.[1] ?? '';
    expect(await column(wished, 'wanted_from')).toEqual(ten);

    const held = await places.assigned(sergey.id);
    await master.sends('/my');
    await master.reply({ contains: held });
    await master.presses(held);
    await waitUntil(async () => (await withNumber(master, held)).flatMap(buttonsOf).includes('⏸ Пауза'));
    await master.presses('⏸ Пауза');
    await master.reply({ contains: 'Почему пауза' });
    await master.presses('ждём запчасти');
    const days = await master.reply({ contains: 'Без даты' });
    const tomorrow = buttonsOf(days).find((text) => text.includes('10:00'));
    await master.presses(tomorrow ?? 'tomorrow at ten');
    await master.reply({ contains: 'Кто действует' });
    await master.presses('диспетчер');
    await master.reply({ contains: 'пауза' });
    await master.presses('✅ Подтвердить');
    await becomes(held, 'on_hold');
    expect(await column(held, 'hold_until')).toEqual(ten);
    // A minute before ten it waits, and at ten it goes on.
    repair.clock.addMs(ten.getTime() - 60_000 - repair.clock.nowMs());
    await anna.sends('/hold');
    await anna.reply({ contains: held });
    expect(await column(held, 'status')).toBe('on_hold');
    repair.clock.addMs(61_000);
    await becomes(held, 'assigned');
  });
});

describe('a message that is edited', () => {
  test('A6: before the order exists is taken and marked; after it, the bot asks whether it is to count', async () => {
    await anna.sends('➕ Заявка');
    await anna.reply({ contains: 'Шаг 1 из 7' });
    await anna.sends('бойлер');
    await anna.reply({ contains: 'Шаг 2 из 7' });
    const problem = await anna.sends('гудит');
    await anna.reply({ contains: 'Шаг 3 из 7' });
    await anna.edits(problem.message_id, 'гудит и искрит');
    expect((await anna.reply()).text).toContain('Исправлено: Проблема');
    await anna.sends('+7 916 300-30-30');
    await anna.reply({ contains: 'Шаг 4 из 7' });
    const address = await anna.sends('Полевая 3');
    await anna.reply({ contains: 'Шаг 5 из 7' });
    await anna.presses('⚡️ Сейчас');
    await anna.reply({ contains: 'Шаг 6 из 7' });
    await anna.presses('Пропустить');
    expect((await anna.reply({ contains: 'Шаг 7 из 7' })).text).toContain('гудит и искрит (исправлено)');
    await anna.presses('✅ Создать');
    const created = await anna.reply({ contains: '✅ Заявка R-' });
    const number = /Заявка (R-\d{4}-\d{6}) создана/.exec(created.text ?? '')?.[1] ?? '';

    await anna.edits(address.message_id, 'Полевая 5');
    const asked = await anna.reply({ contains: 'Применить правку?' });
    expect(asked.text).toContain(number);
    expect(asked.text).toContain('Полевая 5');
    expect(asked.text).toContain('Полевая 3');
    const addressNow = async (): Promise<unknown> =>
      (
        await repair.db.query(
          `select address.text from repair.service_order as o join repair.address on address.id = o.address_id
           where o.number = $1`,
          [number],
        )
      ).rows[0]?.['text'];
    expect(await addressNow()).toBe('Полевая 3');
    await anna.presses(buttonsOf(asked)[0] ?? 'save');
    await waitUntil(async () => (await addressNow()) === 'Полевая 5', { what: 'the correction' });
    // What cannot be read changes nothing and says so.
    await anna.edits(address.message_id, 'где-то там');
    await anna.reply({ contains: 'новое значение не читается' });
    expect(await addressNow()).toBe('Полевая 5');
  });
});

describe('a button that is not true any more', () => {
  test('A14: an illegal move by a stale button is refused with the reason, and the card is fresh', async () => {
    const number = await places.assigned(sergey.id);
    await master.sends('/my');
    await master.reply({ contains: number });
    await master.presses(number);
    await waitUntil(async () => (await withNumber(master, number)).flatMap(buttonsOf).includes('🏠 На месте'));
    const card = (await withNumber(master, number)).find((message) => buttonsOf(message).includes('🏠 На месте'));
    // Somewhere else, and without a word to this chat, the order is called off.
    await places.cancels(number);
    for (const stale of ['🏠 На месте', '🚗 Выехал']) {
      const pressed = await master.presses(stale, { message_id: card?.message_id ?? 0 }).catch(() => undefined);
      // The first press has drawn the card anew, without the second button.
      if (pressed === undefined) continue;
      expect((await master.answer(pressed)).text).toBe('Сейчас это невозможно. Визит: отменён.');
    }
    await waitUntil(
      async () => (await withNumber(master, number)).every((one) => !buttonsOf(one).includes('🏠 На месте')),
      { what: 'the fresh card' },
    );
    expect((await withNumber(master, number)).map(({ text }) => text).join()).toContain('Отменена');
    expect(await column(number, 'status')).toBe('cancelled');
  });
});

describe('what is looked into afterwards', () => {
  test('A12: the chain of what was audited verifies, and an altered or missing entry is found', async () => {
    const number = await places.fresh(sergey.id);
    // A phone that is shown is audited.
    await kate.sends(`/order ${number}`);
    await kate.reply({ contains: number });
    await kate.sends('/audit');
    const whole = (await kate.reply({ contains: number })).text ?? '';
    expect(whole).toMatch(/\d+ (entries|entry)/);
    expect(await verifyAudit(repair.db, auditChain)).toMatchObject({ kind: 'ok' });

    await tampers(`update kit.audit_entry set actor_name = 'Мария' where product = 'repair' and seq = 1`);
    expect(await verifyAudit(repair.db, auditChain)).toEqual({ kind: 'broken', seq: 1, because: 'altered' });
    await kate.sends('/audit');
    const altered = (await kate.reply({ contains: number })).text ?? '';
    expect(altered).not.toMatch(/\d+ (entries|entry)/);
    expect(altered).toContain('1');
    await tampers(`delete from kit.audit_entry where product = 'repair' and seq = 1`);
    expect(await verifyAudit(repair.db, auditChain)).toEqual({ kind: 'broken', seq: 1, because: 'missing' });
  });
});

/** As somebody who owns the database, past every trigger. */
function tampers(statement: string): Promise<void> {
  return repair.db.transaction(async (tx) => {
    await tx.query('set local session_replication_role = replica');
    await tx.query(statement);
  });
}
