import type { Actor } from '@durabot/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { asList, asObject, messageId, startFixture, type Fixture } from './support/fixture.ts';
import { mp4Of } from './support/media-bytes.ts';

let fixture: Fixture;
let anna: Actor;
let group: number;

beforeAll(async () => {
  fixture = await startFixture();
  anna = await fixture.sim.user({ first_name: 'Anna' });
  await (await anna.with('tester_bot')).sends('/start');
  const made = await fixture.sim.group({
    type: 'supergroup',
    title: 'Friends',
    members: [anna.id, fixture.bot.id],
    owner: anna.id,
  });
  group = made.id;
  await fixture.sim.member(group, fixture.bot.id, 'administrator');
});
afterAll(async () => await fixture.stop());

async function call(method: string, params: object): Promise<Record<string, unknown>> {
  const answer = await fixture.api(method, params);
  expect(answer).toMatchObject({ ok: true });
  return typeof answer.result === 'object' ? { ...answer.result } : {};
}

async function refusal(method: string, params: object): Promise<unknown> {
  return (await fixture.api(method, params)).description;
}

/** The newest message as Anna sees it. */
async function newest(place: object): Promise<Record<string, unknown>> {
  const { messages } = await fixture.sim.http.get<{ messages: unknown }>('messages', { user: anna.id, ...place });
  return asList(messages).at(-1) ?? {};
}

describe('disable_notification', () => {
  const inPrivate = { bot: 'tester_bot' };

  it('marks what is sent, copied, forwarded or part of an album for those who see it', async () => {
    const chat_id = anna.id;
    const loud = await call('sendMessage', { chat_id, text: 'loud' });
    expect(await newest(inPrivate)).not.toHaveProperty('is_silent');
    const source = { chat_id, from_chat_id: chat_id, message_id: loud['message_id'] };
    for (const [method, params] of [
      ['sendMessage', { chat_id, text: 'quiet' }],
      ['sendDice', { chat_id }],
      ['copyMessage', source],
      ['forwardMessages', { ...source, message_ids: [loud['message_id']] }],
    ] as const) {
      await call(method, { ...params, disable_notification: true });
      expect(await newest(inPrivate)).toMatchObject({ is_silent: true });
    }
  });

  it('keeps the notice of a pinned message quiet, as it always is in private', async () => {
    const message_id = messageId(await fixture.api('sendMessage', { chat_id: group, text: 'one' }));
    await call('pinChatMessage', { chat_id: group, message_id });
    expect(await newest({ chat: group })).not.toHaveProperty('is_silent');
    await call('unpinChatMessage', { chat_id: group, message_id });
    await call('pinChatMessage', { chat_id: group, message_id, disable_notification: true });
    expect(await newest({ chat: group })).toMatchObject({ is_silent: true });
    const own = messageId(await fixture.api('sendMessage', { chat_id: anna.id, text: 'two' }));
    await call('pinChatMessage', { chat_id: anna.id, message_id: own });
    expect(await newest(inPrivate)).toMatchObject({ is_silent: true, pinned_message: { text: 'two' } });
  });
});

it('a video that is forwarded or copied may begin elsewhere', async () => {
  const base64 = mp4Of({ width: 320, height: 240, seconds: 9 }).toString('base64');
  const place = { from: anna.id, bot: fixture.bot.id };
  const sent = await fixture.sim.http.post('messages', { ...place, video: { base64, name: 'a.mp4' } });
  const source = { chat_id: anna.id, from_chat_id: anna.id, message_id: asObject(sent)['message_id'] };
  expect(await call('forwardMessage', { ...source, video_start_timestamp: 4 })).toMatchObject({
    video: { start_timestamp: 4 },
  });
  await call('copyMessage', { ...source, video_start_timestamp: 5 });
  expect(await newest({ bot: 'tester_bot' })).toMatchObject({ video: { start_timestamp: 5 } });
});

