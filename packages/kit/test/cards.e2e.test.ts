import { languageOf, type DurableContext } from '@durabot/runtime';
import type { ActorChat } from '@durabot/simulator';
import { waitUntil } from '@durabot/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Action, type CardFace, type Cards, createActions, createCards, createPresence } from '../src/index.ts';
import { botUsername, type KitInSimulator, readerOf, startKit } from './kit-in-simulator.ts';

let kit: KitInSimulator;
let cards: Cards;
let add: Action<unknown>;

beforeAll(async () => {
  kit = await startKit((bot, { clock, ids, name }) => {
    const actions = createActions<DurableContext>({ bot: name, clock, ids, reader: readerOf });
    const presence = createPresence({ bot: name, clock });
    add = actions.define({
      kind: 'box.add',
      params: z.unknown(),
      run: async (ctx, { entityId }) => {
        const tx = await ctx.durable.tx();
        await tx.query('update box set fill = fill + 1, rev = rev + 1 where id = $1', [entityId]);
        return { kind: 'applied' };
      },
    });
    cards = createCards({
      bot: name,
      clock,
      actions,
      definitions: [
        {
          entity: 'box',
          kind: 'full',
          render: async (tx, entityId, viewer): Promise<CardFace> => {
            const { rows } = await tx.query<{ fill: number; rev: number }>('select fill, rev from box where id = $1', [
              entityId,
            ]);
            const [box] = rows;
            if (box === undefined) return { kind: 'gone', html: 'no box' };
            const { rev } = box;
            const button = add.button({
              text: '+1',
              entity: 'box',
              entityId,
              rev,
              params: {},
              expiresAfterMs: 3_600_000,
            });
            const who = await presence.line(tx, { entity: 'box', entityId }, { language: languageOf('ru') });
            const html = [`box ${entityId} of ${viewer.userId ?? 'all'}: ${box.fill}`, who ?? ''].join('\n').trim();
            return { kind: 'shown', html, rows: [[button]], rev };
          },
        },
      ],
    });
    bot.use(actions.middleware(cards));
    bot.command('card', (ctx) =>
      cards.send(ctx, {
        entity: 'box',
        entityId: idOf(ctx),
        kind: 'full',
        chatId: ctx.chat.id,
        userId: ctx.chat.type === 'private' ? ctx.from?.id : undefined,
      }),
    );
    bot.command('burst', async (ctx) => {
      const tx = await ctx.durable.tx();
      await tx.query('update box set fill = fill + 10 where id = $1', [idOf(ctx)]);
      await cards.refresh(ctx, { entity: 'box', entityId: idOf(ctx) });
    });
    bot.command('touch', async (ctx) => {
      const tx = await ctx.durable.tx();
      await tx.query('update box set rev = rev + 1 where id = $1', [idOf(ctx)]);
      await cards.refresh(ctx, { entity: 'box', entityId: idOf(ctx) });
      await ctx.reply('touched');
    });
    bot.command('edit', async (ctx) => {
      const of = { entity: 'box', entityId: idOf(ctx) };
      const until = await presence.enter(await ctx.durable.tx(), of, { userId: ctx.from?.id ?? 0, name: 'Анна' });
      await cards.refresh(ctx, of);
      cards.refreshAt(ctx.durable, of, until);
    });
    bot.command('remove', async (ctx) => {
      await (await ctx.durable.tx()).query('delete from box where id = $1', [idOf(ctx)]);
      await cards.refresh(ctx, { entity: 'box', entityId: idOf(ctx) });
    });
    return { timers: cards.timers, refusals: cards.refusals, migrateRows: cards.migrateRows };
  });
  await kit.db.query(
    'create table box (id text primary key, fill integer not null default 0, rev integer not null default 1)',
  );
});
afterAll(() => kit.stop());

const idOf = (ctx: { match: unknown }): string => String(ctx.match);

let box = 0;
let anna: ActorChat;
let sergey: ActorChat;
beforeEach(async () => {
  box += 1;
  await kit.db.query('insert into box (id) values ($1)', [box]);
  anna = await kit.anna.with(botUsername);
  sergey = await kit.sergey.with(botUsername);
  await anna.sends(`/card ${box}`);
  await anna.reply({ contains: `box ${box} of ${kit.anna.id}: 0` });
});

const newest = async (chat: ActorChat): Promise<string> => (await chat.last())?.text ?? '';

