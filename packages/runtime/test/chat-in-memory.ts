import { Bot, type Api, type MiddlewareFn } from 'grammy';
import type { InlineKeyboardButton, Message, Update, User, UserFromGetMe } from 'grammy/types';
import type { Log } from '@durabot/postgres';
import type { Attempt, DurableContext, TimerContext } from '../src/context.ts';
import type { DialogStore, StoredDialog } from '../src/dialog/dialog-store.ts';

/** A message of the bot as its reader sees it now. */
export interface Shown {
  id: number;
  text: string;
  buttons: { text: string; data: string }[];
}

interface SetTimer {
  name: string;
  key: string;
  dueAt: Date;
  payload: unknown;
}

/**
 * One person's private (or group) chat with a grammY bot, without a database or Telegram: updates go in, what the reader
 * would see comes out. An attempt that throws leaves nothing behind, as in the pipeline.
 */
export class ChatInMemory {
  readonly shown: Shown[] = [];
  /** Texts of callback answers, one for each press; empty where the answer had none. */
  readonly toasts: string[] = [];
  readonly timers = new Map<string, SetTimer>();
  dialogs = new Map<string, StoredDialog>();
  nowMs: number;
  readonly clock = { nowMs: (): number => this.nowMs, sleep: async (): Promise<void> => undefined };
  readonly ids = {
    owner: (): string => 'owner',
    short: (): string => `Dialog${String((this.#shortIds += 1)).padStart(4, '0')}`,
    virtualMessageId: (): number => -1,
  };
  readonly #bot: Bot<DurableContext>;
  readonly #chat: { id: number; type: 'private' | 'group' };
  readonly #user: User;
  #shortIds = 0;
  #updateId = 0;
  #messageId = 0;
  #staged = new Map<string, StoredDialog | undefined>();

