import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  asList,
  asObject,
  callForm,
  messageId,
  pngOf,
  startFixture,
  waitUntil,
  type Fixture,
} from './support/fixture.ts';

let fixture: Fixture;
let nextOffset = 0;
beforeEach(async () => {
  fixture = await startFixture();
  nextOffset = -100;
});
afterEach(async () => await fixture.stop());

/** The bot's new updates: kind and body. */
async function updates(): Promise<[string, Record<string, unknown>][]> {
  const list = asList((await fixture.api('getUpdates', { offset: nextOffset })).result);
  nextOffset = Number(list.at(-1)?.['update_id'] ?? 0) + 1;
  return list.map((update) => {
    const [kind = '', body = {}] = Object.entries(update)[1] ?? [];
    return [kind, asObject(body)];
  });
}

async function started(): Promise<{ id: number }> {
  const anna = await fixture.sim.user({ first_name: 'Anna' });
  await (await anna.with('tester_bot')).sends('/start');
  await updates();
  return { id: anna.id };
}

async function vote(from: number, message: number, options: number[], where: object = {}): Promise<unknown> {
  const answer = await fixture.sim.http.post<{ poll: unknown }>('votes', {
    from,
    ...('chat' in where ? where : { bot: 'tester_bot' }),
    message_id: message,
    options,
  });
  return answer.poll;
}

function counts(poll: unknown): unknown[] {
  return asList(asObject(poll)['options']).map((option) => option['voter_count']);
}

