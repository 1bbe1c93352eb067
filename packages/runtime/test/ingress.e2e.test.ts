import { Secret } from '@durabot/bot-api';
import { waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHarness, type BotBuilder, type Harness, type StartedRuntime, webhookSecret } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(async () => {
  await harness.stop();
});

const echo: BotBuilder = (bot) => bot.on('message:text', (ctx) => ctx.reply(`Echo ${ctx.message.text}`));

function statusOf(started: StartedRuntime): { ingress: string; problem: string | undefined } | undefined {
  return started.runtime.status().bots[0];
}

describe('trouble between a bot and Telegram', () => {
  test('a refused token stops that bot, says what to do, and is not tried again', async () => {
    const token = new Secret(`999:${'A'.repeat(35)}`);
    const started = await harness.start(echo, { bot: { token } });
    expect(statusOf(started)).toMatchObject({
      ingress: 'unauthorized',
      problem: expect.stringContaining('@BotFather'),
    });
    expect(started.runtime.status().ready).toBe(false);
  });

  test('a second poller is told apart from a webhook, reported and tried again until it is gone', async () => {
    const started = await harness.start(echo);
    const anna = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    const gone = new AbortController();
    const rival = (async () => {
      while (!gone.signal.aborted) {
        await fetch(`${harness.sim.url}/bot${harness.token}/getUpdates?timeout=1&limit=1`).catch(() => undefined);
      }
    })();
    await waitUntil(() => statusOf(started)?.ingress === 'conflict', { what: 'the conflict' });
    expect(statusOf(started)?.problem).toContain('Another program polls');
    gone.abort();
    await rival;
    await anna.sends('hi');
    expect((await anna.reply({ timeoutMs: 30_000 })).text).toBe('Echo hi');
    expect(statusOf(started)).toMatchObject({ ingress: 'running', problem: undefined });
  });

  test('a webhook that somebody sets while it polls is reported as such', async () => {
    const started = await harness.start(echo);
    await fetch(`${harness.sim.url}/bot${harness.token}/setWebhook?url=http://127.0.0.1:9/elsewhere`);
    await waitUntil(() => statusOf(started)?.ingress === 'conflict', { what: 'the conflict' });
    expect(statusOf(started)?.problem).toContain('webhook');
    await fetch(`${harness.sim.url}/bot${harness.token}/deleteWebhook`);
    await waitUntil(() => statusOf(started)?.ingress === 'running', { what: 'polling again', timeoutMs: 30_000 });
  });

  test('a webhook left from before is removed at the start of polling, and its updates are not lost', async () => {
    await fetch(`${harness.sim.url}/bot${harness.token}/setWebhook?url=http://127.0.0.1:9/elsewhere`);
    const anna = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await anna.sends('hi');
    await harness.start(echo);
    expect((await anna.reply()).text).toBe('Echo hi');
  });

  test('a webhook that comes before its bot is connected is refused with 503, so that Telegram keeps its update', async () => {
    await harness.sim.fault({ method: 'getMe', action: { status: 500 } });
    const { webhookUrl } = await harness.startWithWebhook(echo);
    const deliver = (): Promise<Response> =>
      fetch(webhookUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': webhookSecret },
        body: '{"update_id":1}',
      });
    expect((await deliver()).status).toBe(503);
    await harness.sim.clearFaults();
    await waitUntil(async () => (await deliver()).status === 200, { what: 'the bot to be connected' });
  });

  test('another account under the same name begins with a cursor and update ids of its own', async () => {
    const first = await harness.start(echo);
    const anna = await harness.sim.user({ first_name: 'Anna' });
    const chat = await anna.with('test_bot');
    await chat.sends('one');
    await chat.reply();
    await first.stop();
    const other = await harness.sim.bot({ username: 'other_bot' });
    await harness.start(echo, { bot: { token: new Secret(other.token) } });
    const otherChat = await anna.with('other_bot');
    await otherChat.sends('two');
    expect((await otherChat.reply()).text).toBe('Echo two');
    expect((await harness.db.query('select generation from durabot.bot')).rows).toEqual([{ generation: 2 }]);
  });
});
