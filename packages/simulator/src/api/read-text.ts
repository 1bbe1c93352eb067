import { parseHtml } from '../entities/html.ts';
import { parseMarkdown } from '../entities/markdown.ts';
import { parseMarkdownV2 } from '../entities/markdown-v2.ts';
import { normaliseText } from '../entities/normalise.ts';
import { EntityError, type ParsedText } from '../entities/parsed-text.ts';
import { badRequest } from './api-error.ts';
import type { Call } from './call.ts';
import { readEntities } from './read-entities.ts';

const RAW_BYTES = 32_768;
export const MESSAGE_LENGTH = 4096;
export const CAPTION_LENGTH = 1024;

export interface TextParameters {
  text: string;
  entities: string;
  parseMode: string;
}

/** Reads a formatted text: parse mode (it wins) or explicit entities, and what Telegram finds by itself. */
export function readText(call: Call, names: TextParameters): ParsedText {
  const raw = call.params.text(names.text);
  if (raw.length > RAW_BYTES / 4 && Buffer.byteLength(raw) > RAW_BYTES) throw badRequest('text is too long');
  if (call.params.isBroken || /\p{Surrogate}/u.test(raw)) {
    const what = call.params.text(names.parseMode) === '' ? 'strings' : 'text';
    throw badRequest(`${what} must be encoded in UTF-8`);
  }
  const parsed = parse(raw, call.params.text(names.parseMode).toLowerCase(), call.params.text(names.entities));
  const { text, entities } = normaliseText(parsed);
  return { text, entities: entities.filter((entity) => isKnownMention(call, entity.user?.id)) };
}

function parse(raw: string, mode: string, entities: string): ParsedText {
  try {
    switch (mode) {
      case '':
      case 'none':
        return { text: raw, entities: readEntities(raw, entities) };
      case 'html':
        return parseHtml(raw);
      case 'markdownv2':
        return parseMarkdownV2(raw);
      case 'markdown':
        return parseMarkdown(raw);
      default:
        throw badRequest('unsupported parse_mode');
    }
  } catch (error) {
    if (error instanceof EntityError) throw badRequest(`can't parse entities: ${error.message}`);
    throw error;
  }
}

/** Mentions of people whom the world does not know are dropped. */
function isKnownMention(call: Call, userId: number | undefined): boolean {
  if (userId === undefined) return true;
  return call.world.findUser(userId) !== undefined || call.world.store.tables.bot.get(userId) !== undefined;
}

/** Whether a text has more code points than this: so Telegram counts. */
export function isLongerThan(text: string, limit: number): boolean {
  if (text.length <= limit) return false;
  let count = 0;
  for (const _ of text) count += 1;
  return count > limit;
}
