import {
  createLiveEvents,
  createRedis,
  parseRedisUrl,
  type LiveEvent,
  type LiveEvents,
  type Redis,
} from '@durabot/redis';
import type { ActorChat } from '@durabot/simulator';
import { silentLog, startRedisServer, waitUntil, type RedisServer } from '@durabot/testing';
import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDialogs, durable, randomIds, systemClock, type DialogStorageKind } from '../../src/index.ts';
import { createHarness, type Harness, type StartedRuntime } from '../harness.ts';
import { sampleDialog } from '../sample-dialog.ts';

let harness: Harness;
let server: RedisServer;
let running: Started[] = [];
beforeAll(async () => {
  harness = await createHarness();
  await harness.sim.limits({ enforced: false });
});
afterAll(() => harness.stop());
beforeEach(async () => {
  server = await startRedisServer();
});
afterEach(async () => {
  await Promise.all(running.map((each) => each.stop()));
  running = [];
  await harness.db.query('delete from durabot.dialog');
  await server.stop();
});

interface Started extends StartedRuntime {
  redis: Redis;
  events: LiveEvents;
  metric(name: string, labels?: Record<string, string>): Promise<number>;
}

/** A bot with a Redis, as a process would have them. */
async function start(dialogStorage: DialogStorageKind = 'postgres'): Promise<Started> {
  const address = parseRedisUrl(server.url);
  if (address === undefined) throw new Error(`${server.url} is no address.`);
  const redis = createRedis({ address, log: silentLog, clock: systemClock, id: randomUUID(), probeMs: 100 });
  redis.start();
  const events = createLiveEvents({ redis, clock: systemClock, id: randomUUID() });
  const registry = new Registry();
  const form = sampleDialog();
  const dialogs = createDialogs([form], { clock: systemClock, ids: randomIds, log: silentLog });
  const started = await harness.start(
    (bot) => {
      bot.use(durable(), dialogs.middleware);
      bot.command('new', (ctx) => dialogs.enter(ctx, form));
      bot.on('message', (ctx) => ctx.reply('No form is open.'));
    },
    { pacing: false, redis, dialogStorage, registry, events },
  );
  const one: Started = {
    ...started,
    redis,
    events,
    stop: async () => {
      running = running.filter((each) => each !== one);
      await started.stop();
      await events.stop();
      await redis.stop();
    },
    metric: async (name, labels = {}) => {
      const { values } = (await registry.getSingleMetric(name)?.get()) ?? { values: [] };
      const found = values.filter((each) => Object.entries(labels).every(([key, value]) => each.labels[key] === value));
      return found.reduce((sum, { value }) => sum + value, 0);
    },
  };
  running.push(one);
  return one;
}

/** A person who waits at the third step, and the keys under which that is shown. */
async function atThePhone(): Promise<{ chat: ActorChat; state: string; data: string }> {
  const person = await harness.sim.user({ first_name: 'Anna', language_code: 'en' });
  const chat = await person.with('test_bot');
  await chat.sends('/new');
  await chat.reply({ contains: 'Step 1 of 5' });
  await chat.sends('Toaster');
  await chat.reply({ contains: 'Step 2 of 5' });
  await chat.sends('does not toast');
  await chat.reply({ contains: 'Step 3 of 5 · Phone' });
  return { chat, state: `fsm:test:${person.id}:${person.id}:state`, data: `fsm:test:${person.id}:${person.id}:data` };
}

/** From the third step to the end; every answer from before must still be there. */
async function expectFinish(chat: ActorChat): Promise<void> {
  await chat.sends('+70000000009');
  await chat.reply({ contains: 'Step 4 of 5' });
  await chat.presses('Skip');
  const review = (await chat.reply({ contains: 'Step 5 of 5' })).text ?? '';
  for (const answer of ['Toaster', 'does not toast', '+70000000009']) expect(review).toContain(answer);
  await chat.presses('✅ Create');
  await waitUntil(async () => (await openDialogs()) === 0, { what: 'the dialog to be over' });
}

