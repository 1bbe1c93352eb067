import type { DurableContext } from '@durabot/runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Action, type ActionButton, type Actions, createActions } from '../src/index.ts';
import { sweepActions } from '../src/actions/action-store.ts';
import { botUsername, type KitInSimulator, readerOf, startKit } from './kit-in-simulator.ts';

let kit: KitInSimulator;
let actions: Actions<DurableContext>;
let count: Action<{ by: number }>;
/** The buttons of the next keyboard, by the command that asks for it. */
let next: ActionButton[] = [];
let roles: string[] = [];

beforeAll(async () => {
  kit = await startKit((bot, { clock, ids, name }) => {
    actions = createActions({ bot: name, clock, ids, reader: readerOf, rolesOf: async () => roles });
    count = actions.define({
      kind: 'count',
      params: z.object({ by: z.number() }),
      run: async (ctx, press) => {
        const tx = await ctx.durable.tx();
        await tx.query('insert into counted values ($1, $2, $3)', [
          press.by.name,
          press.params.by,
          press.revSeen ?? null,
        ]);
        return { kind: 'applied' };
      },
    });
    bot.use(actions.middleware());
    bot.command('keyboard', async (ctx) => {
      const inline_keyboard = await actions.keyboard(await ctx.durable.tx(), [next]);
      await ctx.reply('keyboard', { reply_markup: { inline_keyboard } });
    });
    return {};
  });
  await kit.db.query('create table counted (name text, by integer, rev integer)');
});
afterAll(() => kit.stop());

const usual = { entity: 'order', entityId: '7', text: 'count' };

async function counted(): Promise<{ name: string; by: number; rev: number | null }[]> {
  const { rows } = await kit.db.query<{ name: string; by: number; rev: number | null }>(
    'delete from counted returning *',
  );
  return rows;
}

async function keyboardOf(...buttons: ActionButton[]) {
  next = buttons;
  const chat = await kit.anna.with(botUsername);
  await chat.sends('/keyboard');
  await chat.reply({ contains: 'keyboard' });
  return chat;
}

describe('a button', () => {
  test('does what it says, with what it was drawn with, and the press is answered once', async () => {
    const chat = await keyboardOf(count.button({ ...usual, rev: 3, params: { by: 2 } }));
    const pressed = await chat.presses('count');
    expect(await chat.answer(pressed)).toMatchObject({ answered: true, text: 'Готово' });
    expect(await counted()).toEqual([{ name: 'Анна К.', by: 2, rev: 3 }]);
  });

  test('carries nothing but a random code', async () => {
    const chat = await keyboardOf(...[1, 2, 3].map((by) => count.button({ ...usual, text: `${by}`, params: { by } })));
    const data = (await chat.last())?.reply_markup?.inline_keyboard?.flat().map((button) => button.callback_data ?? '');
    expect(data?.every((code) => /^a:[0-9A-Za-z]{10}$/.test(code))).toBe(true);
    expect(new Set(data).size).toBe(3);
  });

  test('for one use, pressed twice within 50 ms, has one effect and two polite answers', async () => {
    const chat = await keyboardOf(count.button({ ...usual, params: { by: 1 }, singleUse: true }));
    const presses = await Promise.all([chat.presses('count'), chat.presses('count')]);
    const answers = await Promise.all(presses.map((pressed) => chat.answer(pressed)));
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['Готово', 'Уже сделано ✓']));
    expect(await counted()).toHaveLength(1);
  });

  test('for one use, pressed by two people, says who was faster', async () => {
    const group = await kit.sim.group({
      type: 'group',
      title: 'G',
      members: [kit.anna.id, kit.sergey.id, botUsername],
    });
    next = [count.button({ ...usual, params: { by: 1 }, singleUse: true })];
    const anna = await kit.anna.in(group.id, botUsername);
    const sergey = await kit.sergey.in(group.id, botUsername);
    await anna.sends(`/keyboard@${botUsername}`);
    await anna.reply({ contains: 'keyboard' });
    expect((await anna.answer(await anna.presses('count'))).text).toBe('Готово');
    expect((await sergey.answer(await sergey.presses('count'))).text).toMatch(/^Уже сделано: Анна К\., \d\d:\d\d$/);
    expect(await counted()).toHaveLength(1);
  });

  test('for others is politely refused, and can still be pressed by them', async () => {
    const scope = { userIds: [kit.sergey.id], roles: ['dispatcher'] };
    const chat = await keyboardOf(count.button({ ...usual, params: { by: 1 }, scope, singleUse: true }));
    expect((await chat.answer(await chat.presses('count'))).text).toBe('Эта кнопка не для вас.');
    expect(await counted()).toEqual([]);
    roles = ['dispatcher'];
    expect((await chat.answer(await chat.presses('count'))).text).toBe('Готово');
    roles = [];
    expect(await counted()).toHaveLength(1);
  });

  test('for somebody can be pressed by them', async () => {
    const chat = await keyboardOf(count.button({ ...usual, params: { by: 1 }, scope: { userIds: [kit.anna.id] } }));
    expect((await chat.answer(await chat.presses('count'))).text).toBe('Готово');
    expect(await counted()).toHaveLength(1);
  });

  test('that is out of date says so, and later is forgotten', async () => {
    const chat = await keyboardOf(count.button({ ...usual, params: { by: 1 }, expiresAfterMs: 60_000 }));
    kit.clock.addMs(60_000);
    expect((await chat.answer(await chat.presses('count'))).text).toBe('Кнопка устарела');
    const muchLater = kit.clock.nowMs() + 30 * 24 * 3_600_000 + 1_000;
    expect(await sweepActions(kit.db, muchLater, 1_000)).toBe(1);
    expect((await chat.answer(await chat.presses('count'))).text).toBe('Кнопка устарела');
    expect(await counted()).toEqual([]);
  });

  test('that means nothing to this release is out of date', async () => {
    const drawn = count.button({ ...usual, params: { by: 1 } });
    for (const button of [
      { ...drawn, params: { by: 'x' } },
      { ...drawn, kind: 'old.kind' },
    ]) {
      const chat = await keyboardOf(button);
      expect((await chat.answer(await chat.presses('count'))).text).toBe('Кнопка устарела');
    }
  });
});
