import { isJsonObject, type JsonObject } from '../json.ts';
import type { Content, MediaContent, MediaKind } from '../world/message-contents.ts';
import type { InlineResultRecord } from '../world/inline-records.ts';
import { ApiError, badRequest } from './api-error.ts';
import type { Call } from './call.ts';
import type { FoundChat } from './chats.ts';
import {
  checkInlineContent,
  checkInlineLengths,
  readCaption,
  readContact,
  readInputContent,
  readLocation,
  readTextContentOf,
  readVenue,
  type InputContent,
} from './inline-results-contents.ts';
import { checkInvoiceOnServer } from './invoice-parameters.ts';
import { boolField, integerField, objectField, requiredString, stringField, tryParseJson } from './json-fields.ts';
import { isBrokenText } from './labeled-prices.ts';
import { placeFileId } from './place-media.ts';
import { checkMarkup, checkMarkupOnServer, readReplyMarkup } from './reply-markup.ts';
import { describeJsonFault, subCall } from './sub-call.ts';
import { normaliseUrl } from '../urls.ts';

const PREFIX = "can't parse inline query result";
const ID_BYTES = 64;
/** Keyboards of inline messages are checked as in a chat where everything inline is allowed. */
const ANYWHERE: FoundChat = { kind: 'bot', box: '', chatId: 0 };

/** A result of which all is read and nothing yet checked. */
export interface ReadResult {
  id: string;
  type: string;
  record: InlineResultRecord;
  /** Of the file at an address; decides whether Telegram takes it. */
  mimeType: string;
  /** An id of a file that the bot may send. */
  fileId: string;
  hasOwnContent: boolean;
}

/** Reads the single `result` of a method (a Mini App's answer, a prepared message). */
export function readSingleResult(call: Call): ReadResult {
  const text = call.params.text('result');
  if (text === '') throw badRequest("result isn't specified");
  const parsed = tryParseJson(text);
  if (parsed === undefined) {
    throw badRequest(`can't parse JSON encoded web view query results ${describeJsonFault(text)}`);
  }
  return readInlineResult(call, parsed.value);
}

/** Reads one InlineQueryResult in the official order; every refusal says that it is about a result. */
export function readInlineResult(call: Call, value: unknown): ReadResult {
  try {
    return readResult(call, value);
  } catch (error) {
    throw error instanceof ApiError ? asResultError(error) : error;
  }
}

/** Puts the prefix before the words, which then begin with a capital as inside the official server. */
function asResultError(error: ApiError): ApiError {
  const words = error.message.replace(/^Bad Request: /, '');
  // Only this one begins with a small letter inside.
  if (words.startsWith('type "')) return badRequest(`${PREFIX}: ${words}`);
  return badRequest(`${PREFIX}: ${words.charAt(0).toUpperCase()}${words.slice(1)}`);
}

function readResult(call: Call, value: unknown): ReadResult {
  if (!isJsonObject(value)) throw badRequest('Inline query result must be an object');
  const type = requiredString(value, 'type').toLowerCase();
  const id = requiredString(value, 'id');
  const given = readGivenContent(call, value, type === 'article');
  const caption = readCaption(call, value);
  const markupObject = objectField(value, 'reply_markup');
  const markup =
    markupObject === undefined ? undefined : readReplyMarkup(subCall(call, { reply_markup: markupObject }).params);
  const own = readOwn(call, value, type, caption);
  const content = given?.content ?? own.content;
  const record: InlineResultRecord = { json: value, content };
  const shownMarkup = markup ?? given?.markup;
  if (shownMarkup !== undefined) record.markup = shownMarkup;
  if (given === undefined && own.url !== '') record.fileUrl = own.url;
  return { id, type, record, mimeType: own.mimeType, fileId: own.fileId, hasOwnContent: given !== undefined };
}

/** The content that is sent instead of the result itself. Old bots wrote a text into the result. */
function readGivenContent(call: Call, result: JsonObject, isRequired: boolean): InputContent | undefined {
  const object = objectField(result, 'input_message_content');
  if (object !== undefined) {
    const content = readInputContent(call, object);
    if (content === undefined && isRequired) throw badRequest('Input message content is not specified');
    return content;
  }
  const text = isRequired ? requiredString(result, 'message_text') : (stringField(result, 'message_text') ?? '');
  boolField(result, 'disable_web_page_preview');
  stringField(result, 'parse_mode');
  if (!isRequired && text === '') return undefined;
  return { content: readTextContentOf(call, result) };
}

interface Own {
  content: Content;
  url: string;
  fileId: string;
  mimeType: string;
}

interface FileKind {
  media: MediaKind;
  /** How the fields of this kind begin. */
  name: string;
  isTitleRequired: (url: string) => boolean;
}

const always = (): boolean => true;
const never = (): boolean => false;
const withUrl = (url: string): boolean => url !== '';

/** A map, since the kinds are compared with what bots write. */
const FILES: ReadonlyMap<string, FileKind> = new Map(
  Object.entries({
    audio: { media: 'audio', name: 'audio', isTitleRequired: withUrl },
    document: { media: 'document', name: 'document', isTitleRequired: always },
    gif: { media: 'animation', name: 'gif', isTitleRequired: never },
    mpeg4_gif: { media: 'animation', name: 'mpeg4', isTitleRequired: never },
    photo: { media: 'photo', name: 'photo', isTitleRequired: never },
    sticker: { media: 'sticker', name: 'sticker', isTitleRequired: never },
    video: { media: 'video', name: 'video', isTitleRequired: always },
    voice: { media: 'voice', name: 'voice', isTitleRequired: always },
  } satisfies Record<string, FileKind>),
);