async function openDialogs(): Promise<number> {
  return (await harness.db.query('select 1 from durabot.dialog')).rowCount;
}

async function expectShown(key: string, value: string): Promise<void> {
  await waitUntil(async () => (await server.cli('get', key)) === value, { what: `${key} to read "${value}"` });
}

async function expectNothingShown(): Promise<void> {
  await waitUntil(async () => (await server.cli('keys', 'fsm:*')) === '', { what: 'no dialog to be shown' });
}

describe('open dialogs are shown in Redis', () => {
  test('state and answers stand under fsm:<bot>:<chat>:<user> while a dialog is open, and go with it', async () => {
    await start();
    const { chat, state, data } = await atThePhone();
    await expectShown(state, 'sample_order:phone');
    const answers: unknown = JSON.parse(await server.cli('get', data));
    expect(answers).toMatchObject({ device: 'Toaster', problem: 'does not toast', _dialog: { step: 'phone' } });
    expect((await server.cli('keys', 'fsm:*')).split('\n').toSorted()).toEqual([data, state]);
    expect(Number(await server.cli('pttl', state))).toBeGreaterThan(29 * 24 * 3_600_000);
    await expectFinish(chat);
    await expectNothingShown();
  });

  test('what a flush took, and what a restart lost, is written anew', async () => {
    await start();
    const { chat, state, data } = await atThePhone();
    await expectShown(state, 'sample_order:phone');
    const before = await server.cli('get', data);
    await server.cli('flushall');
    await expectShown(state, 'sample_order:phone');
    await expectShown(data, before);
    await server.kill();
    await server.restart();
    await expectShown(state, 'sample_order:phone');
    await expectFinish(chat);
    await expectNothingShown();
  });

  test('what changed while Redis was away is put right when it is back, what is over is removed', async () => {
    const { redis } = await start();
    const [over, on] = [await atThePhone(), await atThePhone()];
    await expectShown(on.state, 'sample_order:phone');
    server.freeze();
    await waitUntil(() => !redis.status().up, { what: 'the outage' });
    await on.chat.sends('+70000000009');
    await on.chat.reply({ contains: 'Step 4 of 5' });
    await over.chat.sends('+70000000009');
    await over.chat.reply({ contains: 'Step 4 of 5' });
    await over.chat.presses('Skip');
    await over.chat.reply({ contains: 'Step 5 of 5' });
    await over.chat.presses('✅ Create');
    await waitUntil(async () => (await openDialogs()) === 1, { what: 'one dialog to be over' });
    server.thaw();
    await expectShown(on.state, 'sample_order:price');
    await expectShown(over.state, '');
    await expectShown(over.data, '');
  });

  test('who takes over chats puts right what is shown of them, and lets other programs keep their keys', async () => {
    const first = await start();
    const { state } = await atThePhone();
    await expectShown(state, 'sample_order:phone');
    await first.stop();
    await server.cli('set', state, 'sample_order:device');
    await server.cli('set', 'fsm:test:1:1:state', 'sample_order:of_nobody');
    await server.cli('set', 'fsm:another:1:1:state', 'theirs');
    await server.cli('set', 'fsm:1:1:state', 'theirs');
    await start();
    await expectShown(state, 'sample_order:phone');
    await expectShown('fsm:test:1:1:state', '');
    expect(await server.cli('get', 'fsm:another:1:1:state')).toBe('theirs');
    expect(await server.cli('get', 'fsm:1:1:state')).toBe('theirs');
  });
});

