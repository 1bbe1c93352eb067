import { listDrafts } from '../api/acts.ts';
import * as api from '../api/client.ts';
import type { EventHub } from '../api/event-hub.ts';
import { ApiError } from '../api/http.ts';
import type { CallbackAnswer, Message, SimulatorEvent } from '../api/types.ts';
import { addressOf, keyOfDialog, keyOfEvent, wholeChat, type ChatKey } from './chat-key.ts';
import { emptyChat, emptySession, type ChatState, type SessionState } from './state.ts';
import { readStored, writeStored } from './storage.ts';
import { failureOf, type Failure } from '../text/failure.ts';
import { changeChat, takeEvent } from './take-event.ts';
import {
  confirmPending,
  findFirstUnread,
  isOwnMessage,
  PAGE_SIZE,
  takeNewerPage,
  takeNewestPage,
  takeOlderPage,
  takeWindow,
  WINDOW_SIZE,
} from './transcript.ts';

/** One person's window on the simulator: what they see, and what they can do. */
export type Session = ReturnType<typeof createSession>;

/** Telegram shows "typing…" for this long unless it is repeated. */
const ACTION_MS = 5500;
/** A bot that has not answered a press by now is not going to. */
const PRESS_MS = 20_000;
const TOAST_MS = 3500;
/** What a bot is writing is shown for so long after its last word. */
const STREAM_MS = 30_000;
/** Events come in bursts; the chat list is read once after each. */
const DIALOGS_DELAY_MS = 40;

/** Events after which the chat list is as it was. */
const QUIET: readonly SimulatorEvent['kind'][] = ['action', 'answer', 'delivered', 'clock', 'limits', 'fault', 'draft'];

export interface SessionOptions {
  hub: EventHub;
  now: () => number;
  nextId: () => string;
  /** Somebody was added or renamed. */
  onPeopleChanged: () => void;
}