describe('polls of a bot', () => {
  it('count votes, tell the bot of them, and let them be taken back', async () => {
    const { api } = fixture;
    const anna = await started();
    const sent = await api('sendPoll', {
      chat_id: anna.id,
      question: 'Tea or coffee?',
      options: ['Tea', { text: 'Coffee' }],
      is_anonymous: false,
    });
    const id = messageId(sent);
    expect(counts(asObject(sent.result)['poll'])).toEqual([0, 0]);
    expect(asObject(await vote(anna.id, id, [1]))).toMatchObject({ chosen: [1], total_voter_count: 1 });
    await vote(anna.id, id, []);
    const seen = await updates();
    expect(seen.map(([kind]) => kind)).toEqual(['poll', 'poll_answer', 'poll', 'poll_answer']);
    expect(counts(seen[0]?.[1])).toEqual([0, 1]);
    expect(seen[1]?.[1]).toMatchObject({ user: { id: anna.id }, option_ids: [1], option_persistent_ids: ['1'] });
    expect(seen[3]?.[1]).toMatchObject({ option_ids: [], option_persistent_ids: [] });
  });

  it('keep the voter secret when they are anonymous', async () => {
    const anna = await started();
    const id = messageId(
      await fixture.api('sendPoll', { chat_id: anna.id, question: 'Secret?', options: ['Yes', 'No'] }),
    );
    await vote(anna.id, id, [0]);
    expect((await updates()).map(([kind]) => kind)).toEqual(['poll']);
  });

  it('take several options only when they say so, and refuse what is not there', async () => {
    const { api } = fixture;
    const anna = await started();
    const poll = { chat_id: anna.id, question: 'Which?', options: ['a', 'b', 'c'] };
    const one = messageId(await api('sendPoll', poll));
    const many = messageId(await api('sendPoll', { ...poll, allows_multiple_answers: true }));
    await expect(vote(anna.id, one, [0, 1])).rejects.toThrow('only one option');
    await expect(vote(anna.id, one, [7])).rejects.toThrow('no such option');
    expect(counts(await vote(anna.id, many, [0, 2]))).toEqual([1, 0, 1]);
  });

  it('of the kind quiz keep the answer secret until the vote, which is final', async () => {
    const { api, sim } = fixture;
    const anna = await started();
    const sent = await api('sendPoll', {
      chat_id: anna.id,
      question: '2 + 2?',
      options: ['3', '4'],
      type: 'quiz',
      correct_option_id: 1,
      explanation: '<b>Count</b>',
      explanation_parse_mode: 'HTML',
    });
    expect(asObject(asObject(sent.result)['poll'])).toMatchObject({
      correct_option_ids: [1],
      explanation: 'Count',
      allows_revoting: false,
    });
    const chat = await (await sim.user({ first_name: 'Anna', id: anna.id })).with('tester_bot');
    const shown = async (): Promise<unknown> => asObject((await chat.transcript()).at(-1))['poll'];
    expect(asObject(await shown())['correct_option_ids']).toBeUndefined();
    expect(await vote(anna.id, messageId(sent), [0])).toMatchObject({ correct_option_ids: [1], explanation: 'Count' });
    await expect(vote(anna.id, messageId(sent), [1])).rejects.toThrow('cannot be changed');
  });

  it('are stopped once, by their bot, and take no votes afterwards', async () => {
    const { api } = fixture;
    const anna = await started();
    const keyboard = { inline_keyboard: [[{ text: 'Again', callback_data: 'again' }]] };
    const id = messageId(await api('sendPoll', { chat_id: anna.id, question: 'Over?', options: ['Yes', 'No'] }));
    await vote(anna.id, id, [0]);
    await updates();
    const stopped = await api('stopPoll', { chat_id: anna.id, message_id: id, reply_markup: keyboard });
    expect(stopped.result).toMatchObject({ is_closed: true, total_voter_count: 1 });
    expect((await updates()).map(([kind, body]) => [kind, body['is_closed']])).toEqual([['poll', true]]);
    await expect(vote(anna.id, id, [1])).rejects.toThrow('the poll is closed');
    const twice = await api('stopPoll', { chat_id: anna.id, message_id: id });
    expect(twice.description).toBe("Bad Request: poll can't be stopped");
  });

  it('close at the time that was set, by the clock', async () => {
    const { api, sim } = fixture;
    const anna = await started();
    await sim.clock({ frozen: true });
    const { now } = await sim.clock();
    const poll = { chat_id: anna.id, question: 'Quick?', options: ['Yes', 'No'] };
    const byPeriod = await api('sendPoll', { ...poll, open_period: 60 });
    const byDate = messageId(await api('sendPoll', { ...poll, close_date: Math.floor(now / 1000) + 120 }));
    expect(asObject(byPeriod.result)['poll']).toMatchObject({
      open_period: 60,
      close_date: Math.floor(now / 1000) + 60,
    });
    await sim.clock({ advance_ms: 61_000 });
    expect((await updates()).map(([kind, body]) => [kind, body['is_closed']])).toEqual([['poll', true]]);
    await expect(vote(anna.id, messageId(byPeriod), [0])).rejects.toThrow('closed');
    await vote(anna.id, byDate, [0]);
    await sim.clock({ advance_ms: 60_000 });
    await expect(vote(anna.id, byDate, [1])).rejects.toThrow('closed');
  });

  it('keep their votes when they are forwarded; a copy begins anew', async () => {
    const { api } = fixture;
    const anna = await started();
    const id = messageId(await api('sendPoll', { chat_id: anna.id, question: 'Go?', options: ['Yes', 'No'] }));
    await vote(anna.id, id, [0]);
    const from = { chat_id: anna.id, from_chat_id: anna.id, message_id: id };
    const forwarded = await api('forwardMessage', from);
    expect(counts(asObject(forwarded.result)['poll'])).toEqual([1, 0]);
    await vote(anna.id, messageId(forwarded), [1]);
    expect(counts(asObject((await api('forwardMessage', from)).result)['poll'])).toEqual([0, 1]);
    const copied = messageId(await api('copyMessage', from));
    expect(counts(await vote(anna.id, copied, [0]))).toEqual([1, 0]);
  });

  it('carry pictures and places beside the question, the options and the explanation', async () => {
    const { url, bot } = fixture;
    const anna = await started();
    const form = new FormData();
    form.set('chat_id', String(anna.id));
    form.set('question', 'Which?');
    form.set('type', 'quiz');
    form.set('correct_option_ids', '[0]');
    form.set('explanation', 'So');
    form.set('media', JSON.stringify({ type: 'photo', media: 'attach://picture' }));
    form.set('explanation_media', JSON.stringify({ type: 'location', latitude: 50, longitude: 30 }));
    const media = { type: 'photo', media: 'attach://picture' };
    form.set('options', JSON.stringify([{ text: 'This', media }, 'That']));
    form.set('picture', new Blob([new Uint8Array(pngOf(20, 10))]), 'p.png');
    const sent = await callForm(url, bot.token, 'sendPoll', form);
    expect(asObject(asObject(sent.result)['poll'])).toMatchObject({
      media: { photo: [{ width: 20, height: 10 }] },
      options: [{ text: 'This', media: { photo: [{ width: 20 }] } }, { text: 'That' }],
      explanation_media: { location: { latitude: 50, longitude: 30 } },
    });
    await vote(anna.id, messageId(sent), [0]);
    const [[, poll] = ['', {}]] = await updates();
    // Only messages carry the picture of the whole poll.
    expect(poll).toMatchObject({ explanation_media: { location: { latitude: 50 } } });
    expect(poll).not.toHaveProperty('media');
  });

  it('take options from people when they allow it', async () => {
    const { api, sim } = fixture;
    const anna = await started();
    const sent = await api('sendPoll', {
      chat_id: anna.id,
      question: 'Where?',
      options: ['Park'],
      is_anonymous: false,
      allow_adding_options: true,
    });
    const where = { from: anna.id, bot: 'tester_bot', message_id: messageId(sent) };
    await sim.http.post('polls/options', { ...where, text: 'Sea' });
    const seen = await updates();
    expect(seen.map(([kind]) => kind)).toEqual(['poll', 'message']);
    expect(asList(seen[0]?.[1]['options'])[1]).toMatchObject({ text: 'Sea', added_by_user: { id: anna.id } });
    expect(seen[1]?.[1]['poll_option_added']).toEqual({ option_persistent_id: '1', option_text: 'Sea' });
  });
});

