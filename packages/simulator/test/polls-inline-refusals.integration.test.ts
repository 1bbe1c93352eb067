import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { asList, asObject, messageId, startFixture, type Fixture } from './support/fixture.ts';
import { describeRefusals, type Refusal } from './support/refusal-table.ts';
import { setStage, type Stage } from './support/stage.ts';

let fixture: Fixture;
let stage: Stage;
let refusals: Refusal[];

beforeAll(async () => {
  fixture = await startFixture();
  stage = await setStage(fixture);
  const poll = messageId(await fixture.api('sendPoll', { ...POLL, chat_id: stage.user }));
  const closed = messageId(await fixture.api('sendPoll', { ...POLL, chat_id: stage.user, is_closed: true }));
  await fixture.sim.http.patch('bots/tester_bot', { supports_inline_queries: true });
  const query = async (text: string): Promise<string> => {
    await fixture.sim.http.post('inline', { from: stage.user, bot: 'tester_bot', query: text, timeout_ms: 0 });
    const list = asList((await fixture.api('getUpdates', { offset: -1, allowed_updates: [] })).result);
    return String(asObject(list.at(-1)?.['inline_query'])['id']);
  };
  refusals = [
    ...pollRefusals(stage, poll, closed),
    ...resultRefusals(stage),
    ...buttonRefusals(),
    ...answerRefusals(await query('open')),
    ...preparedRefusals(stage.user),
  ];
});
afterAll(async () => await fixture.stop());

const POLL = { question: 'Q?', options: ['a', 'b'] };

function bad(method: string, params: object, words: string): Refusal {
  return { method, params, code: 400, description: `Bad Request: ${words}` };
}

function forbid(chat: number, words: string): Refusal {
  return { method: 'sendPoll', params: { ...POLL, chat_id: chat }, code: 403, description: `Forbidden: ${words}` };
}

function pollRefusals(
  { user, channel, memberChannel, text, otherBot, blocker, stranger, deleted }: Stage,
  poll: number,
  closed: number,
): Refusal[] {
  const send = (params: object, words: string): Refusal =>
    bad('sendPoll', { ...POLL, chat_id: user, ...params }, words);
  const quiz = (params: object, words: string): Refusal => send({ type: 'quiz', ...params }, words);
  const stop = (params: object, words: string): Refusal => bad('stopPoll', { chat_id: user, ...params }, words);
  return [
    send({ options: undefined }, "can't parse options JSON object"),
    send({ options: '[' }, "can't parse options JSON object"),
    send({ options: '{}' }, 'expected an Array of String as options'),
    send({ options: [1] }, 'expected an option to be of type String'),
    send({ options: [{}] }, 'can\'t find field "text"'),
    send({ options: [{ text: 'x', text_parse_mode: 'BBCode' }] }, 'unsupported parse_mode'),
    send({ question: 'x'.repeat(32_769) }, 'text is too long'),
    send({ question_parse_mode: 'BBCode' }, 'unsupported parse_mode'),
    send({ type: 'survey' }, 'unsupported poll type specified'),
    quiz({ correct_option_ids: '[' }, "can't parse correct option identifiers JSON object"),
    quiz({ correct_option_ids: '{}' }, 'expected an Array of correct option identifiers'),
    quiz({ correct_option_ids: ['0'] }, 'correct option identifier must be of type Number'),
    quiz({ correct_option_ids: [0.5] }, 'invalid correct option identifier specified'),
    quiz({}, 'correct quiz option list must be non-empty'),
    quiz({ correct_option_ids: [2] }, 'wrong quiz correct_option_id'),
    quiz({ correct_option_ids: [1, 0] }, 'wrong quiz correct_option_id'),
    quiz({ correct_option_id: 0, allows_multiple_answers: true }, 'QUIZ_MULTIPLE_INVALID'),
    send({ country_codes: '[' }, "can't parse country_codes JSON object"),
    send({ country_codes: [1] }, 'expected an Array of String'),
    send({ country_codes: Array.from({ length: 13 }, () => 'UA') }, 'too many items specified'),
    send({ media: '{' }, "can't parse InputPollMedia JSON object"),
    send({ media: [] }, 'failed to parse InputPollMedia: expected an Object'),
    send({ media: {} }, 'failed to parse InputPollMedia: Can\'t find field "type"'),
    send({ media: { type: 'sticker' } }, 'failed to parse InputPollMedia: invalid type specified'),
    send({ media: { type: 'photo' } }, 'failed to parse InputPollMedia: media not found'),
    quiz({ explanation_media: { type: 'location' } }, 'failed to parse InputPollMedia: Can\'t find field "latitude"'),
    send(
      { options: [{ text: 'a', media: { type: 'document', media: 'x' } }] },
      'failed to parse poll option media: invalid type specified',
    ),
    send({ question: '' }, 'text must be non-empty'),
    send({ options: ['a', ''] }, 'text must be non-empty'),
    send({ question: 'x'.repeat(301) }, 'poll question length must not exceed 300'),
    send({ options: ['x'.repeat(101)] }, 'poll options length must not exceed 100'),
    send({ options: [] }, 'poll must have at least one answer option'),
    send({ options: Array.from({ length: 13 }, String) }, "poll can't have more than 12 options"),
    send({ options: ['a', 'a'] }, 'POLL_OPTION_DUPLICATE'),
    send({ chat_id: channel, is_anonymous: false }, "non-anonymous polls can't be sent to channel chats"),
    send({ chat_id: memberChannel }, 'need administrator rights in the channel chat'),
    // The content comes before the chat, the chat before the lengths.
    send({ chat_id: 999, options: '[' }, "can't parse options JSON object"),
    send({ chat_id: 999, question: 'x'.repeat(301) }, 'chat not found'),
    forbid(blocker, 'bot was blocked by the user'),
    forbid(stranger, "bot can't initiate conversation with a user"),
    forbid(otherBot, "the bot can't send messages to the bot"),
    forbid(deleted, 'user is deactivated'),
    stop({ message_id: 99_999 }, 'message with poll to stop not found'),
    stop({}, 'message with poll to stop not found'),
    stop({ message_id: text }, 'message is not a poll'),
    stop({ message_id: closed }, "poll can't be stopped"),
    stop({ message_id: poll, reply_markup: { keyboard: [['a']] } }, 'inline keyboard expected'),
    stop({ message_id: poll, chat_id: 999 }, 'chat not found'),
  ];
}

