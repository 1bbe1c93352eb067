import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waitUntil } from '@durabot/testing';
import { durable, type DurableContext } from '../../src/index.ts';
import { createHarness, createHolds, type Harness } from '../harness.ts';
import type { Bot } from 'grammy';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(async () => {
  await harness.stop();
});

const repeatSign = '↻';

function echo(bot: Bot<DurableContext>): void {
  bot.on('message:text', (ctx) => ctx.reply(`Echo ${ctx.message.text}`));
}

async function textsOf(chat: {
  transcript(): Promise<{ outgoing: boolean; text?: string }[]>;
}): Promise<(string | undefined)[]> {
  return (await chat.transcript()).filter((message) => !message.outgoing).map((message) => message.text);
}

describe('P7: nothing goes out twice by our doing', () => {
  test.each(['with its call', 'by itself'])('an attempt is recorded before the request leaves: %s', async (way) => {
    const { holdPoint, hold } = createHolds();
    if (way === 'by itself') await harness.keepLanesBusy();
    await harness.start(echo, { holdPoint });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    const held = hold('sender:before-send');
    await chat.sends('hi');
    await held.reached;
    expect((await harness.db.query('select status, attempts from durabot.outbox')).rows).toEqual([
      { status: 'sending', attempts: 1 },
    ]);
    expect(await textsOf(chat)).toEqual([]);
    held.release();
    await chat.reply();
  });

  test('a crash after the send and before it was noted sends once more, with a mark', async () => {
    const { holdPoint, hold } = createHolds();
    const first = await harness.start(echo, { holdPoint });
    const chat = await (await harness.sim.user({ first_name: 'Anna', language_code: 'en' })).with('test_bot');
    const held = hold('sender:after-send');
    await chat.sends('hi');
    await held.reached;
    await first.abandon();
    held.release();
    await harness.start(echo);
    await chat.reply({ contains: repeatSign });
    expect(await textsOf(chat)).toEqual([
      'Echo hi',
      `Echo hi\n\n${repeatSign} Repeated: you may have received this message already`,
    ]);
  });

  test('a crash before the send leaves the call unmarked only if its attempt was not recorded', async () => {
    await harness.keepLanesBusy();
    const { holdPoint, hold } = createHolds();
    const first = await harness.start(echo, { holdPoint });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    const held = hold('sender:before-record');
    await chat.sends('hi');
    await held.reached;
    await first.abandon();
    held.release();
    await harness.start(echo);
    expect((await chat.reply()).text).toBe('Echo hi');
    await waitUntil(async () => (await harness.depths()).outbox === 0, { what: 'an empty outbox' });
    expect(await textsOf(chat)).toEqual(['Echo hi']);
  });

  test('a lost answer is made again with a mark for a message, and plainly for an edit', async () => {
    await harness.start((bot) => {
      bot.on('message:text', async (ctx) => {
        const sent = await ctx.reply('first');
        await ctx.api.editMessageText(ctx.chat.id, sent.message_id, 'second');
      });
    });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await harness.sim.fault({ method: 'sendMessage', times: 1, action: { reset: 'after' } });
    await harness.sim.fault({ method: 'editMessageText', times: 1, action: { reset: 'after' } });
    await chat.sends('hi');
    await chat.reply({ contains: 'second' });
    await waitUntil(async () => (await harness.depths()).outbox === 0, { what: 'an empty outbox' });
    const answers = await textsOf(chat);
    expect(answers).toHaveLength(2);
    expect(answers[0]).toBe('first');
    expect(answers[1]).toBe('second');
    expect((await harness.depths()).dead_letter).toBe(0);
  });

  test('429, 5xx and HTML in place of an answer are waited out, and each message arrives once', async () => {
    await harness.start(echo);
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await harness.sim.fault({ method: 'sendMessage', nth: 1, action: { status: 429, retry_after: 1 } });
    await harness.sim.fault({ method: 'sendMessage', nth: 2, action: { status: 502, body: 'html' } });
    await harness.sim.fault({ method: 'sendMessage', nth: 3, action: { status: 500 } });
    for (const text of ['a', 'b', 'c']) await chat.sends(text);
    await chat.reply({ contains: 'Echo c', timeoutMs: 20_000 });
    expect(await textsOf(chat)).toEqual(['Echo a', 'Echo b', 'Echo c']);
    expect((await harness.sim.stats()).duplicate_sends).toBe(0);
  });

  test('an unclear refund is held for an operator and holds up nothing', async () => {
    await harness.start((bot) => {
      bot.on('message:text', async (ctx) => {
        await ctx.api.raw.refundStarPayment({ user_id: ctx.from.id, telegram_payment_charge_id: 'charge' });
        await ctx.reply('refund is on its way');
      });
    });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await harness.sim.fault({ method: 'refundStarPayment', action: { reset: 'after' } });
    await chat.sends('refund');
    await chat.reply({ contains: 'on its way' });
    await waitUntil(
      async () => (await harness.db.query("select 1 from durabot.outbox where status = 'held'")).rowCount === 1,
      { what: 'the held call' },
    );
    expect((await harness.depths()).outbox).toBe(1);
  });

  test('a user who blocked the bot costs one refused call, is marked unreachable, and is reachable again by writing', async () => {
    await harness.start(echo);
    const anna = await harness.sim.user({ first_name: 'Anna' });
    const chat = await anna.with('test_bot');
    await chat.sends('hi');
    await chat.reply();
    await harness.sim.fault({
      method: 'sendMessage',
      times: 1,
      action: { status: 403, description: 'Forbidden: bot was blocked by the user' },
    });
    await chat.sends('gone');
    await waitUntil(async () => (await harness.db.query('select 1 from durabot.unreachable_chat')).rowCount === 1, {
      what: 'the mark',
    });
    await chat.sends('back');
    expect((await chat.reply({ contains: 'back' })).text).toBe('Echo back');
    expect((await harness.db.query('select 1 from durabot.unreachable_chat')).rowCount).toBe(0);
  });

  test('a text whose markup cannot be read goes out once more as plain text', async () => {
    await harness.start((bot) => {
      bot.on('message:text', (ctx) => ctx.reply('<b>bold &amp; broken', { parse_mode: 'HTML' }));
    });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await chat.sends('hi');
    expect((await chat.reply()).text).toBe('bold & broken');
  });
});

