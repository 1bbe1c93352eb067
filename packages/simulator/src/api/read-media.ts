import { isIP } from 'node:net';

import { request } from 'undici';

import { decodeFileId, FILE_TYPE_NAMES } from '../world/file-ids.ts';
import { guessMimeType, storeFile } from '../world/files.ts';
import { readImageSize } from '../world/image-size.ts';
import type { FileRecord, MediaContent, MediaKind } from '../world/types.ts';
import { badRequest, type ApiError } from './api-error.ts';
import type { Call } from './call.ts';
import type { UploadedFile } from './params.ts';
import { normaliseUrl } from '../urls.ts';

const PHOTO_BYTES = 10 * 1024 * 1024;
const URL_PHOTO_BYTES = 5 * 1024 * 1024;
const URL_BYTES = 20 * 1024 * 1024;
const PHOTO_SIDES = 10_000;
const PHOTO_RATIO = 20;
const FETCH_MS = 10_000;

/** Where a medium comes from: bytes of the request, an id of a file, or an address whose content was fetched. */
export type MediaSource =
  | { kind: 'upload'; file: UploadedFile }
  | { kind: 'id'; text: string }
  | { kind: 'fetched'; file: UploadedFile | ApiError };

/**
 * Reads the file argument of a method. Addresses are fetched at once (from this machine only),
 * their failures wait until the checks that come before have passed.
 */
export function readSource(call: Call, name: string): MediaSource | Promise<MediaSource> {
  const direct = call.params.files.get(name);
  if (direct !== undefined) return { kind: 'upload', file: direct };
  const text = call.params.text(name).trim();
  if (text.startsWith('attach://')) {
    const attached = call.params.files.get(text.slice('attach://'.length));
    if (attached !== undefined) return { kind: 'upload', file: attached };
  }
  if (text === '' || text.startsWith('attach://')) throw badRequest(`there is no ${name} in the request`);
  if (!text.includes('.')) return { kind: 'id', text };
  const url = normaliseUrl(text);
  if ('problem' in url) {
    return { kind: 'fetched', file: badRequest(`invalid file HTTP URL specified: ${url.problem}`) };
  }
  return fetchFile(url.url, name === 'photo' ? URL_PHOTO_BYTES : URL_BYTES);
}

async function fetchFile(address: string, limit: number): Promise<MediaSource> {
  const failed: MediaSource = { kind: 'fetched', file: badRequest('failed to get HTTP URL content') };
  if (!URL.canParse(address)) return failed;
  const url = new URL(address);
  if (!isLoopback(url.hostname)) return failed;
  try {
    const answer = await request(url, { signal: AbortSignal.timeout(FETCH_MS) });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    if (answer.statusCode !== 200 || bytes.length > limit) return failed;
    const name = url.pathname.split('/').at(-1) ?? '';
    const mimeType = String(answer.headers['content-type'] ?? '').split(';', 1)[0] ?? '';
    return { kind: 'fetched', file: { name, mimeType, bytes } };
  } catch {
    return failed;
  }
}

function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** Puts the file into the content; done after the chat's checks, as TDLib does. */
export function fillMedia(call: Call, content: MediaContent, source: MediaSource): void {
  const file =
    source.kind === 'id' ? findById(call, content.media, source.text) : keep(call, content.media, source.file);
  content.file = file.sha;
  content.mimeType = mimeTypeOf(content.media, file);
  if (file.name !== undefined) content.fileName = file.name;
  if (file.width !== undefined) content.width = file.width;
  if (file.height !== undefined) content.height = file.height;
}

function mimeTypeOf(media: MediaKind, file: FileRecord): string {
  return media === 'voice' && file.mimeType === 'application/octet-stream' ? 'audio/ogg' : file.mimeType;
}

function keep(call: Call, media: MediaKind, file: UploadedFile | ApiError): FileRecord {
  if (file instanceof Error) throw file;
  if (file.bytes.length === 0) throw badRequest('file must be non-empty');
  if (media === 'photo') checkPhoto(file.bytes);
  return storeFile(call.world, file.bytes, file.mimeType === '' ? guessMimeType(file.name) : file.mimeType, file.name);
}

function checkPhoto(bytes: Buffer): void {
  if (bytes.length > PHOTO_BYTES) throw badRequest('PHOTO_SAVE_FILE_INVALID');
  const size = readImageSize(bytes);
  if (size === undefined) throw badRequest('IMAGE_PROCESS_FAILED');
  const ratio = Math.max(size.width, size.height) / Math.max(1, Math.min(size.width, size.height));
  if (size.width + size.height > PHOTO_SIDES || ratio > PHOTO_RATIO) throw badRequest('PHOTO_INVALID_DIMENSIONS');
}

function findById(call: Call, media: MediaKind, text: string): FileRecord {
  const decoded = decodeFileId(text);
  if ('problem' in decoded) {
    throw badRequest(`wrong remote file identifier specified: ${decoded.problem}`);
  }
  // All kinds but photos are documents to Telegram and may stand for each other.
  if (decoded.kind !== media && (decoded.kind === 'photo' || media === 'photo')) {
    throw badRequest(`can't use file of type ${FILE_TYPE_NAMES[decoded.kind]} as ${FILE_TYPE_NAMES[media]}`);
  }
  const file = call.world.store.tables.file.get(decoded.sha);
  if (file === undefined || decoded.botId !== call.bot.id) {
    throw badRequest('wrong file identifier/HTTP URL specified');
  }
  return file;
}
