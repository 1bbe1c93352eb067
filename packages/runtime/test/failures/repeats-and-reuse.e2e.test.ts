import { waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { durable } from '../../src/index.ts';
import { type BotBuilder, createHarness, createHolds, type Harness } from '../harness.ts';
import { postUpdate, textUpdate } from '../post-update.ts';
import { countTally, createTally, expectAllInOrder, noteWords, someTalkers, untilDone } from '../tally.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
  await createTally(harness);
});
afterEach(async () => {
  await harness.stop();
});

async function processIds(): Promise<string[]> {
  return (await harness.db.query<{ id: string }>('select id from durabot.process')).rows.map(({ id }) => id);
}

describe('what comes again', () => {
  test('the same webhook at the same time at two processes is handled once', async () => {
    const [one, other] = [await harness.startWithWebhook(noteWords), await harness.startWithWebhook(noteWords)];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        postUpdate((n % 2 === 0 ? one : other).webhookUrl, textUpdate(5, 7, 'five')).then(({ status }) => status),
      ),
    );
    expect(new Set(answers)).toEqual(new Set([200]));
    await waitUntil(async () => (await harness.depths()).inbox === 0, { what: 'all handled' });
    expect(await countTally(harness)).toBe(1);
  });

  test('a batch that Telegram delivers again, because the cursor never reached it, is handled once', async () => {
    const { holdPoint, hold } = createHolds();
    const first = await harness.start(noteWords, { holdPoint });
    const [talker] = await someTalkers(harness, 1);
    if (talker === undefined) throw new Error('There is nobody.');
    const stored = hold('ingress:after-append');
    await talker.chat.sends('w0');
    await stored.reached;
    await first.abandon();
    stored.release();
    // As after a restore of the cursor alone: Telegram was never told that it may forget the batch.
    await harness.db.query('update durabot.bot set next_offset = null');
    await harness.start(noteWords);
    await talker.chat.sends('w1');
    await expectAllInOrder(harness, [talker], new Map([[talker.id, ['w0', 'w1']]]));
  });

  test.each([
    ['lower', 1_000],
    ['higher', 1_900_000_000],
  ])(
    'numbering that begins anew at a %s number after a quiet week stops no polling and loses nothing',
    async (_where, next) => {
      await harness.start(noteWords);
      const [talker] = await someTalkers(harness, 1);
      if (talker === undefined) throw new Error('There is nobody.');
      await talker.chat.sends('w0');
      await talker.chat.reply({ contains: 'Noted w0' });
      await harness.sim.http.patch('bots/test_bot', { next_update_id: next });
      for (const word of ['w1', 'w2']) {
        await talker.chat.sends(word);
        await talker.chat.reply({ contains: `Noted ${word}`, timeoutMs: 20_000 });
      }
      await expectAllInOrder(harness, [talker], new Map([[talker.id, ['w0', 'w1', 'w2']]]));
    },
  );
});

describe('who is who', () => {
  test('a process with the pid and the host of a dead one is another one: it takes over at once, and commits under its own name', async () => {
    // Both live in this process of the operating system, on this host: nothing but their own ids tells them apart.
    const { holdPoint, hold } = createHolds();
    const dead = await harness.start(noteWords, { holdPoint });
    const [talker] = await someTalkers(harness, 1);
    if (talker === undefined) throw new Error('There is nobody.');
    const held = hold('dispatch:before-commit');
    await talker.chat.sends('w0');
    await held.reached;
    const [deadId] = await processIds();
    await dead.abandon();
    await harness.start(noteWords);
    await talker.chat.reply({ contains: 'Noted w0' });
    held.release();
    await expectAllInOrder(harness, [talker], new Map([[talker.id, ['w0']]]));
    expect(await processIds()).not.toContain(deadId);
    const { rows } = await harness.db.query<{ name: string }>(
      'select name from durabot.lease where process_id is distinct from (select id from durabot.process)',
    );
    expect(rows).toEqual([]);
  });

  test('a database clock that steps back by an hour keeps no dead process alive, and takes no living one for dead', async () => {
    const dead = await harness.start(noteWords);
    const [talker] = await someTalkers(harness, 1);
    if (talker === undefined) throw new Error('There is nobody.');
    await talker.chat.sends('w0');
    await talker.chat.reply({ contains: 'Noted w0' });
    const [deadId = ''] = await processIds();
    await dead.abandon();
    // What a heartbeat looks like that was written before the step.
    await harness.db.query("update durabot.process set heartbeat_at = now() + interval '1 hour' where id = $1", [
      deadId,
    ]);
    const living = await harness.start(noteWords);
    const takenOver = async (): Promise<boolean> => {
      const ids = await processIds();
      return ids.length === 1 && ids[0] !== deadId;
    };
    await waitUntil(takenOver, { what: 'the dead one to be taken over' });
    const [livingId] = await processIds();
    await harness.db.query("update durabot.process set heartbeat_at = now() + interval '1 hour'");
    const second = await harness.start(noteWords);
    await talker.chat.sends('w1');
    await expectAllInOrder(harness, [talker], new Map([[talker.id, ['w0', 'w1']]]));
    expect(await processIds()).toContain(livingId);
    await second.stop();
    await living.stop();
  });
});

/** Answers three times, so that something waits behind the first. */
const threeAnswers: BotBuilder = (bot) => {
  bot.use(durable());
  bot.on('message:text', async (ctx) => {
    for (const n of [1, 2, 3]) await ctx.reply(`${ctx.message.text} ${n}`);
  });
};

describe('who has blocked the bot', () => {
  test('at the head of a lane: what waits behind it is over soon, other chats go on, and writing again opens the lane', async () => {
    const { holdPoint, hold } = createHolds();
    await harness.start(threeAnswers, { holdPoint, pacing: false });
    const people = await Promise.all(['Anna', 'Boris'].map((first_name) => harness.sim.user({ first_name })));
    const [anna, boris] = people;
    if (anna === undefined || boris === undefined) throw new Error('There is nobody.');
    const [ofAnna, ofBoris] = [await anna.with('test_bot'), await boris.with('test_bot')];
    const held = hold('sender:before-send');
    await ofAnna.sends('a');
    await held.reached;
    await anna.blocks('test_bot');
    held.release();
    await ofBoris.sends('b');
    await ofBoris.reply({ contains: 'b 3' });
    await untilDone(harness);
    const refused = (await harness.sim.journal()).filter(
      ({ method, request }) => method === 'sendMessage' && String(request?.['chat_id']) === String(anna.id),
    );
    // Nobody asks Telegram again and again about them.
    expect(refused.length).toBeLessThanOrEqual(3);
    expect((await harness.db.query('select 1 from durabot.unreachable_chat')).rowCount).toBe(1);
    await anna.unblocks('test_bot');
    await ofAnna.sends('again');
    await ofAnna.reply({ contains: 'again 3' });
    expect((await harness.db.query('select 1 from durabot.unreachable_chat')).rowCount).toBe(0);
  });
});