/** Four sends in a row, of two classes. */
function burst(bot: Bot<DurableContext>): void {
  bot.use(durable());
  bot.on('message:text', async (ctx) => {
    const chatId = ctx.chat.id;
    for (let n = 1; n <= 4; n += 1) {
      const text = `${ctx.message.text}${n}`;
      ctx.durable.send({
        method: 'sendMessage',
        payload: { chat_id: chatId, text },
        class: n % 2 === 0 ? 'reply' : 'broadcast',
      });
    }
  });
}

describe('P8: per-chat order of sends', () => {
  test('holds across 429, resets, classes and the death of the process', async () => {
    const { holdPoint, hold } = createHolds();
    const first = await harness.start(burst, { holdPoint });
    const anna = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await harness.sim.fault({ method: 'sendMessage', nth: 2, action: { status: 429, retry_after: 1 } });
    await harness.sim.fault({ method: 'sendMessage', nth: 4, action: { reset: 'before' } });
    const held = hold('sender:before-settle');
    await anna.sends('a');
    await held.reached;
    await first.abandon();
    held.release();
    await harness.start(burst);
    await anna.sends('b');
    await anna.reply({ contains: 'b4', timeoutMs: 30_000 });
    const seen = (await textsOf(anna)).map((text) => text?.slice(0, 2));
    expect(seen.filter((text, at) => text !== seen[at - 1])).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'b3', 'b4']);
    expect((await harness.sim.stats()).order_violations).toBe(0);
  });
});

