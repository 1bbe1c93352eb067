import type { ActorChat } from '@durabot/simulator';
import { waitUntil } from '@durabot/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { plainPolicy } from '../src/domain/sla.ts';
import { submitOrder } from '../src/use-cases/create-orders.ts';
import { aDispatch, type Dispatch } from './a-dispatch.ts';
import { aNewOrder } from './an-order.ts';

let dispatch: Dispatch;
let anna: ActorChat;
let kate: ActorChat;
let master: ActorChat;
beforeAll(async () => {
  dispatch = await aDispatch({ masters: 2 });
  ({ anna, kate, master } = dispatch);
});
afterAll(async () => {
  await dispatch.repair.stop();
});
beforeEach(async () => {
  await dispatch.repair.db.query(`update repair.master set status = 'on_shift', capacity_per_day = 100`);
  await dispatch.repair.db.query('delete from kit.notice');
});

/** The order's own card, with its buttons, at the end of a chat. */
async function open(chat: ActorChat, number: string, button: string): Promise<void> {
  await chat.sends(`/order ${number}`);
  await dispatch.offers(chat, number, button);
}

describe('a correction', () => {
  test('shows before and after, who is editing, and what the master has to read (floor 3→8)', async () => {
    const number = await dispatch.accepted();
    await open(anna, number, '✏️ Изменить');
    await open(kate, number, '✏️ Edit');
    for (const floor of ['3', '8']) {
      await open(anna, number, '✏️ Изменить');
      await anna.presses('✏️ Изменить');
      await anna.reply({ contains: 'Что изменить?' });
      await waitUntil(async () => dispatch.textOf(await dispatch.shown(kate, number)).includes('Анна'), {
        what: 'who is editing',
      });
      await anna.presses('Этаж');
      await anna.reply({ contains: 'Какой этаж?' });
      await anna.sends(floor);
      const review = dispatch.textOf(await anna.reply({ contains: 'Было' }));
      expect(review).toContain(floor);
      await anna.presses('✅ Сохранить');
      await anna.reply({ contains: 'готово' });
      if (floor === '3') {
        await dispatch.offers(master, number, '👌 Понятно');
        await dispatch.pressLike(master, '👌 Понятно');
      }
    }
    await master.reply({ contains: 'изменено: этаж 3→8' });
    await waitUntil(async () => dispatch.textOf(await dispatch.shown(master, 'Изменено')).includes('этаж 3→8'), {
      what: 'the change on the card',
    });
    await dispatch.pressLike(master, '👌 Понятно');
    await waitUntil(
      async () => {
        const { rows } = await dispatch.repair.db.query(
          'select 1 from repair.service_order where number = $1 and unread_rev is null',
          [number],
        );
        return rows.length === 1;
      },
      { what: 'the change to be read' },
    );
  });
});

const rowsOf = async (sql: string, values: unknown[]): Promise<Record<string, unknown>[]> =>
  (await dispatch.repair.db.query(sql, values)).rows;

const orderOf = (number: string) =>
  rowsOf('select * from repair.service_order where number = $1', [number]).then(([row]) => row);

