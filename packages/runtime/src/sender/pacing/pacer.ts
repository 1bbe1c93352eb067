import { defaultPacing, type PacingLimits } from './limits.ts';
import { SlidingWindow } from './sliding-window.ts';
import { SteadyTime } from './steady-time.ts';
import { TokenBucket } from './token-bucket.ts';

export { defaultPacing, type PacingLimits, unlimitedPacing } from './limits.ts';

/** What matters of a call for its pace. */
export interface PacedCall {
  /** 0 answers, 1 replies, 2 notifications, 3 broadcast. */
  class: number;
  /** The chat whose limits it shares; below zero it is a group or channel. */
  chatId: number | undefined;
  /** Looked at when there is no `chatId`: `@name` is a public channel or group, all else concerns no chat. */
  lane: string;
  /** Whether it counts at all: answers to queries and chat actions do not. */
  paced: boolean;
  /** How many messages it counts as: an album its members; 1 when not given. */
  weight?: number;
  /** Sent with `allow_paid_broadcast`. */
  paid?: boolean;
}

/** A point in the order in which calls were taken. */
export interface PaceMark {
  readonly bot: number;
  readonly paid: number;
}

/** What holds calls back besides the limits, as times of the clock. */
interface Brakes {
  /** `undefined` when nothing does. */
  botUntilMs: number | undefined;
  chats: { chat: string; untilMs: number }[];
}

/** Keeps one bot's calls under Telegram's limits. It does no I/O and has no clock: times come in as milliseconds. */
export interface Pacer {
  /** The earliest moment for this call, at least `nowMs`: limits and brakes of its bot and its chat. */
  earliestAt(call: PacedCall, nowMs: number): number;
  /** The part of it that holds all chats alike. Broadcasts go evenly, so that a reply always finds a token at hand. */
  botEarliestAt(call: PacedCall, nowMs: number): number;
  /** The part of it that is the chat's. */
  chatEarliestAt(call: PacedCall, nowMs: number): number;
  /** Counts a call that goes out now. */
  take(call: PacedCall, nowMs: number): void;
  /** What has been taken until now; see `postpone`. */
  mark(): PaceMark;
  /** What was taken since the mark leaves only now: something held it up in between, and what follows must not join it. */
  postpone(since: PaceMark, nowMs: number): void;
  /** Holds all that counts until then. A brake is the latest time known: nothing shortens it. Free calls pass. */
  brakeBot(untilMs: number): void;
  /** Holds one chat's calls until then; the same rule. `chat` is its id or its `@name`. */
  brakeChat(chat: number | string, untilMs: number): void;
  /** Until then, calls that were to be paid for go at the free pace: Telegram refused one, so there may be too few Stars. */
  refusePaid(untilMs: number): void;
  /** The brakes that still held when the time was last told. */
  brakes(): Brakes;
  /** How many chats it remembers; chats at rest are forgotten. */
  chatCount(): number;
}

/** Calls of this class go evenly. */
const broadcastClass = 3;

interface ChatPace {
  bucket: TokenBucket;
  window: SlidingWindow | undefined;
  brakedUntil: number;
}

/**
 * Creates the pacer of one bot.
 *
 * @param startedAtMs when the process began to send: what another one sent just before is not known, so the bot and each
 *   chat begin with one token instead of a whole burst
 */