const ARTICLE = { type: 'article', id: '1', title: 'T', input_message_content: { message_text: 'text' } };

function answer(results: unknown, words: string): Refusal {
  return bad('answerInlineQuery', { results }, words);
}

function resultRefusals({ photoId, documentId }: Stage): Refusal[] {
  const one = (result: unknown, words: string): Refusal => answer([result], words);
  const inside = (result: unknown, words: string): Refusal => one(result, `can't parse inline query result: ${words}`);
  const article = (fields: object, words: string): Refusal => inside({ ...ARTICLE, ...fields }, words);
  const content = (value: object): object => ({ ...ARTICLE, input_message_content: value });
  const missing = (type: string, fields: object, field: string): Refusal =>
    inside({ type, id: '1', ...fields }, `Can't find field "${field}"`);
  const site = 'https://example.com/';
  return [
    answer('[', "can't parse JSON encoded inline query results: Unexpected string end"),
    answer('what', "can't parse JSON encoded inline query results: Unexpected symbol 'w'"),
    answer('{}', 'expected an Array of inline query results'),
    answer(
      Array.from({ length: 51 }, () => ARTICLE),
      'too many inline query results specified',
    ),
    inside(7, 'Inline query result must be an object'),
    inside({}, 'Can\'t find field "type"'),
    inside({ type: 'article' }, 'Can\'t find field "id"'),
    inside({ type: {}, id: '1' }, 'Field "type" must be of type String'),
    inside({ type: 'story', id: '1' }, 'type "story" is unsupported for the inline query result'),
    article({ input_message_content: undefined }, 'Can\'t find field "message_text"'),
    article({ input_message_content: undefined, message_text: '' }, 'Message text is empty'),
    article({ input_message_content: 1 }, 'Field "input_message_content" must be of type Object'),
    article({ input_message_content: {} }, 'Input message content is not specified'),
    article({ title: undefined }, 'Can\'t find field "title"'),
    article({ hide_url: 1 }, 'Field "hide_url" must be of type Boolean'),
    article({ thumbnail_width: {} }, 'Field "thumbnail_width" must be a Number'),
    article({ reply_markup: '{}' }, 'Field "reply_markup" must be of type Object'),
    article(
      { reply_markup: { inline_keyboard: [[{ text: 'x' }]] } },
      "Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    article(
      { input_message_content: { message_text: '<b>', parse_mode: 'HTML' } },
      'Can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    ),
    article({ input_message_content: { latitude: '1', longitude: 2 } }, 'Field "latitude" must be of type Number'),
    article({ input_message_content: { phone_number: '1' } }, 'Can\'t find field "first_name"'),
    article({ input_message_content: { payload: 'p' } }, 'Can\'t find field "title"'),
    missing('audio', { audio_url: `${site}a.mp3` }, 'title'),
    missing('audio', {}, 'audio_file_id'),
    missing('document', {}, 'title'),
    missing('document', { title: 'T', document_url: `${site}a.pdf` }, 'mime_type'),
    missing('document', { title: 'T' }, 'document_file_id'),
    missing('game', {}, 'game_short_name'),
    missing('gif', {}, 'gif_file_id'),
    missing('mpeg4_gif', {}, 'mpeg4_file_id'),
    missing('photo', {}, 'photo_file_id'),
    missing('sticker', {}, 'sticker_file_id'),
    missing('video', {}, 'title'),
    missing('video', { title: 'T' }, 'video_file_id'),
    missing('voice', { title: 'T' }, 'voice_file_id'),
    missing('location', {}, 'latitude'),
    missing('location', { latitude: 1 }, 'longitude'),
    missing('location', { latitude: 1, longitude: 1 }, 'title'),
    missing('venue', { latitude: 1, longitude: 1, title: 'T' }, 'address'),
    missing('contact', {}, 'phone_number'),
    // What is read is checked afterwards, by TDLib.
    one({ ...ARTICLE, reply_markup: { keyboard: [['a']] } }, 'inline keyboard expected'),
    one(content({ message_text: ' ' }), 'text must be non-empty'),
    one(content({ latitude: 91, longitude: 1 }), 'location must be non-empty'),
    one(content({ latitude: 91, longitude: 1, title: 'T', address: 'A' }), 'venue must be non-empty'),
    one(content({ phone_number: 'none', first_name: 'A' }), 'field "phone_number" must contain a valid phone number'),
    one(content({ phone_number: '1', first_name: '' }), 'field "first_name" must be non-empty'),
    one(
      { type: 'document', id: '1', title: 'T', document_url: `${site}a.txt`, mime_type: 'text/plain' },
      'unallowed document MIME type',
    ),
    one(
      { type: 'video', id: '1', title: 'T', video_url: `${site}a.avi`, mime_type: 'video/avi' },
      'unallowed video MIME type',
    ),
    one(
      { type: 'video', id: '1', title: 'T', video_url: `${site}page`, mime_type: 'text/html' },
      'sent message content must be explicitly specified',
    ),
    one({ type: 'sticker', id: '1', sticker_file_id: `${site}a.webp` }, 'wrong sticker_file_id specified'),
    one({ type: 'photo', id: '1', photo_file_id: documentId }, "can't use file of type Document as Photo"),
    one({ type: 'voice', id: '1', title: 'T', voice_file_id: photoId }, "can't use file of type Photo as VoiceNote"),
    one({ type: 'photo', id: '1', photo_file_id: 'x' }, 'wrong remote file identifier specified: Wrong string length'),
    one(
      { type: 'photo', id: '1', photo_url: 'ftp://example.com/a.jpg' },
      "URL 'ftp://example.com/a.jpg' is invalid: Unsupported URL protocol",
    ),
    one({ type: 'game', id: '1', game_short_name: 'chess' }, 'wrong game short name specified'),
  ];
}

function buttonRefusals(): Refusal[] {
  const words = "can't parse inline query results button";
  const button = (value: unknown, text: string): Refusal => bad('answerInlineQuery', { button: value }, text);
  return [
    button('[', `${words} JSON object`),
    button('[]', `${words}: InlineQueryResultsButton must be an Object`),
    button({}, `${words}: Can't find field "text"`),
    button({ text: 'x' }, `${words}: InlineQueryResultsButton must have exactly one optional field`),
    button({ text: 'x', start_parameter: '' }, "can't use empty start_parameter"),
    button({ text: 'x', start_parameter: 'x'.repeat(65) }, 'too long start_parameter specified'),
    button({ text: 'x', start_parameter: 'ö' }, 'unallowed characters in start_parameter are used'),
    button({ text: 'x', web_app: { url: 'tg://user?id=1' } }, "link to a user can't be used in the Web App button"),
    button(
      { text: 'x', web_app: { url: 'http://example.com' } },
      "inline query button Web App URL 'http://example.com' is invalid: Only HTTPS links are allowed",
    ),
    bad('answerInlineQuery', { switch_pm_text: 'x' }, "can't use empty start_parameter"),
    bad('answerInlineQuery', { next_offset: '\ud800' }, 'strings must be encoded in UTF-8'),
  ];
}

/** With an open query, the Telegram server looks at what is left. */
function answerRefusals(queryId: string): Refusal[] {
  const toOpen = (params: object, words: string): Refusal =>
    bad('answerInlineQuery', { inline_query_id: queryId, results: [ARTICLE], ...params }, words);
  const late = 'query is too old and response timeout expired or query ID is invalid';
  const button = { inline_keyboard: [[{ text: 'x', callback_data: 'x'.repeat(65) }]] };
  return [
    toOpen({ inline_query_id: '1' }, late),
    toOpen({ inline_query_id: 'garbage' }, late),
    toOpen({ next_offset: 'x'.repeat(65) }, 'NEXT_OFFSET_INVALID'),
    toOpen({ results: [{ ...ARTICLE, id: '' }] }, 'RESULT_ID_INVALID'),
    toOpen({ results: [{ ...ARTICLE, id: 'ж'.repeat(33) }] }, 'RESULT_ID_INVALID'),
    toOpen({ results: [ARTICLE, ARTICLE] }, 'RESULT_ID_DUPLICATE'),
    toOpen({ results: [{ ...ARTICLE, title: '' }] }, 'ARTICLE_TITLE_EMPTY'),
    toOpen({ results: [{ ...ARTICLE, reply_markup: button }] }, 'BUTTON_DATA_INVALID'),
    toOpen(
      { results: [{ ...ARTICLE, input_message_content: { message_text: 'x'.repeat(4097) } }] },
      'MESSAGE_TOO_LONG',
    ),
    toOpen({ button: { text: '', start_parameter: 'x' } }, 'SWITCH_PM_TEXT_EMPTY'),
  ];
}

function preparedRefusals(user: number): Refusal[] {
  const save = (params: object, words: string): Refusal =>
    bad('savePreparedInlineMessage', { user_id: user, result: ARTICLE, ...params }, words);
  const words = "can't parse inline query result: ";
  return [
    save({ user_id: undefined }, 'invalid user_id specified'),
    save({ result: undefined }, "result isn't specified"),
    save({ result: '{' }, "can't parse JSON encoded web view query results Unexpected string end"),
    save({ result: '[]' }, `${words}Inline query result must be an object`),
    save({ result: { type: 'x', id: '1' } }, `${words}type "x" is unsupported for the inline query result`),
    save({ result: { ...ARTICLE, input_message_content: {} } }, `${words}Input message content is not specified`),
    save({}, 'at least one chat type must be allowed'),
  ];
}

describe('refusals of polls and inline mode', () => {
  describeRefusals({
    fixture: () => fixture,
    refusals: () => refusals,
    methods: ['sendPoll', 'stopPoll', 'answerInlineQuery', 'savePreparedInlineMessage'],
    elsewhere: {
      'Bad Request: have no write access to the chat': 'needs a secret or deleted chat, which bots do not meet',
    },
  });

  it('leave no poll and no answer behind', async () => {
    const { store } = fixture.simulator.world;
    expect(store.tables.poll.rows.size).toBe(2);
    expect([...store.tables.inlineQuery.values()].map((query) => query.answer)).toEqual([undefined]);
    expect(store.tables.preparedMessage.rows.size).toBe(0);
  });
});
