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

type Chat = Awaited<ReturnType<Awaited<ReturnType<Harness['sim']['user']>>['with']>>;

/** What each command does wrong, and a plain answer to everything else. */
async function startClumsyBot(): Promise<Chat> {
  await harness.start(
    (bot) => {
      bot.use(durable());
      bot.command('same', async (ctx) => {
        const sent = await ctx.reply('same');
        await ctx.api.editMessageText(ctx.chat.id, sent.message_id, 'same');
        await ctx.reply('edited');
      });
      bot.command('late', async (ctx) => {
        await ctx.api.answerCallbackQuery('1234567890');
        await ctx.reply('answered');
      });
      bot.command('long', async (ctx) => {
        await ctx.reply('x'.repeat(5_000));
        await ctx.reply('after the long one');
      });
      bot.command('markup', async (ctx) => {
        await ctx.reply('<b>bold &amp; broken', { parse_mode: 'HTML' });
        await ctx.reply('after the broken one');
      });
      bot.command('hopeless', async (ctx) => {
        await ctx.reply('*broken', { parse_mode: 'MarkdownV2' });
        await ctx.reply('after the hopeless one');
      });
    },
    { pacing: false },
  );
  return (await harness.sim.user({ first_name: 'Anna', language_code: 'en' })).with('test_bot');
}

async function callsOf(method: string): Promise<number> {
  return (await harness.sim.journal()).filter((entry) => entry.method === method).length;
}

async function texts(chat: Chat): Promise<string[]> {
  return (await chat.transcript()).filter(({ outgoing }) => !outgoing).map(({ text = '' }) => text);
}

async function untilSettled(): Promise<void> {
  await waitUntil(async () => (await harness.depths()).outbox === 0, { what: 'an empty outbox' });
}

async function buriedCodes(): Promise<string[]> {
  return (await harness.db.query<{ code: string }>('select code from durabot.dead_letter')).rows.map(
    ({ code }) => code,
  );
}

describe('what Telegram refuses', () => {
  test("an edit that changes nothing ('message is not modified') is a success: made once, nobody has to look", async () => {
    const chat = await startClumsyBot();
    await chat.sends('/same');
    await chat.reply({ contains: 'edited' });
    await untilSettled();
    expect(await texts(chat)).toEqual(['same', 'edited']);
    expect(await callsOf('editMessageText')).toBe(1);
    expect(await buriedCodes()).toEqual([]);
  });

  test("an answer to a press that is too old ('query is too old') is dropped: made once, nothing is sent again", async () => {
    const chat = await startClumsyBot();
    await chat.sends('/late');
    await chat.reply({ contains: 'answered' });
    await untilSettled();
    expect(await callsOf('answerCallbackQuery')).toBe(1);
    expect(await buriedCodes()).toEqual([]);
  });

  test('a text that is too long is refused for good: made once, buried with its reason, the chat goes on', async () => {
    const chat = await startClumsyBot();
    await chat.sends('/long');
    await chat.reply({ contains: 'after the long one' });
    await untilSettled();
    expect(await callsOf('sendMessage')).toBe(2);
    expect(await buriedCodes()).toEqual(['TELEGRAM_BAD_REQUEST']);
  });

  test('a text whose markup cannot be read goes out as plain text, once', async () => {
    const chat = await startClumsyBot();
    await chat.sends('/markup');
    await chat.reply({ contains: 'after the broken one' });
    await untilSettled();
    expect(await texts(chat)).toEqual(['bold & broken', 'after the broken one']);
    expect(await callsOf('sendMessage')).toBe(3);
    expect(await buriedCodes()).toEqual([]);
  });

  test('a text that is refused without its markup, too, is buried after that one repeat', async () => {
    const chat = await startClumsyBot();
    await harness.sim.fault({
      method: 'sendMessage',
      times: 2,
      action: { status: 400, description: "Bad Request: can't parse entities: it never will" },
    });
    await chat.sends('/hopeless');
    await chat.reply({ contains: 'after the hopeless one' });
    await untilSettled();
    expect(await callsOf('sendMessage')).toBe(3);
    expect(await buriedCodes()).toEqual(['TELEGRAM_CANT_PARSE_ENTITIES']);
  });
});
