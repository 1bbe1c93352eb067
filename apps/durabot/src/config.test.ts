import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError } from '@durabot/bot-api';
import { inspectSettings, loadSettings, settingInfos } from './config.ts';
import { renderEnvExample } from './settings/env-example.ts';

const token = `42:${'A'.repeat(35)}`;

function withEnvironment(environment: Record<string, string>, envFile: Record<string, string> = {}) {
  return inspectSettings({ environment, envFile });
}

function settingsOf(environment: Record<string, string>) {
  return loadSettings({ environment, envFile: {} });
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'durabot-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('nothing set gives the documented defaults', () => {
  expect(settingsOf({})).toMatchObject({
    port: 8080,
    simulatorPort: 8081,
    host: '127.0.0.1',
    dataDir: join(process.cwd(), '.durabot'),
    bots: ['repair'],
    simulator: true,
    demo: true,
    ingress: 'polling',
    roles: ['ingress', 'workers', 'sender', 'scheduler'],
    sendConcurrency: 100,
    stopDeadlineMs: 10_000,
    logLevel: 'info',
    logFormat: 'auto',
  });
});

test('the settings are frozen', () => {
  expect(Object.isFrozen(settingsOf({}))).toBe(true);
});

test('every setting has a comment', () => {
  expect(settingInfos.filter(({ info }) => info.comment === '').map(({ name }) => name)).toEqual([]);
});

test('.env.example is what `durabot config --example` prints', () => {
  const kept = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');
  expect(kept).toBe(renderEnvExample(settingInfos));
});

test('an empty variable is an absent one', () => {
  expect(settingsOf({ PORT: '', BOT_TOKEN_REPAIR: ' ' })).toMatchObject({ port: 8080, simulator: true });
});

test('the environment comes before .env, and .env before the default', () => {
  const { settings, entries } = withEnvironment({ PORT: '1' }, { PORT: '2', SIMULATOR_PORT: '3' });
  expect(settings).toMatchObject({ port: 1, simulatorPort: 3 });
  expect(entries.find(({ name }) => name === 'SIMULATOR_PORT')).toMatchObject({ source: '.env', shown: '3' });
  expect(entries.find(({ name }) => name === 'HOST')).toMatchObject({ source: 'default', shown: '127.0.0.1' });
});

describe('a secret', () => {
  test.each(['BOT_TOKEN_REPAIR', 'BOT_TOKEN', 'TELEGRAM_TOKEN'])('of Repair is understood as %s', (name) => {
    expect(settingsOf({ [name]: token }).botTokens.repair?.reveal()).toBe(token);
  });

  test('can stand in a file, with a line break at its end', () => {
    const path = join(folder, 'token');
    writeFileSync(path, `${token}\n`);
    expect(settingsOf({ BOT_TOKEN_REPAIR_FILE: path }).botTokens.repair?.reveal()).toBe(token);
  });

  test('in a file that is not there is a fault with the name of the variable, not of the file', () => {
    const { faults } = withEnvironment({ BOT_TOKEN_REPAIR_FILE: join(folder, 'missing') });
    expect(faults).toEqual(['BOT_TOKEN_REPAIR: the file that BOT_TOKEN_REPAIR_FILE names cannot be read (ENOENT)']);
  });

  test('given both ways is a fault', () => {
    const { faults } = withEnvironment({ BOT_TOKEN_REPAIR: token, BOT_TOKEN_REPAIR_FILE: join(folder, 'x') });
    expect(faults).toEqual(['BOT_TOKEN_REPAIR: set either BOT_TOKEN_REPAIR or BOT_TOKEN_REPAIR_FILE, not both']);
  });

  test('is never shown', () => {
    const report = withEnvironment({ BOT_TOKEN: token, DATABASE_URL: 'postgresql://a:hush-hush@h/d' });
    expect(JSON.stringify(report)).not.toMatch(/AAAA|hush/);
  });

  test('that is no token is a fault named after the variable that was used', () => {
    expect(withEnvironment({ TELEGRAM_TOKEN: 'nonsense' }).faults).toEqual([
      'TELEGRAM_TOKEN (BOT_TOKEN_REPAIR): must look like 123456789:ABC…, as @BotFather gives it',
    ]);
  });
});

describe('what keeps files and encrypted fields', () => {
  const key = Buffer.from('0123456789abcdef0123456789abcdef').toString('base64');

  test('is in the data directory unless said otherwise', () => {
    expect(settingsOf({}).filesDir).toBe(join(process.cwd(), '.durabot', 'files'));
    expect(settingsOf({ DATA_DIR: '/var/lib/durabot' }).filesDir).toBe('/var/lib/durabot/files');
    expect(settingsOf({ FILES_DIR: '/mnt/files' }).filesDir).toBe('/mnt/files');
    expect(settingsOf({})).toMatchObject({ masterKeys: undefined, lookupSecret: undefined });
  });

  test('takes master keys with names, the current one first, and nobody sees them', () => {
    const report = withEnvironment({ MASTER_KEYS: `2026-11:${key}`, LOOKUP_SECRET: key });
    expect(report.faults).toEqual([]);
    expect(report.settings?.masterKeys?.reveal()).toBe(`2026-11:${key}`);
    expect(JSON.stringify(report)).not.toContain(key);
  });

  test('is refused when it is no key, without its value', () => {
    const { faults } = withEnvironment({ MASTER_KEYS: '2026-11:c2hvcnQ=', LOOKUP_SECRET: 'hush-hush' });
    expect(faults).toHaveLength(2);
    expect(faults[0]).toContain('MASTER_KEYS: must look like 2026-11:BASE64');
    expect(faults[1]).toContain('LOOKUP_SECRET: must be 32 random bytes');
    expect(faults.join()).not.toMatch(/c2hvcnQ|hush/);
  });
});

