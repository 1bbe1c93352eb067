/** At most `count` in any stretch of `windowMs`. */
export interface WindowLimit {
  count: number;
  windowMs: number;
}

/** One token each `intervalMs`; up to `burst` of them are saved while nothing is sent. */
export interface BucketLimit {
  intervalMs: number;
  burst: number;
}

/** What Telegram allows one bot. */
export interface PacingLimits {
  /** All chats together. */
  bot: WindowLimit;
  /** Instead of `bot`, for calls that are paid for with Stars. */
  paid: WindowLimit;
  /** Each chat. */
  chat: BucketLimit;
  /** Each group and channel besides. */
  group: WindowLimit;
}

/**
 * The figures of Telegram's FAQ for bots (30/s, 1/s in a chat, 20/min in a group; 1000/s paid). Each window is a little
 * longer than there: requests that left evenly can arrive closer together.
 */
export const defaultPacing: PacingLimits = {
  bot: { count: 30, windowMs: 1010 },
  paid: { count: 1000, windowMs: 1010 },
  chat: { intervalMs: 1000, burst: 3 },
  group: { count: 20, windowMs: 60_100 },
};

/** For a local Bot API server or a simulator without limits. */
export const unlimitedPacing: PacingLimits = {
  bot: { count: Infinity, windowMs: 1000 },
  paid: { count: Infinity, windowMs: 1000 },
  chat: { intervalMs: 0, burst: 1 },
  group: { count: Infinity, windowMs: 60_000 },
};
