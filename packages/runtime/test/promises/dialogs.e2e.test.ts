import type { ActorChat } from '@durabot/simulator';
import { silentLog } from '@durabot/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dialog, Step } from '../../src/dialog/define-dialog.ts';
import {
  createDialogs,
  dropDialogs,
  durable,
  listDialogs,
  randomIds,
  reportDialogs,
  systemClock,
} from '../../src/index.ts';
import { createHarness, type Harness, type StartedRuntime } from '../harness.ts';
import { sampleDialog } from '../sample-dialog.ts';

describe('P13: dialogs survive deploys', () => {
  let harness: Harness;
  let people = 0;
  beforeAll(async () => {
    harness = await createHarness();
    await harness.sim.limits({ enforced: false });
  });
  afterAll(async () => {
    await harness.stop();
  });

  /** One build of the bot, with these dialogs. */
  async function deploy(definitions: readonly Dialog[]): Promise<StartedRuntime> {
    const dialogs = createDialogs(definitions, { clock: systemClock, ids: randomIds, log: silentLog });
    return harness.start(
      (bot) => {
        bot.use(durable(), dialogs.middleware);
        const [first] = definitions;
        if (first !== undefined) bot.command('new', (ctx) => dialogs.enter(ctx, first));
        bot.on('message', (ctx) => ctx.reply('Something else.'));
      },
      { pacing: false, bot: { dialogs: definitions } },
    );
  }

  /** A person who has answered the first two steps under this build and waits at the third. */
  async function atThePhone(build: readonly Dialog[]): Promise<ActorChat> {
    const started = await deploy(build);
    const person = await harness.sim.user({ first_name: `Person ${(people += 1)}`, language_code: 'en' });
    const chat = await person.with('test_bot');
    await chat.sends('/new');
    await chat.reply({ contains: 'Step 1 of 5' });
    await chat.sends('Toaster');
    await chat.reply({ contains: 'Step 2 of 5' });
    await chat.sends('does not toast');
    await chat.reply({ contains: 'Step 3 of 5 · Phone' });
    await started.stop();
    return chat;
  }

  test('a renamed step is asked again with what is known, and the user is told', async () => {
    const chat = await atThePhone([sampleDialog()]);
    const started = await deploy([{ ...renamed(sampleDialog(), 'phone', 'contact_phone'), version: 3 }]);
    await chat.sends('+70000000009');
    const asked = (await chat.reply()).text ?? '';
    expect(asked).toContain('The form was updated while you were away. Your answers are still here.');
    expect(asked).toContain('Step 3 of 5 · Phone');
    await chat.sends('+70000000009');
    await chat.reply({ contains: 'Step 4 of 5' });
    await chat.presses('Skip');
    const review = (await chat.reply({ contains: 'Step 5 of 5' })).text ?? '';
    for (const answer of ['Toaster', 'does not toast', '+70000000009']) expect(review).toContain(answer);
    await started.stop();
  });

  test('a button of the version before says so and brings the present question', async () => {
    const chat = await atThePhone([sampleDialog()]);
    const started = await deploy([{ ...renamed(sampleDialog(), 'phone', 'contact_phone'), version: 3 }]);
    const pressed = await chat.presses('← Back');
    expect((await chat.answer(pressed)).text).toBe('This button is out of date');
    expect((await chat.reply()).text).toContain('Step 3 of 5 · Phone');
    await started.stop();
  });

  test('a dialog that may be finished on its old version is', async () => {
    const old = sampleDialog();
    const chat = await atThePhone([old]);
    const next = {
      ...renamed(sampleDialog(), 'phone', 'contact_phone'),
      version: 3,
      previous: [old],
      finishOnOldVersion: true,
    };
    const started = await deploy([next]);
    await chat.sends('+70000000009');
    expect((await chat.reply()).text).toContain('Step 4 of 5');
    const { rows } = await harness.db.query(
      `select version, step from durabot.dialog where data->'values'->>'phone' = '+70000000009' and version = 2`,
    );
    expect(rows).toEqual([{ version: 2, step: 'price' }]);
    await started.stop();
  });

  test('a dialog that a build does not know is left as it is, and goes on when a build that knows it is back', async () => {
    const chat = await atThePhone([sampleDialog()]);
    const without = await deploy([]);
    await chat.sends('+70000000009');
    expect((await chat.reply()).text).toContain('not available right now');
    await chat.sends('hello');
    expect((await chat.reply()).text).toBe('Something else.');
    await without.stop();
    const again = await deploy([sampleDialog()]);
    await chat.sends('/new');
    expect((await chat.reply()).text).toContain('There is an unfinished order');
    await chat.presses('▶️ Continue');
    expect((await chat.reply()).text).toContain('Step 3 of 5 · Phone');
    await again.stop();
  });

  test('operators see what a build can go on with, what it cannot, and where taking a dialog over failed', async () => {
    await harness.db.query('delete from durabot.dialog');
    const chat = await atThePhone([sampleDialog()]);
    const report = async (): Promise<unknown[]> =>
      (await reportDialogs(harness.db, 'test')).map(({ version, step, count, fit, stuck }) => [
        version,
        step,
        count,
        fit,
        stuck,
      ]);
    expect(await report()).toEqual([[2, 'phone', 1, 'current', false]]);
    await (await deploy([])).stop();
    expect(await report()).toEqual([[2, 'phone', 1, 'unknown_dialog', true]]);
    const next = { ...renamed(sampleDialog(), 'phone', 'contact_phone'), version: 3 };
    await (await deploy([next])).stop();
    expect(await report()).toEqual([[2, 'phone', 1, 'unknown_step', true]]);

    const failing = await deploy([
      {
        ...next,
        migrate: () => {
          throw new Error('cannot read this');
        },
      },
    ]);
    expect(await report()).toEqual([[2, 'phone', 1, 'migrates', false]]);
    await chat.sends('+70000000009');
    // Neither an apology each time nor a loss: it is put aside, and the bot goes on.
    expect((await chat.reply()).text).toContain('not available right now');
    await chat.sends('hello');
    expect((await chat.reply()).text).toBe('Something else.');
    expect((await harness.depths()).dead_letter).toBe(0);
    expect(await report()).toEqual([[2, 'phone', 1, 'migration_failed', true]]);
    expect(await listDialogs(harness.db, { stuck: true })).toMatchObject([{ step: 'phone', fit: 'migration_failed' }]);
    await failing.stop();

    const mended = await deploy([{ ...next, migrate: ({ data }) => ({ step: 'contact_phone', data }) }]);
    await chat.sends('/new');
    expect((await chat.reply()).text).toContain('There is an unfinished order');
    await chat.presses('▶️ Continue');
    expect((await chat.reply()).text).toContain('Step 3 of 5 · Phone');
    expect(await report()).toEqual([[3, 'contact_phone', 1, 'current', false]]);
    expect(await dropDialogs(harness.db, { stuck: true })).toBe(0);
    expect(await dropDialogs(harness.db, { name: 'sample_order' })).toBe(1);
    await chat.sends('/new');
    expect((await chat.reply()).text).toContain('Step 1 of 5');
    await mended.stop();
  });
});

function renamed(dialog: Dialog, from: string, to: string): Dialog {
  const steps: Step[] = dialog.steps.map((step) => ({
    ...step,
    name: step.name === from ? to : step.name,
    ...(step.partOf === from ? { partOf: to } : {}),
  }));
  return { ...dialog, steps };
}
