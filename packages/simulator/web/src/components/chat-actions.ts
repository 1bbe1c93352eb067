import { createContext, useContext } from 'react';

import type { Invoice } from '../api/content-types.ts';
import type { Payable } from '../api/payments.ts';
import type { Message, StoredFile } from '../api/types.ts';
import type { AppLaunch } from '../api/web-apps.ts';
import type { ChatKey } from '../model/chat-key.ts';

/** Something to be looked at large. */
export interface ViewerItem {
  kind: 'photo' | 'video';
  file: StoredFile;
  caption?: string | undefined;
}

/** What contents and buttons of an open chat can ask their chat for; all of it opens above the messages. */
export interface ChatActions {
  /** @param onClosed hears how it ended, for a Mini App that asked */
  pay: (what: Payable, invoice?: Invoice, onClosed?: (status: string) => void) => void;
  /** @param text of the keyboard button that opens it, to which the app's data belong */
  openApp: (launch: AppLaunch, title: string) => void;
  view: (items: readonly ViewerItem[], index: number) => void;
  forward: (messages: readonly Message[]) => void;
  /** Goes where a link leads: in this chat client where it is one of Telegram's, else in a tab. */
  followLink: (url: string) => void;
  /** Asks in which chat to type an inline query. */
  switchInline: (query: string, target: 'here' | 'chosen') => void;
  openChat: (key: ChatKey) => void;
}

const nothing = (): void => undefined;

export const ChatActionsContext = createContext<ChatActions>({
  pay: nothing,
  openApp: nothing,
  view: nothing,
  forward: nothing,
  followLink: nothing,
  switchInline: nothing,
  openChat: nothing,
});

export function useChatActions(): ChatActions {
  return useContext(ChatActionsContext);
}

/** The messages that are chosen to be forwarded or deleted together; absent while none are being chosen. */
export interface Selection {
  ids: ReadonlySet<number> | undefined;
  toggle: (message: Message) => void;
}

export const SelectionContext = createContext<Selection>({ ids: undefined, toggle: nothing });
