import type { JsonObject } from '../json.ts';
import { noteKeyboardUse } from './keyboards.ts';
import { addMessage, emitMessage, saveMessage, tellBots } from './messages.ts';
import { renderSender } from './render.ts';
import { whyNotAs } from './senders.ts';
import { threadForPerson } from './topic-acts.ts';
import type { Content } from './message-contents.ts';
import type { DialogRecord, MessageRecord, ReplyDetails } from './types.ts';
import { DAY_MS, queueUpdate } from './updates.ts';
import { parseBox, type World } from './world.ts';
import { whyNotWrite } from './write-rights.ts';

/** Why a person cannot do something. */
export interface Refused {
  refused: string;
}

export interface UserMessage {
  box: string;
  from: number;
  content: Content;
  replyTo?: number | undefined;
  replyDetails?: ReplyDetails | undefined;
  thread?: number | undefined;
  /** For what a bot made in inline mode, with the keyboard that it brought. */
  viaBot?: number | undefined;
  markup?: JsonObject | undefined;
  /** The person's channel, in whose name the message comes. */
  senderChat?: number | undefined;
}

/** A person writes. The first message to a bot starts it. */
export function sendAsUser(
  world: World,
  draft: UserMessage,
): { message: MessageRecord; updateIds: number[] } | Refused {
  const address = parseBox(draft.box);
  if (address.kind === 'private') {
    const dialog = world.findDialog(address.botId, address.userId);
    if (dialog?.blocked === true) return { refused: 'the user blocked this bot; unblock it first' };
    if (dialog?.started !== true) startDialog(world, address.botId, address.userId);
  } else {
    const chat = world.findChat(address.chatId);
    const why = chat === undefined ? 'there is no such chat' : whyNotWrite(world, chat, draft.from, draft.content);
    if (why !== undefined) return { refused: why };
    const channel = draft.senderChat === undefined ? undefined : world.findChat(draft.senderChat);
    const whyAs = chat === undefined || channel === undefined ? undefined : whyNotAs(world, chat, draft.from, channel);
    if (whyAs !== undefined) return { refused: whyAs };
  }
  const place = threadForPerson(world, draft);
  if ('refused' in place) return place;
  const sent = addMessage(world, { ...draft, thread: place.thread });
  noteKeyboardUse(world, draft.box, draft.from);
  return sent;
}

function startDialog(world: World, botId: number, userId: number): void {
  world.putDialog({ botId, userId, started: true, blocked: false });
  world.events.emit('dialog', { kind: 'user', userId }, () => ({ chat_id: userId, bot_id: botId }));
}

/** A person edits an own message. */
export function editAsUser(world: World, message: MessageRecord, content: Content): { updateIds: number[] } {
  message.content = content;
  message.editDate = world.clock.seconds();
  saveMessage(world, message);
  const updateIds = tellBots(world, message, 'edited');
  emitMessage(world, 'edit', message);
  return { updateIds };
}

/** A person blocks or unblocks a bot; the bot learns of it. @returns whether that changed anything */
export function setBlocked(world: World, botId: number, userId: number, blocked: boolean): boolean {
  const before = world.findDialog(botId, userId);
  if ((before?.blocked ?? false) === blocked) return false;
  const dialog: DialogRecord = { botId, userId, started: before?.started ?? false, blocked };
  world.putDialog(dialog);
  world.events.emit('dialog', { kind: 'user', userId }, () => ({ chat_id: userId, bot_id: botId }));
  const bot = world.store.tables.bot.get(botId);
  const user = world.findUser(userId);
  if (bot === undefined || user === undefined) return true;
  const status = (isBlocked: boolean): object => ({
    user: renderSender(world, botId),
    status: isBlocked ? 'kicked' : 'member',
    ...(isBlocked ? { until_date: 0 } : {}),
  });
  queueUpdate(world, bot, {
    kind: 'my_chat_member',
    queueKey: `my_member:${userId}`,
    expiresAtMs: world.clock.now() + DAY_MS,
    payload: () => ({
      chat: { id: user.id, first_name: user.first_name, type: 'private' },
      from: renderSender(world, userId),
      date: world.clock.seconds(),
      old_chat_member: status(!blocked),
      new_chat_member: status(blocked),
    }),
  });
  return true;
}
