import type { Message, SimulatorEvent } from '../api/types.ts';
import { keyOfDialog, keyOfEvent, keysOfMessage, wholeChat, type ChatKey } from './chat-key.ts';
import type { ChatState, SessionState } from './state.ts';
import { isOwnMessage, mergeMessages, takeMessage } from './transcript.ts';

/** The state after an event, as far as it follows from the event alone. */
export function takeEvent(state: SessionState, event: SimulatorEvent, context: { user: number }): SessionState {
  switch (event.kind) {
    case 'message': {
      const key = keyOfEvent(event.data);
      if (!key) return state;
      const { message } = event.data;
      const isOwn = isOwnMessage(message, context.user);
      const next = changeMessageChats(state, key, message, (chat) => takeMessage(chat, message, isOwn));
      const dialogs = next.dialogs?.map((dialog) =>
        keyOfDialog(dialog) === key
          ? {
              ...dialog,
              last_message: message,
              started: true,
              unread: isOwn || (state.openKey && wholeChat(state.openKey) === key) ? dialog.unread : dialog.unread + 1,
            }
          : dialog,
      );
      if (isOwn) return { ...next, dialogs };
      return {
        ...next,
        dialogs,
        actions: { ...state.actions, [key]: undefined },
        streams: endStreams(state, key, message),
      };
    }
    case 'edit': {
      const key = keyOfEvent(event.data);
      if (!key) return state;
      const { message } = event.data;
      return changeMessageChats(state, key, message, (chat) =>
        chat.messages.some((known) => known.message_id === message.message_id)
          ? { ...chat, messages: mergeMessages(chat.messages, [message]) }
          : chat,
      );
    }
    case 'delete': {
      const key = keyOfEvent(event.data);
      if (!key) return state;
      const gone = new Set(event.data.message_ids);
      return changeTopics(state, key, (chat) => ({
        ...chat,
        messages: chat.messages.filter((message) => !gone.has(message.message_id)),
      }));
    }
    case 'action': {
      const key = keyOfEvent(event.data);
      return key ? { ...state, actions: { ...state.actions, [key]: event.data.action } } : state;
    }
    case 'delivered': {
      const key = keyOfEvent(event.data);
      if (!key) return state;
      const ids = new Set(event.data.message_ids);
      return changeTopics(state, key, (chat) => ({
        ...chat,
        messages: chat.messages.map((message) =>
          ids.has(message.message_id) && message.delivered !== true ? { ...message, delivered: true } : message,
        ),
      }));
    }
    case 'draft': {
      const key = keyOfEvent(event.data);
      if (!key) return state;
      const others = (state.streams[key] ?? []).filter((one) => one.draft_id !== event.data.draft_id);
      return { ...state, streams: { ...state.streams, [key]: [...others, event.data] } };
    }
    case 'answer':
    case 'dialog':
    case 'user':
    case 'bot':
    case 'read':
    case 'journal':
    case 'clock':
    case 'limits':
    case 'fault':
    case 'reset':
    case 'payment':
    case 'stars':
    case 'subscription':
    case 'web_app':
      return state;
  }
}

/** A bot's message takes the place of what it was writing there. */
function endStreams(state: SessionState, key: ChatKey, message: Message): SessionState['streams'] {
  const streams = state.streams[key];
  if (!streams) return state.streams;
  const left = streams.filter((one) => one.bot_id !== message.from?.id || one.thread !== message.message_thread_id);
  return { ...state.streams, [key]: left };
}

/** Changes the chat of a message and, in a forum, its topic. */
function changeMessageChats(
  state: SessionState,
  key: ChatKey,
  message: Message,
  change: (chat: ChatState) => ChatState,
): SessionState {
  return keysOfMessage(key, message).reduce((next, one) => changeChat(next, one, change), state);
}

/** Changes a chat and all its topics that are loaded. */
function changeTopics(state: SessionState, key: ChatKey, change: (chat: ChatState) => ChatState): SessionState {
  let next = changeChat(state, key, change);
  for (const name of Object.keys(state.chats)) {
    if (name.startsWith(`${key}/`) && isChatKey(name)) next = changeChat(next, name, change);
  }
  return next;
}

function isChatKey(name: string): name is ChatKey {
  return /^(?:bot|chat):-?\d+(?:\/\d+)?$/u.test(name);
}

/** Changes a transcript that is loaded; one that is not will be read whole when it is opened. */
export function changeChat(state: SessionState, key: ChatKey, change: (chat: ChatState) => ChatState): SessionState {
  const chat = state.chats[key];
  return chat ? { ...state, chats: { ...state.chats, [key]: change(chat) } } : state;
}
