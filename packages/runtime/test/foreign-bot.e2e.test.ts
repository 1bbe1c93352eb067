import { Secret } from '@durabot/bot-api';
import { createDatabase } from '@durabot/postgres';
import { createSimulator, createSimulatorClient, type ActorChat, type Simulator } from '@durabot/simulator';
import { createTestDatabase, silentLog, type TestDatabase } from '@durabot/testing';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRuntime, runtimeMigrations } from '../src/index.ts';
import { createCoffeeBot } from './foreign/coffee-bot.ts';

let simulator: Simulator;
let database: TestDatabase;
let url: string;
let token: string;

beforeEach(async () => {
  simulator = createSimulator({ seed: 1 });
  ({ url } = await simulator.start());
  ({ token } = await createSimulatorClient(url).bot({ username: 'coffee_bot' }));
  database = await createTestDatabase([runtimeMigrations]);
});
afterEach(async () => {
  await database.drop();
  await simulator.stop({ deadlineMs: 500 });
});

/** Started as its author does it. */
async function startAlone(): Promise<() => Promise<void>> {
  const bot = createCoffeeBot(token, { client: { apiRoot: url } });
  void bot.start();
  return () => bot.stop();
}

/** Started by the runtime, with not a line of the bot changed. */
async function startDurably(): Promise<() => Promise<void>> {
  const db = createDatabase({ url: database.url, log: silentLog });
  const bot = createCoffeeBot(token);
  const runtime = createRuntime({
    db,
    log: silentLog,
    registry: new Registry(),
    pacing: false,
    bots: [{ name: 'coffee', bot, token: new Secret(token), apiRoot: url, ingress: { kind: 'polling' } }],
  });
  await runtime.start();
  return async () => {
    await runtime.stop({ deadlineMs: 2_000 });
    await db.stop();
  };
}

async function talk(chat: ActorChat): Promise<string[]> {
  const heard: string[] = [];
  const hear = async (contains: string): Promise<void> => {
    heard.push((await chat.reply({ contains })).text ?? '');
  };
  const press = async (text: string): Promise<void> => {
    const answer = await chat.answer(await chat.presses(text));
    heard.push(`answer: ${answer.answered ? (answer.text ?? '') : 'none'}`);
  };
  await chat.sends('/start');
  await hear('Welcome');
  await chat.presses('Order');
  await hear('What will it be?');
  await press('Cups: 0');
  await chat.reply();
  await press('Cups: 1');
  await chat.reply();
  await press('Black');
  await chat.reply();
  await press('Done');
  await hear('2 cups');
  await chat.presses('Rate');
  await hear('How was it?');
  await press('Good');
  await chat.sends('/receipt');
  await hear('Receipt: 3.50');
  await chat.sends('/void');
  await hear('Receipt: void');
  await chat.sends('/chat');
  await hear('This chat is');
  await chat.sends('', { photo: { base64: onePixel, name: 'dot.png' } });
  await hear('Nice picture');
  return heard;
}

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

describe('a grammY bot that nobody wrote for the runtime', () => {
  test('says the same under the runtime: menus, keyboards, sessions, edits of its own messages, reads, photos', async () => {
    const sim = createSimulatorClient(url);
    await sim.limits({ enforced: false });
    const heardBy = async (start: () => Promise<() => Promise<void>>): Promise<string[]> => {
      const stop = await start();
      const heard = await talk(await (await sim.user({ first_name: 'Anna' })).with('coffee_bot'));
      await stop();
      return heard;
    };
    const heard = await heardBy(startDurably);
    expect(heard).toEqual(await heardBy(startAlone));
    expect(heard).toEqual([
      'Welcome',
      'What will it be?',
      'answer: ',
      'answer: ',
      'answer: ',
      'answer: ',
      '2 cups, with milk',
      'How was it?',
      'answer: Thank you: good',
      'Receipt: 3.50',
      'Receipt: void',
      'This chat is private',
      'Nice picture',
    ]);
  });
});
