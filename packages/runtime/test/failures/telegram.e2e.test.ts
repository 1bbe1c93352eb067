import { waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BotBuilder, createHarness, createHolds, type Harness } from '../harness.ts';

const repeatSign = '↻';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(async () => {
  await harness.stop();
});

const echo: BotBuilder = (bot) => bot.on('message:text', (ctx) => ctx.reply(`Echo ${ctx.message.text}`));

type Chat = Awaited<ReturnType<Awaited<ReturnType<Harness['sim']['user']>>['with']>>;

async function someChat(name = 'Anna'): Promise<Chat> {
  return (await harness.sim.user({ first_name: name })).with('test_bot');
}

async function answersOf(chat: Chat): Promise<string[]> {
  return (await chat.transcript()).filter((message) => !message.outgoing).map((message) => message.text ?? '');
}

async function emptyOutbox(): Promise<void> {
  await waitUntil(async () => (await harness.depths()).outbox === 0, { what: 'an empty outbox', timeoutMs: 20_000 });
}

describe('Telegram', () => {
  test('a slow answer to one chat holds up no other', async () => {
    await harness.start(echo);
    const [anna, boris] = [await someChat('Anna'), await someChat('Boris')];
    await harness.sim.fault({ method: 'sendMessage', nth: 1, action: { delay_ms: 1_500 } });
    await anna.sends('a');
    await waitUntil(
      async () => (await harness.db.query("select 1 from durabot.outbox where status = 'sending'")).rowCount === 1,
      { what: 'the slow call' },
    );
    await boris.sends('b');
    expect((await boris.reply({ timeoutMs: 1_200 })).text).toBe('Echo b');
    expect((await anna.reply()).text).toBe('Echo a');
    await emptyOutbox();
    expect(await answersOf(anna)).toEqual(['Echo a']);
  });

  test.each([
    ['a reset before it took the call', { reset: 'before' as const }],
    ['a reset after it took the call', { reset: 'after' as const }],
    ['half an answer', { body: 'truncated' as const }],
    ['an answer that comes byte by byte', { body: 'slow' as const, slow_ms: 400 }],
  ])('%s: the message arrives, and what arrives twice bears the mark', async (_name, action) => {
    await harness.start(echo);
    const anna = await someChat();
    await harness.sim.fault({ method: 'sendMessage', nth: 1, action });
    await anna.sends('a');
    await anna.sends('b');
    await anna.reply({ contains: 'Echo b' });
    await emptyOutbox();
    const answers = await answersOf(anna);
    const unmarked = answers.filter((text) => !text.includes(repeatSign));
    expect(new Set(unmarked).size, 'a repeat without its mark').toBe(unmarked.length);
    expect(answers.map((text) => text.slice(0, 6)).filter((text, at, all) => text !== all[at - 1])).toEqual([
      'Echo a',
      'Echo b',
    ]);
    expect((await harness.depths()).dead_letter).toBe(0);
  });

  test('a 429 while other calls are in flight, and a 502 after it: no call goes out before its time, all arrive once', async () => {
    const { holdPoint, hold } = createHolds();
    await harness.start(echo, { holdPoint });
    const [anna, boris] = [await someChat('Anna'), await someChat('Boris')];
    const inFlight = hold('sender:after-send', () => true);
    await boris.sends('b');
    await inFlight.reached;
    await harness.sim.fault({ method: 'sendMessage', nth: 1, action: { status: 429, retry_after: 2 } });
    await harness.sim.fault({ method: 'sendMessage', nth: 2, action: { status: 502, body: 'html' } });
    const startedAt = Date.now();
    await anna.sends('a1');
    await anna.sends('a2');
    await waitUntil(async () => (await harness.db.query('select 1 from durabot.brake')).rowCount === 1, {
      what: 'the brake',
    });
    // The other call succeeds now; that must not release the brake.
    inFlight.release();
    await anna.reply({ contains: 'a2', timeoutMs: 15_000 });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(2_000);
    await emptyOutbox();
    expect(await answersOf(anna)).toEqual(['Echo a1', 'Echo a2']);
    expect(await answersOf(boris)).toEqual(['Echo b']);
  });

  test('updates that it breaks off, garbles or answers with HTML are fetched again', async () => {
    await harness.start(echo);
    const anna = await someChat();
    for (const action of [
      { reset: 'after' as const },
      { body: 'truncated' as const },
      { status: 502, body: 'html' as const },
    ]) {
      await harness.sim.fault({ method: 'getUpdates', times: 1, action });
      await anna.sends('x');
      await anna.reply({ contains: 'Echo x', timeoutMs: 20_000 });
    }
    await emptyOutbox();
    expect(await answersOf(anna)).toEqual(['Echo x', 'Echo x', 'Echo x']);
  });

  test('a press that comes again under another update id is answered, too, and harms nothing', async () => {
    await harness.start((bot) => {
      const reply_markup = { inline_keyboard: [[{ text: 'Press', callback_data: 'p' }]] };
      bot.on('message:text', (ctx) => ctx.reply('here', { reply_markup }));
      bot.on('callback_query:data', async (ctx) => {
        await ctx.answerCallbackQuery('done');
        await ctx.editMessageText('pressed', { reply_markup });
      });
    });
    const anna = await someChat();
    await anna.sends('hi');
    await anna.reply();
    const presses = [await anna.presses('Press'), await anna.presses('Press')];
    const toasts = await Promise.all(presses.map(async (press) => (await anna.answer(press)).text));
    // Whoever is that late for a double tap presses again, and the edit that changes nothing is a success.
    expect([
      ['done', 'Already done ✓'],
      ['done', 'done'],
    ]).toContainEqual(toasts);
    await emptyOutbox();
    expect(await answersOf(anna)).toEqual(['pressed']);
    expect((await harness.depths()).dead_letter).toBe(0);
  });
});
