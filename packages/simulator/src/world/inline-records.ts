import type { JsonObject } from '../json.ts';
import type { Content } from './message-contents.ts';

/** What a bot answered to an inline query; kept whole, so that a choice needs nothing else. */
export interface InlineResultRecord {
  /** The result as the bot gave it. */
  json: JsonObject;
  content: Content;
  markup?: JsonObject;
  /** Address of the file that the content still lacks. */
  fileUrl?: string;
}

export interface InlineQueryRecord {
  id: string;
  botId: number;
  userId: number;
  query: string;
  offset: string;
  createdAtMs: number;
  location?: JsonObject;
  answer?: {
    atMs: number;
    results: InlineResultRecord[];
    nextOffset: string;
    isGallery: boolean;
    button?: JsonObject;
  };
}

/** A message with an inline keyboard that was sent via a bot: the bot edits it by this id. */
export interface InlineMessageRecord {
  id: string;
  botId: number;
  box: string;
  messageId: number;
}

export interface PreparedMessageRecord {
  id: string;
  botId: number;
  userId: number;
  expiresAtMs: number;
  chatTypes: string[];
  result: InlineResultRecord;
}
