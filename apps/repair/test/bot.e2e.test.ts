import type { ActorChat, SimMessage } from '@durabot/simulator';
import { waitUntil } from '@durabot/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createOrder } from '../src/store/order-store.ts';
import { upsertPerson } from '../src/store/person-store.ts';
import { aNewOrder, noon } from './an-order.ts';
import { botName, startRepair, type RepairInSimulator } from './repair-in-simulator.ts';

let repair: RepairInSimulator;

beforeAll(async () => {
  repair = await startRepair();
});
afterAll(async () => {
  await repair.stop();
});

const textOf = (message: SimMessage): string => message.text ?? '';

describe('somebody without a role', () => {
  test('is told so politely, with the id that an administrator needs', async () => {
    const chat = await repair.stranger.with(botName);
    await chat.sends('/start');
    const welcome = textOf(await chat.reply());
    expect(welcome).toContain('no access');
    expect(welcome).toContain(String(repair.stranger.id));
  });

  test.each(['/orders', '/order 1', '/create_order', '➕ New order'])('cannot use %s', async (command) => {
    const chat = await repair.stranger.with(botName);
    await chat.sends(command);
    expect(textOf(await chat.reply())).toContain('Only dispatchers and administrators');
  });

  test('gets an answer to anything', async () => {
    const chat = await repair.stranger.with(botName);
    await chat.sends('hello?');
    expect(textOf(await chat.reply())).toContain('no access');
  });
});

describe('a dispatcher', () => {
  test('is welcomed in their language with a menu', async () => {
    const chat = await repair.olena.with(botName);
    await chat.sends('/start');
    const welcome = await chat.reply();
    expect(textOf(welcome)).toContain('Ваша роль: диспетчер');
    expect(JSON.stringify(welcome.reply_markup)).toContain('➕ Заявка');
  });

  test('reads help, and that there is nothing to cancel', async () => {
    const chat = await repair.olena.with(botName);
    await chat.sends('/help');
    expect(textOf(await chat.reply())).toContain('/create_order');
    await chat.sends('/cancel');
    expect(textOf(await chat.reply())).toContain('Скасовувати нічого');
  });

  test('chooses a language that outlives what Telegram says', async () => {
    const chat = await repair.olena.with(botName);
    await chat.sends('🌐 Мова');
    await chat.reply({ contains: 'Якою мовою' });
    await chat.presses('English');
    const chosen = await chat.reply({ contains: 'English now' });
    expect(JSON.stringify(chosen.reply_markup)).toContain('➕ New order');
    await chat.sends('/help');
    expect(textOf(await chat.reply())).toContain('What this bot can do');
    // The old keyboard's words are still understood.
    await chat.sends('🌐 Мова');
    await chat.reply({ contains: 'Which language' });
    await chat.presses('Українська');
    await chat.reply({ contains: 'українською' });
  });
});

