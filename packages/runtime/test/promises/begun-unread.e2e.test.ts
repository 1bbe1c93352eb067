import { waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appendUpdates } from '../../src/inbox/inbox.ts';
import { createHarness, createHolds, type BotBuilder, type Harness } from '../harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(async () => {
  await harness.stop();
});

/** Answers every text, and notes it. */
function echo(handled: string[]): BotBuilder {
  return (bot) =>
    bot.on('message:text', async (ctx) => {
      handled.push(ctx.message.text);
      await ctx.reply(`Echo ${ctx.message.text}`);
    });
}

/** An update that another process has stored, of which nobody here was told. */
async function storedElsewhere(chatId: number, text: string, updateId: number): Promise<void> {
  const from = { id: chatId, is_bot: false, first_name: 'Anna' };
  const chat = { id: chatId, type: 'private' as const, first_name: 'Anna' };
  const message = { message_id: updateId, date: 1, text, chat, from };
  const updates = [{ update_id: updateId, message }];
  await appendUpdates(harness.db, { bot: 'test', generation: 1, updates }, Date.now());
}

describe('P3: updates that begin without being read again', () => {
  test('one whose chat is at rest is handled though nobody reads the table', async () => {
    const { holdPoint, hold } = createHolds();
    await harness.start(echo([]), { holdPoint });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    const read = hold('dispatch:after-read');
    await read.reached;
    for (const text of ['one', 'two']) {
      await chat.sends(text);
      await chat.reply({ contains: `Echo ${text}` });
    }
    expect((await harness.depths()).inbox).toBe(0);
    read.release();
  });

  test('one that stands behind what another process has stored waits for that', async () => {
    const { holdPoint, hold } = createHolds();
    const handled: string[] = [];
    await harness.start(echo(handled), { holdPoint });
    const anna = await harness.sim.user({ first_name: 'Anna' });
    const chat = await anna.with('test_bot');
    const read = hold('dispatch:after-read', ({ entries }) => entries === 0);
    await read.reached;
    await storedElsewhere(anna.id, 'first', 1);
    await chat.sends('second');
    await waitUntil(async () => (await harness.depths()).inbox === 2, { what: 'both to be stored' });
    read.release();
    await chat.reply({ contains: 'Echo second' });
    expect(handled).toEqual(['first', 'second']);
  });

  test('a read that was under way meanwhile brings neither the update nor its dialog a second time', async () => {
    const { holdPoint, hold } = createHolds();
    const handled: string[] = [];
    await harness.start(echo(handled), { holdPoint });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    const stored = hold('ingress:after-append');
    const read = hold('dispatch:after-read', ({ entries }) => entries === 1);
    await chat.sends('once');
    await stored.reached;
    // The table has it, and who looks there now finds it.
    await read.reached;
    stored.release();
    await chat.reply({ contains: 'Echo once' });
    read.release();
    await chat.sends('more');
    await chat.reply({ contains: 'Echo more' });
    expect(handled).toEqual(['once', 'more']);
  });
});
