import { readFileSync } from 'node:fs';

const { classes }: { classes: Record<string, string[]> } = JSON.parse(
  readFileSync(new URL('../../data/bot-api-json-fields.json', import.meta.url), 'utf8'),
);

/** Which class of the official server writes the object in a field. */
const CLASS_OF: Readonly<Record<string, string>> = {
  message: 'JsonMessage',
  edited_message: 'JsonMessage',
  channel_post: 'JsonMessage',
  edited_channel_post: 'JsonMessage',
  reply_to_message: 'JsonMessage',
  pinned_message: 'JsonMessage',
  callback_query: 'JsonCallbackQuery',
  inline_query: 'JsonInlineQuery',
  chosen_inline_result: 'JsonChosenInlineResult',
  shipping_query: 'JsonShippingQuery',
  pre_checkout_query: 'JsonPreCheckoutQuery',
  purchased_paid_media: 'JsonPaidMediaPurchased',
  poll: 'JsonPoll',
  poll_answer: 'JsonPollAnswer',
  my_chat_member: 'JsonChatMemberUpdated',
  chat_member: 'JsonChatMemberUpdated',
  chat_join_request: 'JsonChatJoinRequest',
  message_reaction: 'JsonMessageReactionUpdated',
  message_reaction_count: 'JsonMessageReactionCountUpdated',
  managed_bot: 'JsonManagedBotUpdated',
  old_chat_member: 'JsonChatMember',
  new_chat_member: 'JsonChatMember',
  from: 'JsonUser',
  user: 'JsonUser',
  via_bot: 'JsonUser',
  sender_user: 'JsonUser',
  forward_from: 'JsonUser',
  new_chat_participant: 'JsonUser',
  new_chat_members: 'JsonUser',
  left_chat_participant: 'JsonUser',
  left_chat_member: 'JsonUser',
  chat: 'JsonChat',
  sender_chat: 'JsonChat',
  forward_from_chat: 'JsonChat',
  forward_origin: 'JsonMessageOrigin',
  entities: 'JsonEntity',
  caption_entities: 'JsonEntity',
  photo: 'JsonPhotoSize',
  new_chat_photo: 'JsonPhotoSize',
  thumbnail: 'JsonThumbnail',
  document: 'JsonDocument',
  audio: 'JsonAudio',
  video: 'JsonVideo',
  video_note: 'JsonVideoNote',
  voice: 'JsonVoiceNote',
  animation: 'JsonAnimation',
  sticker: 'JsonSticker',
  paid_media: 'JsonPaidMediaInfo',
  location: 'JsonLocation',
  venue: 'JsonVenue',
  contact: 'JsonContact',
  dice: 'JsonDice',
  options: 'JsonPollOption',
  invoice: 'JsonInvoice',
  successful_payment: 'JsonSuccessfulPaymentBot',
  refunded_payment: 'JsonRefundedPayment',
  order_info: 'JsonOrderInfo',
  shipping_address: 'JsonAddress',
  web_app_data: 'JsonWebAppData',
  users_shared: 'JsonUsersShared',
  users: 'JsonSharedUser',
  chat_shared: 'JsonChatShared',
  quote: 'JsonTextQuote',
  external_reply: 'JsonExternalReplyInfo',
  link_preview_options: 'JsonLinkPreviewOptions',
  forum_topic_created: 'JsonForumTopicCreated',
  forum_topic_edited: 'JsonForumTopicEdited',
  reply_markup: 'JsonReplyMarkup',
  inline_keyboard: 'JsonInlineKeyboardButton',
  invite_link: 'JsonChatInviteLink',
  poll_option_added: 'JsonPollOptionAdded',
  managed_bot_created: 'JsonManagedBotCreated',
};

/**
 * Compares the order of the fields of an object, and of all objects in it, with that of the official server. Fields
 * that the data does not list (they come from shared helpers) are not judged.
 */
export function findDisorder(path: string, kind: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => findDisorder(path, kind, item));
  if (typeof value !== 'object' || value === null) return [];
  const wrong: string[] = [];
  const order = orderOf(CLASS_OF[kind] ?? kind, value);
  const known = Object.keys(value).filter((field) => order.includes(field));
  const sorted = known.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  if (known.join() !== sorted.join()) wrong.push(`${path} (${kind}): ${known.join()} instead of ${sorted.join()}`);
  for (const [field, inner] of Object.entries(value)) wrong.push(...findDisorder(`${path}.${field}`, field, inner));
  return wrong;
}

/** The data lists the fields of a class as they first appear in the source; where kinds differ, a kind has its own. */
function orderOf(name: string, value: object): readonly string[] {
  const listed = classes[name] ?? [];
  const { type, status } = { type: undefined, status: undefined, ...value };
  const first = FIRST[`${name} ${name === 'JsonChat' ? type : status}`] ?? [];
  return [...first, ...listed.filter((field) => !first.includes(field))];
}

const RIGHTS = classes['json_store_administrator_rights'] ?? [];
const FIRST: Readonly<Record<string, readonly string[]>> = {
  'JsonChat group': ['id', 'title', 'type', 'is_forum', 'all_members_are_administrators'],
  'JsonChat supergroup': ['id', 'title', 'username', 'type', 'is_forum'],
  'JsonChat channel': ['id', 'title', 'username', 'type'],
  'JsonChatMember administrator': [
    'user',
    'status',
    'can_be_edited',
    ...RIGHTS,
    'can_manage_voice_chats',
    'custom_title',
  ],
  'JsonChatMember restricted': ['user', 'status', 'until_date', 'is_member', 'tag'],
};
