import type { DurableContext } from '@durabot/runtime';
import type { ActorChat } from '@durabot/simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createActions, createNotifier, type Notice, type Notifier, type NotifyResult } from '../src/index.ts';
import { botUsername, type KitInSimulator, readerOf, startKit } from './kit-in-simulator.ts';

let kit: KitInSimulator;
let notifier: Notifier;
let notices: Notice[] = [];
let results: NotifyResult[] = [];

beforeAll(async () => {
  kit = await startKit((bot, { clock, ids, name }) => {
    const actions = createActions<DurableContext>({ bot: name, clock, ids, reader: readerOf });
    notifier = createNotifier({
      bot: name,
      clock,
      actions,
      reader: async () => ({ language: 'ru', zone: 'Europe/Moscow' }),
    });
    bot.use(actions.middleware());
    bot.command('go', async (ctx) => {
      results = [];
      for (const notice of notices) results.push(await notifier.notify(ctx.durable, notice));
      await ctx.reply('gone');
    });
    return { timers: notifier.timers };
  });
});
afterAll(() => kit.stop());

let anna: ActorChat;
let sergey: ActorChat;
beforeEach(async () => {
  await kit.db.query('delete from kit.notice');
  await kit.db.query('delete from kit.notify_setting');
  anna = await kit.anna.with(botUsername);
  sergey = await kit.sergey.with(botUsername);
  await sergey.sends('/start');
});

const hourMs = 3_600_000;
/** Moves the clock to this hour of Moscow, forwards. */
function hourIs(hour: number): void {
  const now = new Date(kit.clock.nowMs());
  const hoursOn = (hour - 3 - now.getUTCHours() + 48) % 24;
  kit.clock.addMs(hoursOn * hourMs - now.getUTCMinutes() * 60_000);
}

async function tell(...given: readonly Partial<Notice>[]): Promise<NotifyResult[]> {
  notices = given.map((one) => ({
    userId: kit.sergey.id,
    class: 'work',
    kind: 'order.offered',
    html: () => '<b>Заказ</b>\nподробности',
    ...one,
  }));
  await anna.sends('/go');
  await anna.reply({ contains: 'gone' });
  return results;
}

describe('somebody', () => {
  test('is told at once by day', async () => {
    hourIs(12);
    expect(await tell({})).toEqual([{ kind: 'now' }]);
    expect((await sergey.reply()).text).toBe('Заказ\nподробности');
  });

  test('is told at the end of quiet hours what came in them', async () => {
    hourIs(23);
    expect(await tell({ html: () => 'Ночью' })).toMatchObject([{ kind: 'later' }]);
    hourIs(8);
    expect((await sergey.reply()).text).toBe('Ночью');
  });

  test('reads many that waited as one message', async () => {
    hourIs(23);
    await tell(...[1, 2, 3, 4, 5].map((order) => ({ html: () => `<b>Заказ ${order}</b>\nмного слов` })));
    hourIs(8);
    const digest = (await sergey.reply()).text;
    expect(digest).toBe('🔔 5 событий\n• Заказ 1\n• Заказ 2\n• Заказ 3\n• Заказ 4\n• Заказ 5');
  });

  test('is not told twice what is said once, nor more than ten things an hour one by one', async () => {
    hourIs(12);
    expect(await tell({ dedupKey: 'a' }, { dedupKey: 'a' })).toEqual([
      { kind: 'now' },
      { kind: 'drop', why: 'said_before' },
    ]);
    await tell(...Array.from({ length: 9 }, () => ({})));
    const [eleventh] = await tell({ html: () => 'Одиннадцатый' });
    expect(eleventh?.kind).toBe('digest');
    hourIs(13);
    await sergey.reply({ contains: 'Одиннадцатый' });
  });

  test('gets a promotion only if they asked for it, and turns it off with one tap', async () => {
    hourIs(12);
    const promo = { class: 'promo', kind: 'come_back', html: () => 'Скидка' } as const;
    expect(await tell(promo)).toEqual([{ kind: 'drop', why: 'not_wanted' }]);
    await kit.db.transaction((tx) => notifier.choose(tx, kit.sergey.id, { kinds: { come_back: true } }));
    expect(await tell(promo, promo)).toEqual([{ kind: 'now' }, { kind: 'drop', why: 'too_often' }]);
    await sergey.reply({ contains: 'Скидка' });
    const pressed = await sergey.presses('Не присылать такое');
    expect((await sergey.answer(pressed)).text).toBe('Хорошо, больше не будем');
    kit.clock.addMs(8 * 24 * hourMs);
    hourIs(12);
    expect(await tell(promo)).toEqual([{ kind: 'drop', why: 'switched_off' }]);
  });

  test('who never answers a promotion gets three', async () => {
    const promo = { class: 'promo', kind: 'come_back' } as const;
    await kit.db.transaction((tx) => notifier.choose(tx, kit.sergey.id, { kinds: { come_back: true } }));
    const kinds: string[] = [];
    for (let week = 0; week < 4; week++) {
      hourIs(12);
      const [result] = await tell(promo);
      kinds.push(result?.kind === 'drop' ? result.why : (result?.kind ?? ''));
      kit.clock.addMs(8 * 24 * hourMs);
    }
    expect(kinds).toEqual(['now', 'now', 'now', 'unanswered']);
    await kit.db.transaction((tx) => notifier.answered(tx, kit.sergey.id));
    hourIs(12);
    expect(await tell(promo)).toEqual([{ kind: 'now' }]);
  });

  test('is told of danger at night, once a day', async () => {
    hourIs(3);
    const danger = { class: 'safety', kind: 'crisis', topic: 'x' } as const;
    expect(await tell(danger, danger)).toEqual([{ kind: 'now' }, { kind: 'drop', why: 'told_already' }]);
  });
});
