import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { expect } from 'vitest';

import type { Actor, ActorChat, SimBot, SimFile, SimMessage, SimulatorClient } from '@durabot/simulator';

import { waitUntil } from '../support/fixture.ts';
import { CONTACT, NOTES_PATH, PICTURES, PLACE, type ForeignLibrary } from './contract.ts';

/** What a scenario works with: one person, new to the bot, and the private chat with it. */
export interface Stage {
  library: ForeignLibrary;
  sim: SimulatorClient;
  bot: SimBot;
  anna: Actor;
  chat: ActorChat;
}

export interface Scenario {
  name: string;
  run: (stage: Stage) => Promise<void>;
}

const REPEAT_MS = 15_000;

/** What people do with each of the bots, and what has to come of it. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'a command with arguments',
    run: async ({ chat }) => {
      await chat.sends('/start with love');
      expect((await chat.reply()).text).toBe('Hello, Anna (with love)');
    },
  },
  {
    name: 'the menu of commands, set and read',
    run: async ({ chat }) => {
      await chat.sends('/commands');
      expect((await chat.reply()).text).toBe('start, menu');
    },
  },
  {
    name: 'a press of an inline button, its answer and the edited message',
    run: async ({ chat }) => {
      await chat.sends('/menu');
      const menu = await chat.reply({ contains: 'Pick one' });
      expect(menu.reply_markup?.inline_keyboard).toMatchObject([[{ text: 'Tea' }, { text: 'Coffee' }]]);
      const pressed = await chat.presses('Coffee');
      expect(await chat.reply()).toMatchObject({ message_id: menu.message_id, text: 'Picked: coffee' });
      expect(await chat.answer(pressed)).toMatchObject({ answered: true, text: 'You picked coffee' });
      expect((await chat.last())?.reply_markup).toBeUndefined();
    },
  },
  {
    name: 'a reply keyboard',
    run: async ({ chat }) => {
      await chat.sends('/keyboard');
      expect((await chat.reply()).reply_markup).toMatchObject({
        keyboard: [[{ text: 'Small' }, { text: 'Large' }]],
        resize_keyboard: true,
      });
      await chat.presses('Large');
      expect(await chat.reply()).toMatchObject({ text: 'Size: Large', reply_markup: { remove_keyboard: true } });
    },
  },
  {
    name: 'a photo out of memory, whose caption is edited',
    run: async ({ sim, chat }) => {
      await chat.sends('/photo');
      const sent = await chat.reply({ contains: 'Before' });
      expect(await bytesOf(sim, sent.photo?.at(-1))).toEqual(PICTURES[0]);
      expect(sent.photo?.at(-1)).toMatchObject({ width: 320, height: 200 });
      const pressed = await chat.presses('Change');
      expect(await chat.reply({ contains: 'After' })).toMatchObject({ message_id: sent.message_id, caption: 'After' });
      expect(await chat.answer(pressed)).toMatchObject({ answered: true });
    },
  },
  {
    name: 'a document from a stream or from the disk',
    run: async ({ sim, chat }) => {
      await chat.sends('/document');
      const { document } = await chat.reply();
      expect(document?.file_name).toBe('notes.txt');
      expect(await bytesOf(sim, document)).toEqual(readFileSync(NOTES_PATH));
    },
  },
  {
    name: 'the bytes of a file that a person sent',
    run: async ({ chat }) => {
      const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7 + (index >> 8)) % 256));
      await chat.sends('', { document: { name: 'noise.bin', base64: bytes.toString('base64') } });
      const digest = createHash('sha256').update(bytes).digest('hex');
      expect((await chat.reply()).text).toBe(`70000 bytes, ${digest}`);
    },
  },
  {
    name: 'an album',
    run: async ({ sim, chat }) => {
      await chat.sends('/album');
      const first = await chat.reply();
      const second = await chat.reply();
      expect(first).toMatchObject({ caption: 'Two', media_group_id: expect.any(String) });
      expect(second.media_group_id).toBe(first.media_group_id);
      expect(await bytesOf(sim, first.photo?.at(-1))).toEqual(PICTURES[0]);
      expect(await bytesOf(sim, second.photo?.at(-1))).toEqual(PICTURES[1]);
    },
  },
  {
    name: 'places and contacts, both ways',
    run: async ({ chat }) => {
      await chat.sends('/place');
      expect((await chat.reply()).location).toMatchObject(PLACE);
      expect((await chat.reply()).contact).toMatchObject(CONTACT);
      await chat.sends('', { location: { latitude: 48.5, longitude: 2.25 } });
      expect((await chat.reply()).text).toBe('You are at 48.5, 2.25');
      await chat.sends('', { contact: { phone_number: '+380670000000', first_name: 'Anna' } });
      expect((await chat.reply()).text).toMatch(/^Your phone is \+?380670000000$/);
    },
  },
  {
    name: 'a message that is deleted',
    run: async ({ chat }) => {
      await chat.sends('/delete');
      await waitUntil('the message is gone', async () => (await chat.transcript()).some(isGone));
      expect((await chat.transcript()).filter((message) => !message.outgoing && message.deleted !== true)).toEqual([]);
    },
  },
  {
    name: 'reactions, both ways',
    run: async ({ chat, bot }) => {
      const sent = await chat.sends('/react');
      const find = async (): Promise<SimMessage | undefined> =>
        (await chat.transcript()).find((message) => message.message_id === sent.message_id);
      await waitUntil('the bot has reacted', async () => (await find())?.reactions !== undefined);
      expect((await find())?.reactions).toEqual({ [bot.id]: ['👍'] });
      await chat.reacts(sent.message_id, '🔥');
      expect((await chat.reply({ contains: 'reaction' })).text).toBe('Your reaction: 🔥');
    },
  },
  {
    name: 'a poll with votes that is closed',
    run: async ({ chat }) => {
      await chat.sends('/poll');
      const asked = await chat.reply();
      expect(asked.poll).toMatchObject({ question: 'Tea?', options: [{ text: 'Yes' }, { text: 'No' }] });
      await chat.votes(asked, 1);
      expect((await chat.reply({ contains: 'vote' })).text).toBe('Your vote: 1');
      expect(await chat.answer(await chat.presses('Close'))).toMatchObject({ text: '1 voted' });
      const closed = (await chat.transcript()).find((message) => message.message_id === asked.message_id);
      expect(closed?.poll).toMatchObject({ is_closed: true, total_voter_count: 1 });
    },
  },
  {
    name: 'an inline query and the chosen result',
    run: async ({ chat, anna, bot }) => {
      const answer = await anna.queries(bot.id, 'tea');
      expect(answer.results).toMatchObject([{ type: 'article', id: 'tea-1', title: 'A cup of tea' }]);
      await chat.chooses(answer, 'tea-1');
      expect((await chat.reply({ contains: 'Chosen' })).text).toBe('Chosen: tea-1 for tea');
      const said = (await chat.transcript()).find((message) => message.text === 'One tea, please');
      expect(said).toMatchObject({ outgoing: true, via_bot: { id: bot.id } });
    },
  },
  {
    name: 'a payment with Stars, and its refund',
    run: async ({ chat, anna }) => {
      const before = (await anna.stars()).balance;
      await chat.sends('/buy order-1');
      const { invoice } = await chat.reply();
      expect(invoice).toMatchObject({ title: 'Tea', currency: 'XTR', total_amount: 25, paid: false });
      expect(await chat.pays()).toMatchObject({ outcome: 'paid' });
      expect((await chat.reply({ contains: 'Paid' })).text).toBe('Paid: 25 XTR for order-1');
      expect((await anna.stars()).balance).toBe(before - 25);
      await chat.sends('/refund');
      expect((await chat.reply({ contains: 'Refunded' })).text).toBe('Refunded');
      expect((await anna.stars()).balance).toBe(before);
    },
  },
  {
    name: 'a payment that the bot refuses',
    run: async ({ chat, anna }) => {
      const before = (await anna.stars()).balance;
      await chat.sends('/buy gone');
      await chat.reply();
      expect(await chat.pays()).toMatchObject({ outcome: 'failed', error: 'Sold out' });
      expect((await anna.stars()).balance).toBe(before);
    },
  },
  {
    name: 'changes of members, its own and those of others',
    run: async ({ sim, bot, anna }) => {
      const boris = await sim.user({ first_name: 'Boris' });
      const group = await sim.group({ type: 'supergroup', title: 'Friends', members: [anna.id], owner: anna.id });
      const inGroup = await anna.in(group.id, bot.id);
      await anna.invites(group.id, bot.id);
      expect((await inGroup.reply({ contains: 'now' })).text).toBe('Foreign is now: member');
      await anna.promotes(group.id, bot.id);
      expect((await inGroup.reply({ contains: 'now' })).text).toBe('Foreign is now: administrator');
      await anna.invites(group.id, boris.id);
      expect((await inGroup.reply({ contains: 'Boris' })).text).toBe('Boris is now: member');
    },
  },
  {
    name: 'topics of a forum',
    run: async ({ sim, bot, anna }) => {
      const forum = await sim.group({
        type: 'supergroup',
        title: 'Forum',
        members: [anna.id, bot.id],
        owner: anna.id,
        is_forum: true,
      });
      await anna.promotes(forum.id, bot.id, ['can_manage_topics']);
      const inForum = await anna.in(forum.id, bot.id);
      const thread = await inForum.opensTopic('Questions');
      const inTopic = inForum.topic(thread);
      await inTopic.sends('Where am I?');
      const answer = await inTopic.reply({ contains: 'topic' });
      expect(answer).toMatchObject({ text: `In topic ${thread}`, message_thread_id: thread, is_topic_message: true });
      await inTopic.sends('/topic');
      const first = await inForum.reply({ contains: 'First' });
      const news = (await inForum.topics()).find((topic) => topic.name === 'News');
      expect(first).toMatchObject({ message_thread_id: news?.thread });
      expect(news?.thread).not.toBe(thread);
    },
  },
  {
    name: 'a refusal because of what was asked',
    run: async ({ library, chat }) => {
      await chat.sends('/tell 123454321');
      expect((await chat.reply()).text).toBe(`${library.errorClass} 400: Bad Request: chat not found`);
    },
  },
  {
    name: 'a refusal by a person who blocked the bot',
    run: async ({ library, sim, bot, chat }) => {
      const boris = await sim.user({ first_name: 'Boris' });
      const his = await boris.with(bot.id);
      await his.sends('/start');
      await his.reply();
      await boris.blocks(bot.id);
      await chat.sends(`/tell ${boris.id}`);
      const words = 'Forbidden: bot was blocked by the user';
      expect((await chat.reply()).text).toBe(`${library.errorClass} 403: ${words}`);
    },
  },
  {
    name: 'too many requests',
    run: async ({ library, sim, bot, chat }) => {
      await sim.fault({ bot: bot.id, method: 'sendDice', times: 1, action: { status: 429, retry_after: 1 } });
      await chat.sends('/dice');
      const reply = await chat.reply({ timeoutMs: REPEAT_MS });
      const calls = (await sim.journal({ bot: bot.id })).filter((entry) => entry.method === 'sendDice');
      const [first, second] = calls.slice(-2);
      if (library.floodWaits === true) {
        expect(reply.dice?.emoji).toBe('🎲');
        expect([first?.status, second?.status]).toEqual([429, 200]);
        expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
      } else {
        const words = 'Too Many Requests: retry after 1';
        expect(reply.text).toBe(`${library.errorClass} 429: ${words} (wait 1)`);
        expect(calls).toHaveLength(1);
      }
    },
  },
];

function isGone(message: SimMessage): boolean {
  return !message.outgoing && message.text === 'Gone soon' && message.deleted === true;
}

async function bytesOf(sim: SimulatorClient, file: SimFile | undefined): Promise<Buffer> {
  const response = await fetch(new URL(file?.url ?? 'missing', sim.url));
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}
