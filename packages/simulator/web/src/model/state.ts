import type { Outgoing } from '../api/client.ts';
import type { Connection } from '../api/events.ts';
import type { BotCommand, Dialog, Message, StreamedDraft } from '../api/types.ts';
import type { Failure } from '../text/failure.ts';
import type { ChatKey } from './chat-key.ts';

/** A message the person has sent and the server has not shown yet. */
export interface PendingMessage {
  id: string;
  outgoing: Outgoing;
  sentAtSeconds: number;
  /** How much of its file has gone, 0 to 1. */
  progress?: number;
  /** Known once the server has taken it, until the message itself arrives. */
  messageId?: number;
  /** Why it did not get through; absent while it is on its way. */
  failure?: Failure;
}

/** A transcript as far as it has been loaded. */
export interface ChatState {
  status: 'loading' | 'ready' | 'failed';
  messages: readonly Message[];
  pending: readonly PendingMessage[];
  hasOlder: boolean;
  /** The newest messages are not loaded: the reader has gone far back. */
  hasNewer: boolean;
  /** A message to be shown now, and how often one was asked for, so that the same one can be shown again. */
  shown?: { messageId: number; count: number } | undefined;
  /** Where the separator of unread messages stands for this visit. */
  unreadFrom?: number | undefined;
}

/** Everything one person's window knows. Replaced, never changed in place. */
export interface SessionState {
  connection: Connection;
  dialogs: readonly Dialog[] | undefined;
  openKey: ChatKey | undefined;
  chats: Readonly<Partial<Record<ChatKey, ChatState>>>;
  commands: Readonly<Partial<Record<ChatKey, readonly BotCommand[]>>>;
  drafts: Readonly<Partial<Record<ChatKey, string>>>;
  /** What a bot is doing in a chat (`typing`, `upload_photo`). */
  actions: Readonly<Partial<Record<ChatKey, string>>>;
  /** What bots are writing, word by word. */
  streams: Readonly<Partial<Record<ChatKey, readonly StreamedDraft[]>>>;
  /** Inline buttons pressed and not answered yet, by `pressKey`. */
  presses: readonly string[];
  toast: { id: string; said: string | Failure } | undefined;
  alert: string | undefined;
}

export const emptySession: SessionState = {
  connection: 'connecting',
  dialogs: undefined,
  openKey: undefined,
  chats: {},
  commands: {},
  drafts: {},
  actions: {},
  streams: {},
  presses: [],
  toast: undefined,
  alert: undefined,
};

export const emptyChat: ChatState = { status: 'loading', messages: [], pending: [], hasOlder: false, hasNewer: false };

export function pressKey(key: ChatKey, messageId: number, row: number, column: number): string {
  return `${key}/${messageId}/${row}/${column}`;
}
