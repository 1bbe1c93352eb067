import type { MediaKind } from './types.ts';

const KINDS: readonly MediaKind[] = ['photo', 'document', 'voice', 'audio', 'video', 'animation'];

/** The names of the kinds in the texts of the official server. */
export const FILE_TYPE_NAMES: Record<MediaKind, string> = {
  photo: 'Photo',
  document: 'Document',
  voice: 'VoiceNote',
  audio: 'Audio',
  video: 'Video',
  animation: 'Animation',
};

/** The last byte of our ids, in place of Telegram's version byte. */
const VERSION = 0x2a;
const HEAD = 0x53;

/**
 * A file id: opaque to bots, different for each bot, and readable for the simulator,
 * so that a photo's id given as a document is noticed.
 */
export function fileIdFor(kind: MediaKind, sha: string, botId: number): string {
  const bytes = Buffer.alloc(1 + 1 + 8 + 32 + 1);
  bytes[0] = HEAD;
  bytes[1] = KINDS.indexOf(kind);
  bytes.writeBigUInt64BE(BigInt(botId), 2);
  bytes.write(sha, 10, 'hex');
  bytes[42] = VERSION;
  return bytes.toString('base64url');
}

export function fileUniqueIdFor(kind: MediaKind, sha: string): string {
  return Buffer.concat([Buffer.from([KINDS.indexOf(kind)]), Buffer.from(sha.slice(0, 28), 'hex')]).toString(
    'base64url',
  );
}

export type DecodedFileId = { kind: MediaKind; sha: string; botId: number } | { problem: string };

/** Reads a file id; the problem is worded as the official server words it. */
export function decodeFileId(text: string): DecodedFileId {
  if (!/^[A-Za-z0-9_-]*=*$/.test(text)) return { problem: 'Wrong character in the string' };
  const body = text.replace(/=+$/, '');
  if (body.length % 4 === 1) return { problem: 'Wrong string length' };
  const bytes = Buffer.from(body, 'base64url');
  if (bytes.length === 0 || bytes.at(-1) !== VERSION) return { problem: "can't unserialize it. Wrong last symbol" };
  const kind = KINDS[bytes[1] ?? 255];
  if (bytes.length !== 43 || bytes[0] !== HEAD || kind === undefined) return { problem: "can't unserialize it" };
  return { kind, botId: Number(bytes.readBigUInt64BE(2)), sha: bytes.subarray(10, 42).toString('hex') };
}

/** @returns the beginning of the content's SHA-256, or `undefined` when it is no unique id of ours */
export function readFileUniqueId(text: string): string | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === 15 ? bytes.subarray(1).toString('hex') : undefined;
}
