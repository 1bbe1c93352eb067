import { createServer } from 'node:http';

import { SimulatorChatError } from '@durabot/simulator';
import { afterEach, describe, expect, it } from 'vitest';

import {
  asList,
  asObject,
  messageId,
  startFixture,
  waitUntil,
  type ApiAnswer,
  type Fixture,
} from './support/fixture.ts';

let fixture: Fixture;
afterEach(async () => await fixture.stop());

async function start(options: Parameters<typeof startFixture>[0] = {}): Promise<number> {
  fixture = await startFixture(options);
  const anna = await fixture.sim.user({ first_name: 'Anna' });
  await (await anna.with('tester_bot')).sends('/start');
  return anna.id;
}

async function send(chat: number, text = 'x', marker?: string): Promise<ApiAnswer> {
  return await fixture.api(
    'sendMessage',
    { chat_id: chat, text },
    marker === undefined ? {} : { 'x-client-request': marker },
  );
}

describe('limits', () => {
  it('refuse the sixth message to a chat at once, with the seconds to wait in all three places', async () => {
    const chat = await start({ limits: {} });
    await fixture.sim.clock({ frozen: true });
    await fixture.sim.limits({ enforced: true });
    for (let count = 0; count < 5; count += 1) expect((await send(chat)).ok).toBe(true);
    const refused = await send(chat);
    expect([refused.status, refused.description, refused.parameters, refused.headers.get('retry-after')]).toEqual([
      429,
      'Too Many Requests: retry after 1',
      { retry_after: 1 },
      '1',
    ]);
    await fixture.sim.clock({ advance_ms: 1_000 });
    expect((await send(chat)).ok).toBe(true);
    expect((await fixture.sim.stats('tester_bot')).too_many_requests).toBe(1);
  });

  it('count edits, and leave answers to callback queries free', async () => {
    const chat = await start({ limits: { per_chat_per_s: 0, burst: 2 } });
    await fixture.sim.limits({ enforced: true });
    const sent = messageId(await send(chat));
    expect((await fixture.api('editMessageText', { chat_id: chat, message_id: sent, text: 'new' })).ok).toBe(true);
    expect((await fixture.api('editMessageText', { chat_id: chat, message_id: sent, text: 'newer' })).status).toBe(429);
    expect((await fixture.api('answerCallbackQuery', { callback_query_id: '1' })).status).toBe(400);
  });

  it('allow twenty messages a minute in a group', async () => {
    const user = await start();
    const group = await fixture.sim.group({ type: 'group', title: 'Team', members: [user, 'tester_bot'] });
    await fixture.sim.clock({ frozen: true });
    await fixture.sim.limits({ enforced: true, burst: 100 });
    const answers: boolean[] = [];
    for (let count = 0; count < 21; count += 1) answers.push((await send(group.id)).ok);
    expect(answers.filter(Boolean)).toHaveLength(20);
    expect(answers.at(-1)).toBe(false);
  });
});

describe('limits as a whole', () => {
  it('are off, realistic or strict by one word, and show which bucket is empty', async () => {
    const chat = await start();
    await fixture.sim.clock({ frozen: true });
    expect(await fixture.sim.limits({ preset: 'strict' })).toMatchObject({
      preset: 'strict',
      enforced: true,
      burst: 1,
    });
    expect([(await send(chat)).status, (await send(chat)).status]).toEqual([200, 429]);
    expect((await fixture.sim.limits()).buckets).toEqual([
      { bot_id: fixture.bot.id, chat_id: chat, kind: 'chat', tokens: 0, capacity: 1, wait_ms: 2_000 },
      { bot_id: fixture.bot.id, kind: 'bot', tokens: 4, capacity: 5, wait_ms: 0 },
    ]);
    expect(await fixture.sim.limits({ preset: 'off' })).toMatchObject({ preset: 'off', enforced: false });
    expect((await send(chat)).ok).toBe(true);
    expect(await fixture.sim.limits({ preset: 'realistic', burst: 6 })).toMatchObject({ enforced: true, burst: 6 });
    expect(await fixture.sim.limits()).not.toHaveProperty('preset');
    expect((await fixture.sim.limits({ burst: 5 })).preset).toBe('realistic');
  });

  it('hold the answer for 3 s, and refuse for a minute, when more than 310 messages to one chat are on their way', async () => {
    const chat = await start();
    await fixture.sim.clock({ frozen: true });
    await fixture.sim.limits({ preset: 'realistic' });
    const startedMs = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 312 }, async () => {
        const answer = await send(chat);
        return { wait: answer.parameters?.retry_after ?? 0, afterMs: performance.now() - startedMs };
      }),
    );
    expect(answers.filter(({ wait }) => wait === 0)).toHaveLength(5);
    const late = answers.filter(({ wait }) => wait === 60);
    expect(late).toHaveLength(2);
    expect(Math.min(...late.map(({ afterMs }) => afterMs))).toBeGreaterThanOrEqual(2_990);
  });
});

