import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { messageId, startFixture, type Fixture } from './support/fixture.ts';
import { describeRefusals, type Refusal } from './support/refusal-table.ts';

const EDITS = ['editMessageText', 'editMessageCaption', 'editMessageReplyMarkup'];
const COPIES = ['forwardMessage', 'copyMessage', 'forwardMessages', 'copyMessages'];

/** Rows that another table provokes, and those of secret chats, which bots do not meet. */
const ELSEWHERE: Record<string, string> = {
  'Bad Request: have no write access to the chat': 'needs a secret or deleted chat, which bots do not meet',
};

let fixture: Fixture;
let refusals: Refusal[] = [];

beforeAll(async () => {
  fixture = await startFixture();
  refusals = await listRefusals(fixture);
});
afterAll(async () => await fixture.stop());

describe('refusals about messages that are there', () => {
  describeRefusals({
    fixture: () => fixture,
    refusals: () => refusals,
    methods: [...COPIES, 'setMessageReaction', 'deleteMessage', 'deleteMessages', 'sendMessageDraft'],
    groups: ['business', 'reply'],
    elsewhere: ELSEWHERE,
  });

  it('are told in the official order: content, chat, replied message, length', async () => {
    const words = async (params: object): Promise<string | undefined> =>
      (await fixture.api('sendMessage', { text: 'x', ...params })).description;
    const reply = { message_id: 999 };
    expect(await words({ chat_id: 999, reply_parameters: [] })).toBe(
      'Bad Request: object expected as reply parameters',
    );
    expect(await words({ chat_id: 999, reply_parameters: reply })).toBe('Bad Request: chat not found');
    const anna = await fixture.sim.user({ first_name: 'Anna' });
    await (await anna.with(fixture.bot.id)).sends('/start');
    expect(await words({ chat_id: anna.id, reply_parameters: reply, text: 'x'.repeat(4097) })).toBe(
      'Bad Request: message to be replied not found',
    );
  });
});

const emoji = (value: string): object => ({ type: 'emoji', emoji: value });

