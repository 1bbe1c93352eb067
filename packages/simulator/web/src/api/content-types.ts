import type { Location, MessageEntity, StoredFile, User } from './types.ts';

/** What messages carry, as the simulator shows it to a person. */
export interface PollOption {
  text: string;
  text_entities?: MessageEntity[];
  voter_count: number;
}

export interface Poll {
  id: string;
  question: string;
  question_entities?: MessageEntity[];
  options: PollOption[];
  total_voter_count: number;
  is_closed?: boolean;
  is_anonymous?: boolean;
  type?: 'regular' | 'quiz';
  allows_multiple_answers?: boolean;
  allows_revoting?: boolean;
  allows_adding_options?: boolean;
  hides_results?: boolean;
  correct_option_ids?: number[];
  explanation?: string;
  explanation_entities?: MessageEntity[];
  close_date?: number;
  description?: string;
  /** The options the viewer voted for. */
  chosen?: number[];
}

export interface LabeledPrice {
  label: string;
  amount: number;
}

export type OrderField = 'name' | 'phone_number' | 'email' | 'shipping_address';

export interface Invoice {
  title: string;
  description: string;
  currency: string;
  total_amount: number;
  prices?: LabeledPrice[];
  needs?: OrderField[];
  is_flexible?: boolean;
  max_tip_amount?: number;
  suggested_tip_amounts?: number[];
  /** Seconds after which it is paid again. */
  subscription_period?: number;
  paid?: boolean;
  receipt_message_id?: number;
}

export interface Payment {
  currency: string;
  total_amount: number;
  telegram_payment_charge_id?: string;
  order_info?: Record<string, unknown>;
  shipping_option_id?: string;
  is_recurring?: boolean;
  subscription_expiration_date?: number;
}

export interface PaidMediaItem {
  type: 'preview' | 'photo' | 'video' | 'live_photo' | 'other';
  width?: number;
  height?: number;
  duration?: number;
  photo?: StoredFile[];
  video?: StoredFile;
  live_photo?: StoredFile & { photo: StoredFile[] };
}

export interface PaidMedia {
  star_count: number;
  paid_media: PaidMediaItem[];
}

/** A place; `live_period` is there as long as it is live. */
export interface SharedLocation extends Location {
  live_period?: number;
  heading?: number;
  horizontal_accuracy?: number;
}

export interface TopicDetails {
  name?: string;
  icon_color?: number;
}

export interface Quote {
  text: string;
  entities?: MessageEntity[];
  position: number;
}

/** What happened in a chat, as fields of a message. */
export interface ServiceFields {
  new_chat_members?: User[];
  left_chat_member?: User;
  new_chat_title?: string;
  new_chat_photo?: StoredFile[];
  delete_chat_photo?: boolean;
  group_chat_created?: boolean;
  supergroup_chat_created?: boolean;
  channel_chat_created?: boolean;
  migrate_to_chat_id?: number;
  migrate_from_chat_id?: number;
  successful_payment?: Payment;
  refunded_payment?: Payment;
  users_shared?: { users: { user_id: number; first_name?: string }[] };
  user_shared?: object;
  chat_shared?: { title?: string };
  write_access_allowed?: object;
  web_app_data?: { button_text: string; data: string };
  forum_topic_created?: TopicDetails;
  forum_topic_edited?: TopicDetails;
  forum_topic_closed?: object;
  forum_topic_reopened?: object;
  general_forum_topic_hidden?: object;
  general_forum_topic_unhidden?: object;
  proximity_alert_triggered?: { traveler: User; watcher: User; distance: number };
  message_auto_delete_timer_changed?: { message_auto_delete_time: number };
  managed_bot_created?: { bot: User };
  poll_option_added?: { option_text?: string };
  chat_owner_left?: object;
  chat_owner_changed?: { new_owner: User };
}