export function createPacer(limits: PacingLimits = defaultPacing, startedAtMs?: number): Pacer {
  const time = new SteadyTime();
  const startedAt = startedAtMs === undefined ? undefined : time.at(startedAtMs);
  const unseenChat = new TokenBucket(limits.chat, startedAt);
  const botWindow = new SlidingWindow(limits.bot);
  const paidWindow = new SlidingWindow(limits.paid);
  const intervalMs = limits.bot.windowMs / limits.bot.count;
  const botBucket = new TokenBucket({ intervalMs, burst: botBurst(limits) }, startedAt);
  const chats = new Map<string, ChatPace>();
  let botBrakedUntil = -Infinity;
  let freeUntil = -Infinity;

  const isPaid = (call: PacedCall): boolean => call.paid === true && time.latest() >= freeUntil;

  function botEarliest(call: PacedCall): number {
    if (!call.paced) return -Infinity;
    const weight = call.weight ?? 1;
    if (isPaid(call)) return Math.max(botBrakedUntil, paidWindow.earliestAt(weight));
    const bucketAt = call.class === broadcastClass ? botBucket.fullAt() : botBucket.earliestAt(weight);
    return Math.max(botBrakedUntil, botWindow.earliestAt(weight), bucketAt);
  }

  function chatEarliest(call: PacedCall): number {
    const key = call.paced ? chatOf(call) : undefined;
    const chat = key === undefined ? undefined : chats.get(key);
    if (chat === undefined) return key === undefined ? -Infinity : unseenChat.earliestAt(call.weight ?? 1);
    const weight = call.weight ?? 1;
    return Math.max(chat.brakedUntil, chat.bucket.earliestAt(weight), chat.window?.earliestAt(weight) ?? -Infinity);
  }

  function clockTime(earliest: number, nowMs: number): number {
    return earliest <= time.at(nowMs) ? nowMs : Math.ceil(time.toClock(earliest));
  }

  function chatPace(key: string): ChatPace {
    const known = chats.get(key);
    if (known !== undefined) return known;
    const window = isGroup(key) ? new SlidingWindow(limits.group) : undefined;
    const fresh = { bucket: new TokenBucket(limits.chat, startedAt), window, brakedUntil: -Infinity };
    chats.set(key, fresh);
    return fresh;
  }

  /** Looks at the two chats longest not looked at: more than one goes for each that comes. */
  function forgetIdle(now: number): void {
    for (let i = 0; i < 2; i += 1) {
      const oldest = chats.entries().next();
      if (oldest.done === true) return;
      const [key, chat] = oldest.value;
      chats.delete(key);
      const idle = chat.brakedUntil <= now && chat.bucket.isIdleAt(now) && (chat.window?.isIdleAt(now) ?? true);
      if (!idle) chats.set(key, chat);
    }
  }

  return {
    earliestAt: (call, nowMs) => clockTime(Math.max(botEarliest(call), chatEarliest(call)), nowMs),
    botEarliestAt: (call, nowMs) => clockTime(botEarliest(call), nowMs),
    chatEarliestAt: (call, nowMs) => clockTime(chatEarliest(call), nowMs),

    take(call, nowMs) {
      if (!call.paced) return;
      const weight = call.weight ?? 1;
      const now = time.at(nowMs);
      if (isPaid(call)) {
        paidWindow.take(weight, now);
      } else {
        botWindow.take(weight, now);
        botBucket.take(weight, now, 2 * intervalMs);
      }
      const key = chatOf(call);
      if (key === undefined) return;
      const chat = chatPace(key);
      chat.bucket.take(weight, now);
      chat.window?.take(weight, now);
      forgetIdle(now);
    },

    mark: () => ({ bot: botWindow.taken, paid: paidWindow.taken }),

    postpone(since, nowMs) {
      const now = time.at(nowMs);
      botWindow.postpone(botWindow.taken - since.bot, now);
      paidWindow.postpone(paidWindow.taken - since.paid, now);
    },

    brakeBot(untilMs) {
      botBrakedUntil = Math.max(botBrakedUntil, time.fromClock(untilMs));
    },

    brakeChat(chat, untilMs) {
      const pace = chatPace(String(chat));
      pace.brakedUntil = Math.max(pace.brakedUntil, time.fromClock(untilMs));
    },

    refusePaid(untilMs) {
      freeUntil = Math.max(freeUntil, time.fromClock(untilMs));
    },

    brakes() {
      const now = time.latest();
      const braked = [...chats].filter(([, { brakedUntil }]) => brakedUntil > now);
      return {
        botUntilMs: botBrakedUntil > now ? time.toClock(botBrakedUntil) : undefined,
        chats: braked.map(([chat, { brakedUntil }]) => ({ chat, untilMs: time.toClock(brakedUntil) })),
      };
    },

    chatCount: () => chats.size,
  };
}

/** Below the window's count: after a burst, the server's own bucket is then never emptied to its last token. */
function botBurst({ bot }: PacingLimits): number {
  return Math.min(Math.max(1, Math.floor((bot.count * 5) / 6)), Number.MAX_SAFE_INTEGER);
}

function chatOf({ chatId, lane }: PacedCall): string | undefined {
  if (chatId !== undefined) return String(chatId);
  return lane.startsWith('@') ? lane : undefined;
}

function isGroup(chat: string): boolean {
  return chat.startsWith('-') || chat.startsWith('@');
}
