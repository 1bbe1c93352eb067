/** Fields that the schema no longer has and the official server still writes, with their types. */
export const LEGACY_FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Message: {
    forward_from: 'User',
    forward_from_chat: 'Chat',
    forward_from_message_id: 'int',
    forward_signature: 'string',
    forward_sender_name: 'string',
    forward_date: 'int',
    new_chat_participant: 'User',
    new_chat_member: 'User',
    left_chat_participant: 'User',
    user_shared: 'UserShared',
  },
  Chat: { all_members_are_administrators: 'boolean' },
  ChatFullInfo: { all_members_are_administrators: 'boolean', can_send_gift: 'true' },
  ChatMemberAdministrator: { can_manage_voice_chats: 'boolean' },
  ChatAdministratorRights: { can_manage_voice_chats: 'boolean' },
  ChatMemberRestricted: { can_send_media_messages: 'boolean' },
  Poll: { correct_option_id: 'int' },
  UsersShared: { user_ids: 'int[]' },
  ChatPermissions: { can_send_media_messages: 'boolean' },
  StickerSet: { contains_masks: 'boolean', thumb: 'PhotoSize' },
  Animation: { thumb: 'PhotoSize' },
  Audio: { thumb: 'PhotoSize' },
  Document: { thumb: 'PhotoSize' },
  Video: { thumb: 'PhotoSize' },
  VideoNote: { thumb: 'PhotoSize' },
  Sticker: { thumb: 'PhotoSize' },
};

/** Objects that only such fields have. */
export const LEGACY_OBJECTS: Readonly<Record<string, readonly (readonly [string, string, 0 | 1])[]>> = {
  UserShared: [
    ['user_id', 'int', 1],
    ['request_id', 'int', 1],
  ],
};

type Facts = Readonly<Record<string, unknown>>;
type Rule = (value: Facts, report: (what: string, field?: string) => void) => void;

/** What must hold beyond types, by the name of the object. */
export const RULES: Readonly<Record<string, Rule>> = {
  Update: (update, report) => {
    if (!isPositive(update['update_id'])) report('is not positive', 'update_id');
    if (Object.keys(update).length !== 2) report(`has ${Object.keys(update).join()} instead of one kind`);
  },
  User: (user, report) => {
    if (!isPositive(user['id'])) report('is not positive', 'id');
    if (user['first_name'] === '') report('is empty', 'first_name');
    for (const field of ONLY_GET_ME) if (user[field] !== undefined) report('is what only getMe tells', field);
  },
  Chat: checkChat,
  ChatFullInfo: checkChat,
  Message: checkMessage,
  MessageId: checkMessageId,
  InaccessibleMessage: (message, report) => {
    checkMessageId(message, report);
    if (message['date'] !== 0) report('is not 0', 'date');
  },
  PhotoSize: checkFile,
  Animation: checkFile,
  Audio: checkFile,
  Document: checkFile,
  Video: checkFile,
  VideoNote: checkFile,
  Voice: checkFile,
  Sticker: checkFile,
  File: checkFile,
  Poll: (poll, report) => checkEntities(poll, 'question', 'question_entities', report),
  PollOption: (option, report) => checkEntities(option, 'text', 'text_entities', report),
  TextQuote: (quote, report) => checkEntities(quote, 'text', 'entities', report),
  MessageEntity: (entity, report) => {
    if (!isPositive(entity['length'])) report('is not positive', 'length');
    for (const [type, field] of Object.entries(ENTITY_FIELDS)) {
      if ((entity['type'] === type) !== (entity[field] !== undefined) && !(type === 'pre' && entity['type'] === 'pre'))
        report(`does not go with ${String(entity['type'])}`, field);
    }
  },
};

const ENTITY_FIELDS = { text_link: 'url', text_mention: 'user', pre: 'language', custom_emoji: 'custom_emoji_id' };
const ONLY_GET_ME = [
  'can_join_groups',
  'can_read_all_group_messages',
  'supports_inline_queries',
  'supports_guest_queries',
  'can_connect_to_business',
  'has_main_web_app',
  'has_topics_enabled',
  'allows_users_to_create_topics',
  'can_manage_bots',
];

