import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waitUntil } from '@durabot/testing';
import { durable } from '../../src/index.ts';
import { type BotBuilder, createHarness, createHolds, type Harness } from '../harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(async () => {
  await harness.stop();
});

describe.each(['polling', 'webhook'] as const)('P3 by %s: one chat, one thing at a time', (way) => {
  test('updates of one chat never overlap and keep their order across kinds; a held chat does not hold up another', async () => {
    const { holdPoint, hold } = createHolds();
    const log: string[] = [];
    const start = way === 'polling' ? harness.start : harness.startWithWebhook;
    await start(
      (bot) => {
        bot.on('message:text', async (ctx) => {
          log.push(`start ${ctx.message.text}`);
          await ctx.reply(`Got ${ctx.message.text}`, {
            reply_markup: { inline_keyboard: [[{ text: 'Press', callback_data: 'p' }]] },
          });
          log.push(`end ${ctx.message.text}`);
        });
        bot.on('callback_query:data', async (ctx) => {
          log.push('start press');
          await ctx.answerCallbackQuery();
          log.push('end press');
        });
      },
      { holdPoint },
    );
    const { id: annaId, ...person } = await harness.sim.user({ first_name: 'Anna' });
    const anna = await person.with('test_bot');
    const boris = await (await harness.sim.user({ first_name: 'Boris' })).with('test_bot');
    await anna.sends('a0');
    await anna.reply({ contains: 'a0' });
    const held = hold('dispatch:before-commit', (detail) => detail['chatKey'] === String(annaId));
    await anna.sends('a1');
    await held.reached;
    await anna.presses('Press');
    await anna.sends('a2');
    // It came after them and is answered: what waits has been looked at, and none of it has begun.
    await boris.sends('b0');
    expect((await boris.reply()).text).toBe('Got b0');
    const ofAnna = (): string[] => log.filter((line) => !line.includes(' b'));
    expect(ofAnna()).toEqual(['start a0', 'end a0', 'start a1', 'end a1']);
    held.release();
    await anna.reply({ contains: 'a2' });
    const all = ['start a0', 'end a0', 'start a1', 'end a1', 'start press', 'end press', 'start a2', 'end a2'];
    expect(ofAnna()).toEqual(all);

    const annaHeld = hold('dispatch:before-handler', (detail) => detail['chatKey'] === String(annaId));
    await anna.sends('a3');
    await annaHeld.reached;
    await boris.sends('b1');
    expect((await boris.reply()).text).toBe('Got b1');
    annaHeld.release();
    await anna.reply({ contains: 'a3' });
  });
});

describe('P4: one commit', () => {
  test('a crash before the commit leaves nothing: no rows, no dialog, no calls, no timers; after it everything happens', async () => {
    await harness.db.query('create table thing (name text)');
    const { holdPoint, hold } = createHolds();
    const first = await harness.start(
      (bot) => {
        bot.use(durable());
        bot.on('message:text', async (ctx) => {
          const tx = await ctx.durable.tx();
          await tx.query('insert into thing values ($1)', [ctx.message.text]);
          ctx.durable.timers.set({ name: 'later', dueAt: new Date(Date.now() + 3_600_000) });
          await ctx.reply('done');
        });
      },
      { holdPoint },
    );
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    const held = hold('dispatch:before-commit');
    await chat.sends('one');
    await held.reached;
    await first.abandon();
    held.release();
    expect(await harness.depths()).toEqual({ inbox: 1, outbox: 0, timer: 0, dead_letter: 0 });
    expect((await harness.db.query('select * from thing')).rows).toEqual([]);

    await harness.start((bot) => {
      bot.use(durable());
      bot.on('message:text', async (ctx) => {
        const tx = await ctx.durable.tx();
        await tx.query('insert into thing values ($1)', [ctx.message.text]);
        ctx.durable.timers.set({ name: 'later', dueAt: new Date(Date.now() + 3_600_000) });
        await ctx.reply('done');
      });
    });
    expect((await chat.reply()).text).toBe('done');
    await waitUntil(async () => (await harness.depths()).outbox === 0, { what: 'an empty outbox' });
    expect(await harness.depths()).toEqual({ inbox: 0, outbox: 0, timer: 1, dead_letter: 0 });
    expect((await harness.db.query('select * from thing')).rows).toEqual([{ name: 'one' }]);
  });

  test('a handler that throws after its writes leaves none of them', async () => {
    await harness.db.query('create table thing (name text)');
    let tries = 0;
    await harness.start((bot) => {
      bot.use(durable());
      bot.on('message:text', async (ctx) => {
        tries += 1;
        const tx = await ctx.durable.tx();
        await tx.query('insert into thing values ($1)', [`try ${tries}`]);
        await ctx.reply(`try ${tries}`);
        if (tries === 1) throw new Error('first try fails');
      });
    });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await chat.sends('go');
    expect((await chat.reply()).text).toBe('try 2');
    expect((await harness.db.query('select * from thing')).rows).toEqual([{ name: 'try 2' }]);
  });

  test('a commit that the database refuses at its very end leaves neither rows nor calls, and the entry where it was', async () => {
    await harness.db.query('create table thing (name text unique deferrable initially deferred)');
    await harness.db.query("insert into thing values ('taken')");
    await harness.start((bot) => {
      bot.use(durable());
      bot.on('message:text', async (ctx) => {
        const { attempt } = ctx.durable.entry;
        const tx = await ctx.durable.tx();
        await tx.query('insert into thing values ($1)', [attempt === 1 ? 'taken' : 'free']);
        await ctx.reply(`attempt ${attempt}`);
      });
    });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await chat.sends('go');
    expect((await chat.reply()).text).toBe('attempt 2');
    expect((await harness.db.query('select name from thing order by name')).rows).toEqual([
      { name: 'free' },
      { name: 'taken' },
    ]);
  });
});

