import type { Actor, ActorChat, SimMessage } from '@durabot/simulator';
import { waitUntil } from '@durabot/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOrderPlaces } from './order-places.ts';
import { botName, startRepair, type RepairInSimulator } from './repair-in-simulator.ts';

/** `FUZZ_ACTS=5000 FUZZ_SEED=7` makes it long and another one. */
const acts = Number(process.env['FUZZ_ACTS'] ?? 160);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);
const timeoutMs = 60_000 + acts * 200;

/** Wherever it is shown, it is shown as it is: were it not escaped, its tags would be gone, or the call refused. */
const marker = '⟦<b>x</b>&lt;i&gt;&amp;"\'⟧';
/** Begins every hostile text that a person could have meant. */
const unescaped = /⟦(?!<b>x<\/b>|<b>x<\/|<b>x|<b>|<b|<|…|$)/u;

const hostile: readonly string[] = [
  marker,
  `${marker} `.repeat(40),
  '<script>alert(1)</script> <a href="tg://user?id=1">x</a>',
  '</b></i><b>',
  '&#0; &nosuch; &lt',
  'ы'.repeat(4096),
  '👩‍👩‍👧‍👦'.repeat(60),
  '\u202Eмосква 5\u2066 кв 7\u2069',
  'נסיעה אל רחוב 5, مرحبا 7',
  '\u0007\u0008\u001B[31mred\u007F\u200B\uFEFF',
  'z̵̢̛a̷̡l̸g̶o '.repeat(30),
  "'; drop table repair.service_order; --",
  '{ $number } { -brand } *[other]',
  '$1 ${x} %s %n \\0 \\',
  '__proto__',
  '=HYPERLINK("http://x","y")',
  '+7 916 123-45-67',
  '-1', '0', '1e400', '99999999999999999999', 'NaN',
  '31.02.2027 25:61', 'завтра в 10', '00:00',
  'да', 'отмена', 'назад', 'пропустить',
  '/start', '/cancel', '/help', '/create_order', '/orders', '/board', '/my', '/shift', '/hold', '/today', '/masters',
  '/order', `/order ${marker}`, '/order 1', '/order R-2026-000001', `/find ${marker}`, '/find %', '/find _',
  '/users', `/users ${marker}`, '/users 99999999999999999999', '/users -1', '/start create_order', '/start ../../x', '/nosuch',
  `Стиралка ${marker} не сливает, Лесная 5-12, 8 916 123-45-67 ${marker}, после 18`,
]; // prettier-ignore

let repair: RepairInSimulator;
let people: { readonly actor: Actor; readonly chat: ActorChat }[];
beforeAll(async () => {
  repair = await startRepair({ masters: 2, mastersAreAdmins: true });
  const anna = await repair.anna.with(botName);
  await anna.sends('/start');
  await anna.reply();
  // Their names are hostile, too.
  await Promise.all(
    repair.masters.map(({ id }) =>
      repair.sim.user({ id, first_name: marker, last_name: '\u202E</b>&', language_code: 'ru' }),
    ),
  );
  people = await Promise.all(
    repair.masters.map(async (actor) => {
      const chat = await actor.with(botName);
      await chat.sends('/start');
      await chat.reply();
      return { actor, chat };
    }),
  );
  const places = createOrderPlaces(repair);
  for (const { actor } of people) {
    for (const place of ['offered', 'assigned', 'onSite', 'workDone'] as const) await places[place](actor.id);
  }
});
afterAll(async () => {
  await repair.stop();
});

describe('whatever people send and press', () => {
  test(
    `hostile input: ${acts} acts of two people (seed ${seed}) break nothing, and what they wrote is shown as written`,
    async () => {
      const dice = seededDice(seed);
      const kinds = new Set<string>();
      for (let done = 0; done < acts; done += 2) {
        await Promise.all(people.map(async (one) => kinds.add(await randomAct(dice, one))));
        // Half of the time they wait for an answer, half of the time they do not.
        if (done % 4 === 0) await handled();
      }
      await handled();
      expect(kinds.size).toBeGreaterThan(6);
      await nothingIsBroken();
      // And the bot still does what it is for.
      const [{ chat }] = [people[0] ?? { chat: await repair.kate.with(botName) }];
      await chat.sends('/board');
      await chat.reply({ contains: 'Доска' });
    },
    timeoutMs,
  );

  test('hostile input: forged and foreign buttons are answered, and do nothing', async () => {
    const [one, other] = people;
    if (one === undefined || other === undefined) throw new Error('there are two people');
    const before = await picture();
    const foreign = buttonsOf(await other.chat.transcript()).map(({ data }) => data);
    const forged = ['a:', 'a:0', `a:${'z'.repeat(60)}`, 'd:', 'd:x:1:!confirm', 'd:zzzz:zz:=a', 'x', '\u0000', '../..'];
    for (const data of [...forged, ...foreign.slice(-6)]) {
      const message = await botSends(one.actor.id, data);
      const pressed = await one.chat.presses('press me', { message_id: message });
      expect((await one.chat.answer(pressed)).answered, data).toBe(true);
    }
    await handled();
    expect(await picture()).toEqual(before);
    await nothingIsBroken();
  });
});