function plain(content: Content): Own {
  return { content, url: '', fileId: '', mimeType: '' };
}

type Caption = Pick<MediaContent, 'caption' | 'entities'>;

function readOwn(call: Call, object: JsonObject, type: string, caption: Caption): Own {
  const file = FILES.get(type);
  if (file !== undefined) return readFile(object, file, caption);
  switch (type) {
    case 'article':
      for (const name of ['url', 'description', 'thumbnail_url', 'thumb_url']) stringField(object, name);
      boolField(object, 'hide_url');
      requiredString(object, 'title');
      readThumbnailSize(object);
      return plain({ kind: 'text', text: '', entities: [] });
    case 'contact':
      readThumbnailSize(object);
      return plain(readContact(object));
    case 'game':
      requiredString(object, 'game_short_name');
      return plain({ kind: 'text', text: '', entities: [] });
    case 'location': {
      const content = readLocation(call, object);
      requiredString(object, 'title');
      readThumbnailSize(object);
      return plain(content);
    }
    case 'venue':
      readThumbnailSize(object);
      return plain(readVenue(object));
    default:
      throw badRequest(`type "${type}" is unsupported for the inline query result`);
  }
}

function readThumbnailSize(object: JsonObject): void {
  for (const name of ['thumbnail_width', 'thumbnail_height']) integerField(object, name);
}

function readFile(object: JsonObject, kind: FileKind, caption: Caption): Own {
  const { name, media } = kind;
  const url = media === 'sticker' ? '' : (stringField(object, `${name}_url`) ?? '');
  if (kind.isTitleRequired(url)) requiredString(object, 'title');
  else stringField(object, 'title');
  for (const field of ['description', 'thumbnail_url', 'thumbnail_mime_type', 'performer']) stringField(object, field);
  for (const field of ['duration', 'width', 'height']) integerField(object, `${name}_${field}`);
  const isCaptionAbove = boolField(object, 'show_caption_above_media');
  const needsMime = url !== '' && (media === 'document' || media === 'video');
  const given = needsMime ? requiredString(object, 'mime_type') : (stringField(object, 'mime_type') ?? '');
  const mimeType = name === 'gif' ? 'image/gif' : name === 'mpeg4' ? 'video/mp4' : given;
  const fileId = url === '' ? requiredString(object, `${name}_file_id`) : '';
  const content: MediaContent = { kind: 'media', media, file: '', ...caption };
  if (isCaptionAbove) content.showCaptionAboveMedia = true;
  return { content, url, fileId, mimeType };
}

/** TDLib's checks of a result, in which ids of files become files. */
export function checkInlineResult(call: Call, result: ReadResult): void {
  const { record, type, mimeType, hasOwnContent } = result;
  if (record.markup !== undefined && !('inline_keyboard' in record.markup))
    throw badRequest('inline keyboard expected');
  checkMarkup(record.markup, ANYWHERE);
  if (type === 'sticker' && result.fileId.includes('.')) throw badRequest('wrong sticker_file_id specified');
  if (record.fileUrl !== undefined || (hasOwnContent && result.fileId === '')) checkAddress(result);
  if (type === 'game') throw badRequest('wrong game short name specified');
  checkInlineContent(record.content);
  if (type === 'video' && mimeType === 'text/html' && !hasOwnContent) {
    throw badRequest('sent message content must be explicitly specified');
  }
  if (result.fileId !== '') checkFileId(call, result);
  if (Object.values(record.json).some((value) => typeof value === 'string' && isBrokenText(value))) {
    throw badRequest('strings must be encoded in UTF-8');
  }
}

const DOCUMENT_TYPES: readonly string[] = ['application/pdf', 'application/zip'];
const VIDEO_TYPES: readonly string[] = ['video/mp4', 'text/html'];

function checkAddress({ type, record, mimeType }: ReadResult): void {
  const kind = FILES.get(type);
  if (kind === undefined) return;
  if (type === 'document' && !DOCUMENT_TYPES.includes(mimeType)) throw badRequest('unallowed document MIME type');
  if (type === 'video' && !VIDEO_TYPES.includes(mimeType)) throw badRequest('unallowed video MIME type');
  const url = normaliseUrl(String(record.json[`${kind.name}_url`]));
  if ('problem' in url) throw badRequest(`URL '${String(record.json[`${kind.name}_url`])}' is invalid: ${url.problem}`);
}

/** The file must be the bot's, even when another content is sent in its place. */
function checkFileId(call: Call, { type, record, fileId, hasOwnContent }: ReadResult): void {
  const kind = FILES.get(type);
  if (kind === undefined) return;
  const content: MediaContent =
    !hasOwnContent && record.content.kind === 'media'
      ? record.content
      : { kind: 'media', media: kind.media, file: '', caption: '', entities: [] };
  placeFileId(call, content, fileId);
}

/** What only the Telegram server checks of results. */
export function checkInlineResultOnServer(result: ReadResult): void {
  const { record, id, type } = result;
  if (id === '' || Buffer.byteLength(id) > ID_BYTES) throw badRequest('RESULT_ID_INVALID');
  if (type === 'article' && record.json['title'] === '') throw badRequest('ARTICLE_TITLE_EMPTY');
  checkInlineLengths(record.content);
  if (record.content.kind === 'invoice') {
    const given = record.json['input_message_content'];
    const token = isJsonObject(given) ? stringField(given, 'provider_token') : undefined;
    checkInvoiceOnServer(record.content.invoice, token ?? '');
  }
  checkMarkupOnServer(record.markup, record.content.kind === 'invoice');
}
