import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createSimulatorClient } from '@durabot/simulator';
import { waitUntil } from '@durabot/testing';
import { afterEach, expect, test } from 'vitest';
import { cleanUp, countOf, hasStack, startProgram, temporaryFolder } from './program.ts';

afterEach(cleanUp);

test('a first start needs no settings, tells its address last and answers a person in the simulator', async () => {
  const program = startProgram({ DATA_DIR: temporaryFolder() });
  const address = await program.ready();
  const lines = program.output().trimEnd().split('\n');
  expect(lines.at(-1)).toBe(`Durabot is ready: ${address}`);

  const simulator = createSimulatorClient(await program.simulatorAddress());
  const anna = await simulator.user({ first_name: 'Anna', language_code: 'en' });
  const chat = await anna.with('repair_bot');
  await chat.sends('/start');
  expect((await chat.reply()).text).toMatch(/\S/);

  expect(await program.end('SIGTERM')).toBe(0);
});

test('health, readiness, metrics and the page with the way to the chat are there once it is ready', async () => {
  const program = startProgram({ DATA_DIR: temporaryFolder() });
  const address = await program.ready();
  const simulatorAddress = await program.simulatorAddress();

  for (const path of ['/healthz', '/readyz', '/health', '/health/db', '/metrics', '/status.css', '/status.js']) {
    expect((await fetch(`${address}${path}`)).status, path).toBe(200);
  }
  expect(await (await fetch(`${address}/health`)).json()).toMatchObject({
    status: 'ok',
    database: 'up',
    bots: [{ name: 'repair', username: 'repair_bot', ingress: 'running' }],
  });
  const metrics = await (await fetch(`${address}/metrics`)).text();
  expect(metrics).toMatch(/^durabot_ready 1$/m);
  expect(metrics).toMatch(/^durabot_pool_connections\{state="idle"\} \d/m);
  expect(metrics).toMatch(/^# TYPE durabot_depth gauge/m);

  const page = await fetch(`${address}/`);
  expect(page.headers.get('content-security-policy')).not.toContain('unsafe-inline');
  expect(await page.text()).toContain(`<a class="button" href="${simulatorAddress}/">Open the chat</a>`);
  expect((await fetch(`${address}/nowhere`)).status).toBe(404);
  await program.end('SIGTERM');
});

test('SIGTERM and SIGINT end it with 0 and take the database along', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const dataDir = temporaryFolder();
    const program = startProgram({ DATA_DIR: dataDir });
    await program.ready();
    expect(await program.end(signal), signal).toBe(0);
    expect(existsSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'))).toBe(false);
    expect(hasStack(program.output())).toBe(false);
  }
});

test('a killed program goes on where it was: what was written to it meanwhile is answered', async () => {
  const variables = { DATA_DIR: temporaryFolder() };
  const first = startProgram(variables);
  await first.ready();
  const before = createSimulatorClient(await first.simulatorAddress());
  const anna = await before.user({ first_name: 'Anna', language_code: 'en', id: 4711 });
  const chat = await anna.with('repair_bot');
  await chat.sends('/start');
  await chat.reply();
  await chat.sends('/help');
  await first.end('SIGKILL');

  const second = startProgram(variables);
  await second.ready();
  const after = createSimulatorClient(await second.simulatorAddress());
  const page = async (): Promise<{ messages: { text?: string }[] }> =>
    after.http.get('messages', { user: 4711, bot: 'repair_bot', limit: 100 });
  await waitUntil(async () => (await page()).messages.length >= 4, { what: 'both commands to be answered' });
  expect(await second.end('SIGTERM')).toBe(0);
});

test('a second program on the same data is refused with one message', async () => {
  const variables = { DATA_DIR: temporaryFolder() };
  const first = startProgram(variables);
  await first.ready();
  const second = startProgram(variables);
  expect(await second.exitCode()).toBeGreaterThan(0);
  expect(second.output()).toContain(`${first.child.pid}`);
  expect(hasStack(second.output())).toBe(false);
  expect(await first.end('SIGTERM')).toBe(0);
});

test('commands look into the embedded database, and pause a bot, while the program runs on it', async () => {
  const variables = { DATA_DIR: temporaryFolder() };
  const program = startProgram(variables);
  const address = await program.ready();
  const status = startProgram(variables, { args: ['status'] });
  expect(await status.exitCode(), status.output()).toBe(0);
  expect(status.output()).toMatch(/^repair/m);
  const pause = startProgram(variables, { args: ['pause', '--bot', 'repair', '--reason', 'lunch'] });
  expect(await pause.exitCode(), pause.output()).toBe(0);
  await waitUntil(async () => (await (await fetch(`${address}/health`)).text()).includes('"paused":true'), {
    what: 'the pause to be known',
  });
  // The tables are not taken from under it.
  const down = startProgram(variables, { args: ['migrate', 'down'] });
  expect(await down.exitCode()).toBe(78);
  expect(down.output()).toContain('DATA_DIR_IN_USE');
  expect(await program.end('SIGTERM')).toBe(0);
});

test('a second signal ends it at once', async () => {
  // A database that takes the connection and never says a word keeps the start, and so the stop, waiting.
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const program = startProgram({
    DATA_DIR: temporaryFolder(),
    DATABASE_URL: `postgresql://durabot@127.0.0.1:${port}/durabot`,
    STOP_DEADLINE_SECONDS: '600',
    LOG_LEVEL: 'debug',
  });
  await program.says(/starting the database/);
  program.child.kill('SIGTERM');
  await program.says(/"stopping"/);
  await waitUntil(
    () => {
      program.child.kill('SIGTERM');
      return program.child.exitCode !== null;
    },
    { what: 'the second signal to end it' },
  );
  expect(program.child.exitCode).toBe(130);
  silent.close();
});

test('while the database is away the program lives, says so once and is not ready', async () => {
  const program = startProgram({
    PORT: '0',
    DATA_DIR: temporaryFolder(),
    // Port 1 is nobody's.
    DATABASE_URL: 'postgresql://durabot@127.0.0.1:1/durabot',
    LOG_LEVEL: 'debug',
  });
  await program.says(/database is away/);
  const port = (await program.says(/"port":(\d+)[^\n]*"port opened"/))[1];
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(503);
  expect((await fetch(`http://127.0.0.1:${port}/telegram/repair`, { method: 'POST' })).status).toBe(503);
  expect(await program.end('SIGTERM')).toBe(0);
  expect(countOf(program.output(), /database is away/)).toBe(1);
});
