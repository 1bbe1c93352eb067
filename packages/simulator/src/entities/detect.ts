import type { Entity } from '../world/message-contents.ts';
import { findUrls } from './detect-urls.ts';
import { compareEntities } from './parsed-text.ts';

const TAG_LETTER = String.raw`[\p{Nd}\p{L}_\u200c\u00b7\u0d80-\u0dff]`;
const WORD = String.raw`[\p{L}\p{N}_]`;

const MENTION = new RegExp(`(?<!${WORD})@([A-Za-z0-9_]{2,32})(?!${WORD})`, 'gu');
const BOT_COMMAND = /(?<![\p{L}\p{N}_/<>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32}|(?!@))(?![\p{L}\p{N}_/<>])/gu;
const HASHTAG = new RegExp(
  `(?<!${TAG_LETTER})#(${TAG_LETTER}{1,256})(?!${TAG_LETTER}*#)(?:@[A-Za-z0-9_]{3,32})?`,
  'gu',
);
const CASHTAG = new RegExp(
  `(?<![$]|${TAG_LETTER})[$](?:1INCH|[A-Z]{1,8})(?![$]|${TAG_LETTER})(?:@[A-Za-z0-9_]{3,32})?`,
  'gu',
);
const TG_URL = /(?:tg|ton):\/\/[a-z0-9_-]{1,253}(?:[/?#][^\p{Z}\n\u2000-\u200b\u200e\u200f\u2016-\u206f<>«»"]*)?/giu;
const PHONE = /(?<![\p{L}\p{N}_+])\+\d(?:[ ()-]?\d){6,14}(?![\p{L}\p{N}_])/gu;

/** Names of three letters that are mentions all the same. */
const SHORT_NAMES: readonly string[] = ['gif', 'vid', 'pic'];

export function findMentions(text: string): string[] {
  return matchesOf(text, MENTION)
    .filter(isMention)
    .map((match) => match[0]);
}

function isMention(match: RegExpExecArray): boolean {
  const name = match[1] ?? '';
  return name.length >= 4 || SHORT_NAMES.includes(name.toLowerCase());
}

export function findBotCommands(text: string): string[] {
  return matchesOf(text, BOT_COMMAND).map((match) => match[0]);
}

export function findHashtags(text: string): string[] {
  return matchesOf(text, HASHTAG)
    .filter(hasLetter)
    .map((match) => match[0]);
}

function hasLetter(match: RegExpExecArray): boolean {
  return /\p{L}/u.test(match[1] ?? '');
}

export function findCashtags(text: string): string[] {
  return matchesOf(text, CASHTAG).map((match) => match[0]);
}

export function findTgUrls(text: string): string[] {
  return matchesOf(text, TG_URL).map((match) => cutTgUrl(match[0]));
}

/** Points and brackets at the end belong to the sentence; a lone "?" or "#" is no path. */
function cutTgUrl(url: string): string {
  const match = /^([a-z]+:\/\/[a-z0-9_-]+)([/?#])(.*)$/isu.exec(url);
  if (match === null) return url;
  const [, head = '', mark = '', tail = ''] = match;
  const rest = tail.replace(/[.:;,('?!`]+$/, '');
  return rest === '' && mark !== '/' ? head : `${head}${mark}${rest}`;
}

function matchesOf(text: string, pattern: RegExp): RegExpExecArray[] {
  return [...text.matchAll(pattern)];
}

/** Without one of these nothing can be found; a point has to have something behind it. */
const INTERESTING = /[@/#$:+]|\.\S/;

/** Finds what Telegram marks by itself in a text: mentions, commands, tags, addresses, phone numbers. */
export function detectEntities(text: string): Entity[] {
  if (!INTERESTING.test(text)) return [];
  const found: Entity[] = [];
  const add = (type: string, offset: number, value: string): void => {
    found.push({ type, offset, length: value.length });
  };
  for (const match of matchesOf(text, MENTION)) if (isMention(match)) add('mention', match.index, match[0]);
  for (const match of matchesOf(text, BOT_COMMAND)) add('bot_command', match.index, match[0]);
  for (const match of matchesOf(text, HASHTAG)) if (hasLetter(match)) add('hashtag', match.index, match[0]);
  for (const match of matchesOf(text, CASHTAG)) add('cashtag', match.index, match[0]);
  for (const match of matchesOf(text, TG_URL)) add('url', match.index, cutTgUrl(match[0]));
  for (const match of matchesOf(text, PHONE)) add('phone_number', match.index, match[0]);
  for (const url of findUrls(text)) add(url.isEmail ? 'email' : 'url', url.offset, url.text);
  return withoutOverlaps(found.toSorted(compareEntities));
}

function withoutOverlaps(entities: readonly Entity[]): Entity[] {
  let end = 0;
  return entities.filter((entity) => {
    if (entity.offset < end) return false;
    end = entity.offset + entity.length;
    return true;
  });
}
