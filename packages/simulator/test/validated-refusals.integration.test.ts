import { afterAll, beforeAll, describe } from 'vitest';

import { pngOf, startFixture, type Fixture } from './support/fixture.ts';
import { describeRefusals, type Refusal } from './support/refusal-table.ts';
import { setStage, type Stage } from './support/stage.ts';

const BUSINESS: Record<string, object> = {
  getBusinessConnection: {},
  readBusinessMessage: { chat_id: 1 },
  deleteBusinessMessages: { message_ids: [1] },
  setBusinessAccountName: { first_name: 'a' },
  setBusinessAccountUsername: {},
  setBusinessAccountBio: {},
  removeBusinessAccountProfilePhoto: {},
  setBusinessAccountGiftSettings: {
    accepted_gift_types: { unlimited_gifts: true, limited_gifts: true, unique_gifts: true, premium_subscription: true },
  },
  getBusinessAccountStarBalance: {},
  transferBusinessAccountStars: {},
  getBusinessAccountGifts: {},
  convertGiftToStars: {},
  upgradeGift: {},
  transferGift: { new_owner_chat_id: 1 },
  repostStory: { from_chat_id: 1 },
  deleteStory: {},
};

const METHODS = [
  'setBusinessAccountProfilePhoto',
  'postStory',
  'editStory',
  'sendGift',
  'giftPremiumSubscription',
  'verifyUser',
  'verifyChat',
  'removeUserVerification',
  'removeChatVerification',
  'getUserGifts',
  'getChatGifts',
  'getManagedBotToken',
  'replaceManagedBotToken',
  'getManagedBotAccessSettings',
  'setManagedBotAccessSettings',
  'setPassportDataErrors',
  'sendGame',
  'setGameScore',
  'getGameHighScores',
  'sendChecklist',
  'editMessageChecklist',
  'approveSuggestedPost',
  'declineSuggestedPost',
  'setUserEmojiStatus',
  'getUserChatBoosts',
  'getUserProfileAudios',
  'getUserPersonalChatMessages',
  'answerGuestQuery',
  'sendLivePhoto',
];

/** Rows that cannot be met, and why. */
const ELSEWHERE: Record<string, string> = {
  'repostStory: Bad Request: chat_id is empty': 'the connection is looked for first, and there is none',
  'repostStory: Bad Request: chat not found': 'the connection is looked for first, and there is none',
  'sendGift: Bad Request: chat_id is empty': 'without a chat, the gift is for a person',
};

let fixture: Fixture;
let stage: Stage;

beforeAll(async () => {
  fixture = await startFixture();
  stage = await setStage(fixture);
});
afterAll(async () => await fixture.stop());

describe('refusals of methods about other worlds', () => {
  describeRefusals({
    fixture: () => fixture,
    refusals: listRefusals,
    methods: [...Object.keys(BUSINESS), ...METHODS],
    groups: ['business'],
    elsewhere: ELSEWHERE,
  });
});

function listRefusals(): Refusal[] {
  const rows: Refusal[] = [];
  const bad = (method: string, params: object, words: string): void => {
    rows.push({ method, params, code: 400, description: `Bad Request: ${words}` });
  };
  for (const [method, params] of Object.entries(BUSINESS)) bad(method, params, 'business connection not found');
  addBusiness(bad, rows);
  addStories(bad, rows);
  addPeople(bad, rows);
  addGifts(bad);
  addPassport(bad);
  addMessages(bad);
  return rows;
}

type Bad = (method: string, params: object, words: string) => void;

