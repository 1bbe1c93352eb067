import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { startFixture, type Fixture } from './support/fixture.ts';

let fixture: Fixture;

beforeAll(async () => {
  fixture = await startFixture();
});

afterAll(async () => {
  await fixture.stop();
});

beforeEach(async () => {
  await fixture.sim.reset();
  await fixture.sim.limits({ enforced: false });
  await fixture.sim.bot({ username: 'tester_bot', first_name: 'Tester', token: fixture.bot.token });
});

describe('the stream of several people', () => {
  test('each event comes once for each person who sees it, with their own view', async () => {
    await fixture.sim.user({ id: 11, first_name: 'Ann' });
    await fixture.sim.user({ id: 12, first_name: 'Bob' });
    const group = await fixture.sim.group({ type: 'group', title: 'G', members: [11, 12], owner: 11 });
    const stream = await openStream('users=11,12');
    await fixture.sim.http.post('messages', { from: 11, chat: group.id, text: 'to both' });
    await fixture.sim.http.post('messages', { from: 12, bot: 'tester_bot', text: 'from Bob alone' });
    const messages = await stream.until('message', 3);
    expect(messages.map((event) => [event['user'], outgoingOf(event)])).toEqual([
      [11, true],
      [12, false],
      [12, true],
    ]);
    stream.close();
  });

  test('a stream that tells of the journal says so once for a burst of calls', async () => {
    const stream = await openStream('users=11&journal=1');
    for (let index = 0; index < 20; index += 1) await fixture.api('getMe');
    const first = await stream.until('journal', 1);
    expect(Number(first[0]?.['last'])).toBeGreaterThan(0);
    expect(stream.count('journal')).toBeLessThan(20);
    stream.close();
  });

  test('whoever listens is told that the world was emptied', async () => {
    const stream = await openStream('users=11');
    await fixture.sim.reset();
    expect(await stream.until('reset', 1)).toHaveLength(1);
    stream.close();
  });
});

test('the journal is narrowed by kind, method, chat, failure and words, and read from its end', async () => {
  const ann = await (await fixture.sim.user({ id: 11, first_name: 'Ann' })).with('tester_bot');
  await ann.sends('/start');
  for (let index = 0; index < 5; index += 1) await fixture.api('sendMessage', { chat_id: 11, text: `n${index}` });
  await fixture.api('sendMessage', { chat_id: 99, text: 'nobody' });
  const read = async (query: Record<string, string | number>): Promise<Record<string, unknown>[]> =>
    (await fixture.sim.http.get<{ entries: Record<string, unknown>[] }>('journal', query)).entries;
  expect(await read({ kind: 'update' })).toHaveLength(1);
  expect(await read({ method: 'sendmessage' })).toHaveLength(6);
  expect(await read({ method: 'sendMessage', chat: '11' })).toHaveLength(5);
  expect(await read({ errors: '1' })).toMatchObject([{ method: 'sendMessage', status: 400 }]);
  expect(await read({ q: 'N3' })).toHaveLength(1);
  const newest = await read({ before: 1_000_000, limit: 2 });
  expect(newest).toHaveLength(2);
  expect(newest[1]).toMatchObject({ request: { text: 'nobody' } });
  const older = await read({ before: Number(newest[0]?.['seq']), limit: 1 });
  expect(older[0]).toMatchObject({ request: { text: 'n3' } });
});

test('a message is delivered when the bot has confirmed its update, and not before', async () => {
  const ann = await (await fixture.sim.user({ id: 11, first_name: 'Ann' })).with('tester_bot');
  await ann.sends('/start');
  const stream = await openStream('users=11');
  const delivered = async (): Promise<unknown[]> =>
    (
      await fixture.sim.http.get<{ messages: { delivered?: boolean }[] }>('messages', { user: 11, bot: 7001 })
    ).messages.map((message) => message.delivered);
  expect(await delivered()).toEqual([false]);
  const updates = await fixture.api('getUpdates', {});
  expect(await delivered()).toEqual([false]);
  const id = Number(JSON.stringify(updates.result).match(/"update_id":(\d+)/)?.[1]);
  await fixture.api('getUpdates', { offset: id + 1 });
  expect(await delivered()).toEqual([true]);
  expect(await stream.until('delivered', 1)).toMatchObject([{ user: 11, data: { chat_id: 11, bot_id: 7001 } }]);
  stream.close();
});

