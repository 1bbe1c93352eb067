import { waitUntil } from '@durabot/testing';
import { InputFile } from 'grammy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { shardOf } from '../../src/inbox/shard.ts';
import { durable, type StoredDialog } from '../../src/index.ts';
import { createHarness, createHolds, type Harness } from '../harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(async () => {
  await harness.stop();
});

async function textsOf(chat: { transcript(): Promise<{ outgoing: boolean; text?: string }[]> }): Promise<string[]> {
  return (await chat.transcript()).filter(({ outgoing }) => !outgoing).map(({ text = '' }) => text);
}

/** How many files the bot has sent as bytes and not by their ids. */
async function uploads(method: string): Promise<number> {
  const entries = await harness.sim.journal();
  return entries
    .filter((entry) => entry.method === method)
    .flatMap((entry) => Object.values(entry.request ?? {}))
    .filter((value) => String(value).startsWith('<file ')).length;
}

const dialog: Omit<StoredDialog, 'startedAt' | 'updatedAt'> = {
  id: 'd1',
  name: 'order',
  version: 1,
  step: 'address',
  data: {},
  rev: 1,
  status: 'active',
  expiresAt: undefined,
};

describe('P14: a group becomes a supergroup', () => {
  test('dialog, timer, schedule, session, waiting call and the bot’s own rows follow to the new chat', async () => {
    await harness.db.query('create table thing (chat_id bigint)');
    const { holdPoint, hold } = createHolds();
    await harness.start(
      (bot) => {
        bot.use(durable());
        bot.command('new', async (ctx) => {
          await (await ctx.durable.tx()).query('insert into thing values ($1)', [ctx.chat.id]);
          ctx.durable.timers.set({ name: 'remind', dueAt: new Date(Date.now() + 3_600_000) });
          ctx.durable.schedules.set({
            name: 'daily',
            zone: 'UTC',
            time: '10:00',
            missed: 'skip',
          });
          ctx.durable.writeSession(String(ctx.chat.id), { kept: true });
          const now = new Date();
          ctx.durable.dialog.put({ ...dialog, startedAt: now, updatedAt: now });
          await ctx.reply('begun');
        });
        bot.command('late', (ctx) => ctx.reply('waited for the move'));
        bot.command('where', (ctx) => ctx.reply(`at ${ctx.durable.dialog.active()?.step}`));
      },
      {
        holdPoint,
        bot: {
          timers: {
            remind: async (ctx) => void (await ctx.api.sendMessage(ctx.chatId, 'reminded')),
          },
          migrateRows: async (tx, { from, to }) => {
            await tx.query('update thing set chat_id = $2 where chat_id = $1', [from, to]);
          },
        },
      },
    );
    const anna = await harness.sim.user({ first_name: 'Anna', language_code: 'en' });
    const group = await harness.sim.group({ type: 'group', title: 'Club', owner: anna.id, members: ['test_bot'] });
    const before = await anna.in(group.id, 'test_bot');
    await before.sends('/new@test_bot');
    await before.reply({ contains: 'begun' });
    const held = hold('sender:before-send');
    await before.sends('/late@test_bot');
    await held.reached;
    const { migrate_to_chat_id: to } = await harness.sim.migrate(group.id);
    held.release();
    const after = await anna.in(to, 'test_bot');
    await after.reply({ contains: 'waited for the move' });
    await harness.db.query("update durabot.timer set due_at = now() where name = 'remind'");
    await after.reply({ contains: 'reminded' });
    await waitUntil(async () => (await harness.depths()).inbox === 0, { what: 'all handled' });
    const { rows } = await harness.db.query<{ place: string; chats: string[] }>(
      `select 'dialog' as place, array_agg(chat_id::text) as chats from durabot.dialog
       union all select 'schedule', array_agg(chat_key) from durabot.schedule
       union all select 'session', array_agg(key) from durabot.session
       union all select 'thing', array_agg(chat_id::text) from thing`,
    );
    expect(Object.fromEntries(rows.map(({ place, chats }) => [place, chats]))).toEqual({
      dialog: [String(to)],
      schedule: [String(to)],
      session: [String(to)],
      thing: [String(to)],
    });
    await after.sends('/where@test_bot');
    await after.reply({ contains: 'at address' });
    expect((await harness.depths()).dead_letter).toBe(0);
  });
});

