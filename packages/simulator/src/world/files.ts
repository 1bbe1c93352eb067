import { createHash } from 'node:crypto';

import { readMediaFacts, type MediaFacts } from './media-facts.ts';
import { guessMimeType, UNKNOWN_TYPE } from './mime-types.ts';
import type { FileKind } from './message-contents.ts';
import type { FileRecord } from './types.ts';
import type { World } from './world.ts';

/** What is said of a file beside its bytes; what is not said is read from the bytes where that is cheap. */
export interface FileDetails {
  kind?: FileKind | undefined;
  width?: number | undefined;
  height?: number | undefined;
  duration?: number | undefined;
  title?: string | undefined;
  performer?: string | undefined;
  thumbnail?: string | undefined;
  sticker?: FileRecord['sticker'];
}

/** Keeps a file; its bytes are kept once, however often they come. The same file again is the same record. */
export function storeFile(
  world: World,
  bytes: Buffer,
  mimeType: string,
  name: string | undefined,
  details: FileDetails = {},
): FileRecord {
  const sha = createHash('sha256').update(bytes).digest('hex');
  const facts = readMediaFacts(bytes);
  const cleanName = cleanFileName(name ?? '');
  const kind = details.kind ?? 'document';
  const record: Omit<FileRecord, 'id' | 'number'> = {
    kind,
    sha,
    sizeBytes: bytes.length,
    mimeType: chooseMimeType(cleanName, mimeType, facts),
  };
  if (cleanName !== '' && kind !== 'photo' && kind !== 'thumbnail') record.name = cleanName;
  const width = positive(details.width) ?? facts.width;
  const height = positive(details.height) ?? facts.height;
  const duration = positive(details.duration) ?? facts.duration;
  if (width !== undefined) record.width = width;
  if (height !== undefined) record.height = height;
  if (duration !== undefined) record.duration = duration;
  if (details.title !== undefined) record.title = details.title;
  if (details.performer !== undefined) record.performer = details.performer;
  if (details.thumbnail !== undefined) record.thumbnail = details.thumbnail;
  if (details.sticker !== undefined) record.sticker = details.sticker;
  return keepRecord(world, record, bytes);
}

function keepRecord(world: World, record: Omit<FileRecord, 'id' | 'number'>, bytes: Buffer): FileRecord {
  const { file } = world.store.tables;
  const id = createHash('sha256').update(JSON.stringify(record)).digest('hex');
  const known = file.get(id);
  if (known !== undefined) return known;
  world.files.put(record.sha, bytes);
  return file.put(id, { id, ...record, number: file.rows.size });
}

/** A name tells more than a browser's or a library's guess; bytes decide when neither says anything. */
function chooseMimeType(name: string, given: string, facts: MediaFacts): string {
  const byName = guessMimeType(name);
  if (byName !== UNKNOWN_TYPE) return byName;
  if (given !== '' && given !== UNKNOWN_TYPE) return given;
  return facts.mimeType ?? UNKNOWN_TYPE;
}

/** Only the name without folders, without control characters and what file systems do not take. */
function cleanFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last
    .replaceAll(/[\p{Cc}<>:"|?*]/gu, ' ')
    .trim()
    .slice(0, 256);
}

function positive(value: number | undefined): number | undefined {
  return value === undefined || value <= 0 ? undefined : value;
}