/** Writes its name into a business table and answers with it. */
function write(name: string): BotBuilder {
  return (bot) => {
    bot.use(durable());
    bot.on('message:text', async (ctx) => {
      const tx = await ctx.durable.tx();
      await tx.query('insert into thing values ($1)', [name]);
      await ctx.reply(`by ${name}`);
    });
  };
}

/** Answers with its name, and writes nothing of its own. */
function answer(name: string): BotBuilder {
  return (bot) => bot.on('message:text', (ctx) => ctx.reply(`by ${name}`));
}

describe('P5: fencing', () => {
  test('a process that slept through its lease cannot commit when it wakes', async () => {
    await harness.db.query('create table thing (name text)');
    const { holdPoint, hold } = createHolds();
    const sleeper = await harness.start(write('sleeper'), { holdPoint });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    const held = hold('dispatch:before-commit');
    await chat.sends('go');
    await held.reached;
    // What a process that was stopped for long looks like: connected, and silent.
    const silence = setInterval(
      () =>
        void harness.db.query(
          `update durabot.process set heartbeat_at = now() - interval '1 minute' where id = (select id from durabot.process order by started_at limit 1)`,
        ),
      5,
    );
    await harness.start(write('successor'));
    await waitUntil(async () => (await harness.db.query('select 1 from thing')).rowCount === 1, {
      what: "the successor's commit",
    });
    clearInterval(silence);
    held.release();
    expect((await chat.reply()).text).toBe('by successor');
    await sleeper.stop();
    expect((await harness.db.query('select * from thing')).rows).toEqual([{ name: 'successor' }]);
    expect((await chat.transcript()).filter((message) => !message.outgoing)).toHaveLength(1);
  });

  test('not even what is one statement, while its successor has not settled the entry yet', async () => {
    const [ofSleeper, ofSuccessor] = [createHolds(), createHolds()];
    await harness.start(answer('sleeper'), { holdPoint: ofSleeper.holdPoint });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    const asleep = ofSleeper.hold('dispatch:before-commit');
    await chat.sends('go');
    await asleep.reached;
    const lives = async (): Promise<string[]> =>
      (await harness.db.query<{ id: string }>('select id from durabot.process')).rows.map(({ id }) => id);
    const [firstLife = ''] = await lives();
    const silence = setInterval(
      () =>
        void harness.db.query("update durabot.process set heartbeat_at = now() - interval '1 minute' where id = $1", [
          firstLife,
        ]),
      5,
    );
    const taken = ofSuccessor.hold('dispatch:before-handler');
    await harness.start(answer('successor'), { holdPoint: ofSuccessor.holdPoint });
    await taken.reached;
    clearInterval(silence);
    asleep.release();
    await waitUntil(async () => (await lives()).length === 2 && !(await lives()).includes(firstLife), {
      what: "the sleeper's next life",
    });
    expect(await harness.depths()).toMatchObject({ inbox: 1, outbox: 0 });
    taken.release();
    expect((await chat.reply()).text).toBe('by successor');
  });
});

describe('P6: poison is isolated', () => {
  test('an entry that always fails is buried after its attempts, the user is told once, and the chat goes on', async () => {
    await harness.start(
      (bot) => {
        bot.on('message:text', async (ctx) => {
          if (ctx.message.text === 'poison') throw new Error('cannot digest this');
          await ctx.reply(`fine: ${ctx.message.text}`);
        });
      },
      { maxAttempts: 2 },
    );
    const chat = await (await harness.sim.user({ first_name: 'Anna', language_code: 'en' })).with('test_bot');
    await chat.sends('poison');
    await chat.sends('food');
    expect((await chat.reply({ contains: 'fine' })).text).toBe('fine: food');
    const answers = (await chat.transcript()).filter((message) => !message.outgoing).map((message) => message.text);
    expect(answers).toEqual([expect.stringContaining('Sorry'), 'fine: food']);
    const { rows } = await harness.db.query('select source, kind, attempts, reason from durabot.dead_letter');
    expect(rows).toEqual([
      { source: 'inbox', kind: 'message', attempts: 2, reason: expect.stringMatching(/^Error at .*order\.e2e/) },
    ]);
  });
});
