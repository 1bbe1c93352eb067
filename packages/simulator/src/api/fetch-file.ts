import { isIP } from 'node:net';

import { request } from 'undici';

import type { MediaKind } from '../world/message-contents.ts';
import { badRequest, type ApiError } from './api-error.ts';
import type { UploadedFile } from './params.ts';

const PHOTO_BYTES = 5 * 1024 * 1024;
const OTHER_BYTES = 20 * 1024 * 1024;
const FETCH_MS = 10_000;

/** What an address must give for each kind. Documents are taken as PDF, ZIP and GIF only. */
const TYPES: Record<MediaKind, RegExp> = {
  photo: /^image\//,
  document: /^(?:application\/(?:pdf|zip|x-zip-compressed)|image\/gif)$/,
  voice: /^(?:audio\/|application\/ogg)/,
  audio: /^audio\//,
  video: /^video\//,
  animation: /^(?:video\/|image\/gif)/,
  // Neither can be sent by an address.
  video_note: /^$/,
  sticker: /^(?:image\/webp|video\/webm|application\/)/,
};

/** Fetches a file that a bot named by its address; from this machine only. A failure is a value, told later. */
export async function fetchFile(address: string, kind: MediaKind): Promise<UploadedFile | ApiError> {
  const failed = badRequest('failed to get HTTP URL content');
  if (!URL.canParse(address)) return failed;
  const url = new URL(address);
  if (!isLoopback(url.hostname)) return failed;
  try {
    const answer = await request(url, { signal: AbortSignal.timeout(FETCH_MS) });
    const bytes = await readUpTo(answer.body, kind === 'photo' ? PHOTO_BYTES : OTHER_BYTES);
    if (answer.statusCode !== 200 || bytes === undefined) return failed;
    const mimeType = String(answer.headers['content-type'] ?? '').split(';', 1)[0] ?? '';
    if (!TYPES[kind].test(mimeType.trim().toLowerCase())) return badRequest('wrong type of the web page content');
    return { name: decodeName(url.pathname), mimeType, bytes };
  } catch {
    return failed;
  }
}

async function readUpTo(body: AsyncIterable<Buffer>, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decodeName(path: string): string {
  const name = path.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
