import { addMessage, removeMessages } from './messages.ts';
import { pinMessage, unpinMessage } from './pins.ts';
import { isReactionAllowed, setReactions } from './reactions.ts';
import { renderOrigin } from './render.ts';
import { hasRight, maySend, mayDo } from './rights.ts';
import { threadForPerson } from './topic-acts.ts';
import type { MessageRecord } from './types.ts';
import { isPresent, parseBox, type World } from './world.ts';
import { whyNotWrite } from './write-rights.ts';

/** Why a person cannot do something. */
interface Refused {
  refused: string;
}

const PREMIUM_REACTIONS = 3;

/** A person reacts to a message; without emoji, takes the reactions away. */
export function reactAsUser(
  world: World,
  message: MessageRecord,
  userId: number,
  reactions: readonly string[],
): { updateIds: number[] } | Refused {
  const why = whyNotPresent(world, message.box, userId);
  if (why !== undefined) return { refused: why };
  const address = parseBox(message.box);
  const chat = address.kind === 'chat' ? world.findChat(address.chatId) : undefined;
  if (chat !== undefined && chat.type !== 'channel' && !maySend(world, chat.id, userId, 'can_react_to_messages')) {
    return { refused: 'the user may not react here' };
  }
  const most = world.findUser(userId)?.is_premium === true ? PREMIUM_REACTIONS : 1;
  if (reactions.length > most) return { refused: `at most ${most} reactions by this user` };
  const unknown = reactions.find((reaction) => !isReactionAllowed(world, message, reaction));
  if (unknown !== undefined) return { refused: `${unknown} is no reaction here` };
  return { updateIds: setReactions(world, message, userId, reactions) };
}

/** A person pins or unpins a message. */
export function pinAsUser(
  world: World,
  message: MessageRecord,
  userId: number,
  isPinned: boolean,
): Refused | undefined {
  const why = whyNotPresent(world, message.box, userId);
  if (why !== undefined) return { refused: why };
  const address = parseBox(message.box);
  if (address.kind === 'chat') {
    const isChannel = world.findChat(address.chatId)?.type === 'channel';
    const may = isChannel
      ? hasRight(world, address.chatId, userId, 'can_edit_messages')
      : mayDo(world, address.chatId, userId, 'can_pin_messages');
    if (!may) return { refused: 'the user may not pin messages here' };
  }
  if (message.content.kind === 'service') return { refused: 'messages about events cannot be pinned' };
  if (isPinned) pinMessage(world, message, userId);
  else unpinMessage(world, message);
  return undefined;
}

/** A person deletes messages: own ones, all in a private chat, others' by right. */
export function deleteAsUser(
  world: World,
  box: string,
  messages: readonly MessageRecord[],
  userId: number,
): Refused | undefined {
  const why = whyNotPresent(world, box, userId);
  if (why !== undefined) return { refused: why };
  const address = parseBox(box);
  const mayAll = address.kind === 'private' || hasRight(world, address.chatId, userId, 'can_delete_messages');
  if (!mayAll && messages.some((message) => message.from !== userId)) {
    return { refused: "the user may not delete others' messages here" };
  }
  removeMessages(world, box, messages);
  return undefined;
}

/** A person sends messages on to another conversation; albums stay albums. */
export function forwardAsUser(
  world: World,
  messages: readonly MessageRecord[],
  target: { box: string; from: number; thread?: number | undefined },
): { messages: MessageRecord[]; updateIds: number[] } | Refused {
  const thread = threadForPerson(world, target);
  if ('refused' in thread) return thread;
  const albums = new Map<string, string>();
  const why = messages.map((message) => whyNotForward(world, message, target)).find((text) => text !== undefined);
  if (why !== undefined) return { refused: why };
  const sent = messages.map((message) => {
    const { content } = message;
    const group = content.kind === 'media' ? content.mediaGroupId : undefined;
    if (group !== undefined && !albums.has(group)) albums.set(group, world.newLongId());
    const album = group === undefined ? undefined : albums.get(group);
    return addMessage(world, {
      box: target.box,
      from: target.from,
      content: content.kind === 'media' && album !== undefined ? { ...content, mediaGroupId: album } : content,
      forwardOrigin: renderOrigin(world, message),
      thread: thread.thread,
      viaBot: message.viaBot,
    });
  });
  return { messages: sent.map(({ message }) => message), updateIds: sent.flatMap(({ updateIds }) => updateIds) };
}

function whyNotForward(
  world: World,
  message: MessageRecord,
  target: { box: string; from: number },
): string | undefined {
  const { content } = message;
  if (content.kind === 'service' || content.kind === 'payment_notice') return 'this message cannot be forwarded';
  if (message.isProtected === true) return 'the content of this message is protected';
  const source = whyNotPresent(world, message.box, target.from);
  if (source !== undefined) return source;
  const address = parseBox(target.box);
  if (address.kind === 'private') {
    const dialog = world.findDialog(address.botId, address.userId);
    return dialog?.blocked === true ? 'the user blocked this bot; unblock it first' : undefined;
  }
  const chat = world.findChat(address.chatId);
  return chat === undefined ? 'there is no such chat' : whyNotWrite(world, chat, target.from, content);
}

function whyNotPresent(world: World, box: string, userId: number): string | undefined {
  const address = parseBox(box);
  if (address.kind === 'private') return undefined;
  const member = world.findMember(address.chatId, userId);
  return member !== undefined && isPresent(member) ? undefined : 'the user is not a member of the chat';
}
