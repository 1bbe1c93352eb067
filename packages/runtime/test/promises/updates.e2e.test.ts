import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waitUntil } from '@durabot/testing';
import { createHarness, createHolds, type Harness } from '../harness.ts';
import { postUpdate as post, textUpdate } from '../post-update.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(async () => {
  await harness.stop();
});

describe('P1: no update is lost', () => {
  test('a webhook is answered 200 only after its update is committed', async () => {
    const { holdPoint, hold } = createHolds();
    const { webhookUrl } = await harness.startWithWebhook((bot) => bot.on('message', () => {}), { holdPoint });
    const held = hold('ingress:before-append');
    let answered = false;
    const response = post(webhookUrl, textUpdate(1, 7, 'hi')).then((answer) => {
      answered = true;
      return answer;
    });
    await held.reached;
    // An answer that was given too early would be here before these, which are given after it.
    for (let count = 0; count < 3; count += 1) expect((await fetch(webhookUrl, { method: 'POST' })).status).toBe(403);
    expect(answered).toBe(false);
    const { rows } = await harness.db.query('select 1 from durabot.seen_update');
    expect(rows).toHaveLength(0);
    held.release();
    expect((await response).status).toBe(200);
    expect((await harness.db.query('select 1 from durabot.seen_update')).rows).toHaveLength(1);
  });

  test('a webhook is answered 503 with Retry-After while the database is away, and its update is taken later', async () => {
    const seen: string[] = [];
    const started = await harness.startWithWebhook((bot) => {
      bot.on('message:text', (ctx) => {
        seen.push(ctx.message.text);
      });
    });
    await harness.db.query('alter table durabot.inbox rename to inbox_away');
    const refused = await post(started.webhookUrl, textUpdate(1, 7, 'hi'));
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await harness.db.query('alter table durabot.inbox_away rename to inbox');
    expect((await post(started.webhookUrl, textUpdate(1, 7, 'hi'))).status).toBe(200);
    await waitUntil(() => seen.length === 1, { what: 'the update' });
  });

  test('a crash between fetching a batch and storing it loses nothing', async () => {
    const { holdPoint, hold } = createHolds();
    const first = await harness.start((bot) => bot.on('message:text', (ctx) => ctx.reply(`1: ${ctx.message.text}`)), {
      holdPoint,
    });
    const anna = await harness.sim.user({ first_name: 'Anna' });
    const chat = await anna.with('test_bot');
    const held = hold('ingress:before-append');
    await chat.sends('hello');
    await held.reached;
    await first.abandon();
    held.release();
    await harness.start((bot) => bot.on('message:text', (ctx) => ctx.reply(`2: ${ctx.message.text}`)));
    expect((await chat.reply()).text).toBe('2: hello');
  });

  test('a crash after storing a batch and before the next poll confirms it handles it once', async () => {
    const { holdPoint, hold } = createHolds();
    const first = await harness.start((bot) => bot.on('message:text', (ctx) => ctx.reply(`1: ${ctx.message.text}`)), {
      holdPoint,
    });
    const anna = await harness.sim.user({ first_name: 'Anna' });
    const chat = await anna.with('test_bot');
    const beforeHandler = hold('dispatch:before-handler');
    const afterAppend = hold('ingress:after-append');
    await chat.sends('hello');
    await afterAppend.reached;
    await first.abandon();
    afterAppend.release();
    beforeHandler.release();
    await harness.start((bot) => bot.on('message:text', (ctx) => ctx.reply(`2: ${ctx.message.text}`)));
    expect((await chat.reply()).text).toBe('2: hello');
    await chat.sends('again');
    expect((await chat.reply()).text).toBe('2: again');
    expect((await chat.transcript()).filter((message) => !message.outgoing)).toHaveLength(2);
  });
});

describe('P2: no update is handled twice', () => {
  test('the same webhook twice at the same time is handled once', async () => {
    const seen: string[] = [];
    const { webhookUrl } = await harness.startWithWebhook((bot) => {
      bot.on('message:text', (ctx) => {
        seen.push(ctx.message.text);
      });
    });
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(webhookUrl, textUpdate(5, 7, 'five'))));
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    await post(webhookUrl, textUpdate(6, 7, 'six'));
    await waitUntil(() => seen.includes('six'), { what: 'the later update' });
    expect(seen).toEqual(['five', 'six']);
  });

  test('a lower id after a higher one is no repetition, be it late or after a restart of the numbering', async () => {
    const seen: string[] = [];
    const { webhookUrl } = await harness.startWithWebhook((bot) => {
      bot.on('message:text', (ctx) => {
        seen.push(ctx.message.text);
      });
    });
    await post(webhookUrl, textUpdate(901, 7, 'N+1'));
    await post(webhookUrl, textUpdate(900, 8, 'N'));
    await post(webhookUrl, textUpdate(3, 7, 'numbering restarted'));
    await waitUntil(() => seen.length === 3, { what: 'all three updates' });
    expect(new Set(seen)).toEqual(new Set(['N+1', 'N', 'numbering restarted']));
  });
});

describe('P17: bad input never hurts', () => {
  test('malformed, unauthorized and oversize webhooks get a clear refusal, and the bot goes on', async () => {
    const { webhookUrl } = await harness.startWithWebhook((bot) =>
      bot.on('message:text', (ctx) => ctx.reply(`You said ${ctx.message.text}`)),
    );
    expect((await post(webhookUrl, textUpdate(1, 7, 'hi'), 'wrong')).status).toBe(403);
    expect((await post(webhookUrl.replace('test', 'nobody'), textUpdate(1, 7, 'hi'))).status).toBe(403);
    expect((await post(webhookUrl, '{"update_id":')).status).toBe(400);
    expect((await post(webhookUrl, '[]')).status).toBe(400);
    expect((await post(webhookUrl, { update_id: 'one' })).status).toBe(400);
    expect((await post(webhookUrl, { update_id: 1, message: { text: 'x'.repeat(2 * 1024 * 1024) } })).status).toBe(413);
    expect((await post(webhookUrl, { update_id: 2, hologram: { of: 'the future' } })).status).toBe(200);
    expect((await post(webhookUrl, { update_id: 3, message: 'not an object' })).status).toBe(200);
    const anna = await harness.sim.user({ first_name: 'Anna' });
    const chat = await anna.with('test_bot');
    await chat.sends('zero \u0000 byte');
    expect((await chat.reply()).text).toContain('You said zero');
  });
});
