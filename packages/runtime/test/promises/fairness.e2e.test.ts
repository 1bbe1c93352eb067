import { waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { shardOf } from '../../src/inbox/shard.ts';
import { durable } from '../../src/index.ts';
import { createHarness, createHolds, type Harness } from '../harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(async () => {
  await harness.stop();
});

/** Puts many updates of one chat into the inbox, as if they had come while nothing ran. */
async function fillInbox(chatId: number, count: number): Promise<void> {
  await harness.db.query(
    `insert into durabot.inbox (bot, shard, chat_key, chat_id, user_id, kind, update_id, payload, due_at)
     select 'test', $2, $1::bigint::text, $1, $1, 'message', 900000 + n, json_build_object('update_id', 900000 + n, 'message',
       json_build_object('message_id', n, 'date', 1, 'text', 'n' || n, 'chat', json_build_object('id', $1::bigint, 'type', 'private'),
         'from', json_build_object('id', $1::bigint, 'is_bot', false, 'first_name', 'Much'))), now()
     from generate_series(1, $3) n order by n`,
    [chatId, shardOf('test', String(chatId)), count],
  );
}

describe('P3: a chat holds up nobody, and nobody overtakes in it', () => {
  test('an entry that is read while the one before it fails still waits for that one', async () => {
    const { holdPoint, hold } = createHolds();
    const handled: string[] = [];
    await harness.start(
      (bot) => {
        bot.use(durable());
        bot.on('message:text', async (ctx) => {
          if (ctx.message.text === 'first' && ctx.durable.entry.attempt === 1) throw new Error('not yet');
          handled.push(ctx.message.text);
          await ctx.reply(`Done ${ctx.message.text}`);
        });
      },
      { holdPoint },
    );
    const anna = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    const handler = hold('dispatch:before-handler');
    await anna.sends('first');
    await handler.reached;
    const read = hold('dispatch:after-read', ({ entries }) => entries !== 0);
    await anna.sends('second');
    await read.reached;
    handler.release();
    await waitUntil(
      async () => (await harness.db.query('select 1 from durabot.inbox where attempts = 1')).rowCount === 1,
      {
        what: 'the failed attempt',
      },
    );
    read.release();
    await anna.reply({ contains: 'second' });
    expect(handled).toEqual(['first', 'second']);
  });

  test('a chat with far more updates than fit in memory, and a slow handler, leaves room for others', async () => {
    const { holdPoint, hold } = createHolds();
    const handled: string[] = [];
    const slow = hold('dispatch:before-handler', ({ chatKey }) => chatKey === '7001');
    await fillInbox(7001, 300);
    await harness.start(
      (bot) => {
        bot.on('message:text', async (ctx) => {
          if (ctx.chat.id === 7001) handled.push(ctx.message.text);
          else await ctx.reply(`Echo ${ctx.message.text}`);
        });
      },
      { holdPoint, concurrency: 2 },
    );
    await slow.reached;
    const anna = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    for (const text of ['one', 'two']) {
      await anna.sends(text);
      expect((await anna.reply({ timeoutMs: 3_000 })).text).toBe(`Echo ${text}`);
    }
    slow.release();
    await waitUntil(() => handled.length === 300, { what: 'all updates of the busy chat', timeoutMs: 20_000 });
    expect(handled).toEqual(Array.from({ length: 300 }, (_, n) => `n${n + 1}`));
  });
});

describe('P10: a broadcast of any size', () => {
  test('thousands of its calls in the outbox do not keep a reply from being loaded and sent at once', async () => {
    await harness.db.query(
      `insert into durabot.outbox (bot, lane, class, chat_id, method, payload, due_at)
       select 'test', (500000 + n)::text, 3, 500000 + n, 'sendMessage', json_build_object('chat_id', 500000 + n, 'text', 'news'), now()
       from generate_series(1, 6000) n`,
    );
    await harness.start((bot) => bot.on('message:text', (ctx) => ctx.reply(`Echo ${ctx.message.text}`)));
    const anna = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    for (const text of ['one', 'two', 'three']) {
      await anna.sends(text);
      expect((await anna.reply({ timeoutMs: 2_000 })).text).toBe(`Echo ${text}`);
    }
    const { rows } = await harness.db.query<{ left: number }>('select count(*)::int as left from durabot.outbox');
    expect(rows[0]?.left, 'the broadcast was still running').toBeGreaterThan(5_000);
  });
});
