import type { JsonObject } from '../json.ts';
import type {
  AccountRecord,
  ChargeRecord,
  CheckoutRecord,
  InvoiceLinkRecord,
  PaymentQueryRecord,
  StarTransactionRecord,
  SubscriptionRecord,
} from './payment-records.ts';
import type { InlineMessageRecord, InlineQueryRecord, PreparedMessageRecord } from './inline-records.ts';
import type { InviteLinkRecord, JoinRequestRecord, MemberRecord, PermissionName } from './member-records.ts';
import type { Content, Entity, FileKind } from './message-contents.ts';
import type { WebAppQueryRecord } from './web-app-records.ts';

/** A virtual person. */
export interface UserRecord {
  id: number;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  is_premium?: boolean;
  /** Forwards of the person's messages do not link to the account. */
  hides_forwards?: boolean;
  /** The account was deleted: sending to it fails. */
  deactivated?: boolean;
  /** Takes no voice and video messages in private. */
  has_restricted_voice_and_video_messages?: boolean;
  /** Ids of the profile photos, the present one first. */
  photos?: string[];
  /** What the person says of themselves. */
  bio?: string;
}

export interface WebhookSettings {
  url: string;
  secretToken: string;
  maxConnections: number;
  /** Where the webhook was last found; `<unknown>` before that. */
  ipAddress: string;
  /** `ipAddress` was given, and no name is looked up. */
  isIpFixed?: boolean;
  hasCertificate: boolean;
  /** The bot's own certificate (PEM), by which its webhook is known. */
  certificate?: string;
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
  /** Private chats with the bot have topics. */
  has_topics_enabled?: boolean;
  /** People may open topics in their private chat with the bot. */
  allows_users_to_create_topics?: boolean;
  /** What an empty field shows after the bot's name, when it is typed for an inline query. */
  inline_placeholder?: string;
  /** Whether `chosen_inline_result` is sent; it is, unless this is false. */
  inline_feedback?: boolean;
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
  /** Addresses of its Mini Apps by short name; the main one has none (''). */
  webApps?: Record<string, string>;
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
  /** Emoji that may be reacted with; all when absent. */
  availableReactions?: string[];
  migratedTo?: number;
  migratedFrom?: number;
  /** The bot that wrote last: general commands go to it. */
  lastBotWriter?: number;
  /** A basic group that its owner deleted. */
  isDeleted?: boolean;
  /** What members may do; everything when absent. */
  permissions?: PermissionName[];
  /** Seconds that an ordinary member waits between two messages. */
  slowModeDelay?: number;
  /** Who joins without an invite link needs the consent of an administrator. */
  joinByRequest?: boolean;
  /** The administrator bot that decides join requests. */
  guardBotId?: number;
  /** Posts of a channel name their author. */
  signsMessages?: boolean;
  /** A channel's discussion group, and the other way round. */
  linkedChatId?: number;
  /** Key of the file. */
  photo?: string;
  /** Channels that may not write here in their own name. */
  bannedSenderChats?: number[];
}

/** The relation of a person and a bot. */
export interface DialogRecord {
  botId: number;
  userId: number;
  /** The person wrote to the bot at least once. */
  started: boolean;
  blocked: boolean;
}

export interface MessageRecord {
  /** The conversation: `p<bot>:<user>` for private chats, the chat's id for others. */
  box: string;
  id: number;
  from: number;
  date: number;
  editDate?: number;
  content: Content;
  replyTo?: number;
  /** What of the other message was quoted, and which of its parts is meant. */
  replyDetails?: ReplyDetails;
  /** Where the message replied to is, if it is in another conversation. */
  replyBox?: string;
  thread?: number;
  /** In supergroups without topics: the message at the head of the replies to which this one belongs. */
  replyThread?: number;
  forwardOrigin?: JsonObject;
  markup?: JsonObject;
  isProtected?: boolean;
  /** Sent without a sound. */
  isSilent?: boolean;
  viaBot?: number;
  /** Set when it was sent via a bot with an inline keyboard. */
  inlineMessageId?: string;
  /** Number of the last change of any message at which this one changed. */
  rev: number;
  /** Unix seconds when it was deleted; kept for the transcript. */
  deletedAt?: number;
  /** Value of `X-Client-Request` with which a bot sent it. */
  marker?: string;
  /** Emoji (or `custom:<id>`) by account. */
  reactions?: Record<string, string[]>;
  pinnedAtMs?: number;
  effectId?: string;
  /** In a group: the chat in whose name the message comes. */
  senderChat?: number;
  /** Who signed a post, or the title of an anonymous administrator. */
  signature?: string;
  /** A post of the linked channel, forwarded by Telegram. */
  isAutomaticForward?: boolean;
}

