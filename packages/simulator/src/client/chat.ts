import type { ControlHttp } from './http.ts';
import { SimulatorError } from './http.ts';
import { showLine, SimulatorChatError } from './shown-line.ts';
import { createMediaActs, type MediaActs, type SentFile } from './media.ts';
import { createInlineActs, type InlineActs } from './inline.ts';
import { createPollActs, type NewSimPoll, type PollActs } from './polls.ts';
import type { PayOptions, SimPayment } from './payments.ts';
import { createMessageActs, type MessageActs } from './message-acts.ts';
import type { SimAnswer, SimMessage, SimPressed, SimSent } from './types.ts';

export interface ReplyOptions {
  /** Only a message whose text or caption contains this. */
  contains?: string;
  timeoutMs?: number;
}

export interface Extras {
  caption?: string;
  reply_to?: number;
  /** The part of that message that is meant. */
  quote?: string;
  photo?: SentFile;
  document?: SentFile;
  voice?: SentFile;
  audio?: SentFile;
  video?: SentFile;
  animation?: SentFile;
  video_note?: SentFile;
  sticker?: SentFile;
  contact?: { phone_number: string; first_name: string };
  location?: { latitude: number; longitude: number };
  venue?: { location: { latitude: number; longitude: number }; title: string; address: string };
  /** The album that it belongs to: a part whose upload took longer than the rest. */
  media_group?: string;
}

/** Which button exactly, and what a button asks the person for. */
export interface PressOptions {
  message_id?: number;
  data?: string;
  location?: { latitude: number; longitude: number };
  phone?: string;
  users?: (number | string)[];
  shared_chat?: number | string;
  poll?: { question: string; options: string[] } & NewSimPoll;
  managed_bot?: { name: string; username: string };
}

/** One person's side of one conversation. */
export interface ActorChat extends MediaActs, MessageActs, PollActs, InlineActs {
  /** The same person in one topic of this chat: what is sent goes there, what is read is from there. */
  topic(thread: number): ActorChat;
  /** Sends a text, or with `extras` a file, a place or a contact. */
  sends(text: string, extras?: Extras): Promise<SimSent>;
  /**
   * Presses a button by its text (or by data), on the newest message that has it, or of the reply keyboard.
   *
   * @throws SimulatorChatError 404 when there is no such button; its message shows the end of the transcript
   */
  presses(text: string, options?: PressOptions): Promise<SimPressed>;
  edits(messageId: number, text: string): Promise<void>;
  /** Pays an invoice or paid media: of this message, or the newest unpaid invoice. Waits for the bot. */
  pays(message?: SimMessage | number, options?: PayOptions): Promise<SimPayment>;
  /** Closes the payment form. */
  cancels(message?: SimMessage | number): Promise<SimPayment>;
  /**
   * The bot's next message or edit after what was last sent, pressed or given back by `reply`.
   *
   * @throws SimulatorChatError 408 when none comes in time; its message shows the end of the transcript
   */
  reply(options?: ReplyOptions): Promise<SimMessage>;
  /** How the bot answered a press; waits until it did. */
  answer(pressed: SimPressed, timeoutMs?: number): Promise<SimAnswer>;
  transcript(): Promise<SimMessage[]>;
  /** The newest message of the bot. */
  last(): Promise<SimMessage | undefined>;
  /** The transcript as lines "Anna: hi" and "bot: Hello [Create] [Help]", for reading in failures. */
  shown(): Promise<string>;
}

export interface ChatAddress {
  user: number;
  chat?: number;
  bot?: number | string;
  thread?: number;
  /** Whose messages `reply` waits for; anybody's when absent. */
  botId?: number;
}

const REPLY_MS = 10_000;
const ANSWER_PAUSE_MS = 20;

export function createActorChat(http: ControlHttp, address: ChatAddress): ActorChat {
  const { user, chat, bot, botId, thread } = address;
  const conversation = { ...(chat === undefined ? {} : { chat }), ...(bot === undefined ? {} : { bot }) };
  const where = { ...conversation, ...(thread === undefined ? {} : { thread }) };
  let seenRev = 0;
  const noteRev = (rev: number): void => {
    seenRev = Math.max(seenRev, rev);
  };
  const transcript = async (): Promise<SimMessage[]> => {
    const page = await http.get<{ messages: SimMessage[] }>('messages', { ...where, user, limit: 1000 });
    return page.messages;
  };
  /** A button that is not there: what is there instead, the reader sees best in the transcript. */
  const explain = async (error: unknown): Promise<never> => {
    if (!(error instanceof SimulatorError) || error.status !== 404) throw error;
    throw new SimulatorChatError(error.status, error.code, error.message, await transcript());
  };
  const shown = async (): Promise<string> => (await transcript()).map(showLine).join('\n');
  return {
    ...createMediaActs(http, { from: user, ...where }, noteRev),
    ...createPollActs(http, { from: user, ...where }, noteRev),
    ...createInlineActs(http, { from: user, ...where }, noteRev),
    ...createMessageActs(http, user, conversation),
    topic: (id) => createActorChat(http, { ...address, thread: id }),
    transcript,
    shown,
    sends: async (text, extras) => {
      const body = extras === undefined ? { text } : { ...(text === '' ? {} : { text }), ...extras };
      const sent = await http.post<SimSent>('messages', { from: user, ...where, ...body });
      seenRev = Math.max(seenRev, sent.rev);
      return sent;
    },
    presses: async (text, options) => {
      const body = options?.data === undefined ? { text, ...options } : options;
      const pressed = await http.post<SimPressed>('presses', { from: user, ...where, ...body }).catch(explain);
      seenRev = Math.max(seenRev, pressed.rev);
      return pressed;
    },
    pays: async (message, options) =>
      await http.post('payments', { from: user, ...where, ...messageOf(message), action: 'pay', ...options }),
    cancels: async (message) =>
      await http.post('payments', { from: user, ...where, ...messageOf(message), action: 'cancel' }),
    edits: async (messageId, text) => {
      await http.post('edits', { from: user, ...where, message_id: messageId, text });
    },
    reply: async (options = {}) => {
      try {
        const { message } = await http.get<{ message: SimMessage }>('wait', {
          ...where,
          user,
          from: botId,
          contains: options.contains,
          changed_after: seenRev,
          timeout_ms: options.timeoutMs ?? REPLY_MS,
        });
        seenRev = Math.max(seenRev, message.rev);
        return message;
      } catch (error) {
        if (!(error instanceof SimulatorError) || error.status !== 408) throw error;
        const wanted =
          options.contains === undefined ? 'no reply came' : `no reply with ${JSON.stringify(options.contains)} came`;
        throw new SimulatorChatError(408, error.code, wanted, await transcript());
      }
    },
    answer: async (pressed, timeoutMs = REPLY_MS) => {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        const answer = await http.get<SimAnswer>(`answers/${pressed.callback_query_id ?? ''}`);
        if (answer.answered || performance.now() > deadline) return answer;
        await new Promise((resolve) => setTimeout(resolve, ANSWER_PAUSE_MS));
      }
    },
    last: async () => (await transcript()).findLast((message) => !message.outgoing && message.deleted !== true),
  };
}

function messageOf(message: SimMessage | number | undefined): { message_id?: number } {
  if (message === undefined) return {};
  return { message_id: typeof message === 'number' ? message : message.message_id };
}