describe('faults', () => {
  it('answer with a status, by method, chat and count', async () => {
    const chat = await start();
    await fixture.sim.fault({
      bot: 'tester_bot',
      method: 'sendMessage',
      chat,
      nth: 2,
      action: { status: 429, retry_after: 7 },
    });
    const answers = [await send(chat), await send(chat), await send(chat)];
    expect(answers.map((answer) => answer.status)).toEqual([200, 429, 200]);
    expect(answers[1]?.description).toBe('Too Many Requests: retry after 7');
    expect((await fixture.api('getMe')).ok).toBe(true);
  });

  it('cut the connection before or after the call took effect', async () => {
    const chat = await start();
    const count = async (): Promise<number> => {
      const page = await fixture.sim.http.get<{ messages: object[] }>('messages', { bot: 'tester_bot', user: chat });
      return page.messages.length;
    };
    const before = await count();
    await fixture.sim.fault({ method: 'sendMessage', times: 1, action: { reset: 'before' } });
    await expect(send(chat)).rejects.toThrow('fetch failed');
    expect(await count()).toBe(before);
    await fixture.sim.fault({ method: 'sendMessage', times: 1, action: { reset: 'after' } });
    await expect(send(chat)).rejects.toThrow('fetch failed');
    expect(await count()).toBe(before + 1);
  });

  it('send a web page or half an answer', async () => {
    const chat = await start();
    await fixture.sim.fault({ times: 1, action: { status: 502, body: 'html' } });
    const page = await fetch(`${fixture.url}/bot${fixture.bot.token}/getMe`);
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html']);
    await fixture.sim.fault({ times: 1, action: { body: 'truncated' } });
    await expect(send(chat)).rejects.toThrow('terminated');
    await fixture.sim.fault({ probability: 1, action: { status: 500 } });
    await fixture.sim.clearFaults();
    expect((await send(chat)).ok).toBe(true);
  });

  it('come by chance in the same way for the same seed', async () => {
    const chat = await start();
    const run = async (): Promise<number[]> => {
      await fixture.sim.fault({ method: 'sendMessage', probability: 0.5, seed: 42, action: { status: 500 } });
      const statuses: number[] = [];
      for (let count = 0; count < 12; count += 1) statuses.push((await send(chat)).status);
      await fixture.sim.clearFaults();
      return statuses;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await run()).toEqual(first);
  });
});

describe('faults of time', () => {
  it('hold a call back, and let its answer trickle in', async () => {
    const chat = await start();
    await fixture.sim.fault({ method: 'sendMessage', times: 1, action: { delay_ms: 80 } });
    let startedMs = performance.now();
    expect((await send(chat)).ok).toBe(true);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(79);
    await fixture.sim.fault({ method: 'getMe', times: 1, action: { body: 'slow', slow_ms: 200 } });
    startedMs = performance.now();
    const answer = await fetch(`${fixture.url}/bot${fixture.bot.token}/getMe`);
    const headersMs = performance.now() - startedMs;
    const chunks: number[] = [];
    for await (const chunk of answer.body ?? []) chunks.push(Buffer.from(chunk).length);
    expect(performance.now() - startedMs - headersMs).toBeGreaterThanOrEqual(100);
    expect(chunks.length).toBeGreaterThan(5);
    expect(chunks.reduce((sum, length) => sum + length, 0)).toBe(Number(answer.headers.get('content-length')));
  });

  it('are given up with the client, and the world is as it was', async () => {
    const chat = await start();
    await fixture.sim.fault({ method: 'getMe', action: { body: 'slow', slow_ms: 60_000 } });
    const gone = fetch(`${fixture.url}/bot${fixture.bot.token}/getMe`, { signal: AbortSignal.timeout(50) });
    await expect(gone.then(async (answer) => await answer.text())).rejects.toThrow('timeout');
    expect((await send(chat)).ok).toBe(true);
  });
});

async function updateIds(offset?: number): Promise<number[]> {
  const answer = await fixture.api('getUpdates', offset === undefined ? {} : { offset });
  return asList(answer.result).map((update) => Number(update['update_id']));
}

