import type { Invoice, PaidMedia, Poll, Quote, ServiceFields, SharedLocation } from './content-types.ts';

/** What the simulator's control API answers with, as far as this client shows it. Objects keep the Bot API's names. */

export interface User {
  id: number;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  is_bot?: boolean;
  is_premium?: boolean;
  /** The account was deleted. */
  deactivated?: boolean;
}

export interface Bot {
  id: number;
  username: string;
  first_name: string;
}

export interface BotProfile extends Bot {
  description?: string;
  short_description?: string;
  supports_inline_queries?: boolean;
  inline_placeholder?: string;
  menu_button?: { type: string; text?: string; web_app?: { url: string } };
  web_apps?: Record<string, string>;
}

export interface BotCommand {
  command: string;
  description: string;
}

export interface Chat {
  id: number;
  type: 'private' | 'group' | 'supergroup' | 'channel';
  title?: string;
  first_name?: string;
  last_name?: string;
  username?: string;
  is_forum?: boolean;
}

export interface MessageEntity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  user?: User;
  language?: string;
  custom_emoji_id?: string;
}

export interface SwitchToChosenChat {
  query?: string;
}

export interface InlineButton {
  text: string;
  callback_data?: string;
  url?: string;
  style?: string;
  web_app?: { url: string };
  login_url?: { url: string };
  copy_text?: { text: string };
  switch_inline_query?: string;
  switch_inline_query_current_chat?: string;
  switch_inline_query_chosen_chat?: SwitchToChosenChat;
  pay?: boolean;
}

export interface KeyboardButton {
  text: string;
  style?: string;
  request_contact?: boolean;
  request_location?: boolean;
  request_poll?: { type?: 'regular' | 'quiz' };
  request_users?: { max_quantity?: number; user_is_bot?: boolean };
  request_chat?: { chat_is_channel?: boolean };
  web_app?: { url: string };
}

export interface ReplyKeyboard {
  /** Absent when the bot only asks for a reply. */
  keyboard?: (KeyboardButton | string)[][];
  force_reply?: boolean;
  resize_keyboard?: boolean;
  one_time_keyboard?: boolean;
  is_persistent?: boolean;
  input_field_placeholder?: string;
}

export interface ReplyMarkup {
  inline_keyboard?: InlineButton[][];
  force_reply?: boolean;
  input_field_placeholder?: string;
}

export interface StoredFile {
  file_id: string;
  file_unique_id: string;
  file_size?: number;
  file_name?: string;
  mime_type?: string;
  width?: number;
  height?: number;
  duration?: number;
  title?: string;
  performer?: string;
  emoji?: string;
  is_video?: boolean;
  is_animated?: boolean;
  /** The side of a round video. */
  length?: number;
  thumbnail?: { url?: string };
  url?: string;
}

export interface Location {
  latitude: number;
  longitude: number;
}

export interface Contact {
  phone_number: string;
  first_name: string;
  last_name?: string;
  user_id?: number;
}

export interface MessageOrigin {
  type: string;
  sender_user?: User;
  sender_user_name?: string;
  chat?: Chat;
  sender_chat?: Chat;
}

export interface Message extends ServiceFields {
  message_id: number;
  message_thread_id?: number;
  date: number;
  chat: Chat;
  from?: User;
  sender_chat?: Chat;
  outgoing?: boolean;
  edit_date?: number;
  edited_at?: number | string;
  /** Of what a person sent: whether a bot has confirmed it; absent where no bot is there. */
  delivered?: boolean;
  deleted?: boolean;
  text?: string;
  entities?: MessageEntity[];
  caption?: string;
  caption_entities?: MessageEntity[];
  reply_markup?: ReplyMarkup;
  reply_to_message?: Message;
  forward_origin?: MessageOrigin;
  media_group_id?: string;
  photo?: StoredFile[];
  document?: StoredFile;
  voice?: StoredFile;
  audio?: StoredFile;
  video?: StoredFile;
  animation?: StoredFile;
  video_note?: StoredFile;
  sticker?: StoredFile;
  live_photo?: StoredFile;
  has_media_spoiler?: boolean;
  show_caption_above_media?: boolean;
  location?: SharedLocation;
  venue?: { location: Location; title: string; address: string };
  contact?: Contact;
  dice?: { emoji: string; value: number };
  poll?: Poll;
  invoice?: Invoice;
  paid_media?: PaidMedia;
  pinned_message?: Message;
  /** The part of the replied message that is meant. */
  quote?: Quote;
  external_reply?: { origin: MessageOrigin; chat?: Chat };
  via_bot?: User;
  has_protected_content?: boolean;
  effect_id?: string;
  is_pinned?: boolean;
  /** Emoji by the id of who reacted. */
  reactions?: Record<string, string[]>;
  /** Of the first message of an album that is shown as one: all of them. */
  album?: readonly Message[];
}

export interface Dialog {
  chat: Chat;
  bot?: Bot;
  members?: number;
  last_message?: Message;
  unread: number;
  reply_keyboard?: ReplyKeyboard | null;
  /** The keyboard was for one use and has been used. */
  keyboard_hidden?: boolean;
  placeholder?: string;
  blocked?: boolean;
  started: boolean;
}

export interface SentMessage {
  message_id: number;
  chat_id: number;
}

/** How a chat is named in a request: a private one by its bot, any other by its id. */
export type ChatAddress = { bot: number } | { chat: number; thread?: number };

export interface CallbackAnswer {
  callback_query_id: string;
  text?: string;
  show_alert?: boolean;
  url?: string;
}

/** What a bot is writing; without text it is only thinking. */
export interface StreamedDraft {
  chat_id?: number;
  bot_id: number;
  thread?: number;
  draft_id: number;
  text: string;
  entities?: MessageEntity[];
  can_stop?: boolean;
  /** Milliseconds of the simulated time at which it is gone. */
  until: number;
}

/** One parsed event of the simulator's stream. */
export type SimulatorEvent =
  | { kind: 'message'; data: { chat_id: number; bot_id?: number; message: Message } }
  | { kind: 'edit'; data: { chat_id: number; bot_id?: number; message: Message } }
  | { kind: 'delete'; data: { chat_id: number; bot_id?: number; message_ids: number[] } }
  | { kind: 'answer'; data: CallbackAnswer }
  | { kind: 'action'; data: { chat_id: number; bot_id: number; action: string; until?: number | string } }
  | { kind: 'dialog'; data: { chat_id?: number; bot_id?: number } }
  | { kind: 'user'; data: Partial<User> }
  | { kind: 'bot'; data: Partial<Bot> }
  | { kind: 'read'; data: { chat_id?: number; bot_id?: number } }
  | { kind: 'delivered'; data: { chat_id: number; bot_id?: number; message_ids: number[] } }
  | { kind: 'journal'; data: { last: number } }
  | { kind: 'clock'; data: ClockState }
  | { kind: 'draft'; data: StreamedDraft }
  | { kind: 'limits' | 'fault' | 'reset' | 'payment' | 'stars' | 'subscription' | 'web_app'; data: object };

/** The simulator's time; `now` in milliseconds since 1970. */
export interface ClockState {
  now: number;
  rate: number;
  frozen: boolean;
}