function addBusiness(bad: Bad, rows: Refusal[]): void {
  // Any method that can act for a business account does so once it is given a connection.
  bad('sendMessage', { text: 'a', business_connection_id: 'x' }, 'chat identifier is empty');
  bad(
    'sendMessage',
    { text: 'a', business_connection_id: 'x', chat_id: '@a' },
    'chat identifier must be a valid Integer',
  );
  bad(
    'editMessageText',
    { text: 'a', business_connection_id: 'x', chat_id: stage.user, message_id: 1 },
    'business connection not found',
  );
  bad('readBusinessMessage', {}, 'chat identifier is empty');
  bad('readBusinessMessage', { chat_id: 'a' }, 'chat identifier must be a valid Integer');
  bad('transferGift', {}, 'chat identifier is empty');
  bad('setBusinessAccountName', {}, 'parameter "first_name" is required');
  bad('repostStory', {}, 'parameter "from_chat_id" is required');
  const ids = (value: unknown, words: string): void => bad('deleteBusinessMessages', { message_ids: value }, words);
  ids('', 'message identifiers are not specified');
  ids('[', "can't parse message_ids JSON object");
  ids({}, 'expected an Array of message identifiers');
  ids(Array<number>(101).fill(1), 'too many message identifiers specified');
  ids([{}], 'message identifier must be a Number');
  ids(['a'], "can't parse message identifier as a Number");
  ids([0], 'invalid message identifier specified');
  const gifts = (value: unknown, words: string): void =>
    bad('setBusinessAccountGiftSettings', { accepted_gift_types: value }, words);
  gifts('', "accepted gift types aren't specified");
  gifts('{', "can't parse accepted gift types JSON object");
  gifts('7', 'object expected as accepted gift types');
  gifts({}, 'can\'t find field "unlimited_gifts"');
  gifts({ unlimited_gifts: 1 }, 'field "unlimited_gifts" must be of type Boolean');
  const photo = (value: unknown, words: string): void => bad('setBusinessAccountProfilePhoto', { photo: value }, words);
  photo('', "photo isn't specified");
  photo('{', "can't parse photo JSON object");
  photo('7', 'object expected as profile photo');
  photo({ type: 'loud' }, 'invalid profile photo type specified');
  photo({ type: 'static', photo: 'attach://a' }, 'photo must be uploaded as a file');
  rows.push({
    method: 'setBusinessAccountProfilePhoto',
    params: { photo: '{"type":"static","photo":"attach://a"}' },
    files: { a: [pngOf(200, 200), 'a.png'] },
    code: 400,
    description: 'Bad Request: business connection not found',
  });
}