describe('a correction by two', () => {
  test('of one field keeps the first, and tells the second by whom (typed outcome)', async () => {
    const number = await dispatch.order();
    await open(anna, number, '✏️ Изменить');
    await open(kate, number, '✏️ Edit');
    await anna.presses('✏️ Изменить');
    await anna.reply({ contains: 'Что изменить?' });
    await anna.presses('Заметки');
    await anna.reply({ contains: 'Какие заметки' });
    await kate.presses('✏️ Edit');
    await kate.reply({ contains: 'What is to be changed?' });
    await kate.presses('Notes');
    await kate.reply({ contains: 'Which notes' });
    await anna.sends('собака');
    await anna.reply({ contains: 'Было' });
    await kate.sends('a dog');
    await kate.reply({ contains: 'Was' });
    await anna.presses('✅ Сохранить');
    await anna.reply({ contains: 'готово' });
    await kate.presses('✅ Save');
    expect(dispatch.textOf(await kate.reply({ contains: 'meanwhile' }))).toContain('Анна');
    expect(await orderOf(number)).toMatchObject({ notes: 'собака' });
  });

  test('a phone, an address and an owner are changed where they are stored, and history keeps none of them', async () => {
    const number = await dispatch.order();
    const change = async (field: string, answer: (() => Promise<unknown>) | string): Promise<void> => {
      await open(anna, number, '✏️ Изменить');
      await anna.presses('✏️ Изменить');
      await anna.reply({ contains: 'Что изменить?' });
      await anna.presses(field);
      await anna.reply({ contains: 'Сейчас' });
      await (typeof answer === 'string' ? anna.sends(answer) : answer());
      await anna.reply({ contains: 'Было' });
      await anna.presses('✅ Сохранить');
      await anna.reply({ contains: 'готово' });
    };
    await change('Телефон', '8 916 777-66-55');
    await change('Адрес', 'Садовая 9, кв. 4');
    await change('Срочность', () => dispatch.pressLike(anna, '🔥'));
    expect(await orderOf(number)).toMatchObject({ priority: 3 });
    await change('Чья заявка', () => dispatch.pressLike(anna, 'Олена'));
    const [row] = await rowsOf(
      `select phone, text, dispatcher_id from repair.service_order join repair.address on address.id = address_id
       where number = $1`,
      [number],
    );
    expect(row).toMatchObject({
      phone: '+79167776655',
      text: 'Садовая 9, кв. 4',
      dispatcher_id: dispatch.repair.olena.id,
    });
    const [history] = await rowsOf(
      `select string_agg(details::text, ' ') as told from repair.order_history
       join repair.service_order on id = order_id where number = $1`,
      [number],
    );
    expect(history?.['told']).not.toMatch(/7776655|кв\. 4/);
  });
});

describe('another time', () => {
  test('is asked as in a new order, counted, and told to the master', async () => {
    const number = await dispatch.accepted();
    await open(anna, number, '🗓 Перенести');
    await anna.presses('🗓 Перенести');
    await anna.reply({ contains: 'На какое время' });
    await anna.sends('завтра в 10');
    await anna.reply({ contains: 'Почему переносим' });
    await anna.presses('Попросил клиент');
    await anna.reply({ contains: 'перенести' });
    await anna.presses('✅ Подтвердить');
    await master.reply({ contains: 'визит перенесён на' });
    expect(await orderOf(number)).toMatchObject({ reschedule_count: 1, wanted_kind: 'at' });
    await open(anna, number, '🗓 Перенести');
    expect(dispatch.textOf(await dispatch.shown(anna, 'Переносов'))).toContain('Переносов: 1');
  });
});

describe('a client who waits', () => {
  test('is told to the master at once, once a minute', async () => {
    const number = await dispatch.accepted();
    await open(anna, number, '🔔 Клиент ждёт');
    expect(await dispatch.pressLike(anna, '🔔 Клиент ждёт')).toContain('Мастеру отправлено');
    await master.reply({ contains: 'клиент ждёт' });
    expect(await dispatch.pressLike(anna, '🔔 Клиент ждёт')).toContain('Уже сделано');
  });
});

describe('the blacklist', () => {
  test('a new order of a banned phone is offered to nobody before an admin allows it', async () => {
    const phone = '8 916 555-00-99';
    const first = await dispatch.order(phone);
    await anna.sends(`/blacklist ${first}`);
    await anna.reply({ contains: 'Почему' });
    await anna.sends('не платит');
    await anna.reply({ contains: 'не платит' });
    await anna.presses('✅ Подтвердить');
    await anna.reply({ contains: 'готово' });
    await anna.sends(`Холодильник не морозит, Лесная ул., 77, ${phone} Мария, завтра в 12, 1500`);
    await anna.reply({ contains: 'Похоже' });
    await anna.presses('Всё равно новая');
    await anna.reply({ contains: 'Проверьте заявку' });
    await anna.presses('✅ Создать');
    const created = dispatch.textOf(await anna.reply({ contains: 'создана' }));
    expect(created).toContain('Клиент в чёрном списке');
    const number = /R-\d{4}-\d{6}/.exec(created)?.[0] ?? '';
    expect(await dispatch.pressLike(anna, '👷 Назначить')).toContain('разрешение администратора');
    await kate.reply({ contains: 'needs your word' });
    await dispatch.pressLike(kate, '✅ Allow');
    await anna.reply({ contains: 'администратор разрешил' });
    await open(anna, number, '👷 Назначить');
    await anna.presses('👷 Назначить');
    await anna.reply({ contains: `Кому предложить ${number}` });
  });
});