export function createSession(user: number, { hub, now, nextId, onPeopleChanged }: SessionOptions) {
  let state: SessionState = emptySession;
  let closeEvents: (() => void) | undefined;
  const subscribers = new Set<() => void>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const pressOfCallback = new Map<string, string>();
  const earlyAnswers = new Set<string>();
  const readingOlder = new Set<ChatKey>();
  const readingNewer = new Set<ChatKey>();
  const readUpTo = new Map<ChatKey, number>();
  const running = new Set<string>();

  function update(change: (state: SessionState) => SessionState): void {
    state = change(state);
    for (const subscriber of subscribers) subscriber();
  }

  /** Runs `act` later; a second call with the same name takes the place of the first. */
  function later(name: string, ms: number, act: () => void): void {
    clearTimeout(timers.get(name));
    timers.set(name, setTimeout(act, ms));
  }

  function listen(): void {
    closeEvents?.();
    closeEvents = hub.subscribe({
      user,
      onEvent,
      onConnection(connection) {
        const wasLive = state.connection === 'live';
        update((s) => ({ ...s, connection }));
        // What happened before, or while the stream was down, may be more than the server still remembers.
        if (connection === 'live' && !wasLive) void refresh();
      },
    });
  }

  function onEvent(event: SimulatorEvent): void {
    update((s) => takeEvent(s, event, { user }));
    if (event.kind === 'answer') takeAnswer(event.data);
    if (event.kind === 'action') {
      const key = keyOfEvent(event.data);
      if (key)
        later(`action ${key}`, ACTION_MS, () => update((s) => ({ ...s, actions: { ...s.actions, [key]: undefined } })));
    }
    if (event.kind === 'draft') {
      const key = keyOfEvent(event.data);
      const id = event.data.draft_id;
      // The next piece of the same text takes the place of this timer too.
      if (key) later(`stream ${key} ${id}`, STREAM_MS, () => dropStream(key, id));
    }
    if (event.kind === 'user') onPeopleChanged();
    if (event.kind === 'bot') update((s) => ({ ...s, commands: {} }));
    if (event.kind === 'bot' && state.openKey) void loadCommands(state.openKey);
    if (event.kind === 'reset') forget();
    if (!QUIET.includes(event.kind)) {
      later('dialogs', DIALOGS_DELAY_MS, () => void loadDialogs());
    }
  }

  /** The world was emptied: nothing of it is there any more, and perhaps not even the person. */
  function forget(): void {
    update((s) => ({ ...emptySession, connection: s.connection, dialogs: [] }));
    onPeopleChanged();
  }

  async function refresh(): Promise<void> {
    await loadDialogs();
    if (state.openKey) await loadChat(state.openKey);
  }

  async function loadDialogs(): Promise<void> {
    const dialogs = await api.listDialogs(user).catch((error: unknown) => {
      // The world was emptied: the person is not in it any more.
      if (error instanceof ApiError && error.status === 404) onPeopleChanged();
      return undefined;
    });
    if (dialogs) update((s) => ({ ...s, dialogs }));
  }

  async function loadChat(key: ChatKey): Promise<void> {
    const known = state.chats[key];
    const first = known?.messages[0]?.message_id;
    if (known?.hasNewer && first !== undefined) {
      // The reader is far back: what they see is read again, not what is newest.
      const after = await api
        .listMessages(user, addressOf(key), { after: first - 1, limit: WINDOW_SIZE })
        .catch(() => undefined);
      if (after)
        update((s) =>
          changeChat(s, key, (chat) => ({
            ...takeWindow(chat, { before: [], after }, WINDOW_SIZE),
            hasOlder: chat.hasOlder,
          })),
        );
      return;
    }
    const page = await api.listMessages(user, addressOf(key), { limit: PAGE_SIZE }).catch(() => undefined);
    update((s) =>
      changeChat(s, key, (chat) =>
        page ? takeNewestPage(chat, page) : { ...chat, status: chat.messages.length > 0 ? 'ready' : 'failed' },
      ),
    );
  }

  async function loadCommands(key: ChatKey): Promise<void> {
    const commands = await api.listCommands(user, addressOf(key)).catch(() => []);
    update((s) => ({ ...s, commands: { ...s.commands, [key]: commands } }));
  }

  function takeAnswer(answer: CallbackAnswer): void {
    const press = pressOfCallback.get(answer.callback_query_id);
    if (press) release(press);
    else earlyAnswers.add(answer.callback_query_id);
    const { text, url } = answer;
    if (text && answer.show_alert) update((s) => ({ ...s, alert: text }));
    else if (text) notify(text);
    if (url) window.open(url, '_blank', 'noopener');
  }

  function dropStream(key: ChatKey, id: number): void {
    update((s) => ({
      ...s,
      streams: { ...s.streams, [key]: s.streams[key]?.filter((one) => one.draft_id !== id) },
    }));
  }

  async function loadStreams(key: ChatKey): Promise<void> {
    if (!key.startsWith('bot:')) return;
    const drafts = await listDrafts(user, addressOf(key)).catch(() => []);
    update((s) => ({ ...s, streams: { ...s.streams, [key]: drafts } }));
    for (const { draft_id: id } of drafts) later(`stream ${key} ${id}`, STREAM_MS, () => dropStream(key, id));
  }

  function release(press: string): void {
    update((s) => ({ ...s, presses: s.presses.filter((other) => other !== press) }));
  }

  function notify(said: string | Failure): void {
    update((s) => ({ ...s, toast: { id: nextId(), said } }));
    later('toast', TOAST_MS, () => update((s) => ({ ...s, toast: undefined })));
  }

  function notifyFailure(error: unknown): void {
    notify(failureOf(error));
  }

  async function transmit(key: ChatKey, id: string, outgoing: api.Outgoing): Promise<void> {
    try {
      const sent = await api.sendMessage(user, addressOf(key), outgoing, (progress) =>
        update((s) =>
          changeChat(s, key, (chat) => ({
            ...chat,
            pending: chat.pending.map((pending) => (pending.id === id ? { ...pending, progress } : pending)),
          })),
        ),
      );
      update((s) => changeChat(s, key, (chat) => confirmPending(chat, id, sent.message_id)));
      if (state.connection !== 'live') await loadChat(key);
    } catch (error) {
      const failure = failureOf(error);
      update((s) =>
        changeChat(s, key, (chat) => ({
          ...chat,
          pending: chat.pending.map((pending) => (pending.id === id ? { ...pending, failure } : pending)),
        })),
      );
    }
  }

  return {
    user,
    getState: (): SessionState => state,

    subscribe: (subscriber: () => void): (() => void) => {
      subscribers.add(subscriber);
      return () => subscribers.delete(subscriber);
    },

    start(): void {
      listen();
      void loadDialogs();
    },

    stop(): void {
      closeEvents?.();
      for (const timer of timers.values()) clearTimeout(timer);
    },

    /** Shows a chat, loading it if it is new here, and remembers where reading stopped. */
    async open(key: ChatKey | undefined): Promise<void> {
      if (key === state.openKey) return;
      const unread =
        state.dialogs?.find((dialog) => key !== undefined && wholeChat(key) === keyOfDialog(dialog))?.unread ?? 0;
      const markUnread = (chat: ChatState): ChatState => ({
        ...chat,
        unreadFrom: findFirstUnread(chat.messages, unread, user),
      });
      update((s) => ({ ...s, openKey: key }));
      if (!key) return;
      const isNew = state.chats[key] === undefined;
      update((s) => ({
        ...s,
        chats: { ...s.chats, [key]: markUnread(s.chats[key] ?? emptyChat) },
        drafts: { ...s.drafts, [key]: readStored(`draft.${user}.${key}`) },
      }));
      await Promise.all([loadChat(key), loadCommands(key), loadStreams(key)]);
      if (isNew) update((s) => changeChat(s, key, markUnread));
    },

    async reload(key: ChatKey): Promise<void> {
      await loadChat(key);
    },

    async loadOlder(key: ChatKey): Promise<void> {
      const chat = state.chats[key];
      const before = chat?.messages[0]?.message_id;
      if (!chat?.hasOlder || before === undefined || readingOlder.has(key)) return;
      readingOlder.add(key);
      const page = await api.listMessages(user, addressOf(key), { before, limit: PAGE_SIZE }).catch(() => undefined);
      readingOlder.delete(key);
      if (page) update((s) => changeChat(s, key, (known) => takeOlderPage(known, page)));
    },

    async loadNewer(key: ChatKey): Promise<void> {
      const chat = state.chats[key];
      const after = chat?.messages.at(-1)?.message_id;
      if (!chat?.hasNewer || after === undefined || readingNewer.has(key)) return;
      readingNewer.add(key);
      const page = await api.listMessages(user, addressOf(key), { after, limit: PAGE_SIZE }).catch(() => undefined);
      readingNewer.delete(key);
      if (page) update((s) => changeChat(s, key, (known) => takeNewerPage(known, page)));
    },

    /** Goes to a message, loading the part of the chat around it where it is not there yet. */
    async showMessage(key: ChatKey, messageId: number): Promise<void> {
      const isThere = state.chats[key]?.messages.some((message) => message.message_id === messageId) === true;
      if (!isThere) {
        const address = addressOf(key);
        const [before, after] = await Promise.all([
          api.listMessages(user, address, { before: messageId, limit: PAGE_SIZE }),
          api.listMessages(user, address, { after: messageId - 1, limit: PAGE_SIZE }),
        ]).catch((): [Message[], Message[]] => [[], []]);
        if (after.length === 0) return;
        update((s) => changeChat(s, key, (chat) => takeWindow(chat, { before, after })));
      }
      update((s) =>
        changeChat(s, key, (chat) => ({ ...chat, shown: { messageId, count: (chat.shown?.count ?? 0) + 1 } })),
      );
    },

    /** Goes to the first message of a day or after it. */
    async showDay(key: ChatKey, date: Date): Promise<void> {
      const id = await api
        .findMessageAt(user, addressOf(key), Math.floor(date.getTime() / 1000))
        .catch(() => undefined);
      if (id) await this.showMessage(key, id);
    },

    /** Goes back to the newest messages from far above. */
    async showNewest(key: ChatKey): Promise<void> {
      if (!state.chats[key]?.hasNewer) return;
      update((s) => changeChat(s, key, (chat) => ({ ...chat, messages: [], hasNewer: false })));
      await loadChat(key);
    },

    /** The person has seen the newest message of the open chat. */
    async markSeen(key: ChatKey): Promise<void> {
      const last = state.chats[key]?.messages.findLast((message) => !isOwnMessage(message, user));
      if (!last || last.message_id <= (readUpTo.get(key) ?? 0)) return;
      readUpTo.set(key, last.message_id);
      update((s) => ({
        ...s,
        dialogs: s.dialogs?.map((dialog) =>
          keyOfDialog(dialog) === wholeChat(key) ? { ...dialog, unread: 0 } : dialog,
        ),
      }));
      await api.markRead(user, addressOf(key), last.message_id).catch(() => readUpTo.delete(key));
    },

    async send(key: ChatKey, outgoing: api.Outgoing): Promise<void> {
      const id = nextId();
      await this.showNewest(key);
      const pending = { id, outgoing, sentAtSeconds: Math.floor(now() / 1000) };
      update((s) => changeChat(s, key, (chat) => ({ ...chat, pending: [...chat.pending, pending] })));
      await transmit(key, id, outgoing);
    },

    async retry(key: ChatKey, id: string): Promise<void> {
      const found = state.chats[key]?.pending.find((pending) => pending.id === id);
      if (!found) return;
      const { failure: _, ...again } = found;
      update((s) =>
        changeChat(s, key, (chat) => ({
          ...chat,
          pending: chat.pending.map((other) => (other.id === id ? again : other)),
        })),
      );
      await transmit(key, id, found.outgoing);
    },

    discard(key: ChatKey, id: string): void {
      update((s) =>
        changeChat(s, key, (chat) => ({ ...chat, pending: chat.pending.filter((other) => other.id !== id) })),
      );
    },

    async edit(key: ChatKey, messageId: number, text: string): Promise<void> {
      await api.editMessage(user, addressOf(key), messageId, text).catch(notifyFailure);
    },

    /** Presses an inline button; it stays pressed until the bot answers. */
    async press(key: ChatKey, press: string, button: { message_id: number; data: string }): Promise<void> {
      if (state.presses.includes(press)) return;
      update((s) => ({ ...s, presses: [...s.presses, press] }));
      later(`press ${press}`, PRESS_MS, () => release(press));
      try {
        const { callback_query_id: id } = await api.pressInlineButton(user, addressOf(key), button);
        if (earlyAnswers.delete(id)) release(press);
        else pressOfCallback.set(id, press);
      } catch (error) {
        release(press);
        notifyFailure(error);
      }
    },

    /**
     * Does something that the server may refuse, and says so to the person. While it is being done, the same once more
     * (a second press) does nothing.
     *
     * @returns whether it was done
     */
    async attempt(name: string, act: () => Promise<unknown>): Promise<boolean> {
      if (running.has(name)) return false;
      running.add(name);
      try {
        await act();
        return true;
      } catch (error) {
        notifyFailure(error);
        return false;
      } finally {
        running.delete(name);
      }
    },

    setDraft(key: ChatKey, text: string): void {
      if ((state.drafts[key] ?? '') === text) return;
      writeStored(`draft.${user}.${key}`, text);
      update((s) => ({ ...s, drafts: { ...s.drafts, [key]: text === '' ? undefined : text } }));
    },

    async setBlocked(bot: number, blocked: boolean): Promise<void> {
      await api.setBlocked(user, bot, blocked).catch(notifyFailure);
      await loadDialogs();
    },

    dismissAlert: (): void => update((s) => ({ ...s, alert: undefined })),
    notify,
  };
}