  constructor(options: { languageCode?: string; nowMs?: number; chatType?: 'private' | 'group' } = {}) {
    this.nowMs = options.nowMs ?? Date.UTC(2026, 10, 3, 9);
    this.#chat = { id: 7, type: options.chatType ?? 'private' };
    this.#user = { id: 7, is_bot: false, first_name: 'Anna', language_code: options.languageCode ?? 'en' };
    this.#bot = new Bot<DurableContext>(`7:${'A'.repeat(35)}`, { botInfo: me });
    this.#bot.api.config.use(async (_previous, method, payload) => {
      // Whatever the method, the shape below has the part that the code under test reads.
      return { ok: true, result: this.#answer(method, toRecord(payload)) } as never;
    });
    this.#bot.use((ctx, next) => {
      Object.defineProperty(ctx, 'durable', { value: this.attempt() });
      return next();
    });
  }

  use(...middleware: MiddlewareFn<DurableContext>[]): void {
    this.#bot.use(...middleware);
  }

  command(name: string, handler: (ctx: DurableContext) => Promise<unknown>): void {
    this.#bot.command(name, handler);
  }

  get api(): Api {
    return this.#bot.api;
  }

  /** The active dialog, if any. */
  get active(): StoredDialog | undefined {
    return [...this.dialogs.values()].find(({ status }) => status === 'active');
  }

  /** The newest message of the bot. */
  get last(): Shown {
    const last = this.shown.at(-1);
    if (last === undefined) throw new Error('The bot has said nothing.');
    return last;
  }

  async say(text: string, more: Partial<Message> = {}): Promise<number> {
    const command = /^\/\S+/.exec(text)?.[0];
    const entities =
      command === undefined ? {} : { entities: [{ type: 'bot_command' as const, offset: 0, length: command.length }] };
    return this.send({ text, ...entities, ...more });
  }

  async send(content: Partial<Message>): Promise<number> {
    const message = this.#message((this.#messageId += 1), content);
    await this.update({ message: message as never });
    return message.message_id;
  }

  async edit(messageId: number, text: string): Promise<void> {
    await this.update({ edited_message: { ...this.#message(messageId, { text }), edit_date: 2 } as never });
  }

  /** Presses the first button of a message (the newest if not given) whose label contains `label`. */
  async press(label: string, on: Shown = this.last): Promise<void> {
    const button = on.buttons.find(({ text }) => text.includes(label));
    if (button === undefined)
      throw new Error(`No button ${label}; there are ${on.buttons.map(({ text }) => text).join(', ')}.`);
    await this.pressData(button.data, on);
  }

  async pressData(data: string, on: Shown = this.last): Promise<void> {
    const message = { message_id: on.id, date: 1, chat: this.#chat, from: me, text: on.text };
    await this.update({
      callback_query: { id: '1', from: this.#user, chat_instance: '1', message: message as never, data },
    });
  }

  /** Lets a timer that was set fire. */
  async fire(handler: (ctx: TimerContext) => Promise<void>, timer: SetTimer): Promise<void> {
    this.timers.delete(`${timer.name}/${timer.key}`);
    await this.#commit(() =>
      handler({ api: this.api, durable: this.attempt(), chatId: 7, userId: 7, topicId: undefined, timer }),
    );
  }

  async update(update: Omit<Update, 'update_id'>): Promise<void> {
    await this.#commit(() => this.#bot.handleUpdate({ update_id: (this.#updateId += 1), ...update }));
  }

  attempt(): Attempt {
    return {
      bot: 'test',
      entry: {
        id: 1,
        chatKey: '7',
        kind: 'message',
        attempt: 1,
        receivedAt: new Date(this.nowMs),
        correlationId: 'test:u1',
      },
      album: undefined,
      jobs: { add: () => undefined },
      tx: () => Promise.reject(new Error('There is no database in this test.')),
      dialog: this.#store(),
      timers: {
        set: ({ name, key = '', dueAt, payload }) =>
          void this.timers.set(`${name}/${key}`, { name, key, dueAt, payload }),
        cancel: (name, key = '') => void this.timers.delete(`${name}/${key}`),
      },
      schedules: { set: () => undefined, cancel: () => undefined },
      readSession: () => Promise.resolve(undefined),
      writeSession: () => undefined,
      send: () => undefined,
      signal: new AbortController().signal,
    };
  }

  #store(): DialogStore {
    const all = (): StoredDialog[] => {
      const kept = [...this.dialogs.values()].filter(({ id }) => !this.#staged.has(id));
      return [...kept, ...this.#staged.values()].filter((dialog) => dialog !== undefined);
    };
    return {
      active: () => all().find(({ status }) => status === 'active'),
      list: () => Promise.resolve(all().toSorted((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime())),
      find: (id) => Promise.resolve(all().find((dialog) => dialog.id === id)),
      put: (dialog) => void this.#staged.set(dialog.id, dialog),
      remove: (id) => void this.#staged.set(id, undefined),
    };
  }

  async #commit(work: () => Promise<void>): Promise<void> {
    this.#staged = new Map();
    await work();
    for (const [id, dialog] of this.#staged) {
      const before = this.dialogs.get(id);
      if (dialog === undefined) this.dialogs.delete(id);
      // What is stored has to survive JSON, and a revision must grow.
      else
        this.dialogs.set(id, {
          ...dialog,
          data: JSON.parse(JSON.stringify(dialog.data)),
          updatedAt: new Date(this.nowMs),
        });
      if (dialog !== undefined && before !== undefined && dialog.rev <= before.rev)
        throw new Error(`Revision ${dialog.rev} did not grow.`);
    }
    this.#staged = new Map();
    const active = [...this.dialogs.values()].filter(({ status }) => status === 'active');
    if (active.length > 1) throw new Error('Two dialogs are active.');
  }

  #answer(method: string, payload: Record<string, unknown>): unknown {
    const buttons = buttonsOf(payload['reply_markup']);
    if (method === 'answerCallbackQuery') this.toasts.push(textOf(payload));
    if (method === 'sendMessage') {
      const id = (this.#messageId += 1);
      this.shown.push({ id, text: textOf(payload), buttons });
      return { message_id: id, date: 1, chat: this.#chat, from: me, text: payload['text'] };
    }
    const edited = this.shown.find(({ id }) => id === payload['message_id']);
    if (edited !== undefined && method === 'editMessageText') Object.assign(edited, { text: textOf(payload), buttons });
    if (edited !== undefined && method === 'editMessageReplyMarkup') Object.assign(edited, { buttons });
    return true;
  }

  #message(messageId: number, content: Partial<Message>): Record<string, unknown> & { message_id: number } {
    return { message_id: messageId, date: 1, chat: this.#chat, from: this.#user, ...content };
  }
}

/** A log that says nothing. */
export const noLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => noLog,
};

const me: UserFromGetMe = {
  id: 99,
  is_bot: true,
  first_name: 'Test',
  username: 'test_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  can_manage_bots: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  supports_guest_queries: false,
  supports_join_request_queries: false,
};

function buttonsOf(markup: unknown): { text: string; data: string }[] {
  if (typeof markup !== 'object' || markup === null || !('inline_keyboard' in markup)) return [];
  // Written by the code under test for the Bot API, whose type this is.
  const grid = markup.inline_keyboard as InlineKeyboardButton[][];
  return grid
    .flat()
    .map((button) => ({ text: button.text, data: 'callback_data' in button ? button.callback_data : '' }));
}

function textOf(payload: Record<string, unknown>): string {
  return typeof payload['text'] === 'string' ? payload['text'] : '';
}

function toRecord(payload: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(payload));
}
