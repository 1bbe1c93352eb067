import type { ControlHttp } from './http.ts';
import type { SimSent } from './types.ts';

/** A bot's answer to an inline query. */
export interface SimInlineAnswer {
  inline_query_id: string;
  answered: boolean;
  /** The objects as the bot gave them; `file_url` is added for files that the simulator has. */
  results?: { type: string; id: string; title?: string; file_url?: string; [field: string]: unknown }[];
  next_offset?: string;
  is_gallery?: boolean;
  /** The bot was not asked: it had allowed to keep its answer. */
  cached?: boolean;
  button?: { text: string; start_parameter?: string; web_app?: { url: string } };
}

export interface QueryOptions {
  offset?: string;
  /** The group in which it is typed. */
  chat?: number;
  /** It is typed in the private chat with this bot. */
  in_bot?: number | string;
  location?: { latitude: number; longitude: number };
  timeout_ms?: number;
}

/** What came of a tap on a link; the fields depend on `kind`. */
export interface SimTapped {
  kind: 'started' | 'added' | 'choose_chat' | 'web_app' | 'invoice' | 'invite' | 'message' | 'chat' | 'user' | 'url';
  bot_id?: number;
  chat_id?: number;
  message_id?: number;
  chats?: { id: number; type: string; title: string }[];
  [field: string]: unknown;
}

/** A person in inline mode, and tapping links. */
export interface InlineActor {
  /** Types `@bot text` and waits for the bot's answer. */
  queries(bot: number | string, text: string, options?: QueryOptions): Promise<SimInlineAnswer>;
  /** Taps a link of the form `t.me/…`; `chat` is what is chosen where a link asks for a chat. */
  taps(link: string, chat?: number): Promise<SimTapped>;
}

export function createInlineActor(http: ControlHttp, user: number): InlineActor {
  return {
    queries: async (bot, text, options) => await http.post('inline', { from: user, bot, query: text, ...options }),
    taps: async (link, chat) => await http.post('links', { from: user, link, ...(chat === undefined ? {} : { chat }) }),
  };
}

/** What a person sends into a chat out of inline mode. */
export interface InlineActs {
  /** Sends a result of a query into this chat. */
  chooses(answer: SimInlineAnswer, resultId: string): Promise<SimSent>;
  /** Sends a message that a bot prepared for the person. */
  sendsPrepared(id: string): Promise<SimSent>;
}

export function createInlineActs(http: ControlHttp, where: object, noteRev: (rev: number) => void): InlineActs {
  const send = async (path: string, body: object): Promise<SimSent> => {
    const sent = await http.post<SimSent>(path, { ...where, ...body });
    noteRev(sent.rev);
    return sent;
  };
  return {
    chooses: async (answer, resultId) =>
      await send('inline/choices', { inline_query_id: answer.inline_query_id, result_id: resultId }),
    sendsPrepared: async (id) => await send('inline/prepared', { id }),
  };
}
