import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createSimulator, createSimulatorClient } from '@durabot/simulator';
import { createTestDatabase, waitUntil } from '@durabot/testing';
import { afterEach, expect, test } from 'vitest';
import { cleanUp, countOf, fakeToken, hasStack, startProgram, temporaryFolder } from './program.ts';

afterEach(cleanUp);

interface People {
  users: { id: number; first_name: string }[];
}

test('the same bot answers by webhook, with a secret of its own making', async () => {
  const dataDir = temporaryFolder();
  const program = startProgram({ DATA_DIR: dataDir, DEPLOYMENT_MODE: 'webhook' });
  const address = await program.ready();
  const simulator = createSimulatorClient(await program.simulatorAddress());
  const { bots } = await simulator.http.get<{ bots: { username: string; webhook: { url: string } }[] }>('bots', {});
  expect(bots[0]?.webhook.url).toBe(`${address}/telegram/repair`);

  const anna = await simulator.user({ first_name: 'Anna', language_code: 'en' });
  const chat = await anna.with('repair_bot');
  await chat.sends('/start');
  expect((await chat.reply()).text).toMatch(/\S/);

  const forged = await fetch(`${address}/telegram/repair`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': 'guessed' },
    body: JSON.stringify({ update_id: 1 }),
  });
  expect(forged.status).toBeGreaterThanOrEqual(400);
  expect(existsSync(join(dataDir, 'secrets', 'webhook-secret'))).toBe(true);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('with DATABASE_URL no database is embedded', async () => {
  const database = await createTestDatabase([]);
  const dataDir = temporaryFolder();
  const program = startProgram({ DATA_DIR: dataDir, DATABASE_URL: database.url });
  await program.ready();
  expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
  expect(await program.end('SIGTERM')).toBe(0);
  await database.drop();
});

test('demo people are there at the first start and keep their roles after a restart', async () => {
  const variables = { DATA_DIR: temporaryFolder() };
  const ordersAsked = async (): Promise<string> => {
    const program = startProgram(variables);
    await program.ready();
    const simulator = createSimulatorClient(await program.simulatorAddress());
    const { users } = await simulator.http.get<People>('users', {});
    expect(users.map(({ first_name }) => first_name)).toEqual(expect.arrayContaining(['Анна', 'Олена', 'Kate']));
    const kate = users.find(({ first_name }) => first_name === 'Kate')?.id;
    const asked = { from: kate, bot: 'repair_bot', text: '/orders' };
    const sent = await simulator.http.post<{ message_id: number }>('messages', asked);
    const answer = await simulator.http.get<{ message: { text: string } }>('wait', {
      user: kate ?? 0,
      bot: 'repair_bot',
      after: sent.message_id,
      timeout_ms: 10_000,
    });
    expect(await program.end('SIGTERM')).toBe(0);
    return answer.message.text;
  };
  expect(await ordersAsked()).toMatch(/no orders/i);
  expect(await ordersAsked()).toMatch(/no orders/i);
});

test('DEMO=off makes nobody', async () => {
  const program = startProgram({ DATA_DIR: temporaryFolder(), DEMO: 'off' });
  await program.ready();
  const simulator = createSimulatorClient(await program.simulatorAddress());
  expect((await simulator.http.get<People>('users', {})).users).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('with a token the built-in simulator stays off and the bot serves the server that was named', async () => {
  const elsewhere = createSimulator({});
  const { url } = await elsewhere.start();
  const token = fakeToken(1002);
  const client = createSimulatorClient(url);
  await client.bot({ username: 'my_desk_bot', token });
  const program = startProgram({ DATA_DIR: temporaryFolder(), BOT_TOKEN_REPAIR: token, TELEGRAM_API_ROOT: url });
  const address = await program.ready();
  expect(program.output()).not.toContain('simulator started');
  expect(await (await fetch(`${address}/`)).text()).not.toContain('Open the chat');
  expect(await (await fetch(`${address}/health`)).json()).toMatchObject({ bots: [{ username: 'my_desk_bot' }] });
  expect(await program.end('SIGTERM')).toBe(0);
  await elsewhere.stop();
});

test('an error that nobody caught is told in one line and ends the program in order', async () => {
  const dataDir = temporaryFolder();
  const bomb = `process.on('SIGUSR2', () => { throw new Error('boom'); })`;
  const program = startProgram({
    DATA_DIR: dataDir,
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(bomb)}`,
  });
  await program.ready();
  program.child.kill('SIGUSR2');
  expect(await program.exitCode()).toBe(1);
  // Told by its kind: what it says may be somebody's words.
  expect(countOf(program.output(), /Something unexpected happened: Error\. /)).toBe(1);
  expect(program.output()).not.toContain('boom');
  expect(hasStack(program.output())).toBe(false);
  expect(existsSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'))).toBe(false);
});

test('no secret and nobody’s words or number stand in the log, not even at debug', async () => {
  const program = startProgram({ DATA_DIR: temporaryFolder(), LOG_LEVEL: 'trace' });
  await program.ready();
  const simulator = createSimulatorClient(await program.simulatorAddress());
  const zoe = await simulator.user({ first_name: 'Zoeletta', language_code: 'en' });
  const chat = await zoe.with('repair_bot');
  await chat.sends('my deepest wish +380 67 123 45 67');
  await chat.reply();
  await waitUntil(async () => (await chat.transcript()).length >= 2, { what: 'the answer' });
  expect(await program.end('SIGTERM')).toBe(0);
  expect(program.output()).not.toMatch(/Zoeletta|deepest|380\D?67|\d{8,}:[\w-]{30}/);
});
