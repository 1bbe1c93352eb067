import { createHash } from 'node:crypto';

import { readImageSize } from './image-size.ts';
import type { FileRecord } from './types.ts';
import type { World } from './world.ts';

/** Keeps a file's content once, however often it is sent. */
export function storeFile(world: World, bytes: Buffer, mimeType: string, name: string | undefined): FileRecord {
  const sha = createHash('sha256').update(bytes).digest('hex');
  const { file } = world.store.tables;
  const known = file.get(sha);
  if (known !== undefined) return known;
  world.files.put(sha, bytes);
  const record: FileRecord = {
    sha,
    sizeBytes: bytes.length,
    mimeType: mimeType === '' || mimeType === 'application/octet-stream' ? guessMimeType(name) : mimeType,
    number: file.rows.size,
  };
  if (name !== undefined && name !== '') record.name = name;
  const size = readImageSize(bytes);
  if (size !== undefined) {
    record.width = size.width;
    record.height = size.height;
  }
  return file.put(sha, record);
}

const TYPES: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  txt: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  zip: 'application/zip',
};

export function guessMimeType(name: string | undefined): string {
  const extension = name?.split('.').at(-1)?.toLowerCase() ?? '';
  return TYPES[extension] ?? 'application/octet-stream';
}