test('buckets that are not full are listed, those that wait first', async () => {
  await fixture.sim.clock({ frozen: true });
  await fixture.sim.limits({ enforced: true, per_bot_per_s: 30, per_chat_per_s: 1, burst: 2, group_per_min: 20 });
  const ann = await (await fixture.sim.user({ id: 11, first_name: 'Ann' })).with('tester_bot');
  await ann.sends('/start');
  for (let index = 0; index < 3; index += 1) await fixture.api('sendMessage', { chat_id: 11, text: 'x' });
  const { buckets } = await fixture.sim.http.get<{ buckets: object[] }>('limits/buckets');
  expect(buckets).toEqual([
    { bot_id: 7001, chat_id: 11, kind: 'chat', tokens: 0, capacity: 2, wait_ms: 1000 },
    { bot_id: 7001, kind: 'bot', tokens: 28, capacity: 30, wait_ms: 0 },
  ]);
});

test('a keyboard for one use is shown as put away after it was used', async () => {
  const ann = await (await fixture.sim.user({ id: 11, first_name: 'Ann' })).with('tester_bot');
  await ann.sends('/start');
  const reply_markup = { keyboard: [['Yes']], one_time_keyboard: true };
  await fixture.api('sendMessage', { chat_id: 11, text: 'Sure?', reply_markup });
  const read = async (): Promise<object | undefined> =>
    (await fixture.sim.http.get<{ dialogs: object[] }>('dialogs', { user: 11 })).dialogs[0];
  expect(await read()).not.toHaveProperty('keyboard_hidden');
  await ann.presses('Yes');
  expect(await read()).toMatchObject({ keyboard_hidden: true, reply_keyboard: { keyboard: [[{ text: 'Yes' }]] } });
});

test('a chat is searched, newest first, and a day is found in it', async () => {
  const ann = await (await fixture.sim.user({ id: 11, first_name: 'Ann' })).with('tester_bot');
  await fixture.sim.clock({ frozen: true, now: Date.UTC(2030, 0, 1, 12) });
  await ann.sends('Milk and bread');
  await fixture.sim.clock({ advance_ms: 3 * 86_400_000 });
  await ann.sends('more MILK');
  const found = await fixture.sim.http.get<{ count: number; messages: { text: string }[] }>('search', {
    user: 11,
    bot: 7001,
    q: 'milk',
  });
  expect(found.count).toBe(2);
  expect(found.messages.map(({ text }) => text)).toEqual(['more MILK', 'Milk and bread']);
  const at = await fixture.sim.http.get<{ message_id: number }>('message-at', {
    user: 11,
    bot: 7001,
    date: Date.UTC(2030, 0, 2) / 1000,
  });
  expect(at.message_id).toBe(Reflect.get(found.messages[0] ?? {}, 'message_id'));
});

test('a transcript tells who spoke, leaves deleted messages out unless wanted, and refuses what it does not know', async () => {
  const ann = await (await fixture.sim.user({ id: 11, first_name: 'Ann' })).with('tester_bot');
  await ann.sends('/start');
  const sent = await fixture.api('sendMessage', { chat_id: 11, text: 'gone soon' });
  await fixture.api('deleteMessage', { chat_id: 11, message_id: Reflect.get(Object(sent.result), 'message_id') });
  const read = async (query: Record<string, string>): Promise<{ messages: object[]; people: object[] }> =>
    await fixture.sim.http.get('transcript', { user: 11, bot: 7001, ...query });
  expect((await read({})).messages).toHaveLength(1);
  expect((await read({ deleted: '1' })).messages).toHaveLength(2);
  expect((await read({ deleted: '1' })).people).toMatchObject([{ id: 11 }, { id: 7001 }]);
  await expect(read({ format: 'pdf' })).rejects.toMatchObject({ status: 400 });
  const page = await fixture.sim.transcript({ user: 11, bot: 7001, format: 'html', theme: 'dark' });
  expect(page.toString()).toContain('data-theme="dark"');
});

interface Stream {
  /** Waits for so many events of a kind. */
  until: (kind: string, count: number) => Promise<Record<string, unknown>[]>;
  count: (kind: string) => number;
  close: () => void;
}

async function openStream(query: string): Promise<Stream> {
  const stopping = new AbortController();
  const response = await fetch(`${fixture.url}/_sim/events?${query}`, { signal: stopping.signal });
  const events: { kind: string; data: Record<string, unknown> }[] = [];
  async function read(): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const kind = /^event: (.*)$/m.exec(block)?.[1];
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (kind !== undefined && data !== undefined) events.push({ kind, data: Object(JSON.parse(data)) });
      }
    }
  }
  const reading = read().catch(() => undefined);
  const of = (kind: string): Record<string, unknown>[] =>
    events.filter((event) => event.kind === kind).map((event) => event.data);
  return {
    until: async (kind, count) => {
      await expect.poll(() => of(kind).length, { timeout: 5000 }).toBeGreaterThanOrEqual(count);
      return of(kind);
    },
    count: (kind) => of(kind).length,
    close: () => {
      stopping.abort();
      void reading;
    },
  };
}

function outgoingOf(event: Record<string, unknown>): unknown {
  return Reflect.get(Object(Reflect.get(Object(event['data']), 'message')), 'outgoing');
}