describe('polls of people', () => {
  it('are asked, voted in and stopped through the typed client', async () => {
    const { sim } = fixture;
    const anna = await sim.user({ first_name: 'Anna' });
    const boris = await sim.user({ first_name: 'Boris' });
    const { id } = await sim.group({ type: 'group', title: 'Friends', members: [anna.id, boris.id] });
    const [hers, his] = [await anna.in(id), await boris.in(id)];
    const sent = await hers.asks('Cinema?', ['Yes', 'No'], { is_anonymous: false, allow_adding_options: true });
    await his.addsOption(sent, 'Maybe');
    expect(await his.votes(sent, 2)).toMatchObject({ chosen: [2], total_voter_count: 1 });
    expect((await hers.transcript()).find((message) => message.poll !== undefined)?.poll?.chosen).toEqual([]);
    expect((await hers.stopsPoll(sent)).is_closed).toBe(true);
    await expect(his.votes(sent, 0)).rejects.toThrow('the poll is closed');
  });

  it('are seen by the bots of the chat, and their end too', async () => {
    const { sim } = fixture;
    const anna = await sim.user({ first_name: 'Anna' });
    const boris = await sim.user({ first_name: 'Boris' });
    const group = await sim.group({ type: 'group', title: 'Friends', members: [anna.id, boris.id, 'tester_bot'] });
    await sim.member(group.id, 'tester_bot', 'administrator');
    await updates();
    const sent = await sim.http.post<{ message_id: number }>('polls', {
      from: anna.id,
      chat: group.id,
      question: 'Cinema?',
      options: ['Yes', 'No'],
      is_anonymous: false,
    });
    await vote(boris.id, sent.message_id, [0], { chat: group.id });
    const seen = await updates();
    expect(seen.map(([kind]) => kind)).toEqual(['message']);
    expect(asObject(seen[0]?.[1]['poll'])).toMatchObject({ question: 'Cinema?', total_voter_count: 0 });
    const where = { chat: group.id, message_id: sent.message_id };
    await expect(sim.http.post('polls/close', { from: boris.id, ...where })).rejects.toThrow('own polls');
    await sim.http.post('polls/close', { from: anna.id, ...where });
    const [[kind, poll] = ['', {}]] = await updates();
    expect([kind, counts(poll), asObject(poll)['is_closed']]).toEqual(['poll', [1, 0], true]);
  });

  it('come from a keyboard button that asks for one of a kind', async () => {
    const { api, sim } = fixture;
    const anna = await started();
    const keyboard = { keyboard: [[{ text: 'Ask', request_poll: { type: 'quiz' } }]] };
    await api('sendMessage', { chat_id: anna.id, text: 'Ask me', reply_markup: keyboard });
    const pressed = { from: anna.id, bot: 'tester_bot', text: 'Ask' };
    const poll = { question: 'Q?', options: ['a', 'b'] };
    await expect(sim.http.post('presses', { ...pressed, poll })).rejects.toThrow('asks for a quiz poll');
    await sim.http.post('presses', { ...pressed, poll: { ...poll, type: 'quiz', correct_option_ids: [0] } });
    const [[, message] = ['', {}]] = await updates();
    // In private, the bot knows the answer.
    expect(message).toMatchObject({ poll: { type: 'quiz', correct_option_ids: [0] } });
  });
});

it('a poll and its votes survive a restart, and its end comes in time', async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'simulator-polls-'));
  try {
    const first = await startFixture({ stateDir });
    const anna = await first.sim.user({ first_name: 'Anna' });
    await (await anna.with('tester_bot')).sends('/start');
    await first.sim.clock({ frozen: true });
    const poll = { chat_id: anna.id, question: 'Stay?', options: ['Yes', 'No'], open_period: 600 };
    const id = messageId(await first.api('sendPoll', poll));
    await first.sim.http.post('votes', { from: anna.id, bot: 'tester_bot', message_id: id, options: [0] });
    await first.stop();
    const second = await startFixture({ stateDir });
    const shown = async (): Promise<Record<string, unknown>> => {
      const page = await second.sim.http.get<{ messages: unknown[] }>('messages', { user: anna.id, bot: 'tester_bot' });
      return asObject(asObject(page.messages.at(-1))['poll']);
    };
    expect(await shown()).toMatchObject({ total_voter_count: 1, chosen: [0], is_closed: false });
    await second.sim.clock({ advance_ms: 601_000 });
    await waitUntil('the poll is closed', async () => (await shown())['is_closed'] === true);
    await second.stop();
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
});
