import type { ActorChat, SimMessage } from '@durabot/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { botName, startRepair, type RepairInSimulator } from './repair-in-simulator.ts';

let repair: RepairInSimulator;

beforeAll(async () => {
  repair = await startRepair();
});

afterAll(async () => {
  await repair.stop();
});

test('the phone of an open order is warned about together with the client, and its order opens above the question', async () => {
  const first = await repair.anna.with(botName);
  await first.sends('/create_order');
  await takeOrder(first, russian, { phone: '8 916 123-45-17 Анна', address: 'Лесная ул., 5' });
  repair.clock.addMs(2 * 3_600_000);

  const chat = await repair.olena.with(botName);
  await chat.sends('/create_order');
  await chat.reply({ contains: 'Крок 1 з 7' });
  await chat.sends('пралка');
  await chat.reply({ contains: 'Крок 2 з 7' });
  await chat.sends('знову не зливає');
  await chat.reply({ contains: 'Крок 3 з 7' });
  await chat.sends('+7 916 123-45-17');
  const warned = await chat.reply({ contains: 'Крок 3 з 7' });
  expect(textOf(warned)).toContain('Схоже на R-2026-000001 (відкрита 2 год тому, той самий телефон)');
  expect(textOf(warned)).toContain('Анна, 1 заявка');
  expect(labelsOf(warned)).toEqual(
    expect.arrayContaining(['🔎 Відкрити її', 'Усе одно нова', 'Повторна', 'За гарантією']),
  );

  await repair.restart();
  await chat.presses('🔎 Відкрити її');
  const opened = textOf(await chat.reply({ contains: 'Лесная ул., 5' }));
  expect(opened).toContain('Лесная ул., 5');
  // Somebody else's order: the client's phone stays masked.
  expect(opened).not.toContain('916 123 45 17');
  expect(opened).toContain('Крок 3 з 7');
  await chat.presses('Усе одно нова');
  await chat.reply({ contains: 'Крок 4 з 7' });
  // The same address as well; but that was decided a moment ago.
  await chat.presses('Лесная ул., 5');
  await chat.reply({ contains: 'Крок 5 з 7' });
  await chat.presses('⚡️ Зараз');
  await chat.reply({ contains: 'Крок 6 з 7' });
  await chat.presses('Пропустити');
  await chat.reply({ contains: 'Крок 7 з 7' });
  await chat.presses('✅ Створити');
  expect(textOf(await chat.reply({ contains: 'R-2026-000002' }))).not.toContain('Схоже');
});

test('the address of an open order of the same category is asked about once', async () => {
  const chat = await repair.kate.with(botName);
  await chat.sends('/create_order');
  await chat.reply({ contains: 'Step 1 of 7' });
  await chat.sends('washing machine');
  await chat.reply({ contains: 'Step 2 of 7' });
  await chat.sends('does not spin');
  await chat.reply({ contains: 'Step 3 of 7' });
  await chat.sends('+7 916 777-00-11');
  await chat.reply({ contains: 'Step 4 of 7' });
  await chat.sends('лесная ул. 5');
  const warned = textOf(await chat.reply({ contains: 'Step 4 of 7' }));
  expect(warned).toContain('Looks like R-2026-000002');
  expect(warned).toContain('same address');
  await chat.sends('New all the same');
  await chat.reply({ contains: 'Step 5 of 7' });
  await chat.presses('Tomorrow');
  await chat.reply({ contains: 'Step 6 of 7' });
  await chat.presses('Skip');
  await chat.reply({ contains: 'Step 7 of 7' });
  await chat.presses('✅ Create');
  await chat.reply({ contains: 'is created' });
});

test('of two who take one call at the same time, the later is told and not stopped', async () => {
  const anna = await repair.anna.with(botName);
  const kate = await repair.kate.with(botName);
  const same = { phone: '+7 916 888-00-11', address: 'Мира 1' };
  await anna.sends('/create_order');
  const confirmFirst = await fillIn(anna, russian, same);
  await kate.sends('/create_order');
  const confirmSecond = await fillIn(kate, english, same);
  await confirmFirst();
  await anna.reply({ contains: 'создана' });
  await confirmSecond();
  const told = await kate.reply({ contains: 'is created' });
  expect(textOf(told)).toContain('Looks like R-2026-000004');
  await kate.presses('🔎 Open it');
  expect(textOf(await kate.reply({ contains: 'R-2026-000004' }))).toContain('Мира 1');
});

interface Words {
  readonly step: (step: number) => string;
  readonly now: string;
  readonly skip: string;
  readonly create: string;
}

const russian: Words = {
  step: (step) => `Шаг ${step} из 7`,
  now: '⚡️ Сейчас',
  skip: 'Пропустить',
  create: '✅ Создать',
};
const english: Words = { step: (step) => `Step ${step} of 7`, now: '⚡️ Now', skip: 'Skip', create: '✅ Create' };

interface Caller {
  readonly phone: string;
  readonly address: string;
}

async function takeOrder(chat: ActorChat, words: Words, caller: Caller): Promise<void> {
  const confirm = await fillIn(chat, words, caller);
  await confirm();
  await chat.reply({ contains: 'R-2026-' });
}

/** Answers everything but the last question, and returns what confirms the order. */
async function fillIn(chat: ActorChat, words: Words, { phone, address }: Caller): Promise<() => Promise<unknown>> {
  const answers = [
    () => chat.sends('стиралка'),
    () => chat.sends('не включается'),
    () => chat.sends(phone),
    () => chat.sends(address),
    () => chat.presses(words.now),
    () => chat.presses(words.skip),
  ];
  for (const [index, answer] of answers.entries()) {
    await chat.reply({ contains: words.step(index + 1) });
    await answer();
  }
  await chat.reply({ contains: words.step(7) });
  return () => chat.presses(words.create);
}

function labelsOf(message: SimMessage): string[] {
  return (message.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
}

/** What a reader sees, whether the simulator has made entities of the markup or not. */
function textOf(message: SimMessage): string {
  return (message.text ?? '').replaceAll(/<[^>]*>/g, '').replaceAll('\u00A0', ' ');
}