describe.each(['postgres', 'redis'] as const)(
  'with dialogs read in %s, nothing is lost and nobody waits',
  (storage) => {
    test('when there is no Redis at all from the start', async () => {
      await server.kill();
      await start(storage);
      await expectFinish((await atThePhone()).chat);
    });

    test('when Redis is killed in the middle, and comes back empty', async () => {
      await start(storage);
      const { chat, state } = await atThePhone();
      await expectShown(state, 'sample_order:phone');
      await server.kill();
      await chat.sends('not a phone');
      await chat.reply({ contains: 'no phone' });
      await server.restart();
      await expectShown(state, 'sample_order:phone');
      await expectFinish(chat);
    });

    test('when Redis hangs: no answer waits for it', async () => {
      await start(storage);
      const { chat, state } = await atThePhone();
      await expectShown(state, 'sample_order:phone');
      server.freeze();
      for (let n = 0; n < 5; n += 1) {
        const startedMs = performance.now();
        await chat.sends('not a phone');
        await chat.reply({ contains: 'no phone' });
        expect(performance.now() - startedMs).toBeLessThan(1_500);
      }
      await expectFinish(chat);
      server.thaw();
      await expectNothingShown();
    });

    test('when Redis is full and drops keys (allkeys-lru), or takes none (noeviction)', async () => {
      const { redis } = await start(storage);
      const { chat, state } = await atThePhone();
      await expectShown(state, 'sample_order:phone');
      await server.cli('config', 'set', 'maxmemory', '2mb', 'maxmemory-policy', 'allkeys-lru');
      for (let n = 0; n < 100 && (await server.cli('exists', state)) === '1'; n += 1) {
        await server.cli(
          'eval',
          "for i = 1, 40 do redis.call('set', ARGV[1] .. i, ARGV[2]) end",
          '0',
          `b${n}`,
          'x'.repeat(50_000),
        );
      }
      expect(await server.cli('exists', state)).toBe('0');
      await chat.sends('not a phone');
      await chat.reply({ contains: 'no phone' });
      await server.cli('config', 'set', 'maxmemory-policy', 'noeviction', 'maxmemory', '1mb');
      await waitUntil(() => redis.status().trouble?.kind === 'full', { what: 'Redis to be full' });
      await expectFinish(chat);
      await server.cli('config', 'set', 'maxmemory', '0');
      await expectNothingShown();
    });
  },
);

describe('FSM_STORAGE', () => {
  test('redis: the data is taken from there, as long as it is the revision that the table names', async () => {
    const { metric } = await start('redis');
    const { chat, state, data } = await atThePhone();
    await expectShown(state, 'sample_order:phone');
    const kept = await server.cli('get', data);
    const before = await metric('durabot_mirror_reads_total', { found: 'redis' });
    await chat.sends('not a phone');
    await chat.reply({ contains: 'no phone' });
    expect(await metric('durabot_mirror_reads_total', { found: 'redis' })).toBeGreaterThan(before);
    await chat.sends('+70000000009');
    await chat.reply({ contains: 'Step 4 of 5' });
    await expectShown(state, 'sample_order:price');
    // An older revision, as a server has it that lost its last second; and something that no program of ours wrote.
    await server.cli('set', data, kept);
    await chat.sends('not a number');
    await chat.reply({ contains: 'Digits' });
    await server.cli('set', data, '{"device":"Bomb"}');
    await chat.sends('150');
    const review = (await chat.reply({ contains: 'Step 5 of 5' })).text ?? '';
    for (const answer of ['Toaster', 'does not toast', '+70000000009', '150']) expect(review).toContain(answer);
    expect(await metric('durabot_mirror_reads_total', { found: 'table' })).toBeGreaterThanOrEqual(2);
  });

  test('memory: dialogs go on within the process, stand in no table, and end with it', async () => {
    const first = await start('memory');
    const { chat } = await atThePhone();
    expect(await openDialogs()).toBe(0);
    await chat.sends('not a phone');
    await chat.reply({ contains: 'no phone' });
    expect(await server.cli('keys', 'fsm:*')).toBe('');
    await first.stop();
    await start('memory');
    await chat.sends('+70000000009');
    await chat.reply({ contains: 'No form is open.' });
  });
});

