import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHarness, type Harness } from './harness.ts';

describe('the pipeline', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await createHarness();
  });
  afterAll(async () => {
    await harness.stop();
  });

  test('a message is answered through inbox and outbox, and nothing is left in either', async () => {
    const started = await harness.start((bot) => {
      bot.on('message:text', (ctx) => ctx.reply(`You said ${ctx.message.text}`));
    });
    const anna = await harness.sim.user({ first_name: 'Anna', language_code: 'en' });
    const chat = await anna.with('test_bot');
    await chat.sends('hello');
    expect((await chat.reply()).text).toBe('You said hello');
    await started.stop();
    const { rows } = await harness.db.query(
      'select (select count(*) from durabot.inbox) + (select count(*) from durabot.outbox) as left',
    );
    expect(rows[0]).toEqual({ left: 0 });
  });
});
