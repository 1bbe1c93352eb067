import type { JsonObject } from '../json.ts';

/** A virtual person. */
export interface UserRecord {
  id: number;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  is_premium?: boolean;
  /** The account was deleted: sending to it fails. */
  deactivated?: boolean;
}

export interface WebhookSettings {
  url: string;
  secretToken: string;
  maxConnections: number;
  ipAddress: string;
  hasCertificate: boolean;
  lastErrorDate?: number;
  lastErrorMessage?: string;
  /** Unix seconds of the first 410 in an unbroken row of them. */
  goneSince?: number;
}

export interface BotRecord {
  id: number;
  token: string;
  first_name: string;
  username: string;
  can_join_groups: boolean;
  can_read_all_group_messages: boolean;
  supports_inline_queries: boolean;
  description?: string;
  short_description?: string;
  loggedOut?: boolean;
  /** Kinds of updates wanted; `null` is Telegram's default set. */
  allowedUpdates: string[] | null;
  webhook: WebhookSettings | null;
  nextUpdateId: number;
  /** Private chats and basic groups of one account share a counter of message ids. */
  nextMessageId: number;
  menuButton?: JsonObject;
}

export type ChatType = 'group' | 'supergroup' | 'channel';

export interface ChatRecord {
  id: number;
  type: ChatType;
  title: string;
  username?: string;
  description?: string;
  is_forum?: boolean;
  nextMessageId: number;
  migratedTo?: number;
  migratedFrom?: number;
  /** The bot that wrote last: general commands go to it. */
  lastBotWriter?: number;
}

export type MemberStatus = 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';

export interface MemberRecord {
  chatId: number;
  userId: number;
  status: MemberStatus;
  /** For `restricted`: whether messages may be sent. */
  canSend?: boolean;
}

/** The relation of a person and a bot. */
export interface DialogRecord {
  botId: number;
  userId: number;
  /** The person wrote to the bot at least once. */
  started: boolean;
  blocked: boolean;
}

export interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  user?: { id: number };
  language?: string;
  custom_emoji_id?: string;
  unix_time?: number;
  date_time_format?: string;
}

export interface TextContent {
  kind: 'text';
  text: string;
  entities: Entity[];
  linkPreview?: JsonObject;
}

export type MediaKind = 'photo' | 'document' | 'voice' | 'audio' | 'video' | 'animation';

export interface MediaContent {
  kind: 'media';
  media: MediaKind;
  /** Key of the file. */
  file: string;
  fileName?: string;
  mimeType?: string;
  width?: number;
  height?: number;
  duration?: number;
  title?: string;
  performer?: string;
  caption: string;
  entities: Entity[];
  showCaptionAboveMedia?: boolean;
  hasSpoiler?: boolean;
  mediaGroupId?: string;
}

export interface LocationContent {
  kind: 'location';
  location: JsonObject;
}

export interface ContactContent {
  kind: 'contact';
  contact: JsonObject;
}

/** Something that happened in the chat (someone joined, the group was created…), as Bot API fields. */
export interface ServiceContent {
  kind: 'service';
  fields: JsonObject;
}

export type Content = TextContent | MediaContent | LocationContent | ContactContent | ServiceContent;

export interface MessageRecord {
  /** The conversation: `p<bot>:<user>` for private chats, the chat's id for others. */
  box: string;
  id: number;
  from: number;
  date: number;
  editDate?: number;
  content: Content;
  replyTo?: number;
  thread?: number;
  forwardOrigin?: JsonObject;
  markup?: JsonObject;
  isProtected?: boolean;
  viaBot?: number;
  /** Number of the last change of any message at which this one changed. */
  rev: number;
  /** Unix seconds when it was deleted; kept for the transcript. */
  deletedAt?: number;
  /** Value of `X-Client-Request` with which a bot sent it. */
  marker?: string;
  reactions?: Record<string, string[]>;
}

export interface CallbackRecord {
  id: string;
  botId: number;
  userId: number;
  box: string;
  messageId: number;
  data: string;
  createdAtMs: number;
  answeredAtMs?: number;
  text?: string;
  showAlert?: boolean;
  url?: string;
}

export interface FileRecord {
  /** Hex SHA-256 of the content. */
  sha: string;
  sizeBytes: number;
  mimeType: string;
  name?: string;
  width?: number;
  height?: number;
  /** Number in `file_path`. */
  number: number;
}

/** The reply keyboard in force for a person in a conversation. */
export interface KeyboardRecord {
  messageId: number;
  markup: JsonObject;
  /** A one-time keyboard that was used. */
  hidden?: boolean;
}

export interface CommandsRecord {
  commands: { command: string; description: string }[];
}

export interface UpdateRecord {
  botId: number;
  id: number;
  kind: string;
  /** Webhook deliveries of one key are made one after the other. */
  queueKey: string;
  expiresAtMs: number;
  /** The inner object, serialised once. */
  json: string;
}

export interface MetaRecord {
  [key: string]: unknown;
}

/** Everything the simulator keeps, one table a kind. */
export interface Tables {
  meta: MetaRecord;
  user: UserRecord;
  bot: BotRecord;
  chat: ChatRecord;
  member: MemberRecord;
  dialog: DialogRecord;
  message: MessageRecord;
  callback: CallbackRecord;
  file: FileRecord;
  keyboard: KeyboardRecord;
  read: { upTo: number };
  commands: CommandsRecord;
  update: UpdateRecord;
}

export type TableName = keyof Tables;