it('nothing is sent to the direct messages of a channel, since no channel has them', async () => {
  const text = 'Bad Request: chat is not an administered channel direct messages chat';
  const message_id = messageId(await fixture.api('sendMessage', { chat_id: anna.id, text: 'x' }));
  const source = { chat_id: group, from_chat_id: anna.id, message_id, direct_messages_topic_id: 5 };
  expect(await refusal('sendMessage', { chat_id: group, text: 'x', direct_messages_topic_id: 5 })).toBe(text);
  expect(await refusal('copyMessage', source)).toBe(text);
  expect(await refusal('sendMessage', { chat_id: 5, text: 'x', direct_messages_topic_id: 5 })).toMatch(
    'chat not found',
  );
  // A method that does not have the parameter ignores it.
  await call('sendChatAction', { chat_id: group, action: 'typing', direct_messages_topic_id: 5 });
});

it('no message becomes a rich one', async () => {
  const own = { chat_id: anna.id, message_id: messageId(await fixture.api('sendDice', { chat_id: anna.id })) };
  const rich_message = { html: '<p>Hello</p>' };
  expect(await refusal('editMessageText', { ...own, rich_message: {} })).toBe(
    'Bad Request: rich message must be non-empty',
  );
  expect(await refusal('editMessageText', { ...own, message_id: 9999, rich_message })).toMatch(
    'message to edit not found',
  );
  expect(await refusal('editMessageText', { ...own, rich_message })).toMatch('not enough rights to send rich messages');
});

it('a disabled button is shown and does nothing', async () => {
  const button = { text: 'Sold out', disabled: {} };
  const message = await call('sendMessage', {
    chat_id: anna.id,
    text: 'Buy',
    reply_markup: { inline_keyboard: [[button]] },
  });
  expect(message).toMatchObject({ reply_markup: { inline_keyboard: [[button]] } });
  await expect((await anna.with('tester_bot')).presses('Sold out')).rejects.toThrow('the button is disabled');
});

it('the old request for one user still works', async () => {
  await call('sendMessage', {
    chat_id: anna.id,
    text: 'Who?',
    reply_markup: { keyboard: [[{ text: 'Choose', request_user: { request_id: 7 } }]] },
  });
  const press = { from: anna.id, bot: fixture.bot.id, text: 'Choose', users: [anna.id] };
  await fixture.sim.http.post('presses', press);
  expect(await newest({ bot: 'tester_bot' })).toMatchObject({ user_shared: { user_id: anna.id, request_id: 7 } });
});

it('a chat is shared only by who has the wanted rights in it', async () => {
  const boris = await fixture.sim.user({ first_name: 'Boris' });
  await (await boris.with('tester_bot')).sends('/start');
  await fixture.sim.member(group, boris.id, 'member');
  const request_chat = { request_id: 8, chat_is_channel: false, user_administrator_rights: { can_invite_users: true } };
  const reply_markup = { keyboard: [[{ text: 'Share', request_chat }]] };
  for (const { id } of [anna, boris]) await call('sendMessage', { chat_id: id, text: 'Where?', reply_markup });
  const press = { bot: fixture.bot.id, text: 'Share', shared_chat: group };
  await expect(fixture.sim.http.post('presses', { ...press, from: boris.id })).rejects.toThrow('lacks rights');
  await fixture.sim.http.post('presses', { ...press, from: anna.id });
  expect(await newest({ bot: 'tester_bot' })).toMatchObject({ chat_shared: { chat_id: group, request_id: 8 } });
});

it('a command whose answer only its sender sees says so', async () => {
  const commands = [
    { command: 'secret', description: 'A secret', is_ephemeral: true },
    { command: 'open', description: 'No secret', is_ephemeral: false },
  ];
  await call('setMyCommands', { commands });
  expect((await fixture.api('getMyCommands')).result).toEqual([
    commands[0],
    { command: 'open', description: 'No secret' },
  ]);
});
