import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createSimulator, createSimulatorClient } from '@durabot/simulator';
import { createTestDatabase } from '@durabot/testing';
import { afterEach, expect, test } from 'vitest';
import { cleanUp, fakeToken, hasStack, startProgram, temporaryFolder } from './program.ts';
import type { Program } from './program.ts';

afterEach(cleanUp);

const asRoot = process.getuid?.() === 0;

/** It ended by itself, with an error code, and said this in words. */
async function expectRefusal(program: Program, words: RegExp): Promise<void> {
  expect(await program.exitCode(), program.output()).toBeGreaterThan(0);
  expect(program.output()).toMatch(words);
  expect(hasStack(program.output()), program.output()).toBe(false);
}

test('all wrong settings are told at once, by name and without their values', async () => {
  const program = startProgram({
    PORT: 'eighty',
    SIMULATOR: 'perhaps',
    BOT_TOKEN_REPAIR: 'unfit-for-a-token',
    WEBHOOK_URL: 'ftp://example.org',
    ADMIN_IDS: '12, thirteen',
  });
  expect(await program.exitCode()).toBe(78);
  for (const name of ['PORT', 'SIMULATOR', 'BOT_TOKEN_REPAIR', 'WEBHOOK_URL', 'ADMIN_IDS']) {
    expect(program.output()).toMatch(new RegExp(`^  ${name}: `, 'm'));
  }
  for (const value of ['eighty', 'perhaps', 'unfit', 'thirteen', 'ftp']) expect(program.output()).not.toContain(value);
  expect(hasStack(program.output())).toBe(false);
});

test('a taken PORT is told before anything is started', async () => {
  const taken = createServer();
  const port = await listenAnywhere(taken);
  const program = startProgram({ DATA_DIR: temporaryFolder(), PORT: String(port) });
  await expectRefusal(program, new RegExp(`Port ${port} is taken by another program.*set PORT`));
  expect(program.output()).not.toContain('database');
  taken.close();
});

test('a taken SIMULATOR_PORT is told, and the database is stopped again', async () => {
  const taken = createServer();
  const port = await listenAnywhere(taken);
  const program = startProgram({ DATA_DIR: temporaryFolder(), SIMULATOR_PORT: String(port) });
  await expectRefusal(program, new RegExp(`Port ${port} is taken by another program.*set SIMULATOR_PORT`));
  taken.close();
});

test('a data directory that is a file is refused', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await expectRefusal(startProgram({ DATA_DIR: file }), /DATA_DIR .* is not a folder/);
});

test('a data directory that may not be written is refused', async () => {
  const folder = join(temporaryFolder(), 'closed');
  mkdirSync(folder);
  chmodSync(folder, 0o555);
  chmodSync(join(folder, '..'), 0o755);
  // Root may write anywhere; `nobody` may not.
  const program = startProgram({ DATA_DIR: folder }, asRoot ? { uid: 65_534 } : {});
  await expectRefusal(program, /DATA_DIR .* cannot be written \(EACCES\)/);
});

test('a full disk is told, not shown as a stack', async (context) => {
  const folder = temporaryFolder();
  if (!mountTinyDisk(folder)) context.skip('needs the right to mount a small disk');
  try {
    await expectRefusal(startProgram({ DATA_DIR: join(folder, 'data') }), /disk .*full|full.* disk/i);
  } finally {
    execFileSync('umount', [folder]);
  }
});

test('a wrong password for the database is told and not tried again', async () => {
  const database = await createTestDatabase([]);
  const url = new URL(database.url);
  url.password = 'not-it';
  const program = startProgram({ DATA_DIR: temporaryFolder(), DATABASE_URL: url.href });
  await expectRefusal(program, /refused the user or the password in DATABASE_URL/);
  expect(program.output()).not.toContain('not-it');
  await database.drop();
});

test('a database that does not exist is told', async () => {
  const database = await createTestDatabase([]);
  const url = new URL(database.url);
  url.pathname = '/durabot_nowhere';
  await expectRefusal(startProgram({ DATA_DIR: temporaryFolder(), DATABASE_URL: url.href }), /no database of the name/);
  await database.drop();
});

test('a token that Telegram refuses (401) ends the program when no bot is left', async () => {
  const simulator = createSimulator({});
  const { url } = await simulator.start();
  const token = fakeToken(1000);
  const program = startProgram({ DATA_DIR: temporaryFolder(), BOT_TOKEN_REPAIR: token, TELEGRAM_API_ROOT: url });
  await expectRefusal(program, /Telegram refused the token of repair \(401\)\. Set BOT_TOKEN_REPAIR/);
  expect(program.output()).not.toContain(token);
  await simulator.stop();
});

test('a second poller (409) is told, and the bot goes on when it is gone', async () => {
  const simulator = createSimulator({});
  const { url } = await simulator.start();
  const token = fakeToken(1001);
  const client = createSimulatorClient(url);
  await client.bot({ username: 'repair_bot', token });

  const other = new AbortController();
  const otherPoller = (async () => {
    while (!other.signal.aborted) {
      const answer = await fetch(`${url}/bot${token}/getUpdates?timeout=1`);
      await answer.text();
    }
  })();
  const program = startProgram({ DATA_DIR: temporaryFolder(), BOT_TOKEN_REPAIR: token, TELEGRAM_API_ROOT: url });
  await program.says(/409|another (program|process)|second poller|conflict/i);
  expect(program.child.exitCode).toBe(null);
  expect(hasStack(program.output())).toBe(false);

  other.abort();
  await otherPoller;
  const anna = await client.user({ first_name: 'Anna', language_code: 'en' });
  const chat = await anna.with('repair_bot');
  await chat.sends('/start');
  expect((await chat.reply({ timeoutMs: 40_000 })).text).toMatch(/\S/);
  expect(await program.end('SIGTERM')).toBe(0);
  await simulator.stop();
});

function listenAnywhere(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      // A server that listens on a port has an address of this kind.
      const { port } = server.address() as AddressInfo;
      resolve(port);
    });
  });
}

function mountTinyDisk(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m,mode=755', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