describe('P15: whoever has blocked the bot', () => {
  test('is known at once, and schedules pass them over until they are back', async () => {
    await harness.start(
      (bot) => {
        bot.use(durable());
        bot.on('message:text', async (ctx) => {
          ctx.durable.schedules.set({ name: 'daily', zone: 'UTC', time: '10:00', missed: 'once' });
          await ctx.reply('from now on');
        });
      },
      { bot: { timers: { daily: async (ctx) => void (await ctx.api.sendMessage(ctx.chatId, 'good morning')) } } },
    );
    const anna = await harness.sim.user({ first_name: 'Anna' });
    const chat = await anna.with('test_bot');
    await chat.sends('hi');
    await chat.reply();
    const yesterday = "update durabot.schedule set next_at = now() - interval '1 day'";
    const passed = async (): Promise<boolean> =>
      (await harness.db.query('select 1 from durabot.schedule where next_at > now()')).rowCount === 1;
    await anna.blocks('test_bot');
    await waitUntil(async () => (await harness.db.query('select 1 from durabot.unreachable_chat')).rowCount === 1, {
      what: 'the mark',
    });
    await harness.db.query(yesterday);
    await waitUntil(passed, { what: 'the run to be passed over' });
    await anna.unblocks('test_bot');
    await waitUntil(async () => (await harness.db.query('select 1 from durabot.unreachable_chat')).rowCount === 0, {
      what: 'the mark to be gone',
    });
    await harness.db.query(yesterday);
    await chat.reply({ contains: 'good morning' });
    expect((await textsOf(chat)).filter((text) => text === 'good morning')).toHaveLength(1);
  });
});

describe('P2: a press that comes twice', () => {
  test('under a new id is one press: one effect, both acknowledged', async () => {
    let effects = 0;
    await harness.start((bot) => {
      bot.on('message:text', (ctx) =>
        ctx.reply('count', { reply_markup: { inline_keyboard: [[{ text: '+1', callback_data: 'plus' }]] } }),
      );
      bot.on('callback_query:data', async (ctx) => {
        effects += 1;
        await ctx.answerCallbackQuery({ text: `${effects}` });
      });
    });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await chat.sends('hi');
    await chat.reply();
    const presses = [await chat.presses('+1'), await chat.presses('+1')];
    for (const press of presses) expect(await chat.answer(press)).toMatchObject({ answered: true });
    expect(effects).toBe(1);
  });
});

describe('P7: no call without need', () => {
  test('edits that pile up behind a flood wait are one edit', async () => {
    await harness.start((bot) => {
      bot.on('message:text', async (ctx) => {
        const progress = await ctx.reply('0 %');
        for (let n = 1; n <= 10; n += 1) await ctx.api.editMessageText(ctx.chat.id, progress.message_id, `${n * 10} %`);
      });
    });
    await harness.sim.fault({ method: 'sendMessage', times: 1, action: { status: 429, retry_after: 1 } });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await chat.sends('go');
    await chat.reply({ contains: '100 %' });
    await waitUntil(async () => (await harness.depths()).outbox === 0, { what: 'an empty outbox' });
    const edits = (await harness.sim.journal()).filter((entry) => JSON.stringify(entry).includes('"editMessageText"'));
    expect(edits).toHaveLength(1);
  });

  test('a file goes up once, whoever gets it, and again when Telegram has forgotten it', async () => {
    await harness.start((bot) => {
      bot.on('message:text', (ctx) => ctx.replyWithDocument(new InputFile(Buffer.from('price list'), 'prices.txt')));
    });
    const chats = await Promise.all(
      ['Anna', 'Boris', 'Vera'].map(async (first_name) => (await harness.sim.user({ first_name })).with('test_bot')),
    );
    await Promise.all(chats.map((chat) => chat.sends('prices')));
    for (const chat of chats) await chat.reply();
    expect(await uploads('sendDocument')).toBe(1);
    await harness.db.query("update durabot.sent_file set file_id = 'forgotten'");
    await chats[0]?.sends('again');
    await chats[0]?.reply();
    expect(await uploads('sendDocument')).toBe(2);
    expect((await harness.depths()).dead_letter).toBe(0);
  });
});

