import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createSimulator, createSimulatorClient, SimulatorError } from '@durabot/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { JournalEntry } from '../src/journal.ts';
import { UPDATE_KINDS } from '../src/world/updates.ts';
import { asObject, fakeToken, startFixture, type Fixture } from './support/fixture.ts';
import { nextAct, type Act, type Cast, type Memory } from './support/random-acts.ts';
import { findMisshapenResult, findMisshapenUpdate } from './support/schema-shape.ts';
import { seededRandom } from './support/seeded-random.ts';

// Hundreds of acts of people and bots that nobody thought of. Another and longer row of them:
// SEED=5 ACTS=5000 npx vitest run --project integration packages/simulator/test/random-world
const seed = Number(process.env['SEED'] ?? 20_261_121);
const ACTS = Number(process.env['ACTS'] ?? 600);
/** Less than the journal remembers. */
const LOOK_EVERY = 100;

let stateDir = '';
let fixture: Fixture;
let cast: Cast;
const memory: Memory = { messages: new Map(), threads: [], fileIds: [], links: [] };
const entries: JournalEntry[] = [];
const crashes: unknown[] = [];
const done = { people: 0, bots: 0, refused: 0 };
let lastSeq = 0;

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'random-world-'));
  fixture = await startFixture({ stateDir, seed });
  cast = await setCast();
  const random = seededRandom(seed);
  for (let count = 1; count <= ACTS; count += 1) {
    await run(nextAct(random, cast, memory));
    if (count % LOOK_EVERY === 0 || count === ACTS) await lookAtJournal();
  }
});
afterAll(async () => {
  await fixture.stop();
  rmSync(stateDir, { recursive: true, force: true });
});

it('goes on whatever is done, and most of it can be done', () => {
  expect({ seed, crashes: crashes.slice(0, 3) }).toEqual({ seed, crashes: [] });
  expect(done.people).toBeGreaterThan(ACTS / 5);
  expect(done.bots).toBeGreaterThan(ACTS / 5);
});

it('gives every answer and every update the shape of the schema', () => {
  const faults = entries.flatMap(({ kind, method = '', update, answer }) => {
    if (kind === 'update') return findMisshapenUpdate(update);
    const { result } = { result: undefined, ...asObject(answer) };
    return result === undefined ? [] : findMisshapenResult(method, result);
  });
  expect({ seed, faults: [...new Set(faults)].slice(0, 20) }).toEqual({ seed, faults: [] });
});

it('numbers the updates of each bot without gaps', () => {
  for (const { id } of cast.bots) {
    const numbers = entries.filter((entry) => entry.kind === 'update' && entry.bot_id === id).map(updateId);
    expect(numbers.length).toBeGreaterThan(ACTS / 10);
    expect({ seed, jumps: numbers.filter((number, index) => number !== (numbers[0] ?? 0) + index) }).toEqual({
      seed,
      jumps: [],
    });
  }
});

it('shows people what bots were told', async () => {
  const told = new Map<string, string>();
  for (const entry of entries) remember(told, entry);
  const wrong: unknown[] = [];
  let compared = 0;
  for (const { place, messages } of await transcripts(fixture.url)) {
    // The second bot reads only what is meant for it, so only its private chats are told in whole.
    const bots = 'bot' in place ? cast.bots.filter(({ id }) => id === place.bot) : cast.bots.slice(0, 1);
    for (const { id: botId } of bots) {
      for (const message of messages) {
        const from = asObject(message['from'] ?? { id: 0 })['id'];
        if (message['deleted'] === true || cast.bots.some(({ id }) => id === from && id !== botId)) continue;
        const heard = told.get(`${botId} ${place.chat ?? place.user} ${String(message['message_id'])}`);
        if (heard === undefined) continue;
        compared += 1;
        const shown = summary(message);
        if (shown !== heard) wrong.push({ ...place, id: message['message_id'], shown, heard });
      }
    }
  }
  expect({ seed, wrong: wrong.slice(0, 5) }).toEqual({ seed, wrong: [] });
  expect(compared).toBeGreaterThan(ACTS / 5);
});

it('is the same world after a restart', async () => {
  const before = JSON.stringify(await transcripts(fixture.url));
  await fixture.simulator.stop();
  const again = createSimulator({ stateDir });
  try {
    const { url } = await again.start();
    expect(JSON.stringify(await transcripts(url)) === before).toBe(true);
  } finally {
    await again.stop();
    // For whoever looks at the journal at the end.
    fixture = await startFixture({ seed });
  }
});

async function setCast(): Promise<Cast> {
  const { sim, bot } = fixture;
  await sim.clock({ frozen: true });
  const other = await sim.bot({ username: 'other_bot', token: fakeToken(7002), can_read_all_group_messages: false });
  const people: number[] = [];
  for (const first_name of ['Anna', 'Boris', 'Vera']) {
    const actor = await sim.user({ first_name });
    people.push(actor.id);
    for (const { id } of [bot, other]) await (await actor.with(id)).sends('/start');
  }
  const members = [...people, bot.id, other.id];
  const chats: number[] = [];
  for (const [type, is_forum] of [['group'], ['supergroup'], ['channel'], ['supergroup', true]] as const) {
    const made = await sim.group({
      type,
      title: `A ${type}`,
      members,
      owner: people[0] ?? 0,
      ...(is_forum === undefined ? {} : { is_forum }),
    });
    await sim.member(made.id, bot.id, 'administrator');
    chats.push(made.id);
  }
  for (const { token } of [bot, other]) await callBot(token, 'getUpdates', { allowed_updates: UPDATE_KINDS });
  return { people, bots: [bot, other], chats, forum: chats.at(-1) ?? 0 };
}