function addStories(bad: Bad, rows: Refusal[]): void {
  for (const method of ['postStory', 'editStory']) {
    bad(method, {}, "story content isn't specified");
    bad(method, { content: '{' }, "can't parse story content JSON object");
    bad(method, { content: '7' }, 'object expected as story content');
    bad(method, { content: { type: 'loud' } }, 'invalid story content type specified');
    bad(method, { content: { type: 'photo', photo: 'a' } }, 'story photo must be uploaded as a file');
    bad(method, { content: { type: 'video', video: 'a' } }, 'story video must be uploaded as a file');
    const withContent = (params: Record<string, string>, words: string): void => {
      rows.push({
        method,
        params: { content: '{"type":"photo","photo":"attach://a"}', ...params },
        files: { a: [pngOf(200, 200), 'a.png'] },
        code: 400,
        description: `Bad Request: ${words}`,
      });
    };
    const area = (type: unknown): Record<string, string> => ({ areas: JSON.stringify([{ position: POSITION, type }]) });
    const prefix = "can't parse InputStoryArea";
    withContent({}, 'business connection not found');
    withContent({ areas: '[' }, "can't parse story areas JSON object");
    withContent({ areas: '{}' }, 'expected an Array of InputStoryArea');
    withContent({ areas: '[7]' }, `${prefix}: expected an Object`);
    withContent({ areas: '[{}]' }, `${prefix}: Can't find field "position"`);
    withContent(area({ type: 'loud' }), `${prefix}: invalid story area type specified`);
    withContent(
      area({ type: 'weather', temperature: 1, emoji: 'a', background_color: -1 }),
      `${prefix}: invalid background color specified`,
    );
    withContent(
      area({ type: 'suggested_reaction', reaction_type: 7 }),
      `${prefix}: can't parse ReactionType: expected an Object`,
    );
    withContent(
      area({ type: 'suggested_reaction', reaction_type: { type: 'a' } }),
      `${prefix}: can't parse ReactionType: invalid reaction type specified`,
    );
    withContent(
      { caption: '<b>', parse_mode: 'HTML' },
      'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    );
  }
}

const POSITION = {
  x_percentage: 1,
  y_percentage: 1,
  width_percentage: 1,
  height_percentage: 1,
  rotation_angle: 1,
  corner_radius_percentage: 1,
};

function addPeople(bad: Bad, rows: Refusal[]): void {
  for (const method of [
    'verifyUser',
    'removeUserVerification',
    'getUserGifts',
    'setUserEmojiStatus',
    'getUserProfileAudios',
    'getUserPersonalChatMessages',
    'getUserChatBoosts',
    'setPassportDataErrors',
    'setGameScore',
    'getGameHighScores',
    'giftPremiumSubscription',
    'getManagedBotToken',
    'replaceManagedBotToken',
    'getManagedBotAccessSettings',
    'setManagedBotAccessSettings',
  ]) {
    bad(method, {}, 'invalid user_id specified');
    bad(method, { user_id: -5 }, 'invalid user_id specified');
  }
  for (const method of [
    'verifyUser',
    'getUserGifts',
    'giftPremiumSubscription',
    'setUserEmojiStatus',
    'getUserProfileAudios',
    'getUserPersonalChatMessages',
  ])
    bad(method, { user_id: 999 }, 'user not found');
  bad('setPassportDataErrors', { user_id: 999, errors: [] }, 'user not found');
  bad('verifyUser', { user_id: stage.user }, 'BOT_VERIFIER_FORBIDDEN');
  rows.push({
    method: 'setUserEmojiStatus',
    params: { user_id: stage.user },
    code: 403,
    description: "Forbidden: not enough rights to change the user's emoji status",
  });
  for (const method of [
    'verifyChat',
    'getChatGifts',
    'getUserChatBoosts',
    'approveSuggestedPost',
    'declineSuggestedPost',
    'setGameScore',
    'getGameHighScores',
  ]) {
    bad(method, { user_id: stage.user, chat_id: '', message_id: 1 }, 'chat_id is empty');
    bad(method, { user_id: stage.user, chat_id: 999, message_id: 1 }, 'chat not found');
  }
  bad('removeChatVerification', {}, 'sender_chat_id is empty');
  bad('removeChatVerification', { chat_id: 'a' }, 'sender_chat_id is not a valid Integer');
  for (const method of [
    'getManagedBotToken',
    'replaceManagedBotToken',
    'getManagedBotAccessSettings',
    'setManagedBotAccessSettings',
  ]) {
    bad(method, { user_id: 999 }, 'user not found');
  }
  bad('getManagedBotToken', { user_id: stage.otherBot }, 'BOT_INVALID');
  bad('getManagedBotToken', { user_id: stage.user }, 'user is not a bot');
  const added = (value: unknown, words: string): void =>
    bad('setManagedBotAccessSettings', { user_id: stage.user, added_user_ids: value }, words);
  added('', 'user identifiers are not specified');
  added('[', "can't parse added_user_ids JSON object");
  added({}, 'expected an Array of user identifiers');
  added(Array<number>(11).fill(1), 'too many user identifiers specified');
  added([{}], 'user identifier must be a Number');
  added(['a'], "can't parse user identifier as a Number");
  added([0], 'invalid user identifier specified');
}

function addGifts(bad: Bad): void {
  for (const method of ['sendGift', 'giftPremiumSubscription']) {
    const person = { user_id: stage.user };
    bad(method, { ...person, text: 'x'.repeat(32_769) }, 'text is too long');
    bad(method, { ...person, text: 'a', text_parse_mode: 'x' }, 'unsupported parse_mode');
    bad(method, { ...person, text: 'a', text_entities: [7] }, "can't parse MessageEntity: expected an Object");
    bad(
      method,
      { ...person, text: 'a', text_entities: [{ type: 'x', offset: 0, length: 1 }] },
      "can't parse MessageEntity: Unsupported type specified",
    );
  }
  bad('sendGift', {}, 'invalid user_id specified');
  bad('sendGift', { user_id: 999 }, 'user not found');
  bad('sendGift', { chat_id: 999 }, 'chat not found');
  bad('sendGift', { user_id: stage.user, gift_id: '1' }, 'STARGIFT_INVALID');
  bad('giftPremiumSubscription', { user_id: stage.user }, 'invalid amount of the currency specified');
  bad(
    'giftPremiumSubscription',
    { user_id: stage.user, month_count: 3, star_count: 1 },
    'wrong Premium subscription price specified',
  );
  bad('giftPremiumSubscription', { user_id: stage.user, month_count: 3, star_count: 1000 }, 'BALANCE_TOO_LOW');
}

function addPassport(bad: Bad): void {
  const prefix = "can't parse PassportElementError";
  const errors = (value: unknown, words: string): void =>
    bad('setPassportDataErrors', { user_id: stage.user, errors: value }, words);
  const error = (value: object, words: string): void =>
    errors([{ type: 'passport', message: 'a', ...value }], `${prefix}: ${words}`);
  errors('[', "can't parse errors JSON object");
  errors({}, 'expected an Array of PassportElementError');
  errors([7], `${prefix}: expected an Object`);
  errors([{}], `${prefix}: Can't find field "type"`);
  error({ type: 'soul' }, 'wrong Telegram Passport element type specified');
  error({ source: 'loud' }, 'wrong source specified');
  error({ source: 'files', file_hashes: [7] }, 'hash must be a string');
  error({ source: 'file', file_hash: '?' }, "hash isn't a valid base64-encoded string");
  error({ source: 'data', data_hash: 'aaaa' }, 'Can\'t find field "field_name"');
}

function addMessages(bad: Bad): void {
  bad('sendGame', {}, 'parameter "game_short_name" is required');
  bad('sendGame', { game_short_name: 'a' }, 'chat_id is empty');
  bad('sendGame', { game_short_name: 'a', chat_id: 999 }, 'chat not found');
  bad('sendGame', { game_short_name: 'a', chat_id: stage.user }, 'wrong game short name specified');
  bad('setGameScore', { user_id: stage.user }, 'message identifier is not specified');
  bad('getGameHighScores', { user_id: stage.user }, 'message identifier is not specified');
  bad(
    'setGameScore',
    { user_id: stage.user, chat_id: stage.user, message_id: 999 },
    'message to set game score not found',
  );
  bad('setGameScore', { user_id: stage.user, chat_id: stage.user, message_id: stage.text }, "game score can't be set");
  bad(
    'getGameHighScores',
    { user_id: stage.user, chat_id: stage.user, message_id: 999 },
    'message to get game high scores not found',
  );
  bad('approveSuggestedPost', { chat_id: stage.user, message_id: 999 }, 'message not found');
  bad('declineSuggestedPost', { chat_id: stage.user, message_id: stage.text }, "message can't be used in the method");
  for (const method of ['sendChecklist', 'editMessageChecklist']) {
    const prefix = "can't parse InputChecklist";
    bad(method, {}, 'parameter "checklist" is required');
    bad(method, { checklist: '{' }, `${prefix} JSON object`);
    bad(method, { checklist: '7' }, `${prefix}: expected an Object`);
    bad(method, { checklist: { title: 'a', tasks: 7 } }, `${prefix}: Field "tasks" must be of type Array`);
    bad(
      method,
      { checklist: { title: 'a', tasks: [7] } },
      `${prefix}: can't parse InputChecklistTask: expected an Object`,
    );
    bad(method, { checklist: { title: 'a', tasks: [] } }, 'chat_id is empty');
    bad(method, { checklist: { title: 'a', tasks: [] }, chat_id: 999, message_id: 1 }, 'chat not found');
  }
  bad(
    'editMessageChecklist',
    { checklist: { title: 'a', tasks: [] }, chat_id: stage.user, message_id: 999 },
    'message to edit not found',
  );
  bad(
    'editMessageChecklist',
    { checklist: { title: 'a', tasks: [] }, chat_id: stage.user, message_id: stage.text },
    'there is no checklist in the message to edit',
  );
  bad('sendLivePhoto', {}, 'there is no live photo in the request');
  bad('sendLivePhoto', { live_photo: stage.documentId }, 'there is no photo in the request');
  bad('answerGuestQuery', {}, "result isn't specified");
  bad('answerGuestQuery', { result: '7' }, "can't parse inline query result: Inline query result must be an object");
  const post = (value: unknown, words: string): void =>
    bad('sendMessage', { text: 'a', chat_id: stage.user, suggested_post_parameters: value }, words);
  post('{', "can't parse suggested post parameters JSON object");
  post('7', 'object expected as suggested post parameters');
  post({ price: 7 }, 'object expected as suggested post price');
  post({ price: { currency: 'EUR', amount: 1 } }, 'invalid suggested post price currency specified');
  post({ price: { currency: 'TON', amount: 1 } }, 'suggested post price must be divisible by 10000000 nanotoncoins');
}
