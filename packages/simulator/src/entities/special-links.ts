import { checkLink } from '../urls.ts';
import type { Entity } from '../world/message-contents.ts';
import { EntityError } from './parsed-text.ts';

/** The entity of a link: a mention of a user, a link, or nothing when the address is none. */
export function linkEntity(address: string, offset: number, length: number): Entity | undefined {
  const userId = /^tg:(?:\/\/)?user\/?\?(?:[^#]*&)?id=(\d+)/i.exec(address.trim())?.[1];
  if (userId !== undefined) return { type: 'text_mention', offset, length, user: { id: Number(userId) } };
  const checked = checkLink(address);
  return 'url' in checked ? { type: 'text_link', offset, length, url: checked.url } : undefined;
}

/** @throws EntityError unless it is the id of a custom emoji */
export function checkEmojiId(id: string): string {
  if (!/^-?\d{1,19}$/.test(id) || id.startsWith('0'))
    throw new EntityError('Invalid custom emoji identifier specified');
  return id;
}

export interface DateTime {
  unix_time: number;
  date_time_format: string;
}

/** Formats are letters: `r` alone, or any of w, d or D, t or T. @throws EntityError for others */
export function readDateTime(unix: string, format: string): DateTime {
  if (!/^-?\d{1,10}$/.test(unix)) throw new EntityError('Invalid date format used');
  const known = readDateFormat(format);
  if (known === undefined) throw new EntityError('Invalid date format used');
  return { unix_time: Number(unix), date_time_format: known };
}

/** A format in its usual order; `undefined` when it is none. */
export function readDateFormat(format: string): string | undefined {
  if (!/^(?:[rR]|[wWdDtT]*)$/.test(format)) return undefined;
  if (/^[rR]$/.test(format)) return 'r';
  const day = format.includes('D') ? 'D' : format.includes('d') ? 'd' : '';
  const time = format.includes('T') ? 'T' : format.includes('t') ? 't' : '';
  return `${/w/i.test(format) ? 'w' : ''}${day}${time}`;
}

/** Reads `tg://emoji?id=…` and `tg://time?unix=…&format=…` of MarkdownV2. */
export function readMarkdownSpecial(address: string, offset: number, length: number): Entity {
  const match = /^tg:(?:\/\/)?(emoji|time)\/?\?([^#]*)/i.exec(address);
  const query = new URLSearchParams(match?.[2] ?? '');
  if (match?.[1]?.toLowerCase() === 'emoji') {
    const id = query.get('id') ?? '';
    if (/^[1-9]\d{0,18}$/.test(id)) return { type: 'custom_emoji', offset, length, custom_emoji_id: id };
  }
  if (match?.[1]?.toLowerCase() === 'time') {
    const unix = query.get('unix') ?? '';
    if (/^[1-9]\d{0,9}$/.test(unix)) {
      return { type: 'date_time', offset, length, ...readDateTime(unix, query.get('format') ?? '') };
    }
  }
  throw new EntityError('Invalid tg://emoji or tg://time URL specified');
}