export interface ReplyDetails {
  quote?: { text: string; entities: Entity[]; position: number };
  checklistTaskId?: number;
  pollOptionId?: string;
}

/** A topic of a forum, or of a private chat whose bot has topics. */
export interface TopicRecord {
  box: string;
  /** Id of the message that opened it; 1 is General. */
  thread: number;
  name: string;
  iconColor: number;
  iconEmojiId?: string;
  createdBy: number;
  isClosed?: boolean;
  isHidden?: boolean;
  isNameImplicit?: boolean;
}

/** A message that a bot is still writing. */
export interface DraftRecord {
  box: string;
  botId: number;
  draftId: string;
  thread?: number;
  text: string;
  entities: Entity[];
  canStop?: boolean;
  keepOnStop?: boolean;
  expiresAtMs: number;
}

export interface PollOptionRecord {
  /** Stays the same when options are added. */
  id: string;
  text: string;
  entities: Entity[];
  addedBy?: number;
  addedAt?: number;
  media?: Content;
}

export interface PollRecord {
  id: string;
  /** Who sent it; a bot hears of the votes in its own polls. */
  ownerId: number;
  question: string;
  questionEntities: Entity[];
  options: PollOptionRecord[];
  type: 'regular' | 'quiz';
  isAnonymous: boolean;
  allowsMultiple: boolean;
  allowsRevoting: boolean;
  allowsAdding: boolean;
  shufflesOptions: boolean;
  hidesResults: boolean;
  isMembersOnly: boolean;
  countryCodes: string[];
  correct: number[];
  explanation: string;
  explanationEntities: Entity[];
  description: string;
  descriptionEntities: Entity[];
  media?: Content;
  explanationMedia?: Content;
  openPeriod?: number;
  /** Unix seconds. */
  closeDate?: number;
  isClosed: boolean;
  /** Indexes of the chosen options, by voter. */
  votes: Record<string, number[]>;
  /** The messages that show it: the first one, then its forwards. */
  places: { box: string; messageId: number }[];
}

export interface CallbackRecord {
  id: string;
  botId: number;
  userId: number;
  box: string;
  messageId: number;
  /** For messages sent via the bot; the message itself is not shown to it. */
  inlineMessageId?: string;
  data: string;
  createdAtMs: number;
  answeredAtMs?: number;
  text?: string;
  showAlert?: boolean;
  url?: string;
}

/** One file as it was uploaded: the same bytes with another name or kind are another file. */
export interface FileRecord {
  id: string;
  kind: FileKind;
  /** Hex SHA-256 of the content. */
  sha: string;
  sizeBytes: number;
  mimeType: string;
  name?: string;
  width?: number;
  height?: number;
  /** Seconds. */
  duration?: number;
  title?: string;
  performer?: string;
  /** Id of the file of kind `thumbnail` that goes with it. */
  thumbnail?: string;
  /** Fields of the Bot API's `Sticker` beside size and file: `emoji`, `set_name`, `type`, `mask_position`… */
  sticker?: JsonObject;
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

export type StickerSetType = 'regular' | 'mask' | 'custom_emoji';

/** A set of stickers that a bot made for a person. */
export interface StickerSetRecord {
  name: string;
  title: string;
  type: StickerSetType;
  botId: number;
  ownerId: number;
  /** Keys of the stickers' files, in the order of the set. */
  stickers: string[];
  /** By which emoji and words people find each sticker. */
  finders: Record<string, { emojis: readonly string[]; keywords: readonly string[] }>;
  /** Key of the file of the set's own thumbnail. */
  thumbnail?: string;
}

/** Everything the simulator keeps, one table a kind. */
export interface Tables {
  meta: MetaRecord;
  user: UserRecord;
  bot: BotRecord;
  chat: ChatRecord;
  member: MemberRecord;
  inviteLink: InviteLinkRecord;
  joinRequest: JoinRequestRecord;
  dialog: DialogRecord;
  message: MessageRecord;
  callback: CallbackRecord;
  file: FileRecord;
  keyboard: KeyboardRecord;
  read: { upTo: number };
  commands: CommandsRecord;
  topic: TopicRecord;
  draft: DraftRecord;
  poll: PollRecord;
  inlineQuery: InlineQueryRecord;
  inlineMessage: InlineMessageRecord;
  preparedMessage: PreparedMessageRecord;
  update: UpdateRecord;
  invoiceLink: InvoiceLinkRecord;
  checkout: CheckoutRecord;
  paymentQuery: PaymentQueryRecord;
  charge: ChargeRecord;
  subscription: SubscriptionRecord;
  account: AccountRecord;
  starTransaction: StarTransactionRecord;
  webAppQuery: WebAppQueryRecord;
  /** By name in lower case. */
  stickerSet: StickerSetRecord;
}

export type TableName = keyof Tables;
