import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import type { Entity } from '../world/message-contents.ts';
import { findUrls } from './detect-urls.ts';
import { findBotCommands, findCashtags, findHashtags, findMentions, findTgUrls } from './detect.ts';
import { parseHtml } from './html.ts';
import { parseMarkdownV2 } from './markdown-v2.ts';
import { findMediaTimestamps } from './media-timestamps.ts';
import { EntityError, type ParsedText } from './parsed-text.ts';

interface ParseVector {
  input: string;
  text?: string;
  error?: string;
  entities?: { type: string; offset: number; length: number; argument?: string }[];
}

interface Vectors {
  parse_html: ParseVector[];
  parse_markdown_v2: ParseVector[];
  find: Record<string, { input: string; expected: string[] }[]>;
}

const vectors: Vectors = JSON.parse(readFileSync(new URL('../../data/entity-vectors.json', import.meta.url), 'utf8'));

/** Wished for in the original list, where they are switched off: this is how the server reads them. */
const WISHES: Record<string, string> = {
  '*>abcd*': "Can't find end of Bold entity at byte offset 6",
  '>*abcd\n*': "Can't find end of Bold entity at byte offset 1",
};

describe.each([
  ['HTML', vectors.parse_html, parseHtml],
  ['MarkdownV2', vectors.parse_markdown_v2, parseMarkdownV2],
] as const)('%s', (_mode, list, parse) => {
  it.each(list)('reads $input', ({ input, text, error, entities }) => {
    const result = attempt(() => parse(input));
    expect(result).toEqual(WISHES[input] ?? error ?? { text, entities: (entities ?? []).map(asOfficial) });
  });
});

describe('finding', () => {
  const finders: Record<string, (text: string) => string[]> = {
    mention: findMentions,
    bot_command: findBotCommands,
    hashtag: findHashtags,
    cashtag: findCashtags,
    tg_url: findTgUrls,
    // The list tells of addresses only; e-mail addresses are found by the same walk.
    url: (text) =>
      findUrls(text)
        .filter((url) => !url.isEmail)
        .map((url) => url.text),
    media_timestamp: (text) => findMediaTimestamps(text).map((found) => `{"${found.text}", ${found.seconds}}`),
  };
  it('has a finder for each list', () => {
    expect(Object.keys(finders).toSorted()).toEqual(Object.keys(vectors.find).toSorted());
  });
  for (const [name, find] of Object.entries(finders)) {
    it.each(vectors.find[name] ?? [])(`finds each ${name} in $input`, ({ input, expected }) => {
      expect(find(input)).toEqual(expected);
    });
  }
});

function attempt(run: () => ParsedText): { text: string; entities: object[] } | string {
  try {
    const { text, entities } = run();
    return { text, entities: entities.map(asVector) };
  } catch (error) {
    if (error instanceof EntityError) return error.message;
    throw error;
  }
}

const NAMES: Record<string, string> = {
  bold: 'Bold',
  italic: 'Italic',
  underline: 'Underline',
  strikethrough: 'Strikethrough',
  spoiler: 'Spoiler',
  code: 'Code',
  text_link: 'TextUrl',
  blockquote: 'BlockQuote',
  expandable_blockquote: 'ExpandableBlockQuote',
  custom_emoji: 'CustomEmoji',
  date_time: 'FormattedDate',
};

function asVector(entity: Entity): object {
  const { offset, length } = entity;
  const type = entity.type === 'pre' ? (entity.language === undefined ? 'Pre' : 'PreCode') : NAMES[entity.type];
  const argument = entity.url ?? entity.language ?? entity.custom_emoji_id ?? dateOf(entity);
  return argument === undefined ? { type, offset, length } : { type, offset, length, argument };
}

function dateOf(entity: Entity): string | undefined {
  return entity.unix_time === undefined ? undefined : `${entity.unix_time} ${entity.date_time_format ?? ''}`;
}

/** The vectors name ids and dates as TDLib's test does. */
function asOfficial(entity: { type: string; argument?: string }): object {
  const emoji = /static_cast<td::int64>\((\d+)\)/.exec(entity.argument ?? '')?.[1];
  if (emoji !== undefined) return { ...entity, argument: emoji };
  const date = /FormattedDate\{(\d+), (\d+)\}/.exec(entity.argument ?? '');
  if (date === null) return entity;
  const flags = Number(date[2]);
  const has = (flag: number): boolean => (flags & flag) !== 0;
  const day = has(16) ? 'D' : has(8) ? 'd' : '';
  const time = has(4) ? 'T' : has(2) ? 't' : '';
  return { ...entity, argument: `${date[1]} ${has(1) ? 'r' : `${has(32) ? 'w' : ''}${day}${time}`}` };
}