describe('with several processes', () => {
  test('Redis shows what the table holds in the end, whatever was done to it under load', async () => {
    const processes = [await start('redis'), await start('redis')];
    const over = new AbortController();
    const talking = Array.from({ length: 6 }, (_, n) => keepsTalking(n, over.signal));
    await waitUntil(async () => (await server.cli('keys', 'fsm:*')) !== '', { what: 'dialogs to be shown' });
    await server.cli('flushall');
    server.freeze();
    await waitUntil(() => processes.every(({ redis }) => !redis.status().up), { what: 'both to notice' });
    server.thaw();
    await waitUntil(() => processes.every(({ redis }) => redis.status().up), { what: 'both to be back' });
    await server.kill();
    await processes[0]?.stop();
    await server.restart();
    await waitUntil(async () => (await server.cli('keys', 'fsm:*')) !== '', { what: 'dialogs to be shown again' });
    await start('redis');
    over.abort();
    const said = await Promise.all(talking);
    expect(Math.min(...said)).toBeGreaterThan(3);
    expect(await stored()).not.toBe('');
    await waitUntil(async () => (await shown()) === (await stored()), { what: 'Redis to show what the table holds' });
  });

  test('one process hears what another does, by ids only', async () => {
    const [one, other] = [await start(), await start()];
    const heard: LiveEvent[] = [];
    for (const { events } of [one, other]) {
      events.hear((each) => {
        if (each.kind === 'event') heard.push(each.event);
      });
    }
    await waitUntil(async () => (await server.cli('pubsub', 'numsub', 'durabot:events')).endsWith('2'), {
      what: 'both to listen',
    });
    const { chat } = await atThePhone();
    const talk = async (): Promise<boolean> => {
      await chat.sends('not a phone');
      await chat.reply({ contains: 'no phone' });
      const [entries, calls] = ['entry', 'call'].map((topic) => heard.filter((each) => each.topic === topic));
      return (entries?.length ?? 0) >= 6 && (calls?.length ?? 0) >= 6;
    };
    await waitUntil(talk, { what: 'events from both' });
    expect(heard.find(({ topic }) => topic === 'entry')?.detail).toMatchObject({ bot: 'test', outcome: 'settled' });
    expect(heard.find(({ topic }) => topic === 'call')?.detail).toMatchObject({
      method: 'sendMessage',
      outcome: 'sent',
    });
    expect(JSON.stringify(heard)).not.toMatch(/phone|Toaster/i);
  });
});

/** Fills in the form again and again, and now and then gives it up. @returns how often something was said */
async function keepsTalking(n: number, signal: AbortSignal): Promise<number> {
  const person = await harness.sim.user({ first_name: `Person ${n}`, language_code: 'en' });
  const chat = await person.with('test_bot');
  let said = 0;
  while (!signal.aborted) {
    for (const text of [
      '/new',
      'Toaster',
      'does not toast',
      '+70000000009',
      ...(n % 2 === 0 ? ['/cancel'] : ['150']),
    ]) {
      if (signal.aborted) break;
      await chat.sends(text);
      await chat.reply();
      said += 1;
    }
  }
  return said;
}

async function shown(): Promise<string> {
  const keys = (await server.cli('keys', 'fsm:test:*:data')).split('\n').filter((key) => key !== '');
  const dialogs = await Promise.all(
    keys.map(async (key) => {
      // What `toMirror` writes; a key that went meanwhile shows nothing.
      const { _dialog: about } = JSON.parse((await server.cli('get', key)) || '{"_dialog":{}}') as Shown;
      const state = await server.cli('get', key.replace(/data$/, 'state'));
      return `${about.id ?? ''} ${about.rev ?? 0} ${state}`;
    }),
  );
  return dialogs.toSorted().join('\n');
}

interface Shown {
  _dialog: { id?: string; rev?: number };
}

async function stored(): Promise<string> {
  const { rows } = await harness.db.query<{ id: string; rev: number; name: string; step: string }>(
    "select id, rev, name, step from durabot.dialog where status = 'active'",
  );
  return rows
    .map(({ id, rev, name, step }) => `${id} ${rev} ${name}:${step}`)
    .toSorted()
    .join('\n');
}
