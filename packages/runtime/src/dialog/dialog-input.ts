import type { Message } from 'grammy/types';
import { z } from 'zod';

/** What a person can answer with. `other` is anything a dialog has no word for: stickers, polls, games. */
const inputKinds = [
  'text',
  'choice',
  'contact',
  'location',
  'photo',
  'voice',
  'video',
  'audio',
  'document',
  'other',
] as const;

export type InputKind = (typeof inputKinds)[number];

/** A file of Telegram's, kept by its id. */
const fileFields = {
  fileId: z.string(),
  fileUniqueId: z.string(),
  caption: z.string().optional(),
  /** Telegram's `media_group_id`, where several were sent together. */
  albumId: z.string().optional(),
};

/** One answer, free of Telegram's wrapping. Plain JSON, because a held answer is stored with the dialog. */
export const dialogInputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('choice'), key: z.string() }),
  z.object({
    kind: z.literal('contact'),
    phone: z.string(),
    firstName: z.string(),
    lastName: z.string().optional(),
    userId: z.number().optional(),
  }),
  z.object({
    kind: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    title: z.string().optional(),
    address: z.string().optional(),
  }),
  z.object({ kind: z.literal('photo'), ...fileFields }),
  z.object({ kind: z.literal('voice'), ...fileFields, durationSeconds: z.number() }),
  z.object({ kind: z.literal('video'), ...fileFields }),
  z.object({ kind: z.literal('audio'), ...fileFields }),
  z.object({ kind: z.literal('document'), ...fileFields, fileName: z.string().optional() }),
  z.object({ kind: z.literal('other') }),
]);

export type DialogInput = z.infer<typeof dialogInputSchema>;

/** The kinds that a dialog can take along even where the question was another one. */
export type AttachmentInput = Extract<DialogInput, { fileId: string }>;

export function isAttachment(input: DialogInput): input is AttachmentInput {
  return 'fileId' in input;
}

/** Reads a message as an answer; `undefined` for what no person wrote. A forwarded message counts for what it contains. */
export function readInput(message: Message): DialogInput | undefined {
  if (message.text !== undefined) return { kind: 'text', text: message.text };
  const caption = {
    ...(message.caption === undefined ? {} : { caption: message.caption }),
    ...(message.media_group_id === undefined ? {} : { albumId: message.media_group_id }),
  };
  // Telegram orders the sizes from small to large.
  const photo = message.photo?.at(-1);
  if (photo !== undefined) return { kind: 'photo', ...fileOf(photo), ...caption };
  if (message.voice !== undefined) {
    return { kind: 'voice', ...fileOf(message.voice), durationSeconds: message.voice.duration, ...caption };
  }
  if (message.video !== undefined) return { kind: 'video', ...fileOf(message.video), ...caption };
  if (message.video_note !== undefined) return { kind: 'video', ...fileOf(message.video_note) };
  if (message.audio !== undefined) return { kind: 'audio', ...fileOf(message.audio), ...caption };
  // A GIF has both `animation` and `document`, so documents come last.
  if (message.document !== undefined) {
    const fileName = message.document.file_name === undefined ? {} : { fileName: message.document.file_name };
    return { kind: 'document', ...fileOf(message.document), ...fileName, ...caption };
  }
  return readContactOrPlace(message);
}

function readContactOrPlace(message: Message): DialogInput | undefined {
  if (message.contact !== undefined) {
    const { phone_number, first_name, last_name, user_id } = message.contact;
    return {
      kind: 'contact',
      phone: phone_number,
      firstName: first_name,
      ...(last_name === undefined ? {} : { lastName: last_name }),
      ...(user_id === undefined ? {} : { userId: user_id }),
    };
  }
  if (message.venue !== undefined) {
    const { location, title, address } = message.venue;
    return { kind: 'location', latitude: location.latitude, longitude: location.longitude, title, address };
  }
  if (message.location !== undefined) {
    return { kind: 'location', latitude: message.location.latitude, longitude: message.location.longitude };
  }
  const { sticker, dice, poll, game, story } = message;
  // What is left are service messages: members, pins, payments.
  return [sticker, dice, poll, game, story].some((part) => part !== undefined) ? { kind: 'other' } : undefined;
}

function fileOf(file: { file_id: string; file_unique_id: string }): { fileId: string; fileUniqueId: string } {
  return { fileId: file.file_id, fileUniqueId: file.file_unique_id };
}