describe('the cards of an entity', () => {
  test('are edited wherever they stand, each for its viewer', async () => {
    await sergey.sends(`/card ${box}`);
    await sergey.reply({ contains: `of ${kit.sergey.id}: 0` });
    await anna.presses('+1');
    await anna.reply({ contains: `of ${kit.anna.id}: 1` });
    expect((await sergey.reply({ contains: `of ${kit.sergey.id}` })).text).toContain(': 1');
  });

  test('are edited once for many changes in a moment', async () => {
    const before = (await kit.sim.stats()).calls['editMessageText']?.ok ?? 0;
    for (let change = 0; change < 6; change++) await anna.sends(`/burst ${box}`);
    await anna.reply({ contains: `: 10` });
    await waitUntil(
      async () => (await kit.db.query('select 1 from box where id = $1 and fill = 60', [box])).rowCount > 0,
      { what: 'all changes' },
    );
    kit.clock.addMs(2_000);
    await anna.reply({ contains: ': 60' });
    expect(((await kit.sim.stats()).calls['editMessageText']?.ok ?? 0) - before).toBe(2);
  });

  test('are not edited when nothing of them would change', async () => {
    const before = (await kit.sim.stats()).calls['editMessageText']?.ok ?? 0;
    await anna.sends(`/touch ${box}`);
    await anna.reply({ contains: 'touched' });
    expect((await kit.sim.stats()).calls['editMessageText']?.ok ?? 0).toBe(before);
    const { rows } = await kit.db.query(
      'select rendered_rev, message_id > 0 as real from kit.card where entity_id = $1',
      [box],
    );
    expect(rows).toEqual([{ rendered_rev: 2, real: true }]);
  });

  test('are sent anew when Telegram refuses an edit, and followed from then on', async () => {
    await kit.db.query('update kit.card set message_id = 999999 where entity_id = $1', [box]);
    const before = (await anna.transcript()).length;
    await anna.sends(`/burst ${box}`);
    await anna.reply({ contains: ': 10' });
    expect(await anna.transcript()).toHaveLength(before + 2);
    await anna.sends(`/burst ${box}`);
    await anna.reply({ contains: ': 20' });
    expect(await anna.transcript()).toHaveLength(before + 3);
    const { rows } = await kit.db.query('select 1 from durabot.dead_letter');
    expect(rows).toEqual([]);
  });

  test('are there once in a chat: a new one takes over, the old one has no buttons any more', async () => {
    const old = await anna.last();
    await anna.sends(`/card ${box}`);
    await waitUntil(async () => (await anna.last())?.message_id !== old?.message_id, { what: 'a new card' });
    await waitUntil(
      async () => {
        const shown = (await anna.transcript()).find(({ message_id }) => message_id === old?.message_id);
        return shown?.reply_markup === undefined || shown.reply_markup.inline_keyboard?.length === 0;
      },
      { what: 'the old card without buttons' },
    );
    await anna.sends(`/burst ${box}`);
    await anna.reply({ contains: ': 10' });
    const { rows } = await kit.db.query('select 1 from kit.card where entity_id = $1', [box]);
    expect(rows).toHaveLength(1);
  });

  test('come back at the end of the chat when their button is out of date', async () => {
    const old = await anna.last();
    kit.clock.addMs(3_600_000);
    const pressed = await anna.presses('+1');
    expect((await anna.answer(pressed)).text).toBe('Кнопка устарела');
    await waitUntil(async () => (await anna.last())?.message_id !== old?.message_id, { what: 'a fresh card' });
    await anna.presses('+1');
    await anna.reply({ contains: ': 1' });
  });

  test('show who is editing, for as long as that holds', async () => {
    await anna.sends(`/edit ${box}`);
    expect((await anna.reply({ contains: '✏️' })).text).toContain('✏️ редактирует Анна');
    kit.clock.addMs(90_000);
    await waitUntil(async () => !(await newest(anna)).includes('✏️'), { what: 'a card without anybody' });
  });

  test('lose their buttons when the entity is gone', async () => {
    await anna.sends(`/remove ${box}`);
    await anna.reply({ contains: 'no box' });
    const { rows } = await kit.db.query('select 1 from kit.card where entity_id = $1', [box]);
    expect(rows).toEqual([]);
  });

  test('follow a group that became a supergroup', async () => {
    const group = await kit.sim.group({ type: 'group', title: 'Desk', members: [kit.anna.id, botUsername] });
    const inGroup = await kit.anna.in(group.id, botUsername);
    await inGroup.sends(`/card@${botUsername} ${box}`);
    await inGroup.reply({ contains: 'of all: 0' });
    await kit.db.transaction((tx) => cards.migrateRows(tx, { from: group.id, to: -1_001_234 }));
    const { rows } = await kit.db.query('select chat_id from kit.card where entity_id = $1 and chat_id < 0', [box]);
    expect(rows).toEqual([{ chat_id: -1_001_234 }]);
  });
});
