import { post } from './http.ts';
import type { ChatAddress, SentMessage } from './types.ts';

/** One answer of a bot, as far as a list shows it. */
export interface InlineResult {
  type: string;
  id: string;
  title?: string;
  description?: string;
  caption?: string;
  address?: string;
  first_name?: string;
  phone_number?: string;
  thumbnail_url?: string;
  photo_url?: string;
  gif_url?: string;
  /** Where the simulator has the file itself. */
  file_url?: string;
}

export interface InlineButtonAbove {
  text: string;
  start_parameter?: string;
  web_app?: { url: string };
}

export interface InlineAnswer {
  inline_query_id: string;
  answered: boolean;
  results?: InlineResult[];
  next_offset?: string;
  button?: InlineButtonAbove;
  is_gallery?: boolean;
}

export function queryInline(
  user: number,
  bot: number,
  query: { text: string; offset: string; typedIn: ChatAddress },
): Promise<InlineAnswer> {
  const { typedIn } = query;
  const place = 'bot' in typedIn ? { in_bot: typedIn.bot } : { chat: typedIn.chat };
  return post('/_sim/inline', { from: user, bot, query: query.text, offset: query.offset, ...place });
}

export function chooseInline(
  user: number,
  address: ChatAddress,
  choice: { inline_query_id: string; result_id: string; reply_to?: number },
): Promise<SentMessage> {
  return post('/_sim/inline/choices', { from: user, ...address, ...choice });
}

/** Sends a message that a bot prepared for the person. */
export function sendPrepared(user: number, address: ChatAddress, id: string): Promise<SentMessage> {
  return post('/_sim/inline/prepared', { from: user, ...address, id });
}