describe('orders', () => {
  beforeEach(async () => {
    const { rows } = await repair.db.query('select 1 from repair.service_order limit 1');
    if (rows.length > 0) return;
    const seen = { userId: repair.anna.id, firstName: 'Анна', lastName: undefined, username: undefined };
    await repair.db.transaction(async (tx) => {
      await upsertPerson(tx, { ...seen, languageCode: 'ru' }, noon);
      for (let index = 1; index <= 23; index++) {
        const special = { idempotencyKey: `k${index}`, createdBy: repair.anna.id };
        await createOrder(tx, aNewOrder(special));
      }
    });
  });

  test('are listed newest first, ten a page, there and back', async () => {
    const chat = await repair.anna.with(botName);
    await chat.sends('📋 Заявки');
    const first = textOf(await chat.reply());
    expect(numbersIn(first)).toEqual(range(23, 14));
    expect(first).toContain('🆕 Новая');
    await chat.presses('Старше →');
    expect(numbersIn(await afterEdit(chat, 'R-2026-000013'))).toEqual(range(13, 4));
    await chat.presses('Старше →');
    expect(numbersIn(await afterEdit(chat, 'R-2026-000001'))).toEqual(range(3, 1));
    await chat.presses('← Новее');
    expect(numbersIn(await afterEdit(chat, 'R-2026-000013'))).toEqual(range(13, 4));
  });

  test('are shown in full with their history, by number or button', async () => {
    const chat = await repair.anna.with(botName);
    await chat.sends('/order 7');
    const card = textOf(await chat.reply());
    expect(card).toContain('R-2026-000007');
    expect(card).toContain('+7 916 123 45 17');
    expect(card).toContain('Лесная ул., 5');
    expect(card).toContain('История');
    await chat.sends('r-2026-000009');
    expect(textOf(await chat.reply())).toContain('R-2026-000009');
    await chat.sends('/orders');
    await chat.reply({ contains: 'Последние заявки' });
    await chat.presses('21');
    expect(textOf(await chat.reply({ contains: 'История' }))).toContain('R-2026-000021');
  });

  test('hide the phone from a dispatcher whose order it is not, and show it to an admin', async () => {
    const olena = await repair.olena.with(botName);
    await olena.sends('/order 7');
    expect(textOf(await olena.reply())).toContain('+7 916 ***-**-17');
    const kate = await repair.kate.with(botName);
    await kate.sends('/order 7');
    expect(textOf(await kate.reply())).toContain('+7 916 123 45 17');
  });

  test('that do not exist are not made up', async () => {
    const chat = await repair.anna.with(botName);
    await chat.sends('/order 9999');
    expect(textOf(await chat.reply())).toContain('Заявки «9999» нет');
    await chat.sends('/order');
    expect(textOf(await chat.reply())).toContain('/order R-2026-000012');
    await chat.sends('/order <b>x');
    expect(textOf(await chat.reply())).toContain('Заявки «<b>x» нет');
  });

  test('are no business of a group', async () => {
    const chat = await repair.anna.in(repair.groupId, botName);
    await chat.sends(`/orders@${botName}`);
    const answer = await chat.reply();
    expect(textOf(answer)).toContain('в личном чате');
    expect(textOf(answer)).not.toContain('R-2026');
  });
});

describe('a draft', () => {
  test('is put aside by /start and offered again', async () => {
    const chat = await repair.kate.with(botName);
    // The link that a group answers with.
    await chat.sends('/start create_order');
    await chat.reply({ contains: 'Step 1 of 7' });
    await chat.sends('fridge');
    await chat.reply({ contains: 'Step 2 of 7' });
    await chat.sends('/start');
    await chat.reply({ contains: 'Hello, Kate' });
    await chat.reply({ contains: 'unfinished order' });
    await chat.presses('▶️ Continue');
    await chat.reply({ contains: 'Step 2 of 7' });
    await chat.sends('/cancel');
    expect(textOf(await chat.reply())).toContain('deleted');
  });

  test('that was put aside is offered by /cancel, to be deleted', async () => {
    const chat = await repair.kate.with(botName);
    await chat.sends('/create_order');
    await chat.reply({ contains: 'Step 1 of 7' });
    await chat.sends('/orders');
    await chat.reply();
    await chat.sends('/cancel');
    await chat.reply({ contains: 'unfinished order' });
    await chat.presses('🗑 Delete');
    await chat.reply({ contains: 'deleted' });
    await chat.sends('/cancel');
    expect(textOf(await chat.reply())).toContain('nothing to cancel');
  });

  test('is helped with first by /help', async () => {
    const chat = await repair.kate.with(botName);
    await chat.sends('/create_order');
    await chat.reply({ contains: 'Step 1 of 7' });
    await chat.sends('/help');
    expect(textOf(await chat.reply())).toContain('What needs to be repaired?');
    expect(textOf(await chat.reply())).toContain('What this bot can do');
    await chat.sends('cancel');
    await chat.reply({ contains: 'deleted' });
  });
});

test('the commands are listed in the language of each, and for nobody but whose they are', async () => {
  const commandsFor = async (userId: number): Promise<string> =>
    JSON.stringify(await repair.sim.http.get('commands', { bot: botName, user: userId, chat: userId }));
  const people = [repair.kate, repair.anna, repair.olena, repair.stranger];
  for (const person of people) await (await person.with(botName)).sends('/start');
  for (const [index, words] of ['New order', 'Новая заявка', 'Нова заявка', 'Main menu'].entries())
    await waitUntil(async () => (await commandsFor(people[index]?.id ?? 0)).includes(words), { what: words });
  expect(await commandsFor(repair.stranger.id)).not.toContain('New order');
});

async function afterEdit(chat: ActorChat, contains: string): Promise<string> {
  return textOf(await chat.reply({ contains }));
}

function numbersIn(text: string): number[] {
  return [...text.matchAll(/R-2026-0*(\d+)/g)].map((match) => Number(match[1]));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: from - to + 1 }, (_, index) => from - index);
}