test('all faults are reported together, without the values', () => {
  const wrong = { PORT: '70000', DEMO: 'perhaps', BOTS: 'repair,unheard-of', ADMIN_IDS: 'me', LOG_LEVEL: 'loud' };
  const { settings, faults } = withEnvironment(wrong);
  expect(settings).toBeUndefined();
  expect(faults.map((fault) => fault.split(':')[0])).toEqual(['PORT', 'BOTS', 'DEMO', 'LOG_LEVEL', 'ADMIN_IDS']);
  expect(faults.join('\n')).not.toMatch(/70000|perhaps|unheard|loud/);
  expect(() => settingsOf(wrong)).toThrow(ConfigError);
});

describe('Redis', () => {
  test('is not needed, and then dialogs are read in PostgreSQL', () => {
    expect(settingsOf({})).toMatchObject({ redisUrl: undefined, dialogStorage: 'postgres' });
  });

  test('takes a password with any character, and nobody sees it', () => {
    const report = withEnvironment({ REDIS_URL: 'redis://:hu@sh/#hush@cache:6379/1' });
    expect(report.faults).toEqual([]);
    expect(report.settings?.redisUrl?.reveal()).toContain('hush');
    expect(JSON.stringify(report)).not.toContain('hush');
  });

  test('must be given by its address, and to read dialogs there it must be given', () => {
    expect(withEnvironment({ REDIS_URL: 'cache:6379' }).faults).toEqual([
      'REDIS_URL: must look like redis://user:password@host:6379/0',
    ]);
    expect(withEnvironment({ FSM_STORAGE: 'redis' }).faults).toEqual(['REDIS_URL: is needed with FSM_STORAGE=redis']);
    expect(settingsOf({ FSM_STORAGE: 'redis', REDIS_URL: 'redis://cache' }).dialogStorage).toBe('redis');
  });
});

describe('the built-in simulator', () => {
  test.each([
    [{}, true],
    [{ BOT_TOKEN_REPAIR: token }, false],
    [{ BOT_TOKEN_REPAIR: token, SIMULATOR: 'on' }, true],
    [{ BOT_TOKEN_REPAIR: token, SIMULATOR: 'off' }, false],
  ])('with %o is used: %s', (environment, expected) => {
    expect(settingsOf(environment).simulator).toBe(expected);
  });

  test('switched off leaves a bot without a token nothing to do', () => {
    expect(withEnvironment({ SIMULATOR: 'off' }).faults).toEqual([
      'BOT_TOKEN_REPAIR: is needed, as SIMULATOR=off leaves no other Telegram to serve',
    ]);
  });

  test('does not stand in for a server that was named', () => {
    expect(withEnvironment({ TELEGRAM_API_ROOT: 'http://127.0.0.1:9' }).faults).toEqual([
      'BOT_TOKEN_REPAIR: is needed by the server that TELEGRAM_API_ROOT names',
    ]);
  });

  test('needs a port of its own', () => {
    expect(withEnvironment({ PORT: '9000', SIMULATOR_PORT: '9000' }).faults).toHaveLength(1);
    expect(withEnvironment({ PORT: '0', SIMULATOR_PORT: '0' }).faults).toEqual([]);
  });
});

describe('updates come', () => {
  const url = 'https://bots.example.org/';
  test.each([
    [{}, 'polling', undefined],
    [{ WEBHOOK_URL: url }, 'webhook', 'https://bots.example.org'],
    [{ WEBHOOK_URL: url, DEPLOYMENT_MODE: 'local' }, 'polling', 'https://bots.example.org'],
    [{ RENDER_EXTERNAL_URL: url, DEPLOYMENT_MODE: 'render' }, 'webhook', 'https://bots.example.org'],
    [{ DEPLOYMENT_MODE: 'webhook' }, 'webhook', undefined],
  ])('with %o by %s', (environment, ingress, webhookUrl) => {
    expect(settingsOf(environment)).toMatchObject({ ingress, webhookUrl });
  });

  test('by webhook from real Telegram only to a public address', () => {
    expect(withEnvironment({ BOT_TOKEN: token, DEPLOYMENT_MODE: 'webhook' }).faults).toEqual([
      'WEBHOOK_URL: is needed with DEPLOYMENT_MODE=webhook',
    ]);
  });
});

test('DEV_MODE shows at least what debug shows', () => {
  expect(settingsOf({ DEV_MODE: 'on' }).logLevel).toBe('debug');
  expect(settingsOf({ DEV_MODE: 'on', LOG_LEVEL: 'trace' }).logLevel).toBe('trace');
});
