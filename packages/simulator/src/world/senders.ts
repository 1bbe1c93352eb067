import type { JsonObject } from '../json.ts';
import type { Content } from './message-contents.ts';
import type { ChatRecord, MessageRecord } from './types.ts';
import type { World } from './world.ts';

/** Accounts of Telegram's own, in whose name messages come that no account is shown to have sent. */
export const TELEGRAM_ID = 777_000;
const ANONYMOUS_ADMIN_ID = 1_087_968_824;
const CHANNEL_BOT_ID = 136_817_688;

const SPECIAL: Readonly<Record<number, JsonObject>> = {
  [TELEGRAM_ID]: { id: TELEGRAM_ID, is_bot: false, first_name: 'Telegram' },
  [ANONYMOUS_ADMIN_ID]: {
    id: ANONYMOUS_ADMIN_ID,
    is_bot: true,
    first_name: 'Group',
    username: 'GroupAnonymousBot',
  },
  [CHANNEL_BOT_ID]: { id: CHANNEL_BOT_ID, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' },
};

export function renderSpecialAccount(id: number): JsonObject | undefined {
  return SPECIAL[id];
}

export interface SenderIdentity {
  /** The chat in whose name a message of a group comes. */
  senderChat?: number;
  signature?: string;
}

/** In whose name a new message comes: anonymous administrators write as their group, channels may sign their posts. */
export function identityOf(world: World, chat: ChatRecord, from: number, content: Content): SenderIdentity {
  if (content.kind === 'service') return {};
  const member = world.findMember(chat.id, from);
  if (chat.type === 'channel') return chat.signsMessages === true ? { signature: nameOf(world, from) } : {};
  if (member?.isAnonymous !== true) return {};
  const title = member.customTitle;
  return title === undefined ? { senderChat: chat.id } : { senderChat: chat.id, signature: title };
}

function nameOf(world: World, id: number): string {
  const user = world.findUser(id);
  if (user === undefined) return world.store.tables.bot.get(id)?.first_name ?? '';
  return user.last_name === undefined ? user.first_name : `${user.first_name} ${user.last_name}`;
}

/** The account that bots are shown as the sender. */
export function shownSenderId(message: MessageRecord): number {
  if (message.senderChat === undefined || message.isAutomaticForward === true) return message.from;
  const isOwnChat = message.box === String(message.senderChat);
  return isOwnChat ? ANONYMOUS_ADMIN_ID : CHANNEL_BOT_ID;
}

/** The tag or the title beside the sender's name; supergroups only. */
export function senderTag(world: World, chat: ChatRecord | undefined, message: MessageRecord): string | undefined {
  if (chat?.type !== 'supergroup' || message.senderChat !== undefined) return undefined;
  const member = world.findMember(chat.id, message.from);
  return member?.customTitle ?? member?.tag;
}

/** Why a person cannot write in a group in the name of this channel. */
export function whyNotAs(world: World, chat: ChatRecord, userId: number, channel: ChatRecord): string | undefined {
  const status = world.findMember(channel.id, userId)?.status;
  if (channel.type !== 'channel' || status !== 'creator') return 'only its owner writes in the name of a channel';
  if (chat.type !== 'supergroup') return 'channels write in supergroups only';
  return chat.bannedSenderChats?.includes(channel.id) === true ? 'the channel was banned from the chat' : undefined;
}
