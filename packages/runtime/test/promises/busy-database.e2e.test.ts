import { DatabaseError } from '@durabot/postgres';
import { waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { durable } from '../../src/index.ts';
import { createHarness, type Harness } from '../harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(async () => {
  await harness.stop();
});

describe("a database that is busy or away is nobody's fault", () => {
  test('more handlers than connections, each with a transaction and reads beside it, all get on', async () => {
    await harness.sim.limits({ enforced: false });
    const { db } = await harness.start(
      (bot) => {
        bot.use(durable());
        bot.on('message:text', async (ctx) => {
          const tx = await ctx.durable.tx();
          await tx.query('select 1');
          await ctx.durable.dialog.list();
          await db.query('select pg_sleep(0.01)');
          await ctx.reply('done');
        });
      },
      { pacing: false },
    );
    const chats = [];
    for (let n = 0; n < 40; n += 1)
      chats.push(await (await harness.sim.user({ first_name: `User ${n}` })).with('test_bot'));
    await Promise.all(chats.map((chat) => chat.sends('hi')));
    const replies = await Promise.all(chats.map((chat) => chat.reply({ timeoutMs: 5_000 })));
    expect(new Set(replies.map(({ text }) => text))).toEqual(new Set(['done']));
  });

  test('a handler that met no database is tried again without counting the attempts', async () => {
    const attempts: number[] = [];
    await harness.start(
      (bot) => {
        bot.use(durable());
        bot.on('message:text', async (ctx) => {
          attempts.push(ctx.durable.entry.attempt);
          if (attempts.length <= 3) throw new DatabaseError('DATABASE_UNREACHABLE', 'There is none, says the test.');
          await ctx.reply('here it is');
        });
      },
      { maxAttempts: 2 },
    );
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await chat.sends('hi');
    expect((await chat.reply()).text).toBe('here it is');
    expect(attempts).toEqual([1, 1, 1, 1]);
    await waitUntil(async () => (await harness.depths()).inbox === 0, { what: 'an empty inbox' });
    expect((await harness.depths()).dead_letter).toBe(0);
  });
});
