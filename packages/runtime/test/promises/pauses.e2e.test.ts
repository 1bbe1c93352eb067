import { Secret } from '@durabot/bot-api';
import { waitUntil } from '@durabot/testing';
import { Bot } from 'grammy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createBroadcast,
  type DurableBot,
  type DurableContext,
  durable,
  listBroadcasts,
  listPauses,
  pause,
  resume,
  startBroadcast,
  type TimerContext,
} from '../../src/index.ts';
import { type BotBuilder, createHarness, createHolds, type Harness, type StartedRuntime } from '../harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(async () => {
  await harness.stop();
});

type Chat = Awaited<ReturnType<Awaited<ReturnType<Harness['sim']['user']>>['with']>>;

async function aPerson(first_name: string, username = 'test_bot'): Promise<{ id: number; chat: Chat }> {
  const user = await harness.sim.user({ first_name });
  return { id: user.id, chat: await user.with(username) };
}

async function textsOf(chat: Chat): Promise<string[]> {
  return (await chat.transcript()).filter(({ outgoing }) => !outgoing).map(({ text = '' }) => text);
}

const echo: BotBuilder = (bot) => bot.on('message:text', (ctx) => ctx.reply(`Echo ${ctx.message.text}`));

/** `soon` asks for all that happens later. */
const laterOnRequest: BotBuilder = (bot) => {
  bot.use(durable());
  bot.on('message:text', async (ctx) => {
    const { text } = ctx.message;
    if (text === 'soon') {
      ctx.durable.timers.set({ name: 'ring', dueAt: new Date(Date.now() + 60_000) });
      ctx.durable.schedules.set({ name: 'ring', zone: 'UTC', time: '10:00', missed: 'once' });
      ctx.durable.jobs.add({ name: 'work', runAt: new Date(Date.now() + 60_000) });
    }
    await ctx.reply(`Echo ${text}`);
  });
};

function statusOf({ runtime }: StartedRuntime): { paused: boolean; pausedChats: number } | undefined {
  return runtime.status().bots[0];
}

async function untilEmpty(): Promise<void> {
  await waitUntil(async () => Object.values(await harness.depths()).every((depth) => depth === 0), {
    what: 'empty tables',
  });
}