describe('P9 and P10: pacing and priorities', () => {
  test('with the limits enforced, a hundred chats and a busy one see no 429', async () => {
    await harness.start((bot) => {
      bot.use(durable());
      bot.on('message:text', async (ctx) => {
        for (let n = 0; n < 6; n += 1) await ctx.reply(`${ctx.message.text} ${n}`);
      });
    });
    const chats = [];
    for (let n = 0; n < 25; n += 1)
      chats.push(await (await harness.sim.user({ first_name: `User ${n}` })).with('test_bot'));
    const startedMs = performance.now();
    await Promise.all(chats.map((chat) => chat.sends('hi')));
    await Promise.all(chats.map((chat) => chat.reply({ contains: 'hi 5', timeoutMs: 30_000 })));
    const stats = await harness.sim.stats();
    expect(stats.too_many_requests).toBe(0);
    // 150 messages at 30 a second, of which the first 30 may go at once. How close together they arrive is the machine's.
    expect(performance.now() - startedMs).toBeGreaterThan(4_000);
  });

  test('a broadcast under way delays a reply by no more than one token, and a press is answered at once', async () => {
    await harness.start((bot) => {
      bot.use(durable());
      bot.command('broadcast', async (ctx) => {
        for (const id of recipients)
          ctx.durable.send({ method: 'sendMessage', payload: { chat_id: id, text: 'news' }, class: 'broadcast' });
        await ctx.reply('started');
      });
      bot.on('message:text', (ctx) =>
        ctx.reply('reply', { reply_markup: { inline_keyboard: [[{ text: 'Press', callback_data: 'p' }]] } }),
      );
      bot.on('callback_query', (ctx) => ctx.answerCallbackQuery('pressed'));
    });
    const recipients: number[] = [];
    for (let n = 0; n < 120; n += 1) {
      const user = await harness.sim.user({ first_name: `User ${n}` });
      await harness.sim.http.post('messages', { from: user.id, bot: 'test_bot', text: 'hello' });
      recipients.push(user.id);
    }
    await waitUntil(async () => (await harness.depths()).outbox === 0 && (await harness.depths()).inbox === 0, {
      what: 'the greetings',
      timeoutMs: 30_000,
    });
    const anna = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await anna.sends('/broadcast');
    await anna.reply({ contains: 'started' });
    await anna.sends('hi');
    await anna.reply({ contains: 'reply' });
    const pressed = await anna.presses('Press');
    expect((await anna.answer(pressed)).text).toBe('pressed');
    const { sent } = await progress();
    expect(sent, 'the broadcast was still running').toBeLessThan(120);

    async function progress(): Promise<{ sent: number }> {
      const { rows } = await harness.db.query<{ waiting: number }>(
        'select count(*)::int as waiting from durabot.outbox where class = 3',
      );
      return { sent: 120 - (rows[0]?.waiting ?? 0) };
    }
  });

  test('a press older than its deadline is acknowledged and skipped', async () => {
    const seen: string[] = [];
    const build = (bot: Bot<DurableContext>): void => {
      bot.on('message:text', (ctx) =>
        ctx.reply('here', { reply_markup: { inline_keyboard: [[{ text: 'Press', callback_data: 'p' }]] } }),
      );
      bot.on('callback_query', async (ctx) => {
        seen.push('pressed');
        await ctx.answerCallbackQuery('done');
      });
    };
    const { holdPoint, hold } = createHolds();
    const first = await harness.start(build, { holdPoint });
    const anna = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await anna.sends('hi');
    await anna.reply();
    const held = hold('dispatch:before-handler');
    const pressed = await anna.presses('Press');
    await held.reached;
    await first.abandon();
    await harness.db.query("update durabot.inbox set expires_at = now() - interval '1 second'");
    await harness.start(build);
    const answer = await anna.answer(pressed);
    expect(answer.answered).toBe(true);
    expect(answer.text ?? '').toBe('');
    expect(seen).toEqual([]);
    held.release();
  });

  test('a flood wait is a moment that survives a restart and that nothing clears early', async () => {
    const first = await harness.start(echo);
    const anna = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await harness.sim.fault({ method: 'sendMessage', nth: 1, action: { status: 429, retry_after: 3 } });
    const startedAt = Date.now();
    await anna.sends('one');
    await waitUntil(async () => (await harness.db.query('select 1 from durabot.brake')).rowCount === 1, {
      what: 'the brake',
    });
    await first.stop();
    await harness.start(echo);
    await anna.sends('two');
    await anna.reply({ contains: 'two' });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(3_000);
    expect(await textsOf(anna)).toEqual(['Echo one', 'Echo two']);
  });

  test('one of the whole bot holds a chat that has met none, also after a restart', async () => {
    const first = await harness.start(echo);
    const [anna, boris, vera] = await Promise.all(
      ['Anna', 'Boris', 'Vera'].map(async (first_name) => (await harness.sim.user({ first_name })).with('test_bot')),
    );
    await harness.sim.fault({ method: 'sendMessage', times: 2, action: { status: 429, retry_after: 5 } });
    const startedAt = Date.now();
    await Promise.all([anna?.sends('one'), boris?.sends('two')]);
    await waitUntil(
      async () => (await harness.db.query('select 1 from durabot.brake where chat_id = 0')).rowCount === 1,
      { what: 'the brake of the bot' },
    );
    await first.stop();
    await harness.start(echo);
    await vera?.sends('three');
    await vera?.reply({ contains: 'three' });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(5_000);
  });
});