async function listRefusals({ sim, api, bot }: Fixture): Promise<Refusal[]> {
  const anna = await sim.user({ first_name: 'Anna' });
  const boris = await sim.user({ first_name: 'Boris' });
  const chat = await anna.with(bot.id);
  const user = anna.id;
  const hello = await chat.sends('hello');
  const members = [anna.id, boris.id, bot.id];
  const group = (await sim.group({ type: 'group', title: 'Group', members })).id;
  const supergroup = (await sim.group({ type: 'supergroup', title: 'Large', members })).id;
  const channel = (await sim.group({ type: 'channel', title: 'Channel', members })).id;
  const readOnly = (await sim.group({ type: 'channel', title: 'Read only', members })).id;
  await sim.member(readOnly, bot.id, 'member');
  const inGroup = await (await boris.in(group)).sends('talk');
  const inLarge = await (await boris.in(supergroup)).sends('talk');
  const posted = await (await anna.in(readOnly)).sends('post');
  const say = async (params: object): Promise<number> =>
    messageId(await api('sendMessage', { chat_id: user, text: 'a text', ...params }));
  const text = await say({});
  const guarded = await say({ protect_content: true });
  const invited = (await api('sendMessage', { chat_id: group, text: 'x' })).result;
  const dice = messageId(await api('sendDice', { chat_id: user }));
  const forwarded = messageId(await api('forwardMessage', { chat_id: user, from_chat_id: user, message_id: text }));
  await sim.member(group, boris.id, 'left');
  const left = (await (await anna.in(group)).transcript()).at(-1)?.message_id ?? 0;
  const rows: Refusal[] = [];
  const bad = (method: string, params: object, words: string): void => {
    rows.push({ method, params, code: 400, description: `Bad Request: ${words}` });
  };
  expect(invited).toBeDefined();

  // Forwards and copies.
  for (const method of COPIES) {
    const ids = method.endsWith('s') ? { message_ids: [text] } : { message_id: text };
    bad(method, { chat_id: user, ...ids }, 'parameter "from_chat_id" is required');
    bad(method, { chat_id: user, from_chat_id: 999, ...ids }, 'chat not found');
    bad(method, { chat_id: 999, from_chat_id: user, ...ids }, 'chat not found');
    bad(method, { from_chat_id: user, ...ids }, 'chat_id is empty');
    const one = method.endsWith('s') ? { message_ids: [guarded] } : { message_id: guarded };
    bad(method, { chat_id: user, from_chat_id: user, ...one }, "message has protected content and can't be forwarded");
    bad(method, { chat_id: readOnly, from_chat_id: user, ...ids }, 'need administrator rights in the channel chat');
  }
  for (const [method, verb] of [
    ['forwardMessage', 'forward'],
    ['copyMessage', 'copy'],
  ] as const) {
    const source = { chat_id: user, from_chat_id: user };
    bad(method, { ...source, message_id: 999 }, `message to ${verb} not found`);
    bad(method, source, `message to ${verb} not found`);
    const past = verb === 'forward' ? 'forwarded' : 'copied';
    bad(method, { ...source, from_chat_id: group, message_id: left }, `the message can't be ${past}`);
  }
  bad(
    'copyMessage',
    { chat_id: user, from_chat_id: user, message_id: text, reply_markup: '{' },
    "can't parse reply keyboard markup JSON object",
  );
  for (const method of ['forwardMessages', 'copyMessages']) {
    const batch = (value: unknown): object => ({ chat_id: user, from_chat_id: user, message_ids: value });
    bad(method, { chat_id: user, from_chat_id: user }, 'message identifiers are not specified');
    bad(method, batch([]), 'message identifiers are not specified');
    bad(method, batch('['), "can't parse message_ids JSON object");
    bad(method, batch('7'), 'expected an Array of message identifiers');
    bad(method, batch(Array(101).fill(1)), 'too many message identifiers specified');
    bad(method, batch([true]), 'message identifier must be a Number');
    bad(method, batch(['x']), "can't parse message identifier as a Number");
    bad(method, batch([0]), 'invalid message identifier specified');
    bad(method, batch([text, hello.message_id]), 'message identifiers must be in a strictly increasing order');
    bad(method, batch([text, text]), 'message identifiers must be in a strictly increasing order');
    bad(method, batch([998, 999]), 'there are no messages to forward');
  }

  // Edits of what is not the bot's own.
  for (const method of EDITS) {
    const content = method === 'editMessageText' ? { text: 'new' } : { caption: 'new' };
    bad(method, { chat_id: group, message_id: inGroup.message_id, ...content }, "message can't be edited");
    bad(method, { chat_id: readOnly, message_id: posted.message_id, ...content }, "message can't be edited");
    bad(method, { chat_id: user, message_id: forwarded, ...content }, "message can't be edited");
    bad(
      method,
      { chat_id: user, message_id: text, business_connection_id: 'x', ...content },
      'business connection not found',
    );
  }

  // Deleting.
  bad('deleteMessage', { message_id: 1 }, 'chat identifier is not specified');
  bad('deleteMessage', { chat_id: user }, 'message identifier is not specified');
  bad('deleteMessage', { chat_id: user, message_id: 999 }, 'message to delete not found');
  bad('deleteMessage', { chat_id: group, message_id: inGroup.message_id }, "message can't be deleted");
  bad('deleteMessage', { chat_id: supergroup, message_id: inLarge.message_id }, "message can't be deleted");
  bad('deleteMessage', { chat_id: user, message_id: dice }, "message can't be deleted for everyone");
  bad('deleteMessages', { chat_id: user }, 'message identifiers are not specified');
  bad('deleteMessages', { chat_id: user, message_ids: '[' }, "can't parse message_ids JSON object");
  bad('deleteMessages', { chat_id: user, message_ids: '7' }, 'expected an Array of message identifiers');
  bad('deleteMessages', { chat_id: user, message_ids: Array(101).fill(1) }, 'too many message identifiers specified');
  bad('deleteMessages', { chat_id: user, message_ids: [true] }, 'message identifier must be a Number');
  bad('deleteMessages', { chat_id: user, message_ids: ['x'] }, "can't parse message identifier as a Number");
  bad('deleteMessages', { chat_id: user, message_ids: [0] }, 'invalid message identifier specified');
  bad('deleteMessages', { chat_id: supergroup, message_ids: [inLarge.message_id, 99] }, "message can't be deleted");
  bad('deleteMessages', { chat_id: user, message_ids: [dice] }, "message can't be deleted for everyone");

  // Reactions.
  const react = (reaction: unknown, rest: object = {}): object => ({
    chat_id: user,
    message_id: text,
    reaction,
    ...rest,
  });
  bad('setMessageReaction', { message_id: 1 }, 'chat_id is empty');
  bad('setMessageReaction', { chat_id: user, message_id: 999 }, 'message to react not found');
  bad('setMessageReaction', react('['), "can't parse reaction types JSON object");
  bad('setMessageReaction', react('7'), 'expected an Array of ReactionType');
  bad('setMessageReaction', react([1]), "can't parse ReactionType: expected an Object");
  bad('setMessageReaction', react([{}]), 'can\'t parse ReactionType: Can\'t find field "type"');
  bad('setMessageReaction', react([{ type: 'loud' }]), "can't parse ReactionType: invalid reaction type specified");
  bad('setMessageReaction', react([{ type: 'paid' }]), 'invalid reaction type specified');
  bad('setMessageReaction', react([emoji('👍'), emoji('🔥')]), 'REACTIONS_TOO_MANY');
  bad('setMessageReaction', react([emoji('🚲')]), 'REACTION_INVALID');
  bad('setMessageReaction', react([{ type: 'custom_emoji', custom_emoji_id: '5' }]), 'REACTION_INVALID');
  bad('setMessageReaction', react([emoji('👍')], { chat_id: group, message_id: left }), 'REACTION_INVALID');

  // Drafts.
  const draft = (params: object): object => ({ chat_id: user, draft_id: 1, text: 'x', ...params });
  bad('sendMessageDraft', { draft_id: 1 }, 'chat_id is empty');
  bad('sendMessageDraft', draft({ chat_id: 999 }), 'chat not found');
  bad('sendMessageDraft', draft({ chat_id: supergroup }), "can't use the action");
  bad('sendMessageDraft', draft({ draft_id: 0 }), 'draft identifier must be non-zero');
  bad('sendMessageDraft', draft({ text: 'x'.repeat(4097) }), 'message is too long');
  bad('sendMessageDraft', draft({ text: 'x'.repeat(32_769) }), 'text is too long');
  bad('sendMessageDraft', draft({ parse_mode: 'BBCode' }), 'unsupported parse_mode');
  bad(
    'sendMessageDraft',
    draft({ text: '<b>', parse_mode: 'HTML' }),
    'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
  );

  // Replies, effects, business accounts, entities of messages.
  const more = (params: object): object => ({ chat_id: user, text: 'x', ...params });
  const reply = (params: object): object => more({ reply_parameters: params });
  bad('sendMessage', more({ reply_parameters: '{' }), "can't parse reply parameters JSON object");
  bad('sendMessage', more({ reply_parameters: [1] }), 'object expected as reply parameters');
  bad('sendMessage', reply({}), 'can\'t find field "message_id"');
  bad('sendMessage', reply({ message_id: 999 }), 'message to be replied not found');
  bad('sendMessage', reply({ message_id: 1, chat_id: 999 }), 'chat not found');
  bad(
    'sendMessage',
    reply({ message_id: 999, chat_id: group, allow_sending_without_reply: true }),
    'message to be replied not found',
  );
  bad('sendMessage', reply({ message_id: text, quote: 'no such words' }), 'QUOTE_TEXT_INVALID');
  bad(
    'sendMessage',
    reply({ message_id: text, quote: '*text*', quote_parse_mode: 'MarkdownV2' }),
    'QUOTE_TEXT_INVALID',
  );
  bad(
    'sendMessage',
    reply({ message_id: text, quote: '*text', quote_parse_mode: 'MarkdownV2' }),
    "can't parse entities: Can't find end of Bold entity at byte offset 0",
  );
  bad(
    'sendMessage',
    reply({ message_id: text, quote: 7, quote_position: 'x' }),
    'field "quote_position" must be a valid Number',
  );
  bad('sendMessage', reply({ message_id: text, quote: [] }), 'field "quote" must be of type String');
  bad(
    'sendMessage',
    { chat_id: group, text: 'x', message_effect_id: '5104841245755180586' },
    "can't use message effects in the chat",
  );
  bad('sendMessage', more({ message_effect_id: '7' }), 'EFFECT_ID_INVALID');
  bad('sendMessage', more({ business_connection_id: 'x', chat_id: '' }), 'chat identifier is empty');
  bad(
    'sendMessage',
    more({ business_connection_id: 'x', chat_id: '@name' }),
    'chat identifier must be a valid Integer',
  );
  bad('sendMessage', more({ business_connection_id: 'x' }), 'business connection not found');
  bad(
    'pinChatMessage',
    { chat_id: user, message_id: text, business_connection_id: 'x' },
    'business connection not found',
  );
  const entity = (value: object): object => more({ text: 'abc', entities: [{ offset: 0, length: 1, ...value }] });
  bad(
    'sendMessage',
    entity({ type: 'text_link', url: 'ftp://a.org' }),
    "entity URL 'ftp://a.org' is invalid: Unsupported URL protocol",
  );
  bad('sendMessage', entity({ type: 'text_link' }), 'can\'t parse MessageEntity: Can\'t find field "url"');
  bad('sendMessage', entity({ type: 'text_mention' }), 'can\'t parse MessageEntity: Can\'t find field "user"');
  bad(
    'sendMessage',
    entity({ type: 'custom_emoji', custom_emoji_id: 'x' }),
    'can\'t parse MessageEntity: Field "custom_emoji_id" must be a valid Number',
  );
  bad(
    'sendMessage',
    entity({ type: 'custom_emoji', custom_emoji_id: '0' }),
    'invalid custom emoji identifier specified',
  );
  bad('sendMessage', entity({ type: 'date_time' }), 'can\'t parse MessageEntity: Can\'t find field "unix_time"');
  bad(
    'sendMessage',
    entity({ type: 'date_time', unix_time: 5, date_time_format: 'x' }),
    "can't parse MessageEntity: Invalid date-time format specified",
  );
  bad('sendMessage', entity({ type: 'date_time', unix_time: 0 }), 'invalid date specified');
  bad('sendMessage', { chat_id: channel, text: '' }, 'message text is empty');
  return rows;
}
