import { afterEach, describe, expect, it } from 'vitest';

import { asList, asObject, callApi, fakeToken, startFixture, type ApiAnswer, type Fixture } from './support/fixture.ts';

let fixture: Fixture;
afterEach(async () => await fixture.stop());

function idsOf(answer: ApiAnswer): number[] {
  return asList(answer.result).map((update) => Number(update['update_id']));
}

async function isOk(response: Response): Promise<unknown> {
  return asObject(await response.json())['ok'];
}

async function start(texts: readonly string[] = []): Promise<number> {
  fixture = await startFixture();
  const anna = await fixture.sim.user({ first_name: 'Anna' });
  const chat = await anna.with('tester_bot');
  for (const text of texts) await chat.sends(text);
  return anna.id;
}

describe('getUpdates', () => {
  it('gives consecutive ids from a random start, oldest first, until they are confirmed', async () => {
    await start(['one', 'two', 'three']);
    const [first = 0, ...rest] = idsOf(await fixture.api('getUpdates', { limit: 2 }));
    expect(first).toBeGreaterThan(2_000_000);
    expect(rest).toEqual([first + 1]);
    expect(idsOf(await fixture.api('getUpdates', { offset: first + 2 }))).toEqual([first + 2]);
    // What was confirmed is gone; an offset of 0 begins at the head.
    expect(idsOf(await fixture.api('getUpdates'))).toEqual([first + 2]);
  });

  it('keeps only the last ones with a negative offset', async () => {
    await start(['one', 'two', 'three']);
    const [last] = idsOf(await fixture.api('getUpdates', { offset: -1 }));
    expect(idsOf(await fixture.api('getUpdates'))).toEqual([last]);
  });

  it('treats an offset far beyond the tail as the head', async () => {
    await start(['one']);
    const [id = 0] = idsOf(await fixture.api('getUpdates'));
    expect(idsOf(await fixture.api('getUpdates', { offset: id + 100 }))).toEqual([id]);
  });

  it('answers a waiting call as soon as something comes', async () => {
    const user = await start();
    const waiting = fixture.api('getUpdates', { timeout: 30 });
    const anna = await fixture.sim.user({ first_name: 'Anna', id: user });
    await (await anna.with('tester_bot')).sends('now');
    expect(idsOf(await waiting)).toHaveLength(1);
  });

  it('gives one update only to a bot that repeats its offset at once', async () => {
    await start(['one', 'two']);
    expect(idsOf(await fixture.api('getUpdates'))).toHaveLength(2);
    expect(idsOf(await fixture.api('getUpdates'))).toHaveLength(1);
  });

  it('ends the waiting call when another one comes', async () => {
    await start();
    const first = fixture.api('getUpdates', { timeout: 30 });
    const stop = new AbortController();
    const second = fetch(`${fixture.url}/bot${fixture.bot.token}/getUpdates?timeout=30`, { signal: stop.signal });
    const refused = await first;
    stop.abort();
    await second.catch(() => undefined);
    expect([refused.status, refused.description]).toEqual([
      409,
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    ]);
  });

  it('is refused while a webhook is set, and ended when one is being set', async () => {
    await start();
    const waiting = fixture.api('getUpdates', { timeout: 30 });
    await fixture.api('getMe');
    await fixture.api('setWebhook', { url: 'http://127.0.0.1:9/' });
    expect((await waiting).description).toBe('Conflict: terminated by setWebhook request');
    const refused = await fixture.api('getUpdates');
    expect([refused.status, refused.description]).toEqual([
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    ]);
  });

  it('holds back kinds that are not wanted when they happen', async () => {
    const user = await start(['before']);
    const [id = 0] = idsOf(await fixture.api('getUpdates', { allowed_updates: ['callback_query'] }));
    const anna = await fixture.sim.user({ first_name: 'Anna', id: user });
    await (await anna.with('tester_bot')).sends('unseen');
    const next = await fixture.api('getUpdates', { offset: id + 1, allowed_updates: [] });
    await (await anna.with('tester_bot')).sends('seen');
    expect(next.result).toEqual([]);
    expect(idsOf(await fixture.api('getUpdates', { offset: id + 1 }))).toEqual([id + 1]);
  });

  it('forgets messages after a day and callback queries after 150 s', async () => {
    const user = await start(['old']);
    await fixture.sim.clock({ frozen: true });
    await fixture.api('sendMessage', {
      chat_id: user,
      text: 'press',
      reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] },
    });
    const anna = await fixture.sim.user({ first_name: 'Anna', id: user });
    await (await anna.with('tester_bot')).presses('A');
    await fixture.sim.clock({ advance_ms: 151_000 });
    expect(idsOf(await fixture.api('getUpdates'))).toHaveLength(1);
    await fixture.sim.clock({ advance_ms: 86_400_000 });
    expect(idsOf(await fixture.api('getUpdates'))).toHaveLength(0);
    expect((await fixture.sim.stats('tester_bot')).updates.expired).toBe(2);
  });
});

describe('tokens and methods', () => {
  it('are refused in the official words', async () => {
    await start();
    const { url } = fixture;
    const secret = 'A'.repeat(35);
    const cases: [string, string, number, string][] = [
      [fakeToken(999), 'getMe', 401, 'Unauthorized'],
      [`0${fakeToken(1)}`, 'getMe', 401, 'Unauthorized: invalid token specified'],
      [secret, 'getMe', 401, 'Unauthorized: invalid token specified'],
      [`abc:${secret}`, 'getMe', 421, 'Misdirected Request: unallowed token specified'],
      [fixture.bot.token, 'getNothing', 404, 'Not Found: method not found'],
    ];
    for (const [token, method, status, description] of cases) {
      const answer = await callApi(url, token, method);
      expect([answer.status, answer.error_code, answer.description]).toEqual([status, status, description]);
    }
  });

  it('work in any case, by GET, under /test/, with forms, with the query before the body', async () => {
    const user = await start(['hello']);
    const base = `${fixture.url}/bot${fixture.bot.token}`;
    expect(await isOk(await fetch(`${base}/GETME`))).toBe(true);
    expect(await isOk(await fetch(`${base}/test/getMe`))).toBe(true);
    const form = new URLSearchParams({ chat_id: 'ignored', text: 'from the body' });
    const sent = await fetch(`${base}/sendMessage?chat_id=${user}`, { method: 'POST', body: form });
    expect(JSON.stringify(await sent.json())).toContain('from the body');
  });
});
