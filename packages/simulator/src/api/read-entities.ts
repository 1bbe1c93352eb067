import { isJsonObject, type JsonObject } from '../json.ts';
import { linkEntity, readDateFormat } from '../entities/special-links.ts';
import { checkLink } from '../urls.ts';
import type { Entity } from '../world/message-contents.ts';
import { badRequest } from './api-error.ts';
import { objectField, requiredInteger, requiredString, stringField, tryParseJson } from './json-fields.ts';

const PREFIX = "can't parse MessageEntity";
const LARGEST = 1_000_000;

/** Kinds that Telegram finds by itself: accepted and ignored. */
const AUTOMATIC: readonly string[] = [
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
  'bank_card_number',
];
const PLAIN: readonly string[] = [
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'code',
  'blockquote',
  'expandable_blockquote',
];

/** Reads explicit entities. What is no JSON is ignored without a word, as by the official server. */
export function readEntities(text: string, json: string): Entity[] {
  if (json === '') return [];
  const parsed = tryParseJson(json);
  if (parsed === undefined || !Array.isArray(parsed.value)) return [];
  const entities: Entity[] = [];
  for (const item of parsed.value) {
    if (!isJsonObject(item)) throw badRequest(`${PREFIX}: expected an Object`);
    const offset = requiredInteger(item, 'offset', PREFIX);
    const length = requiredInteger(item, 'length', PREFIX);
    const entity = readEntity(item, offset, length);
    if (entity === undefined) continue;
    checkBounds(text, entity);
    entities.push(entity);
  }
  return entities.filter((entity) => entity.length > 0);
}

function readEntity(item: JsonObject, offset: number, length: number): Entity | undefined {
  const type = requiredString(item, 'type', PREFIX);
  if (type === '') throw badRequest(`${PREFIX}: Type is not specified`);
  if (AUTOMATIC.includes(type)) return undefined;
  if (PLAIN.includes(type)) return { type, offset, length };
  switch (type) {
    case 'pre': {
      const language = stringField(item, 'language', PREFIX) ?? '';
      return language === '' ? { type, offset, length } : { type, offset, length, language };
    }
    case 'text_link':
      return readLink(requiredString(item, 'url', PREFIX), offset, length);
    case 'text_mention': {
      const user = objectField(item, 'user', PREFIX);
      if (user === undefined) throw badRequest(`${PREFIX}: Can't find field "user"`);
      return { type, offset, length, user: { id: requiredInteger(user, 'id', PREFIX) } };
    }
    case 'custom_emoji': {
      const id = requiredString(item, 'custom_emoji_id', PREFIX);
      if (!/^-?\d{1,19}$/.test(id)) throw badRequest(`${PREFIX}: Field "custom_emoji_id" must be a valid Number`);
      if (/^-?0+$/.test(id)) throw badRequest('invalid custom emoji identifier specified');
      return { type, offset, length, custom_emoji_id: id };
    }
    case 'date_time': {
      const unix = requiredInteger(item, 'unix_time', PREFIX);
      const format = readDateFormat(stringField(item, 'date_time_format', PREFIX) ?? '');
      if (format === undefined) throw badRequest(`${PREFIX}: Invalid date-time format specified`);
      if (unix <= 0) throw badRequest('invalid date specified');
      return { type, offset, length, unix_time: unix, date_time_format: format };
    }
    default:
      throw badRequest(`${PREFIX}: Unsupported type specified`);
  }
}

function readLink(url: string, offset: number, length: number): Entity {
  const checked = checkLink(url);
  if ('problem' in checked) throw badRequest(`entity URL '${url}' is invalid: ${checked.problem}`);
  return linkEntity(url, offset, length) ?? { type: 'text_link', offset, length, url: checked.url };
}

/** Offsets count UTF-16 units and may not fall into the middle of a character. */
function checkBounds(text: string, { offset, length }: Entity): void {
  if (offset < 0 || offset > LARGEST) throw badRequest(`receive an entity with incorrect offset ${offset}`);
  if (length < 0 || length > LARGEST) throw badRequest(`receive an entity with incorrect length ${length}`);
  if (length === 0) return;
  if (offset > text.length) {
    throw badRequest(`entity begins after the end of the text at UTF-16 offset ${offset}`);
  }
  if (isInsideCharacter(text, offset)) {
    throw badRequest(`entity begins in a middle of a UTF-16 symbol at byte offset ${bytesBefore(text, offset)}`);
  }
  const end = offset + length;
  if (end > text.length) {
    throw badRequest(
      `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${end}`,
    );
  }
  if (isInsideCharacter(text, end)) {
    throw badRequest(
      `entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at byte offset ${bytesBefore(text, end)}`,
    );
  }
}

function bytesBefore(text: string, index: number): number {
  return Buffer.byteLength(text.slice(0, index - 1));
}

function isInsideCharacter(text: string, index: number): boolean {
  const before = text.charCodeAt(index - 1);
  const after = text.charCodeAt(index);
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
}