const file = (text: string): InputFile => new InputFile(Buffer.from(text), `${text}.txt`);

describe('P7: no call without need, in albums and edits', () => {
  test('files of albums, and those that edits bring, go up once, too', async () => {
    await harness.start((bot) => {
      bot.hears('prices', (ctx) => ctx.replyWithDocument(file('prices')));
      bot.hears('album', (ctx) =>
        ctx.replyWithMediaGroup(
          ['prices', 'terms'].map((name) => ({ type: 'document' as const, media: file(name), caption: `the ${name}` })),
        ),
      );
      bot.hears('change', async (ctx) => {
        const { message_id } = await ctx.replyWithDocument(file('prices'));
        await ctx.api.editMessageMedia(ctx.chat.id, message_id, {
          type: 'document',
          media: file('terms'),
          caption: 'changed',
        });
      });
    });
    const chat = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    await chat.sends('prices');
    await chat.reply();
    await chat.sends('album');
    await chat.reply({ contains: 'the terms' });
    expect(await uploads('sendMediaGroup'), 'the terms alone').toBe(1);
    await chat.sends('album');
    await waitUntil(
      async () => (await chat.transcript()).filter(({ caption }) => caption === 'the terms').length === 2,
      {
        what: 'the second album',
      },
    );
    await chat.sends('change');
    await waitUntil(async () => (await chat.transcript()).some(({ caption }) => caption === 'changed'), {
      what: 'the edit',
    });
    expect(await uploads('sendMediaGroup')).toBe(1);
    expect(await uploads('editMessageMedia')).toBe(0);
    const names = (await chat.transcript()).flatMap(({ document }) => document?.file_name ?? []);
    expect(names).toEqual(['prices.txt', 'prices.txt', 'terms.txt', 'prices.txt', 'terms.txt', 'terms.txt']);
    expect((await harness.depths()).dead_letter).toBe(0);
  });
});

describe('P3: an album', () => {
  test('is one turn with all its parts, also when the last ones come late', async () => {
    const turns: (number | undefined)[] = [];
    await harness.start(
      (bot) => {
        bot.use(durable());
        bot.on('message:photo', async (ctx) => {
          turns.push(ctx.durable.album?.updates.length);
          await ctx.reply(`album of ${ctx.durable.album?.updates.length}`);
        });
        bot.on('message:text', (ctx) => ctx.reply('text'));
      },
      { bot: { albums: 'together' } },
    );
    const anna = await harness.sim.user({ first_name: 'Anna' });
    const chat = await anna.with('test_bot');
    await chat.sends('hi');
    await chat.reply({ contains: 'text' });
    await sendParts(anna.id, 1, 3);
    await waitUntil(async () => (await harness.depths()).inbox === 3, { what: 'the first parts' });
    await sendParts(anna.id, 4, 5);
    await chat.sends('behind it');
    await chat.reply({ contains: 'text' });
    expect(turns).toEqual([5]);
    expect((await textsOf(chat)).slice(1)).toEqual(['album of 5', 'text']);
  });
});

/** Parts of one album, stored as a poll would store them. */
async function sendParts(userId: number, from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n += 1) {
    const chat = { id: userId, type: 'private', first_name: 'Anna' };
    const sender = { id: userId, is_bot: false, first_name: 'Anna' };
    const photo = [{ file_id: `f${n}`, file_unique_id: `u${n}`, width: 1, height: 1 }];
    const message = { message_id: 100 + n, date: 1, chat, from: sender, media_group_id: 'album', photo };
    await harness.db.query(
      `insert into durabot.inbox (bot, shard, chat_key, chat_id, user_id, kind, update_id, payload, due_at)
       values ('test', $1, $2::bigint::text, $2, $2, 'message', $3, $4, now())`,
      [shardOf('test', String(userId)), userId, n, JSON.stringify({ update_id: n, message })],
    );
  }
}
