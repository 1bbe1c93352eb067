import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waitUntil } from '@durabot/testing';
import { durable, type DurableContext, type Refusal, type RefusalContext } from '../../src/index.ts';
import { createHarness, createHolds, type Harness } from '../harness.ts';
import type { Bot } from 'grammy';

let harness: Harness;
let refused: Refusal[];
beforeEach(async () => {
  harness = await createHarness();
  refused = [];
});
afterEach(async () => {
  await harness.stop();
});

/** Edits a message that is not there, and says so when it is told. */
function editNothing(bot: Bot<DurableContext>): void {
  bot.use(durable());
  bot.command('edit', (ctx) => {
    const payload = { chat_id: ctx.chat.id, message_id: 4_711, text: 'new' };
    ctx.durable.send({ method: 'editMessageText', payload, onRefused: { name: 'edit', payload: { card: 7 } } });
  });
  bot.command('write', (ctx) => {
    const payload = { chat_id: Number(ctx.match), text: 'hello' };
    ctx.durable.send({ method: 'sendMessage', payload, onRefused: { name: 'edit' } });
  });
}

const refusals = {
  edit: async ({ api, chatId, refusal }: RefusalContext): Promise<void> => {
    refused.push(refusal);
    await api.sendMessage(chatId, 'anew');
  },
};

describe('a call that Telegram refuses', () => {
  test('comes back to who asked for it, in its chat, and is no dead letter', async () => {
    await harness.start(editNothing, { bot: { refusals } });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await chat.sends('/edit');
    await chat.reply({ contains: 'anew' });
    expect(refused).toEqual([
      { name: 'edit', payload: { card: 7 }, method: 'editMessageText', code: 'TELEGRAM_MESSAGE_NOT_FOUND' },
    ]);
    await waitUntil(async () => (await harness.depths()).outbox === 0, { what: 'an empty outbox' });
    expect(await harness.depths()).toMatchObject({ inbox: 0, dead_letter: 0 });
  });

  test('for a chat that takes no messages comes back, too', async () => {
    await harness.start(editNothing, {
      bot: { refusals: { edit: async ({ refusal }) => void refused.push(refusal) } },
    });
    const anna = await harness.sim.user({ first_name: 'Anna' });
    const boris = await harness.sim.user({ first_name: 'Boris' });
    await boris.blocks('test_bot');
    const chat = await anna.with('test_bot');
    await chat.sends(`/write ${boris.id}`);
    await waitUntil(() => refused.length > 0, { what: 'a refusal' });
    expect(refused[0]).toMatchObject({ name: 'edit', code: 'UNREACHABLE' });
  });

  test('is told once, also when the process dies before anybody was told', async () => {
    const { holdPoint, hold } = createHolds();
    const first = await harness.start(editNothing, { bot: { refusals }, holdPoint });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    const settled = hold('sender:before-settle');
    await chat.sends('/edit');
    await settled.reached;
    await first.abandon();
    settled.release();
    await harness.start(editNothing, { bot: { refusals } });
    await chat.reply({ contains: 'anew' });
    await waitUntil(async () => (await harness.depths()).outbox === 0, { what: 'an empty outbox' });
    expect(refused).toHaveLength(1);
  });
});
