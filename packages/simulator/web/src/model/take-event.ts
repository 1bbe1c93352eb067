import type { SimulatorEvent } from '../api/types.ts';
import { keyOfDialog, keyOfEvent, type ChatKey } from './chat-key.ts';
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
      const next = changeChat(state, key, (chat) => takeMessage(chat, message, isOwn));
      const dialogs = next.dialogs?.map((dialog) =>
        keyOfDialog(dialog) === key
          ? {
              ...dialog,
              last_message: message,
              started: true,
              unread: isOwn || state.openKey === key ? dialog.unread : dialog.unread + 1,
            }
          : dialog,
      );
      return { ...next, dialogs, actions: isOwn ? state.actions : { ...state.actions, [key]: undefined } };
    }
    case 'edit': {
      const key = keyOfEvent(event.data);
      if (!key) return state;
      const { message } = event.data;
      return changeChat(state, key, (chat) =>
        chat.messages.some((known) => known.message_id === message.message_id)
          ? { ...chat, messages: mergeMessages(chat.messages, [message]) }
          : chat,
      );
    }
    case 'delete': {
      const key = keyOfEvent(event.data);
      if (!key) return state;
      const gone = new Set(event.data.message_ids);
      return changeChat(state, key, (chat) => ({
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
      return changeChat(state, key, (chat) => ({
        ...chat,
        messages: chat.messages.map((message) =>
          ids.has(message.message_id) && message.delivered !== true ? { ...message, delivered: true } : message,
        ),
      }));
    }
    case 'answer':
    case 'dialog':
    case 'user':
    case 'bot':
    case 'read':
    case 'journal':
    case 'clock':
    case 'draft':
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

/** Changes a transcript that is loaded; one that is not will be read whole when it is opened. */
export function changeChat(state: SessionState, key: ChatKey, change: (chat: ChatState) => ChatState): SessionState {
  const chat = state.chats[key];
  return chat ? { ...state, chats: { ...state.chats, [key]: change(chat) } } : state;
}
