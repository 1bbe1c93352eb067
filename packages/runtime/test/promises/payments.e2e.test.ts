import { waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBroadcast, durable, startBroadcast } from '../../src/index.ts';
import { type BotBuilder, createHarness, createHolds, type Harness } from '../harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(async () => {
  await harness.stop();
});

/** How long Telegram waits for the answer. */
const answerWithinMs = 10_000;

/** Sells tea to whoever asks, and says yes to every checkout. */
const teaShop: BotBuilder = (bot) => {
  bot.use(durable());
  bot.command('tea', (ctx) =>
    ctx.replyWithInvoice('Tea', 'A cup of tea', 'tea', 'XTR', [{ label: 'Tea', amount: 5 }], { provider_token: '' }),
  );
  bot.on('pre_checkout_query', (ctx) => ctx.answerPreCheckoutQuery(true));
  bot.on('message:successful_payment', () => undefined);
};

async function someone(name: string) {
  return (await harness.sim.user({ first_name: name })).with('test_bot');
}

async function checkoutAnswers(): Promise<number> {
  return (await harness.sim.journal()).filter(({ method }) => method === 'answerPreCheckoutQuery').length;
}

describe('P10: pre-checkouts', () => {
  test('one is answered within ten seconds beside a running broadcast, slow handlers in every place, and a flood wait', async () => {
    let finish: (() => void) | undefined;
    const slowness = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const concurrency = 3;
    let slow = 0;
    await harness.start(
      (bot) => {
        teaShop(bot);
        bot.hears('slow', async (ctx) => {
          slow += 1;
          await slowness;
          await ctx.reply('done');
        });
      },
      { concurrency },
    );
    const anna = await someone('Anna');
    await anna.sends('/tea');
    await anna.reply();
    const crowd = await Promise.all(
      Array.from({ length: 40 }, (_, n) => harness.sim.user({ first_name: `User ${n}` })),
    );
    const audience = { kind: 'chats', chatIds: crowd.map(({ id }) => id) } as const;
    const message = { method: 'sendMessage', payload: { text: 'news' } };
    // The first two messages meet a flood wait: the bot sends nothing for a long time.
    await harness.sim.fault({ method: 'sendMessage', times: 2, action: { status: 429, retry_after: 60 } });
    await startBroadcast(
      harness.db,
      await createBroadcast(harness.db, { bot: 'test', name: 'News', message, audience }),
    );
    await waitUntil(
      async () => (await harness.db.query('select 1 from durabot.brake where chat_id = 0')).rowCount === 1,
      {
        what: 'the flood wait',
      },
    );
    for (const person of crowd.slice(0, concurrency + 2)) await (await person.with('test_bot')).sends('slow');
    await waitUntil(() => slow === concurrency, { what: 'slow handlers in every place' });

    const paid = await anna.pays(undefined, { timeout_ms: answerWithinMs });
    expect(paid.outcome).toBe('paid');
    expect(slow, 'they were still under way').toBe(concurrency);
    expect((await harness.depths()).outbox, 'the broadcast, too').toBeGreaterThan(0);
    finish?.();
  });

  test('one whose time is over is answered neither by a handler nor by a call that waited', async () => {
    const { holdPoint, hold } = createHolds();
    let asked = 0;
    const shop: BotBuilder = (bot) => {
      bot.on('pre_checkout_query', (_ctx, next) => {
        asked += 1;
        return next();
      });
      teaShop(bot);
    };
    const first = await harness.start(teaShop, { holdPoint });
    const [anna, boris] = [await someone('Anna'), await someone('Boris')];
    for (const buyer of [anna, boris]) {
      await buyer.sends('/tea');
      await buyer.reply();
    }

    const handler = hold('dispatch:before-handler');
    const paying = anna.pays(undefined, { timeout_ms: 1 });
    await handler.reached;
    await first.abandon();
    handler.release();
    await harness.db.query("update durabot.inbox set expires_at = now() - interval '1 second'");
    const second = await harness.start(shop, { holdPoint });
    await waitUntil(async () => (await harness.depths()).inbox === 0, { what: 'the entry to be over' });
    await paying;
    expect(asked).toBe(0);

    // Never let go: that process is dead.
    const call = hold('sender:before-send');
    await boris.pays(undefined, { timeout_ms: 1 });
    await call.reached;
    expect(asked).toBe(1);
    await second.abandon();
    await harness.db.query("update durabot.outbox set expires_at = now() - interval '1 second'");
    await harness.start(shop);
    await waitUntil(async () => (await harness.depths()).outbox === 0, { what: 'the call to be over' });
    expect(await checkoutAnswers()).toBe(0);
    expect((await harness.depths()).dead_letter).toBe(0);
  });

  test('its answer is worth nothing later than the query itself, however late the handler came to it', async () => {
    const { holdPoint, hold } = createHolds();
    await harness.start(teaShop, { holdPoint });
    const anna = await someone('Anna');
    await anna.sends('/tea');
    await anna.reply();
    const handler = hold('dispatch:before-handler');
    const paying = anna.pays();
    await handler.reached;
    const { rows: inbox } = await harness.db.query<{ expires_at: Date }>('select expires_at from durabot.inbox');
    const call = hold('sender:before-send');
    handler.release();
    await call.reached;
    const { rows: outbox } = await harness.db.query<{ expires_at: Date }>('select expires_at from durabot.outbox');
    expect(outbox).toEqual(inbox);
    call.release();
    expect((await paying).outcome).toBe('paid');
  });
});