describe('out of sight and back', () => {
  test('an admin deletes an order with a reason, finds it by search and restores it; all of it is audited', async () => {
    const number = await dispatch.order();
    await kate.sends(`/delete_order ${number}`);
    await kate.reply({ contains: 'Why?' });
    await kate.presses('A test');
    await kate.reply({ contains: 'delete' });
    await kate.presses('✅ Confirm');
    await kate.reply({ contains: 'done' });
    await anna.sends(`/order ${number}`);
    await anna.reply({ contains: 'нет' });
    await anna.sends(`/search ${number}`);
    await anna.reply({ contains: 'Ничего не нашлось' });
    await kate.sends('/deleted');
    expect(dispatch.textOf(await kate.reply({ contains: number }))).toContain('A test');
    await kate.sends(`/search ${number}`);
    await kate.reply({ contains: '🗑' });
    await kate.sends(`/restore ${number}`);
    await kate.reply({ contains: 'is back' });
    await kate.sends(`/audit ${number}`);
    const told = dispatch.textOf(await kate.reply({ contains: 'chain is whole' }));
    expect(told).toContain('order deleted');
    expect(told).toContain('order restored');
    expect(told).toContain('phone shown');
    await kate.sends(`/history ${number}`);
    const history = dispatch.textOf(await kate.reply({ contains: 'history, page 1' }));
    expect(history).toContain('restored');
    expect(history).toContain('Kate');
  });

  test('a phone that is shown is audited once a person, order and day', async () => {
    const number = await dispatch.accepted();
    for (const _ of [1, 2, 3]) {
      await kate.sends(`/order ${number}`);
      await dispatch.offers(kate, number, '✏️ Edit');
    }
    const { id } = (await orderOf(number)) ?? {};
    const shown = await rowsOf(
      `select actor_id from kit.audit_entry where action = 'order.phone_shown' and entity_id = $1 order by actor_id`,
      [String(id)],
    );
    const who = [dispatch.repair.anna, dispatch.repair.kate, dispatch.repair.sergey].map((actor) => String(actor.id));
    expect(shown.map((row) => row['actor_id'])).toEqual(who.toSorted());
  });
});

describe('a search', () => {
  test('understands a number, a phone, an address and a name; one find is opened, several are asked about', async () => {
    const number = await dispatch.order('8 916 313-29-87');
    for (const typed of [number, '89163132987', '9872', '3132987']) {
      await anna.sends(`/search ${typed}`);
      if (typed === '9872') await anna.reply({ contains: 'Ничего' });
      else await dispatch.offers(anna, number, '✏️ Изменить');
    }
    await dispatch.order();
    await anna.sends('/find Лесная');
    expect(dispatch.textOf(await anna.reply({ contains: 'по адресу' }))).toContain(number);
    await anna.sends('2987');
    await dispatch.offers(anna, number, '✏️ Изменить');
  });
});

describe('what is due on an order', () => {
  test('that no chat has touched is told exactly once, whoever of the desk looks (SLA sweep)', async () => {
    const { repair } = dispatch;
    const { db } = repair;
    const at = new Date(Date.parse('2026-11-21T09:30:00Z'));
    const { order } = await db.transaction((tx) =>
      submitOrder(
        tx,
        aNewOrder({ createdBy: repair.anna.id, createdAt: at, client: { phone: '+79160001122' } }),
        plainPolicy,
      ),
    );
    for (const chat of [anna, kate]) await chat.sends('/help');
    repair.clock.addMs(40 * 60_000);
    await anna.reply({ contains: `${order.number}: ещё никому не предложена` });
    await waitUntil(
      async () =>
        (
          await rowsOf(
            `select 1 from repair.order_timer where order_id = $1 and event = 'no_offer_1' and fired_at is not null`,
            [order.id],
          )
        ).length === 1,
      { what: 'the timer to be settled' },
    );
    const told = (await anna.transcript()).filter((message) =>
      (message.text ?? '').includes(`${order.number}: ещё никому не предложена`),
    );
    expect(told).toHaveLength(1);
  });
});
