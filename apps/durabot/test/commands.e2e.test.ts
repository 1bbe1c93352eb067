import { spawnSync } from 'node:child_process';

import { createTestDatabase } from '@durabot/testing';
import { afterEach, expect, test } from 'vitest';
import { cleanUp, countOf, fakeToken, hasStack, startProgram, temporaryFolder } from './program.ts';
import type { Variables } from './program.ts';

afterEach(cleanUp);

/** Runs a command to its end. */
async function run(args: readonly string[], variables: Variables): Promise<{ code: number | null; output: string }> {
  const program = startProgram(variables, { args });
  return { code: await program.exitCode(), output: program.output() };
}

test('npx durabot runs what this clone has, and answers with nothing but the answer', () => {
  const { status, stdout } = spawnSync('npx', ['--no', '--', 'durabot', 'config', '--help'], { encoding: 'utf8' });
  expect(stdout).toMatch(/^Usage: durabot config/);
  expect(status).toBe(0);
});

test('migrate goes up, shows its status, goes down and up again', async () => {
  const database = await createTestDatabase([]);
  const variables = { DATA_DIR: temporaryFolder(), DATABASE_URL: database.url, LOG_LEVEL: 'warn' };

  expect((await run(['migrate', 'status'], variables)).output).toMatch(/^pending +runtime\/0001/m);
  expect(await run(['migrate', 'up'], variables)).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^\d+ applied\.$/m),
  });
  expect((await run(['migrate', 'up'], variables)).output).toContain('Nothing to do');
  const after = await run(['migrate', 'status'], variables);
  expect(countOf(after.output, /^pending/m)).toBe(0);
  expect(after.output).toMatch(/^applied +repair\/0001/m);

  const all = String(after.output.trim().split('\n').length);
  expect((await run(['migrate', 'down', '--steps', all], variables)).output).toContain(`${all} undone.`);
  expect(await run(['migrate', 'up'], variables)).toMatchObject({ code: 0, output: `${all} applied.\n` });
  await database.drop();
});

test('doctor finds everything in order on a machine that needs no setting', async () => {
  const { code, output } = await run(['doctor'], { DATA_DIR: temporaryFolder() });
  expect(output).not.toContain('✗');
  expect(output).toContain('Everything is in order.');
  expect(code).toBe(0);
});

test('doctor says of each fault what to do about it', async () => {
  const token = fakeToken(77);
  const { code, output } = await run(['doctor'], {
    DATA_DIR: temporaryFolder(),
    BOT_TOKEN: token,
    TELEGRAM_API_ROOT: 'http://127.0.0.1:1',
  });
  expect(output).toMatch(/✗ Bot repair: Telegram gave no answer to getMe\n +→ \S/);
  expect(output).toMatch(/✗ http:\/\/127\.0\.0\.1:1 cannot be reached\n +→ \S/);
  expect(output).not.toContain(token);
  expect(code).toBe(1);
});

test('doctor lists wrong settings instead of stumbling over them', async () => {
  const { code, output } = await run(['doctor'], { PORT: 'x', DEMO: 'y' });
  expect(countOf(output, /^✗ Setting/m)).toBe(2);
  expect(code).toBe(1);
});

test('config shows values, sources and defaults, and no secret', async () => {
  const token = fakeToken(78);
  const { code, output } = await run(['config'], { PORT: '4711', BOT_TOKEN: token });
  expect(output).toMatch(/^ +PORT +4711 +\(from environment; default 8080\)$/m);
  expect(output).toMatch(/^ +HOST +127\.0\.0\.1 +\(default\)$/m);
  expect(output).toMatch(/^ +BOT_TOKEN_REPAIR +\[secret\] +\(from environment: BOT_TOKEN\)$/m);
  expect(output).not.toContain(token);
  expect(code).toBe(0);
});

test('the simulator runs alone and keeps its state', async () => {
  const state = temporaryFolder();
  const args = ['simulator', '--port', '0', '--state', state];
  const first = startProgram({}, { args });
  const [, address] = await first.says(/^The simulator is ready: (\S+)$/m);
  const made = await fetch(`${address}/_sim/bots`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'kept_bot' }),
  });
  expect(made.ok).toBe(true);
  expect(await first.end('SIGTERM')).toBe(0);

  const second = startProgram({}, { args });
  const [, again] = await second.says(/^The simulator is ready: (\S+)$/m);
  expect(await (await fetch(`${again}/_sim/bots`)).text()).toContain('kept_bot');
  expect(await second.end('SIGTERM')).toBe(0);
});

test('the simulator gives out the same token for a bot whenever it is asked for it, and refuses a bad name', async () => {
  const args = ['simulator', '--port', '0', '--state', temporaryFolder(), '--bot', '@shop_bot'];
  const tokens: string[] = [];
  for (const _ of ['first', 'again']) {
    const program = startProgram({}, { args });
    const [, token = '', address = ''] = await program.says(/^@shop_bot: token (\S+), API root (\S+)$/m);
    await program.says(/^The simulator is ready: /m);
    const me = await fetch(`${address}/bot${token}/getMe`);
    expect(await me.text()).toContain('"username":"shop_bot"');
    tokens.push(token);
    expect(await program.end('SIGTERM')).toBe(0);
  }
  expect(tokens[1]).toBe(tokens[0]);

  const { code, output } = await run(['simulator', '--port', '0', '--bot', 'no name'], {});
  expect(code).not.toBe(0);
  expect(output).toMatch(/--bot: /);
  expect(hasStack(output)).toBe(false);
});

test('an unknown command is told and ends with an error', async () => {
  const { code, output } = await run(['dance'], {});
  expect(code).toBe(1);
  expect(output).toMatch(/unknown command/);
  expect(hasStack(output)).toBe(false);
});
