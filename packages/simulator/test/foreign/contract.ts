import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { jpegOf } from '../support/media-bytes.ts';

/** How a bot gets its updates. */
export type Transport = 'polling' | 'webhook';

export interface StartOptions {
  /** Address of the simulator. */
  url: string;
  token: string;
  transport: Transport;
}

export interface RunningBot {
  /** Ends as the library's documentation tells: no update is lost and none is handled twice. */
  stop(): Promise<void>;
}

/** One client library, and a small bot written with it. All bots answer the same words. */
export interface ForeignLibrary {
  name: string;
  /** The class of errors that the library throws when a call is refused. */
  errorClass: string;
  /** Whether the library itself waits for `retry_after` and repeats the call; if not, why. */
  floodWaits: true | string;
  /** Scenarios that cannot be written with the library's own methods, and why. Such bots use its generic call. */
  byGenericCall?: Partial<Record<string, string>>;
  start(options: StartOptions): Promise<RunningBot>;
}

export const SECRET = 'A-secret_of_the_webhook';

/** The kinds of updates that the bots ask for; two of them are not sent to bots that do not. */
export const UPDATE_KINDS = [
  'message',
  'callback_query',
  'inline_query',
  'chosen_inline_result',
  'poll_answer',
  'pre_checkout_query',
  'my_chat_member',
  'chat_member',
  'message_reaction',
] as const;

export const COMMANDS = [
  { command: 'start', description: 'Say hello' },
  { command: 'menu', description: 'Choose a drink' },
];

export const PICTURES = [jpegOf(320, 200), jpegOf(200, 320)] as const;

/** A file on disk, for bots to send. */
export const NOTES_PATH = fileURLToPath(new URL('notes.txt', import.meta.url));

export const PLACE = { latitude: 50.45, longitude: 30.52 };
export const CONTACT = { phone_number: '+380440000000', first_name: 'Reception' };

/** What a bot says of a file that it fetched. */
export function describeBytes(bytes: Uint8Array): string {
  return `${bytes.length} bytes, ${createHash('sha256').update(bytes).digest('hex')}`;
}

/** What a bot says of a refusal: class of the error, code, words and the wait. */
export function describeRefusal(error: object, code: number, words: string, retryAfter?: number): string {
  const wait = retryAfter === undefined ? '' : ` (wait ${retryAfter})`;
  return `${error.constructor.name} ${code}: ${words}${wait}`;
}
