import type { SimMessage } from '@durabot/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { botName, startRepair, type RepairInSimulator } from './repair-in-simulator.ts';

let repair: RepairInSimulator;

beforeAll(async () => {
  repair = await startRepair();
});

afterAll(async () => {
  await repair.stop();
});

test('R14: in Russian, a complete text stands at the card, its guess marked, and outlives a restart and a double press', async () => {
  const chat = await repair.anna.with(botName);
  await chat.sends('Стиралка не сливает, Лесная 5-12, 8 916 123-45-67 Анна К., завтра с 10 до 12, 2500р');
  const card = await chat.reply({ contains: 'Шаг 7 из 7' });
  const shown = textOf(card);
  expect(shown).toContain('⚠️ Адрес: Лесная 5-12 (проверьте)');
  expect(shown).toContain('Проблема: не сливает');
  expect(shown).toContain('Телефон: +7 916 123 45 67, Анна К.');
  expect(shown).toContain('вс 22 нояб., 10:00–12:00');
  expect(shown.match(/⚠️/g)).toHaveLength(2);
  await repair.restart();
  const presses = await Promise.all([
    chat.presses('✅ Создать', { message_id: card.message_id }),
    chat.presses('✅ Создать', { message_id: card.message_id }),
  ]);
  await Promise.all(presses.map((pressed) => chat.answer(pressed)));
  await chat.reply({ contains: 'R-2026-000001' });
  const { rows } = await repair.db.query(
    `select category, problem_text, phone, wanted_from, price_estimate_minor from repair.service_order`,
  );
  expect(rows).toEqual([
    {
      category: 'washing_machine',
      problem_text: 'не сливает',
      phone: '+79161234567',
      wanted_from: new Date('2026-11-22T07:00:00Z'),
      price_estimate_minor: 250_000,
    },
  ]);
});

test('R14: in Ukrainian, what is missing is asked, and a field that is edited loses its mark', async () => {
  const chat = await repair.olena.with(botName);
  await chat.sends('пральна не зливає, +380 67 123 45 67 Олена, Шевченка 7-14');
  const asked = textOf(await chat.reply({ contains: 'Крок 5 з 7' }));
  expect(asked).toContain('⚠️ Адреса: Шевченка 7-14 (перевірте)');
  expect(asked).toContain('Коли приїхати?');
  await chat.sends('завтра о 10');
  const card = textOf(await chat.reply({ contains: 'Крок 7 з 7' }));
  expect(card).toContain('⚠️ Адреса');
  await chat.presses('✏️ Адреса');
  await chat.reply({ contains: 'Змінити · Адреса' });
  await chat.sends('вул. Шевченка 7, кв. 14');
  expect(textOf(await chat.reply({ contains: 'Крок 7 з 7' }))).not.toContain('⚠️');
  await chat.presses('✅ Створити');
  await chat.reply({ contains: 'R-2026-000002' });
});

test('in English: the phone of an open order is warned about before the card', async () => {
  const chat = await repair.kate.with(botName);
  await chat.sends('Washer leaks, 12 Baker Street flat 3, +7 916 123-45-67, tomorrow at 3pm');
  const asked = await chat.reply({ contains: 'Looks like R-2026-000001' });
  expect(textOf(asked)).toContain('Анна К.');
  await chat.presses('New all the same');
  await chat.reply({ contains: 'Step 7 of 7' });
  await chat.presses('✅ Create');
  await chat.reply({ contains: 'is created' });
});

test('words that say no order are answered as ever, and a stranger gets no dialog', async () => {
  const chat = await repair.anna.with(botName);
  await chat.sends('спасибо, завтра перезвоню');
  expect(textOf(await chat.reply())).toContain('Не понял');
  const stranger = await repair.stranger.with(botName);
  await stranger.sends('Washer leaks, 12 Baker Street, +7 916 123-45-67');
  expect(textOf(await stranger.reply())).toContain(String(repair.stranger.id));
  expect(await drafts()).toEqual([]);
});

async function drafts(): Promise<unknown[]> {
  return (await repair.db.query('select 1 from durabot.dialog')).rows;
}

/** What a reader sees, whether the simulator has made entities of the markup or not. */
function textOf(message: SimMessage): string {
  return (message.text ?? '').replaceAll(/<[^>]*>/g, '');
}
