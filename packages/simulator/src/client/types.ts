import type { SimPoll } from './polls.ts';
import type { MessageEntity } from '@durabot/bot-api';

/** What the control API gives back, as far as tests need it. */
export interface SimUser {
  id: number;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export interface SimBot {
  id: number;
  token: string;
  username: string;
}

export interface SimButton {
  text: string;
  pay?: boolean;
  web_app?: { url: string };
  callback_data?: string;
  url?: string;
  request_contact?: boolean;
  request_location?: boolean;
}

export interface SimMarkup {
  inline_keyboard?: SimButton[][];
  keyboard?: SimButton[][];
  remove_keyboard?: boolean;
  force_reply?: boolean;
  one_time_keyboard?: boolean;
  resize_keyboard?: boolean;
  input_field_placeholder?: string;
}

export interface SimFile {
  file_unique_id: string;
  file_size?: number;
  file_name?: string;
  mime_type?: string;
  thumbnail?: SimFile;
  /** Path on the simulator under which the bytes are served. */
  url: string;
  width?: number;
  height?: number;
  duration?: number;
}

/** A message as the acting person sees it. */
export interface SimMessage {
  message_id: number;
  from?: { id: number; is_bot: boolean; first_name: string; username?: string };
  chat: { id: number; type: string; title?: string };
  date: number;
  edited_at?: number;
  deleted?: boolean;
  /** Sent by the acting person. */
  outgoing: boolean;
  /** Number of the change; it grows with each new message and each edit. */
  rev: number;
  text?: string;
  caption?: string;
  entities?: MessageEntity[];
  caption_entities?: MessageEntity[];
  reply_markup?: SimMarkup;
  reply_to_message?: SimMessage;
  /** What the message replies to in another chat. */
  external_reply?: Record<string, unknown>;
  quote?: { text: string; position: number; entities?: MessageEntity[] };
  message_thread_id?: number;
  is_topic_message?: boolean;
  forward_origin?: { type: string; sender_user_name?: string; message_id?: number };
  has_protected_content?: boolean;
  effect_id?: string;
  /** Emoji (or `custom:<id>`) by account. */
  reactions?: Record<string, string[]>;
  is_pinned?: boolean;
  /** Sent without a sound, by `disable_notification`. */
  is_silent?: boolean;
  pinned_message?: SimMessage;
  forum_topic_created?: { name: string; icon_color: number; icon_custom_emoji_id?: string };
  forum_topic_edited?: { name?: string; icon_custom_emoji_id?: string };
  forum_topic_closed?: object;
  forum_topic_reopened?: object;
  general_forum_topic_hidden?: object;
  general_forum_topic_unhidden?: object;
  media_group_id?: string;
  photo?: SimFile[];
  live_photo?: SimFile;
  document?: SimFile;
  voice?: SimFile;
  animation?: SimFile;
  audio?: SimFile;
  video?: SimFile;
  sticker?: SimFile;
  video_note?: SimFile;
  location?: { latitude: number; longitude: number; live_period?: number; heading?: number };
  dice?: { emoji: string; value: number };
  venue?: { location: { latitude: number; longitude: number }; title: string; address: string };
  contact?: { phone_number: string; first_name: string };
  poll?: SimPoll;
  paid_media?: { star_count: number; paid_media: Record<string, unknown>[] };
  new_chat_members?: { id: number; is_bot: boolean; first_name: string; username?: string }[];
  left_chat_member?: { id: number; is_bot: boolean; first_name: string; username?: string };
  new_chat_title?: string;
  migrate_to_chat_id?: number;
  migrate_from_chat_id?: number;
  users_shared?: { request_id: number; users: { user_id: number }[] };
  chat_shared?: { request_id: number; chat_id: number };
  via_bot?: { id: number; first_name: string; username?: string };
  web_app_data?: { button_text: string; data: string };
  invoice?: SimInvoice;
  successful_payment?: { currency: string; total_amount: number; telegram_payment_charge_id: string };
  refunded_payment?: { currency: string; total_amount: number; telegram_payment_charge_id: string };
}

/** An invoice as the acting person sees it. */
export interface SimInvoice {
  title: string;
  description: string;
  start_parameter: string;
  currency: string;
  total_amount: number;
  /** By the acting person. */
  paid: boolean;
  receipt_message_id?: number;
  prices: { label: string; amount: number }[];
  needs: ('name' | 'phone_number' | 'email' | 'shipping_address')[];
  is_flexible: boolean;
  max_tip_amount?: number;
  suggested_tip_amounts?: number[];
  subscription_period?: number;
}

export interface SimSent {
  message_id: number;
  chat_id: number;
  update_ids: number[];
  rev: number;
}

export interface SimPressed {
  /** A Pay button: the message whose invoice is to be paid. */
  pay?: number;
  /** The button opens a Mini App. */
  web_app?: { kind: 'inline' | 'keyboard'; url: string; message_id?: number };
  /** The button leads into inline mode. */
  switch_inline?: { bot_id: number; query: string; target: 'current' | 'chosen'; chat_types: string[] };
  copied?: string;
  callback_query_id?: string;
  message_id?: number;
  url?: string;
  rev: number;
}

export interface SimAnswer {
  answered: boolean;
  text?: string;
  show_alert?: boolean;
  url?: string;
  after_ms?: number;
}

export interface SimStats {
  calls: Record<string, { ok: number; failed: number; by_status: Record<string, number> }>;
  too_many_requests: number;
  sends_per_s_peak: number;
  duplicate_sends: number;
  order_violations: number;
  updates: { queued: number; delivered: number; expired: number };
  webhook: { sent: number; failed: number };
}
