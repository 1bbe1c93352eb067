import type { Refusal } from './refusal-table.ts';
import type { Stage } from './stage.ts';

const CHAT = [
  'sendMessage',
  'sendChatAction',
  'editMessageText',
  'deleteMessages',
  'getChat',
  'getChatMember',
  'getChatMemberCount',
  'getChatAdministrators',
  'forwardMessage',
  'copyMessage',
  'leaveChat',
  'setMessageReaction',
];

/** Parameters with which a method reaches the check of its chat. */
const ENOUGH: Record<string, object> = {
  sendMessage: { text: 'x' },
  sendChatAction: { action: 'typing' },
  editMessageText: { text: 'x', message_id: 1 },
  deleteMessages: { message_ids: [1] },
  getChatMember: { user_id: 1 },
};

/** All refusals that the stage can provoke, grouped as in the reference data. */
export function listRefusals(stage: Stage): Refusal[] {
  const { user, text, photo } = stage;
  const rows: Refusal[] = [];
  const bad = (method: string, params: object, words: string): void => {
    rows.push({ method, params, code: 400, description: `Bad Request: ${words}` });
  };
  const forbidden = (method: string, params: object, words: string): void => {
    rows.push({ method, params, code: 403, description: `Forbidden: ${words}` });
  };

  // The chat.
  for (const method of CHAT) {
    const rest = ENOUGH[method] ?? {};
    const source =
      method === 'forwardMessage' || method === 'copyMessage' ? { from_chat_id: user, message_id: text } : {};
    bad(method, { ...rest, ...source }, 'chat_id is empty');
    bad(method, { ...rest, ...source, chat_id: '' }, 'chat_id is empty');
    for (const chat of [999, -999, '@nobody_here', '@anna_here', 'garbage']) {
      bad(method, { ...rest, ...source, chat_id: chat }, 'chat not found');
    }
  }
  forbidden('sendMessage', say(stage.deleted), 'user is deactivated');
  bad('sendMessage', say(stage.migrated), 'group chat was upgraded to a supergroup chat');
  forbidden('sendMessage', say(stage.kickedGroup), 'bot was kicked from the group chat');
  forbidden('sendMessage', say(stage.leftGroup), 'bot is not a member of the group chat');
  forbidden('sendMessage', say(stage.kickedSupergroup), 'bot was kicked from the supergroup chat');
  forbidden('getChat', { chat_id: stage.kickedSupergroup }, 'bot was kicked from the supergroup chat');
  forbidden('sendMessage', say(stage.leftSupergroup), 'bot is not a member of the supergroup chat');
  forbidden('sendMessage', say(stage.kickedChannel), 'bot was kicked from the channel chat');
  forbidden('sendMessage', say(stage.leftChannel), 'bot is not a member of the channel chat');
  forbidden('sendMessage', say(stage.blocker), 'bot was blocked by the user');
  forbidden('sendMessage', say(stage.stranger), "bot can't initiate conversation with a user");
  forbidden('sendMessage', say(stage.otherBot), "the bot can't send messages to the bot");

  // Text, entities.
  for (const method of ['sendMessage', 'editMessageText']) {
    const base = { chat_id: user, ...(method === 'editMessageText' ? { message_id: text } : {}) };
    bad(method, base, 'message text is empty');
    bad(method, { ...base, text: '' }, 'message text is empty');
    bad(method, { ...base, text: 'x'.repeat(32_769) }, 'text is too long');
    bad(method, { ...base, text: 'x', parse_mode: 'BBCode' }, 'unsupported parse_mode');
    // At the top level of a JSON body, null is the text "null".
    bad(method, { ...base, text: 'x', parse_mode: null }, 'unsupported parse_mode');
    bad(method, { ...base, text: ' \n ' }, 'text must be non-empty');
    bad(method, { ...base, text: 'x'.repeat(4097) }, 'message is too long');
    bad(method, { ...base, text: '\ud800' }, 'strings must be encoded in UTF-8');
    bad(
      method,
      { ...base, text: '<b>x', parse_mode: 'HTML' },
      'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    );
    bad(
      method,
      { ...base, text: '*x', parse_mode: 'Markdown' },
      "can't parse entities: Can't find end of the entity starting at byte offset 0",
    );
    bad(
      method,
      { ...base, text: 'a.b', parse_mode: 'MarkdownV2' },
      "can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'",
    );
  }
  const entities = (list: unknown): object => ({ chat_id: user, text: '🏟 ab', entities: list });
  const entity = "can't parse MessageEntity: ";
  bad('sendMessage', entities([1]), `${entity}expected an Object`);
  bad('sendMessage', entities([{ length: 1, type: 'bold' }]), `${entity}Can't find field "offset"`);
  bad('sendMessage', entities([{ offset: 1, type: 'bold' }]), `${entity}Can't find field "length"`);
  bad('sendMessage', entities([{ offset: 1, length: 1 }]), `${entity}Can't find field "type"`);
  bad('sendMessage', entities([{ offset: 1, length: 1, type: '' }]), `${entity}Type is not specified`);
  bad('sendMessage', entities([{ offset: 1, length: 1, type: 'loud' }]), `${entity}Unsupported type specified`);
  bad('sendMessage', entities([{ offset: -1, length: 1, type: 'bold' }]), 'receive an entity with incorrect offset -1');
  bad('sendMessage', entities([{ offset: 0, length: -1, type: 'bold' }]), 'receive an entity with incorrect length -1');
  bad(
    'sendMessage',
    entities([{ offset: 1, length: 1, type: 'bold' }]),
    'entity begins in a middle of a UTF-16 symbol at byte offset 0',
  );
  bad(
    'sendMessage',
    entities([{ offset: 0, length: 1, type: 'bold' }]),
    'entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 0',
  );
  bad(
    'sendMessage',
    entities([{ offset: 9, length: 1, type: 'bold' }]),
    'entity begins after the end of the text at UTF-16 offset 9',
  );
  bad(
    'sendMessage',
    entities([{ offset: 3, length: 9, type: 'bold' }]),
    'entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 12',
  );

  // Reply, topic, preview.
  const more = (params: object): object => ({ chat_id: user, text: 'x', ...params });
  bad('sendMessage', more({ reply_parameters: '{' }), "can't parse reply parameters JSON object");
  bad('sendMessage', more({ reply_parameters: [1] }), 'object expected as reply parameters');
  bad('sendMessage', more({ reply_parameters: {} }), 'can\'t find field "message_id"');
  bad('sendMessage', more({ reply_parameters: { message_id: 999 } }), 'message to be replied not found');
  bad('sendMessage', more({ reply_to_message_id: 999 }), 'message to be replied not found');
  bad('sendMessage', { chat_id: stage.forum, text: 'x', message_thread_id: 77 }, 'message thread not found');
  bad('sendMessage', { chat_id: stage.forum, text: 'x', message_thread_id: 1 }, 'message thread not found');
  bad('sendMessage', more({ link_preview_options: '{' }), "can't parse link preview options JSON object");
  bad('sendMessage', more({ link_preview_options: '7' }), 'object expected as link preview options');

  // Keyboards.
  const markup = (value: unknown): object => more({ reply_markup: value });
  const inline = (button: unknown): object => markup({ inline_keyboard: [[button]] });
  const keys = (button: unknown): object => markup({ keyboard: [[button]] });
  const inlineWords = "can't parse inline keyboard button: ";
  bad('sendMessage', markup('{'), "can't parse reply keyboard markup JSON object");
  bad('sendMessage', markup([]), 'object expected as reply markup');
  bad('sendMessage', markup(null), 'object expected as reply markup');
  bad('sendMessage', markup({ keyboard: 1 }), 'field "keyboard" must be of type Array');
  bad('sendMessage', markup({ keyboard: [1] }), 'field "keyboard" must be an Array of Arrays');
  bad('sendMessage', markup({ inline_keyboard: null }), 'field "inline_keyboard" must be of type Array');
  bad(
    'sendMessage',
    markup({ inline_keyboard: [1] }),
    'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
  );
  bad('sendMessage', keys(1), "can't parse keyboard button: KeyboardButton must be a String or an Object");
  bad('sendMessage', keys({}), 'can\'t parse keyboard button: Can\'t find field "text"');
  bad('sendMessage', inline(1), `${inlineWords}InlineKeyboardButton must be an Object`);
  bad('sendMessage', inline({}), `${inlineWords}Can't find field "text"`);
  bad('sendMessage', inline({ text: 'a' }), `${inlineWords}Text buttons are unallowed in the inline keyboard`);
  bad(
    'sendMessage',
    inline({ text: 'a', callback_data: '' }),
    `${inlineWords}Text buttons are unallowed in the inline keyboard`,
  );
  bad(
    'sendMessage',
    inline({ text: 'a', callback_data: 'b', style: 'loud' }),
    `${inlineWords}invalid button style specified`,
  );
  bad(
    'sendMessage',
    inline({ text: 'a', login_url: { url: 'https://a.org', bot_username: '1' } }),
    `${inlineWords}LoginUrl bot username is invalid`,
  );
  bad(
    'sendMessage',
    inline({ text: 'a', url: 'ftp://a.org' }),
    "inline keyboard button URL 'ftp://a.org' is invalid: Unsupported URL protocol",
  );
  bad(
    'sendMessage',
    inline({ text: 'a', url: 'http://:80' }),
    "inline keyboard button URL 'http://:80' is invalid: URL host is empty",
  );
  bad(
    'sendMessage',
    inline({ text: 'a', url: 'http://a.org:x' }),
    "inline keyboard button URL 'http://a.org:x' is invalid: Wrong port number specified in the URL",
  );
  bad(
    'sendMessage',
    inline({ text: 'a', web_app: { url: 'http://a.org' } }),
    "inline keyboard button Web App URL 'http://a.org' is invalid: Only HTTPS links are allowed",
  );
  bad(
    'sendMessage',
    keys({ text: 'a', web_app: { url: 'http://a.org' } }),
    "keyboard button Web App URL 'http://a.org' is invalid: Only HTTPS links are allowed",
  );
  bad('sendMessage', inline({ text: 'a', callback_data: 'é'.repeat(33) }), 'BUTTON_DATA_INVALID');
  bad(
    'sendMessage',
    {
      chat_id: stage.channel,
      text: 'x',
      reply_markup: { inline_keyboard: [[{ text: 'a', switch_inline_query_current_chat: '' }]] },
    },
    "can't use switch_inline_query button in a channel chat, because users will not be able to use the button without knowing bot's username",
  );
  const onlyPrivate: [object, string][] = [
    [{ request_contact: true }, 'phone number can be requested in private chats only'],
    [{ request_location: true }, 'location can be requested in private chats only'],
    [{ request_poll: {} }, 'poll can be requested in private chats only'],
    [{ web_app: { url: 'https://a.org' } }, 'web App buttons can be used in private chats only'],
    [{ request_users: { request_id: 1 } }, 'users can be requested in private chats only'],
    [{ request_chat: { request_id: 1, chat_is_channel: false } }, 'chats can be requested in private chats only'],
  ];
  for (const [button, words] of onlyPrivate) {
    bad(
      'sendMessage',
      { chat_id: stage.group, text: 'x', reply_markup: { keyboard: [[{ text: 'a', ...button }]] } },
      words,
    );
  }

  // Edits.
  const edits: [string, object, string][] = [
    ['editMessageText', { text: 'new' }, 'there is no text in the message to edit'],
    ['editMessageCaption', { caption: 'new' }, 'there is no caption in the message to edit'],
    ['editMessageReplyMarkup', {}, ''],
  ];
  for (const [method, content, wrongKind] of edits) {
    bad(method, content, 'message identifier is not specified');
    bad(method, { chat_id: user, message_id: 999, ...content }, 'message to edit not found');
    bad(method, { chat_id: user, message_id: stage.fromUser, ...content }, "message can't be edited");
    bad(method, { chat_id: user, message_id: stage.withKeyboard, ...content }, "message can't be edited");
    bad(
      method,
      { chat_id: user, message_id: text, ...content, reply_markup: { keyboard: [['a']] } },
      'inline keyboard expected',
    );
    if (wrongKind === '') continue;
    bad(method, { chat_id: user, message_id: method === 'editMessageText' ? photo : text, ...content }, wrongKind);
  }
  bad(
    'editMessageCaption',
    { chat_id: user, message_id: photo, caption: 'x'.repeat(1025) },
    'message caption is too long',
  );
  const same =
    'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';
  bad('editMessageText', { chat_id: user, message_id: text, text: 'a text' }, same);
  bad('editMessageReplyMarkup', { chat_id: user, message_id: text }, same);
  bad('editMessageCaption', { chat_id: user, message_id: photo }, same);

  // Answers, actions.
  const late = 'query is too old and response timeout expired or query ID is invalid';
  bad('answerCallbackQuery', {}, late);
  bad('answerCallbackQuery', { callback_query_id: 'garbage' }, late);
  bad('answerCallbackQuery', { callback_query_id: '1', text: 'x'.repeat(201) }, 'MESSAGE_TOO_LONG');
  bad('sendChatAction', { chat_id: user, action: 'dance' }, 'wrong parameter action in request');

  // Media.
  for (const kind of ['photo', 'document', 'voice']) {
    const method = `send${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
    const send = (value: string, rest: object = {}): object => ({ chat_id: user, [kind]: value, ...rest });
    const wrong = 'wrong remote file identifier specified: ';
    bad(method, { chat_id: user }, `there is no ${kind} in the request`);
    bad(method, send('attach://nothing'), `there is no ${kind} in the request`);
    bad(method, send('@@@'), `${wrong}Wrong character in the string`);
    bad(method, send('abcde'), `${wrong}Wrong string length`);
    bad(method, send('abcd'), `${wrong}can't unserialize it. Wrong last symbol`);
    bad(method, send(Buffer.from([1, 0x2a]).toString('base64url')), `${wrong}can't unserialize it`);
    bad(method, send('ftp://a.org/x'), 'invalid file HTTP URL specified: Unsupported URL protocol');
    bad(method, send('http://:1/x.png'), 'invalid file HTTP URL specified: URL host is empty');
    bad(method, send(stage.documentId, { caption: 'x'.repeat(1025) }), 'message caption is too long');
    const rights: Record<string, string> = { photo: 'photos', document: 'documents', voice: 'voice notes' };
    const own = kind === 'photo' ? stage.photoId : stage.documentId;
    const [wrongId, from] = kind === 'photo' ? [stage.documentId, 'Document'] : [stage.photoId, 'Photo'];
    const as: Record<string, string> = { photo: 'Photo', document: 'Document', voice: 'VoiceNote' };
    bad(method, send(wrongId), `can't use file of type ${from} as ${as[kind]}`);
    bad(method, { chat_id: stage.restricted, [kind]: own }, `not enough rights to send ${rights[kind]} to the chat`);
    bad(method, { chat_id: stage.memberChannel, [kind]: own }, 'need administrator rights in the channel chat');
  }
  bad('sendMessage', say(stage.restricted), 'not enough rights to send text messages to the chat');
  bad('sendMessage', say(stage.memberChannel), 'need administrator rights in the channel chat');

  // Places.
  bad('sendLocation', { chat_id: user }, 'latitude is empty');
  bad('sendLocation', { chat_id: user, latitude: 1 }, 'longitude is empty');
  bad('sendLocation', { chat_id: user, latitude: 91, longitude: 1 }, 'invalid location specified');
  bad(
    'sendLocation',
    { chat_id: user, latitude: 1, longitude: 1, live_period: 5 },
    'wrong live location period specified',
  );
  bad(
    'sendLocation',
    { chat_id: stage.restricted, latitude: 1, longitude: 1 },
    'not enough rights to send locations to the chat',
  );
  bad(
    'sendLocation',
    { chat_id: stage.memberChannel, latitude: 1, longitude: 1 },
    'need administrator rights in the channel chat',
  );
  bad('sendContact', { chat_id: user }, 'parameter "phone_number" is required');
  bad('sendContact', { chat_id: user, phone_number: '+1' }, 'parameter "first_name" is required');
  bad(
    'sendContact',
    { chat_id: stage.memberChannel, phone_number: '+1', first_name: 'a' },
    'need administrator rights in the channel chat',
  );

  // Members.
  bad('getChatMember', { chat_id: stage.group }, 'invalid user_id specified');
  bad('getChatMember', { chat_id: stage.group, user_id: -1 }, 'invalid user_id specified');
  bad('getChatMember', { chat_id: user, user_id: stage.stranger }, 'member not found');
  bad('getChatMember', { chat_id: stage.memberChannel, user_id: user }, 'member list is inaccessible');
  bad('getChatMember', { chat_id: stage.group, user_id: 4 }, 'PARTICIPANT_ID_INVALID');
  bad('getChatAdministrators', { chat_id: user }, 'there are no administrators in the private chat');

  // Which of two faults is told: content before chat, chat before length.
  bad('sendMessage', { chat_id: 999 }, 'message text is empty');
  bad('sendMessage', { chat_id: 999, text: 'x'.repeat(4097) }, 'chat not found');
  bad('sendMessage', { chat_id: 999, text: 'x', reply_markup: [] }, 'object expected as reply markup');
  return rows;
}

function say(chat: number): object {
  return { chat_id: chat, text: 'x' };
}