/** One act of somebody who means no good, or is not looking. @returns what it was */
async function randomAct(dice: (below: number) => number, { chat }: { chat: ActorChat }): Promise<string> {
  const text = hostile[dice(hostile.length)] ?? marker;
  const act = dice(12);
  if (act < 5) {
    const messages = (await chat.transcript()).filter(({ outgoing }) => !outgoing);
    const all = buttonsOf(messages);
    // Old ones as well as the newest.
    const from = dice(2) === 0 ? all.slice(-8) : all;
    const button = from[dice(from.length)];
    if (button !== undefined) {
      await chat.presses(button.text, { message_id: button.messageId, data: button.data }).catch(ignoreGone);
      return 'press';
    }
  }
  switch (act) {
    case 5:
      await chat.sends('', { sticker: { base64: 'AAAA' } });
      return 'sticker';
    case 6:
      await chat.sends('', { voice: { base64: 'AAAA', duration: 1 } });
      return 'voice';
    case 7:
      await chat.sends('', { location: { latitude: -90 + dice(181), longitude: -180 + dice(361) } });
      return 'location';
    case 8:
      await chat.sends('', { photo: { base64: 'AAAA' }, caption: text.slice(0, 1024) });
      return 'photo';
    case 9:
      await chat.sends('', { contact: { phone_number: text.slice(0, 30), first_name: text.slice(0, 60) } });
      return 'contact';
    case 10: {
      const own = (await chat.transcript()).filter((message) => message.outgoing && message.text !== undefined);
      const edited = own[dice(own.length)];
      if (edited !== undefined) await chat.edits(edited.message_id, text).catch(ignoreGone);
      return 'edit';
    }
    default:
      await chat.sends(text);
      return 'text';
  }
}

/** Between a look at a chat and the press, the bot may have taken the button away. */
function ignoreGone(error: unknown): void {
  if (!(error instanceof Error) || !/no such button|not modified|same/.test(error.message)) throw error;
}

function buttonsOf(messages: readonly SimMessage[]): { text: string; data: string; messageId: number }[] {
  return messages.flatMap(({ message_id: messageId, reply_markup: markup }) =>
    (markup?.inline_keyboard ?? [])
      .flat()
      .flatMap(({ text, callback_data: data }) => (data === undefined ? [] : [{ text, data, messageId }])),
  );
}

/** The bot's own token is used by somebody else: a message of the bot with a button that it never drew. */
async function botSends(chatId: number, data: string): Promise<number> {
  const response = await fetch(`${repair.sim.url}/bot${repair.token}/sendMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      chat_id: chatId,
      text: 'forged',
      reply_markup: { inline_keyboard: [[{ text: 'press me', callback_data: data.slice(0, 64) }]] },
    }),
  });
  const { result } = (await response.json()) as { result: { message_id: number } };
  return result.message_id;
}

async function handled(): Promise<void> {
  const sql = 'select (select count(*) from durabot.inbox) + (select count(*) from durabot.outbox) as left';
  const left = async (): Promise<unknown> => (await repair.db.query<{ left: number }>(sql)).rows[0]?.left;
  await waitUntil(async () => (await left()) === 0, { what: 'everything to be handled', timeoutMs: 30_000 });
}

/** Every order as it stands. */
async function picture(): Promise<unknown> {
  return (await repair.db.query('select id, rev, status from repair.service_order order by id')).rows;
}

/** No handler failed, Telegram refused no text, and in no chat a tag was taken for one, or a group told of somebody. */
async function nothingIsBroken(): Promise<void> {
  expect((await repair.db.query('select * from durabot.dead_letter')).rows).toEqual([]);
  const refused = (await repair.sim.journal({ bot: botName })).filter(
    ({ kind, status = 200, answer }) =>
      kind === 'call' && status >= 400 && !/not modified|not found|can't be edited/.test(JSON.stringify(answer)),
  );
  expect(refused.map(({ method, answer, request }) => ({ method, answer, request })).slice(0, 3)).toEqual([]);
  const group = await repair.anna.in(repair.groupId, botName);
  expect(await group.shown()).not.toContain('⟦');
  let shown = 0;
  for (const { chat } of people) {
    for (const message of await chat.transcript()) {
      const text = message.text ?? message.caption ?? '';
      if (message.outgoing || !text.includes('⟦')) continue;
      shown += 1;
      expect(text).not.toMatch(unescaped);
    }
  }
  expect(shown).toBeGreaterThan(0);
}

function seededDice(from: number): (below: number) => number {
  let state = from >>> 0;
  // mulberry32
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
