import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** Where the runtime takes its random identifiers from; tests pass a predictable source. */
export interface Ids {
  /** A name for one life of a process. */
  owner(): string;
  /** Ten characters of base 62, short enough for `callback_data`. */
  short(): string;
  /** Stands for a message that is not sent yet: negative, so that it never equals one of Telegram's. */
  virtualMessageId(): number;
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Identifiers from the system's secure random source. */
export const randomIds: Ids = {
  owner: randomUUID,
  short: () => {
    let id = '';
    while (id.length < 10) {
      for (const byte of randomBytes(16)) {
        // 248 is the largest multiple of 62 in a byte; the rest would favour the first characters.
        if (byte < 248 && id.length < 10) id += base62[byte % 62];
      }
    }
    return id;
  },
  virtualMessageId: () => -1 - randomInt(2 ** 47),
};