describe('a fault of delivery', () => {
  it('delivers a confirmed update once more by polling, and counts that', async () => {
    const user = await start();
    const anna = await fixture.sim.user({ first_name: 'Anna', id: user });
    const chat = await anna.with('tester_bot');
    await chat.sends('hello');
    await fixture.sim.fault({ update: 'message', nth: 2, chat: user, action: { duplicate_update: true } });
    const [first = 0, second = 0] = await updateIds();
    expect(await updateIds(second + 1)).toEqual([second]);
    await chat.sends('more');
    expect(await updateIds(second + 1)).toEqual([first + 2]);
    expect(await fixture.sim.faults()).toMatchObject([{ update: 'message', seen: 2, fired: 1 }]);
  });

  it('delivers each update twice by webhook, in order, until it is cleared', async () => {
    const user = await start();
    const got: number[] = [];
    const server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        got.push(Number(asObject(JSON.parse(text))['update_id']));
        response.end();
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await fixture.sim.fault({ bot: 'tester_bot', action: { duplicate_update: true } });
    await fixture.api('setWebhook', { url: `http://127.0.0.1:${port}/` });
    const anna = await fixture.sim.user({ first_name: 'Anna', id: user });
    await (await anna.with('tester_bot')).sends('hello');
    await waitUntil('all came twice', () => got.length === 4);
    const [first = 0] = got;
    expect(got).toEqual([first, first, first + 1, first + 1]);
    await waitUntil('none is left', async () => (await fixture.sim.stats('tester_bot')).updates.queued === 0);
    server.closeAllConnections();
    server.close();
  });

  it('cannot be mixed with faults of calls', async () => {
    await start();
    const wrong = { method: 'sendMessage', action: { duplicate_update: true } } as const;
    await expect(fixture.sim.fault(wrong)).rejects.toThrow('method is for calls');
    await expect(fixture.sim.fault({ action: { duplicate_update: true, status: 500 } })).rejects.toThrow('goes alone');
    await expect(fixture.sim.fault({ update: 'message', action: { status: 500 } })).rejects.toThrow('method is for');
  });
});

describe('the typed client', () => {
  it('shows the end of the chat when no reply comes, or no such button is there', async () => {
    const user = await start();
    await fixture.api('sendMessage', {
      chat_id: user,
      text: 'Choose',
      reply_markup: { inline_keyboard: [[{ text: 'Create', callback_data: 'c' }]] },
    });
    const chat = await (await fixture.sim.user({ first_name: 'Anna', id: user })).with('tester_bot');
    const ending = 'the chat ends with:\nAnna: /start\ntester_bot: Choose [Create]';
    const missing = chat.reply({ contains: 'Step 1', timeoutMs: 1 });
    await expect(missing).rejects.toThrow(`no reply with "Step 1" came; ${ending}`);
    await expect(chat.presses('Delete')).rejects.toThrow(ending);
    await expect(chat.presses('Delete')).rejects.toBeInstanceOf(SimulatorChatError);
  });
});

describe('client markers', () => {
  it('tell repeats from equal messages, and a wrong order', async () => {
    const chat = await start();
    await send(chat, 'same', '10');
    await send(chat, 'same', '11');
    await send(chat, 'same', '11');
    await send(chat, 'late', '9');
    expect(await fixture.sim.stats('tester_bot')).toMatchObject({ duplicate_sends: 1, order_violations: 1 });
    const journal = await fixture.sim.journal({ bot: 'tester_bot' });
    expect(journal.filter((entry) => entry.method === 'sendMessage').map((entry) => entry.client_request)).toEqual([
      '10',
      '11',
      '11',
      '9',
    ]);
  });
});

describe('the clock', () => {
  it('closes polls in the order of their times, each at its time, in one step', async () => {
    const chat = await start();
    await fixture.sim.clock({ frozen: true, now: 1_800_000_000_000 });
    const poll = { chat_id: chat, question: 'When?', options: ['a', 'b'] };
    for (const open_period of [30, 10, 20]) await fixture.api('sendPoll', { ...poll, open_period });
    await fixture.sim.clock({ advance_ms: 3_600_000 });
    const journal = await fixture.sim.journal({ bot: 'tester_bot' });
    const closed = journal.filter(({ update }) => update?.['poll'] !== undefined);
    expect(closed.map(({ at }) => at - 1_800_000_000_000)).toEqual([10_000, 20_000, 30_000]);
  });

  it('stands still, jumps and runs faster', async () => {
    await start();
    const { sim } = fixture;
    const frozen = await sim.clock({ frozen: true, now: 1_800_000_000_000 });
    expect(await sim.clock()).toEqual(frozen);
    expect((await sim.clock({ advance_ms: 5_000 })).now).toBe(1_800_000_005_000);
    expect((await sim.clock({ frozen: false, rate: 1000 })).rate).toBe(1000);
  });

  it('decides how long callback queries can be answered and messages deleted', async () => {
    const chat = await start();
    await fixture.sim.clock({ frozen: true });
    const sent = await fixture.api('sendMessage', {
      chat_id: chat,
      text: 'press',
      reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] },
    });
    const anna = await fixture.sim.user({ first_name: 'Anna', id: chat });
    const pressed = await (await anna.with('tester_bot')).presses('A');
    await fixture.sim.clock({ advance_ms: 61_000 });
    const late = await fixture.api('answerCallbackQuery', { callback_query_id: pressed.callback_query_id });
    expect(late.description).toContain('query is too old');
    await fixture.sim.clock({ advance_ms: 49 * 3_600_000 });
    const old = await fixture.api('deleteMessage', { chat_id: chat, message_id: messageId(sent) });
    expect(old.description).toBe("Bad Request: message can't be deleted for everyone");
    const edited = await fixture.api('editMessageText', {
      chat_id: chat,
      message_id: messageId(sent),
      text: 'no time limit',
    });
    expect(edited.ok).toBe(true);
  });
});