describe('P18: what is paused is stored and waits', () => {
  test('a paused chat is neither handled nor written to, others go on; resumed, it goes on in order', async () => {
    const { holdPoint, hold } = createHolds();
    const anna = await aPerson('Anna');
    const boris = await aPerson('Boris');
    const started = await harness.start(
      (bot) =>
        bot.on('message:text', async (ctx) => {
          if (ctx.message.text === 'tell Anna') await ctx.api.sendMessage(anna.id, 'Boris greets you');
          await ctx.reply(`Echo ${ctx.message.text}`);
        }),
      { holdPoint },
    );
    const held = hold('dispatch:before-commit', ({ chatKey }) => chatKey === String(anna.id));
    for (const text of ['0', '1', '2']) await anna.chat.sends(text);
    await held.reached;
    const target = { bot: 'test', chatKey: String(anna.id) };
    expect(await pause(harness.db, target, 'complaint')).toBe(true);
    expect(await pause(harness.db, target, 'complaint, looked at by Vera')).toBe(false);
    expect(await listPauses(harness.db)).toMatchObject([{ ...target, reason: 'complaint, looked at by Vera' }]);
    await waitUntil(() => statusOf(started)?.pausedChats === 1, { what: 'the pause to be known' });
    held.release();
    await anna.chat.sends('3');
    await boris.chat.sends('tell Anna');
    await boris.chat.reply({ contains: 'Echo tell Anna' });
    const waiting = async (): Promise<boolean> => {
      const { inbox, outbox } = await harness.depths();
      // What was being handled has ended, and its answer waits before the greeting.
      return inbox === 3 && outbox === 2;
    };
    await waitUntil(waiting, { what: 'three entries and two calls' });
    expect(await textsOf(anna.chat)).toEqual([]);

    expect(await resume(harness.db, target)).toBe(true);
    expect(await resume(harness.db, target)).toBe(false);
    await anna.chat.reply({ contains: 'Echo 3' });
    const texts = await textsOf(anna.chat);
    expect(texts.toSorted()).toEqual(['Boris greets you', 'Echo 0', 'Echo 1', 'Echo 2', 'Echo 3']);
    expect(texts.filter((text) => text.startsWith('Echo'))).toEqual(['Echo 0', 'Echo 1', 'Echo 2', 'Echo 3']);
    await untilEmpty();
  });

  test('a call that failed and those behind it stay where they are while their chat is paused, and keep their order', async () => {
    const { holdPoint, hold } = createHolds();
    const anna = await aPerson('Anna');
    const boris = await aPerson('Boris');
    const started = await harness.start(echo, { holdPoint });
    await harness.sim.fault({ method: 'sendMessage', times: 1, action: { status: 502, description: 'Bad Gateway' } });
    const held = hold('sender:before-settle');
    for (const text of ['first', 'second']) await anna.chat.sends(text);
    await held.reached;
    await pause(harness.db, { bot: 'test', chatKey: String(anna.id) }, 'test');
    await waitUntil(() => statusOf(started)?.pausedChats === 1, { what: 'the pause to be known' });
    held.release();
    // Past the moment at which it would have been made again: others have their turns meanwhile.
    const { rows } = await harness.db.query<{ until: Date }>("select now() + interval '1.2 seconds' as until");
    const over = async (): Promise<boolean> => {
      await boris.chat.sends('tick');
      await boris.chat.reply({ contains: 'tick' });
      return (await harness.db.query('select 1 where now() > $1', [rows[0]?.until])).rowCount === 1;
    };
    await waitUntil(over, { what: 'the time of the next attempt' });
    expect(await textsOf(anna.chat)).toEqual([]);
    await resume(harness.db, { bot: 'test', chatKey: String(anna.id) });
    await anna.chat.reply({ contains: 'second' });
    expect(await textsOf(anna.chat)).toEqual(['Echo first', 'Echo second']);
  });

  test('a paused bot: updates and timers are stored, no job begins, no broadcast is fed, also after a restart; another bot goes on', async () => {
    const { token } = await harness.sim.bot({ username: 'other_bot' });
    const anna = await aPerson('Anna');
    const boris = await aPerson('Boris', 'other_bot');
    let runs = 0;
    const parts: Partial<DurableBot> = {
      timers: { ring: async (ctx: TimerContext) => void (await ctx.api.sendMessage(ctx.chatId, 'ring')) },
      jobs: {
        work: {
          run: async () => {
            runs += 1;
          },
          done: async (ctx) => void (await ctx.api.sendMessage(ctx.chatId, 'job done')),
        },
      },
    };
    const common = { apiRoot: harness.apiRoot, ingress: { kind: 'polling' } } as const;
    const start = (): Promise<StartedRuntime> => {
      const [one, other] = [new Bot<DurableContext>(harness.token), new Bot<DurableContext>(token)];
      laterOnRequest(one);
      echo(other);
      const bots = [
        { ...common, name: 'test', bot: one, token: new Secret(harness.token), ...parts },
        { ...common, name: 'other', bot: other, token: new Secret(token) },
      ];
      return harness.start(() => undefined, { bots });
    };
    const first = await start();
    await anna.chat.sends('soon');
    await anna.chat.reply({ contains: 'Echo soon' });
    await pause(harness.db, { bot: 'test' }, 'wrong prices');
    await waitUntil(() => statusOf(first)?.paused === true, { what: 'the pause to be known' });

    // All falls due at once, and two updates come.
    await harness.db.query("update durabot.timer set due_at = now() - interval '1 second'");
    await harness.db.query("update durabot.schedule set next_at = next_at - interval '1 day'");
    await harness.db.query('update graphile_worker._private_jobs set run_at = now()');
    const message = { method: 'sendMessage', payload: { text: 'news' } };
    const audience = { kind: 'chats', chatIds: [anna.id] } as const;
    const broadcast = await createBroadcast(harness.db, { bot: 'test', name: 'News', message, audience });
    await startBroadcast(harness.db, broadcast);
    await waitUntil(async () => (await harness.depths()).inbox === 1, { what: 'the timer to be stored' });
    for (const text of ['a', 'b']) await anna.chat.sends(text);
    await waitUntil(async () => (await harness.depths()).inbox === 3, { what: 'the updates to be stored' });
    await first.stop();
    const second = await start();
    expect(statusOf(second)?.paused).toBe(true);
    await boris.chat.sends('hello');
    await boris.chat.reply({ contains: 'Echo hello' });
    // A broadcast of the other bot comes after it: when that has arrived, this one has been passed over.
    const toBoris = { bot: 'other', name: 'News', message, audience: { kind: 'chats', chatIds: [boris.id] } } as const;
    await startBroadcast(harness.db, await createBroadcast(harness.db, toBoris));
    await boris.chat.reply({ contains: 'news' });
    expect(await harness.depths()).toMatchObject({ inbox: 3, dead_letter: 0 });
    expect((await harness.db.query("select 1 from durabot.outbox where bot = 'test'")).rowCount).toBe(0);
    expect(await textsOf(anna.chat)).toEqual(['Echo soon']);
    expect(runs).toBe(0);

    await resume(harness.db, { bot: 'test' });
    await anna.chat.reply({ contains: 'job done' });
    await waitUntil(async () => (await listBroadcasts(harness.db, { id: broadcast }))[0]?.status === 'done', {
      what: 'the broadcast',
    });
    // The timer rang in its turn; the schedule has missed its run, and makes up for one.
    await waitUntil(async () => (await textsOf(anna.chat)).filter((text) => text === 'ring').length === 2, {
      what: 'the run that was missed',
    });
    const texts = (await textsOf(anna.chat)).filter((text) => !['news', 'job done'].includes(text));
    expect(texts.slice(0, 2)).toEqual(['Echo soon', 'ring']);
    expect(texts.filter((text) => text !== 'ring')).toEqual(['Echo soon', 'Echo a', 'Echo b']);
    expect(runs).toBe(1);
  });

  test('each process knows within a second, also where the notice is lost; a press that has grown too old meanwhile is skipped', async () => {
    const processes = await Promise.all([1, 2].map(() => harness.start(echo)));
    const anna = await aPerson('Anna');
    await anna.chat.sends('hello');
    await anna.chat.reply({ contains: 'Echo hello' });
    const startedAt = performance.now();
    await harness.db.query("insert into durabot.pause (bot, chat_key, reason) values ('test', '', 'by hand')");
    await waitUntil(() => processes.every((each) => statusOf(each)?.paused === true), {
      what: 'the pause to be known',
    });
    // A second, and what a busy machine adds.
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    await anna.chat.sends('in between');
    await waitUntil(async () => (await harness.depths()).inbox === 1, { what: 'the update to be stored' });
    await harness.db.query("update durabot.inbox set expires_at = now() - interval '1 second'");
    await anna.chat.sends('after');
    await resume(harness.db, { bot: 'test' });
    await anna.chat.reply({ contains: 'Echo after' });
    expect(await textsOf(anna.chat)).toEqual(['Echo hello', 'Echo after']);
  });

  test('the pause of a group goes with it when it becomes a supergroup', async () => {
    const started = await harness.start(echo);
    const anna = await harness.sim.user({ first_name: 'Anna' });
    const group = await harness.sim.group({ type: 'group', title: 'Club', owner: anna.id, members: ['test_bot'] });
    await pause(harness.db, { bot: 'test', chatKey: String(group.id) }, 'noise');
    await waitUntil(() => statusOf(started)?.pausedChats === 1, { what: 'the pause to be known' });
    const { migrate_to_chat_id: to } = await harness.sim.migrate(group.id);
    const moved = async (): Promise<boolean> =>
      (await listPauses(harness.db, 'test')).some(({ chatKey }) => chatKey === String(to));
    await waitUntil(moved, { what: 'the pause to follow' });
    expect(await listPauses(harness.db, 'test')).toMatchObject([{ chatKey: String(to), reason: 'noise' }]);
  });
});