async function callBot(token: string, method: string, params: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${fixture.url}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  const answer = asObject(await response.json());
  if (response.status >= 500) crashes.push({ method, params, answer });
  return answer;
}

async function run(act: Act): Promise<void> {
  if (act.by === 'bot') {
    const { ok, result } = await callBot(act.token, act.method, act.params);
    if (ok !== true) return void (done.refused += 1);
    done.bots += 1;
    if (typeof result !== 'object' || result === null || Array.isArray(result)) return undefined;
    const { message_id, invite_link, message_thread_id, chat } = asObject(result);
    if (typeof invite_link === 'string') memory.links.push(invite_link);
    if (act.method === 'createForumTopic') memory.threads.push(Number(message_thread_id));
    const chatId = Number(chat === undefined ? act.params['chat_id'] : asObject(chat)['id']);
    const botId = cast.bots.find(({ token }) => token === act.token)?.id;
    if (message_id !== undefined) keep(chatId > 0 ? `${botId} ${chatId}` : String(chatId), [Number(message_id)]);
    return undefined;
  }
  try {
    const result = asObject(await fixture.sim.http.post(act.path, act.body));
    done.people += 1;
    if (act.path === 'topics') memory.threads.push(Number(result['thread']));
    const { message_id, message_ids, chat_id } = result;
    const { bot, chat, from, to_chat } = act.body;
    const place = chat_id ?? to_chat ?? chat;
    const key = typeof bot === 'number' ? `${bot} ${Number(from)}` : String(place);
    if (typeof message_id === 'number') keep(key, [message_id]);
    if (Array.isArray(message_ids) && to_chat === undefined) keep(key, message_ids.map(Number));
  } catch (error) {
    if (!(error instanceof SimulatorError) || error.status >= 500) crashes.push({ act, error: String(error) });
    done.refused += 1;
  }
  return undefined;
}

function keep(key: string, numbers: readonly number[]): void {
  memory.messages.set(key, [...(memory.messages.get(key) ?? []), ...numbers]);
}

async function lookAtJournal(): Promise<void> {
  const page = await fixture.sim.http.get<{ entries: JournalEntry[] }>('journal', { after: lastSeq, limit: 10_000 });
  lastSeq = page.entries.at(-1)?.seq ?? lastSeq;
  entries.push(...page.entries);
  for (const entry of page.entries) {
    const found = /"file_id":"([^"]+)"/.exec(JSON.stringify(entry.update ?? null));
    if (found?.[1] !== undefined) memory.fileIds.push(found[1]);
  }
}

function updateId(entry: JournalEntry): number {
  return Number(entry.update?.['update_id']);
}

/** What a bot knows of a message: the newest of what it was told and of what it did. */
function remember(told: Map<string, string>, { kind, bot_id, update, answer }: JournalEntry): void {
  const bodies = kind === 'update' ? Object.entries(update ?? {}) : Object.entries(asObject(answer));
  for (const [name, body] of bodies) {
    const isMessage = /^(edited_)?(message|channel_post)$|^result$/.test(name);
    if (!isMessage || typeof body !== 'object' || body === null || !('chat' in body) || !('date' in body)) continue;
    const message = asObject(body);
    const place = `${String(asObject(message['chat'])['id'])} ${String(message['message_id'])}`;
    told.set(`${bot_id} ${place}`, summary(message));
    // Of what one administrator changes in a post of another, the other is not told.
    const others = name === 'result' && place.startsWith('-') ? cast.bots : [];
    for (const { id } of others) if (told.has(`${id} ${place}`)) told.set(`${id} ${place}`, summary(message));
  }
}

/** What both sides must agree on. */
function summary(message: Record<string, unknown>): string {
  const { text, caption, date, from, location, photo } = message;
  const sizes = Array.isArray(photo) ? photo.length : undefined;
  return JSON.stringify({ text, caption, date, from: asObject(from ?? {})['id'], location, sizes });
}

interface Place {
  user: number;
  bot?: number;
  chat?: number;
}

/** What each person sees in each conversation; what one may not see is left out. */
async function transcripts(url: string): Promise<{ place: Place; messages: Record<string, unknown>[] }[]> {
  const { http } = createSimulatorClient(url);
  const all: { place: Place; messages: Record<string, unknown>[] }[] = [];
  for (const user of cast.people) {
    const places = [...cast.bots.map(({ id }) => ({ bot: id })), ...cast.chats.map((chat) => ({ chat }))];
    for (const place of places) {
      const { messages } = await http.get<{ messages: Record<string, unknown>[] }>('messages', {
        user,
        ...place,
        limit: 1_000,
      });
      all.push({ place: { user, ...place }, messages });
    }
  }
  return all;
}
