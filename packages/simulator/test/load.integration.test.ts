import { afterEach, describe, expect, it } from 'vitest';

import { messageId, startFixture, type ApiAnswer, type Fixture } from './support/fixture.ts';

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
