import type { Message } from '../api/types.ts';
import type { ChatState, PendingMessage } from './state.ts';

/** How many messages a page of a transcript has. */
export const PAGE_SIZE = 60;

/** How many messages are kept loaded: a chat of many thousands is a window that moves. */
export const WINDOW_SIZE = 300;

/** Puts messages in by id: what is known already is replaced, what the server calls deleted goes. */
export function mergeMessages(known: readonly Message[], arrived: readonly Message[]): readonly Message[] {
  const byId = new Map(known.map((message) => [message.message_id, message]));
  for (const message of arrived) {
    if (message.deleted) byId.delete(message.message_id);
    else byId.set(message.message_id, message);
  }
  return [...byId.values()].toSorted((a, b) => a.message_id - b.message_id);
}

/** Takes in the newest page: within its reach it is the truth, so what it does not hold is gone. */
export function takeNewestPage(chat: ChatState, page: readonly Message[]): ChatState {
  const first = page[0];
  // What does not touch the page would leave a gap.
  const touches = first !== undefined && !chat.hasNewer && (chat.messages.at(-1)?.message_id ?? 0) >= first.message_id;
  const older = touches ? chat.messages.filter((message) => message.message_id < first.message_id) : [];
  const isWhole = page.length < PAGE_SIZE;
  return {
    ...chat,
    status: 'ready',
    messages: mergeMessages(isWhole ? [] : older, page),
    pending: chat.pending.filter((pending) => !page.some((message) => message.message_id === pending.messageId)),
    hasOlder: !isWhole && (older.length === 0 || chat.hasOlder),
    hasNewer: false,
  };
}

export function takeOlderPage(chat: ChatState, page: readonly Message[]): ChatState {
  const messages = mergeMessages(page, chat.messages);
  return {
    ...chat,
    messages: messages.slice(0, WINDOW_SIZE),
    hasOlder: page.length >= PAGE_SIZE,
    hasNewer: chat.hasNewer || messages.length > WINDOW_SIZE,
  };
}

export function takeNewerPage(chat: ChatState, page: readonly Message[]): ChatState {
  const messages = mergeMessages(chat.messages, page);
  return {
    ...chat,
    messages: messages.slice(-WINDOW_SIZE),
    hasNewer: page.length >= PAGE_SIZE,
    hasOlder: chat.hasOlder || messages.length > WINDOW_SIZE,
  };
}

/** Shows another part of the chat: pages before and after a place in it. */
export function takeWindow(
  chat: ChatState,
  pages: { before: readonly Message[]; after: readonly Message[] },
  pageSize = PAGE_SIZE,
): ChatState {
  return {
    ...chat,
    status: 'ready',
    messages: mergeMessages(pages.before, pages.after),
    hasOlder: pages.before.length >= pageSize,
    hasNewer: pages.after.length >= pageSize,
  };
}

/** Takes in one message from the stream; one's own replaces the copy that stood in for it. */
export function takeMessage(chat: ChatState, message: Message, isOwn: boolean): ChatState {
  const standIn = isOwn ? findStandIn(chat.pending, message) : undefined;
  // Behind the window there are others in between; they are loaded when the reader comes there.
  const isBehind = chat.hasNewer && message.message_id > (chat.messages.at(-1)?.message_id ?? 0);
  return {
    ...chat,
    messages: isBehind ? chat.messages : mergeMessages(chat.messages, [message]),
    pending: standIn ? chat.pending.filter((pending) => pending !== standIn) : chat.pending,
  };
}

/** The server has taken a pending message; it may have arrived by the stream before this was known. */
export function confirmPending(chat: ChatState, id: string, messageId: number): ChatState {
  const hasArrived = chat.messages.some((message) => message.message_id === messageId);
  return {
    ...chat,
    pending: hasArrived
      ? chat.pending.filter((pending) => pending.id !== id)
      : chat.pending.map((pending) => (pending.id === id ? { ...pending, messageId } : pending)),
  };
}

/** The first of the newest `unread` messages that others wrote. */
export function findFirstUnread(messages: readonly Message[], unread: number, user: number): number | undefined {
  const others = messages.filter((message) => !isOwnMessage(message, user));
  return unread > 0 ? others.at(-Math.min(unread, others.length))?.message_id : undefined;
}

export function isOwnMessage(message: Message, user: number): boolean {
  return message.outgoing ?? message.from?.id === user;
}

function findStandIn(pending: readonly PendingMessage[], message: Message): PendingMessage | undefined {
  return (
    pending.find((candidate) => candidate.messageId === message.message_id) ??
    pending.find(({ messageId, failure, outgoing }) => {
      if (messageId !== undefined || failure !== undefined) return false;
      const text = message.text ?? message.caption;
      // The server trims what was typed, as Telegram does.
      return (outgoing.text?.trim() || undefined) === (text?.trim() || undefined);
    })
  );
}