/** Ids of supergroups and channels begin where those of basic groups end. */
const LAST_GROUP = -1_000_000_000_000;

function checkChat(chat: Facts, report: Parameters<Rule>[1]): void {
  const { id, type } = { id: 0, type: '', ...chat };
  if (typeof id !== 'number' || typeof type !== 'string') return;
  const kind = id > 0 ? 'private' : id > LAST_GROUP ? 'group' : 'supergroup';
  if (kind !== (type === 'channel' ? 'supergroup' : type)) report(`${id} is no id of a ${type}`, 'id');
  const named = type === 'private' ? 'first_name' : 'title';
  if (typeof chat[named] !== 'string' || chat[named] === '') report(`is missing for a ${type}`, named);
  if (chat[named === 'title' ? 'first_name' : 'title'] !== undefined) report(`has a name that is not of a ${type}`);
}

function checkMessageId(message: Facts, report: Parameters<Rule>[1]): void {
  if (!isPositive(message['message_id'])) report('is not positive', 'message_id');
}

function checkMessage(message: Facts, report: Parameters<Rule>[1]): void {
  checkMessageId(message, report);
  if (!isPositive(message['date'])) report('is not positive', 'date');
  checkEntities(message, 'text', 'entities', report);
  checkEntities(message, 'caption', 'caption_entities', report);
  if (message['text'] === '') report('is empty', 'text');
  if (message['photo'] !== undefined && listLength(message['photo']) === 0) report('is empty', 'photo');
  if (Object.keys(message).every((field) => ENVELOPE.has(field))) report('has no content');
  const contents = CONTENTS.filter((field) => message[field] !== undefined).filter(
    (field) =>
      !(field === 'document' && message['animation'] !== undefined) &&
      !(field === 'location' && message['venue'] !== undefined),
  );
  if (contents.length > 1) report(`has several contents: ${contents.join()}`);
  const { reply_to_message: inner } = { reply_to_message: undefined, ...message };
  if (typeof inner === 'object' && inner !== null && 'reply_to_message' in inner)
    report('shows what its own original answers', 'reply_to_message');
}

const CONTENTS = [
  'text',
  'animation',
  'audio',
  'document',
  'paid_media',
  'photo',
  'sticker',
  'story',
  'video',
  'video_note',
  'voice',
  'contact',
  'dice',
  'game',
  'poll',
  'venue',
  'location',
  'invoice',
  'successful_payment',
  'refunded_payment',
  'new_chat_members',
  'left_chat_member',
  'new_chat_title',
  'pinned_message',
  'forum_topic_created',
];

/** What a message has whatever is in it. */
const ENVELOPE: ReadonlySet<string> = new Set([
  'message_id',
  'message_thread_id',
  'from',
  'sender_chat',
  'date',
  'chat',
  'forward_origin',
  'is_topic_message',
  'is_automatic_forward',
  'reply_to_message',
  'external_reply',
  'quote',
  'via_bot',
  'edit_date',
  'has_protected_content',
  'media_group_id',
  'author_signature',
  'entities',
  'caption_entities',
  'reply_markup',
  'effect_id',
]);

function checkFile(file: Facts, report: Parameters<Rule>[1]): void {
  for (const field of ['file_id', 'file_unique_id']) if (file[field] === '') report('is empty', field);
  for (const field of ['width', 'height', 'file_size', 'duration', 'length']) {
    const size = file[field];
    if (typeof size === 'number' && size < 0) report('is negative', field);
  }
}

/** Entities lie within their text and are ordered by their beginnings. */
function checkEntities(owner: Facts, textField: string, field: string, report: Parameters<Rule>[1]): void {
  const { [textField]: text, [field]: entities } = owner;
  if (!Array.isArray(entities)) return;
  if (typeof text !== 'string') return report(`is there without ${textField}`, field);
  if (entities.length === 0) report('is empty', field);
  let last = 0;
  for (const { offset, length } of entities) {
    if (offset < last || offset + length > text.length) report(`has ${offset}+${length} of ${text.length}`, field);
    last = offset;
  }
}

function isPositive(value: unknown): boolean {
  return typeof value === 'number' && value > 0;
}

function listLength(value: unknown): number {
  return Array.isArray(value) ? value.length : -1;
}
