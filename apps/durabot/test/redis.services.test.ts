import { systemClock } from '@durabot/runtime';
import { createSimulatorClient } from '@durabot/simulator';
import type { ActorChat } from '@durabot/simulator';
import { createTestDatabase, startRedisServer, waitUntil } from '@durabot/testing';
import type { RedisServer } from '@durabot/testing';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSettings } from '../src/config.ts';
import { renderFinding } from '../src/doctor/finding.ts';
import { lookAtRedis } from '../src/doctor/look-at-redis.ts';
import { cleanUp, countOf, startProgram, temporaryFolder } from './program.ts';
import type { Program } from './program.ts';

const password = 'p@ss/w#rd';
let server: RedisServer;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeEach(async () => {
  [server, database] = await Promise.all([startRedisServer([], { password }), createTestDatabase([])]);
});
afterEach(async () => {
  await cleanUp();
  await Promise.all([server.stop(), database.drop()]);
});

/** The program, told of its Redis by a file. */
function start(variables: Record<string, string>): Program {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'redis-url');
  writeFileSync(file, `${server.url}\n`);
  const settings = { DATA_DIR: dataDir, DATABASE_URL: database.url, REDIS_URL_FILE: file, PACING: 'off', ...variables };
  return startProgram(settings);
}

/** A dispatcher who has begun an order. */
async function beginsAnOrder(program: Program): Promise<ActorChat> {
  const simulator = createSimulatorClient(await program.simulatorAddress());
  const olga = await simulator.user({ id: 7001, first_name: 'Olga', language_code: 'en' });
  const chat = await olga.with('repair_bot');
  await chat.sends('/create_order');
  await chat.reply({ contains: 'Step 1' });
  return chat;
}

async function health(address: string, path: string): Promise<{ code: number; body: unknown }> {
  const answer = await fetch(`${address}${path}`);
  return { code: answer.status, body: await answer.json() };
}

test('the program shows dialogs, says how Redis is, and goes on without it when it is killed', async () => {
  const program = start({ DISPATCHER_IDS: '7001' });
  const address = await program.ready();
  const chat = await beginsAnOrder(program);
  await waitUntil(async () => (await server.cli('get', 'fsm:repair:7001:7001:state')).startsWith('create_order:'), {
    what: 'the dialog to be shown',
  });
  expect(await health(address, '/health')).toMatchObject({ body: { status: 'ok', redis: 'up' } });
  expect(await health(address, '/health/redis')).toMatchObject({
    code: 200,
    body: { status: 'ok', version: expect.stringMatching(/^\d/), usedMemoryBytes: expect.any(Number) },
  });

  await server.kill();
  await chat.sends('/cancel');
  await chat.reply();
  await waitUntil(async () => (await health(address, '/health/redis')).code === 503, { what: 'the outage to be told' });
  expect((await health(address, '/health/redis')).body).toMatchObject({ status: 'down', trouble: 'unreachable' });
  expect(await health(address, '/health')).toMatchObject({ code: 200, body: { status: 'degraded', redis: 'down' } });
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  expect(await (await fetch(`${address}/metrics`)).text()).toMatch(/^durabot_redis_up 0$/m);

  await program.says(/redis away/);
  expect(await program.end('SIGTERM')).toBe(0);
  expect(countOf(program.output(), /redis away/)).toBe(1);
  expect(program.output()).not.toContain('w#rd');
});

test('FSM_STORAGE=memory is said loudly, and at /health', async () => {
  const program = start({ FSM_STORAGE: 'memory' });
  const address = await program.ready();
  expect(program.output()).toMatch(/"level":"warn"[^\n]*DIALOGS ARE KEPT IN MEMORY ONLY/);
  expect(await health(address, '/health')).toMatchObject({ body: { dialogStorage: 'memory' } });
});

test('doctor looks at Redis and says what to do about it', async () => {
  const look = async (): Promise<string> => {
    const settings = loadSettings({ environment: { REDIS_URL: server.url }, envFile: {} });
    return (await lookAtRedis(settings, systemClock)).map(renderFinding).join('\n');
  };
  expect(await look()).toMatch(/^✓ Redis answers: \d/);
  await server.cli('config', 'set', 'maxmemory', '100mb', 'maxmemory-policy', 'allkeys-lru');
  expect(await look()).toMatch(/^• Redis answers\. With maxmemory-policy allkeys-lru[^\n]*\n +→ \S/m);
  await server.cli('config', 'set', 'requirepass', 'another');
  const refused = await look();
  expect(refused).toMatch(/^✗ Redis at 127\.0\.0\.1:\d+\/0: Redis refuses the user or the password\.[^\n]*\n +→ \S/);
  expect(refused).not.toContain('w#rd');
  await server.kill();
  expect(await look()).toMatch(/^✗ Redis at [^\n]*cannot be reached[^\n]*\n +→ \S/);
  const none = loadSettings({ environment: {}, envFile: {} });
  expect(await lookAtRedis(none, systemClock)).toEqual([]);
});
