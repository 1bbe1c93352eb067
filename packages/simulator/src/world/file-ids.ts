import type { FileKind } from './message-contents.ts';

const KINDS: readonly FileKind[] = [
  'photo',
  'document',
  'voice',
  'audio',
  'video',
  'animation',
  'video_note',
  'sticker',
  'thumbnail',
];

/** The names of the kinds in the texts of the official server. */
export const FILE_TYPE_NAMES: Record<FileKind, string> = {
  photo: 'Photo',
  document: 'Document',
  voice: 'VoiceNote',
  audio: 'Audio',
  video: 'Video',
  animation: 'Animation',
  video_note: 'VideoNote',
  sticker: 'Sticker',
  thumbnail: 'Thumbnail',
};

/** The last byte of our ids, in place of Telegram's version byte. */
const VERSION = 0x2a;
const HEAD = 0x53;
const LENGTH = 44;
const UNIQUE_LENGTH = 16;

/**
 * A file id: opaque to bots, different for each bot, and readable for the simulator,
 * so that a photo's id given as a document is noticed.
 *
 * @param size which of a photo's sizes; 0 for all other files
 */
export function fileIdFor(kind: FileKind, id: string, botId: number, size = 0): string {
  const bytes = Buffer.alloc(LENGTH);
  bytes[0] = HEAD;
  bytes[1] = KINDS.indexOf(kind);
  bytes[2] = size;
  bytes.writeBigUInt64BE(BigInt(botId), 3);
  bytes.write(id, 11, 'hex');
  bytes[LENGTH - 1] = VERSION;
  return bytes.toString('base64url');
}

export function fileUniqueIdFor(kind: FileKind, id: string, size = 0): string {
  const head = Buffer.from([KINDS.indexOf(kind), size]);
  return Buffer.concat([head, Buffer.from(id.slice(0, 28), 'hex')]).toString('base64url');
}

export type DecodedFileId = { kind: FileKind; id: string; botId: number; size: number } | { problem: string };

/** Reads a file id; the problem is worded as the official server words it. */
export function decodeFileId(text: string): DecodedFileId {
  const body = text.replace(/=+$/, '');
  const padding = text.length - body.length;
  if (padding >= 3) return { problem: 'Wrong padding length' };
  if (padding > 0 && text.length % 4 !== 0) return { problem: 'Wrong padded string length' };
  if (body.length % 4 === 1) return { problem: 'Wrong string length' };
  if (!/^[A-Za-z0-9_-]*$/.test(body)) return { problem: 'Wrong character in the string' };
  const bytes = Buffer.from(body, 'base64url');
  if (bytes.length === 0 || bytes.at(-1) !== VERSION) return { problem: "can't unserialize it. Wrong last symbol" };
  const kind = KINDS[bytes[1] ?? 255];
  if (bytes.length !== LENGTH || bytes[0] !== HEAD || kind === undefined) return { problem: "can't unserialize it" };
  const botId = Number(bytes.readBigUInt64BE(3));
  return { kind, size: bytes[2] ?? 0, botId, id: bytes.subarray(11, LENGTH - 1).toString('hex') };
}

/** @returns the beginning of the file's id, or `undefined` when it is no unique id of ours */
export function readFileUniqueId(text: string): string | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === UNIQUE_LENGTH ? bytes.subarray(2).toString('hex') : undefined;
}
