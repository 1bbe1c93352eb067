import { createBatcher } from './batcher.ts';
import { Queue } from './queue.ts';
import { ChatPace, type TelegramLimits, Window } from './telegram-limits.ts';
import type { Timeline } from './timeline.ts';

/** A message on its way out. */
export interface Call {
  readonly chat: number;
  readonly isBroadcast: boolean;
  /** The request is at Telegram. */
  readonly onRequest: () => void;
  /** Telegram has answered. */
  readonly onDelivered: () => void;
}

export interface BotSenderParts {
  readonly timeline: Timeline;
  /** Undefined: no limits. */
  readonly limits: TelegramLimits | undefined;
  readonly concurrency: number;
  readonly isGroup: (chat: number) => boolean;
  /** Notes attempts, and outcomes, of so many calls. */
  readonly record: (calls: number, done: () => void) => void;
  readonly settle: (calls: number, done: () => void) => void;
  /** Builds one request and writes it; then Telegram takes its time. */
  readonly request: (done: () => void) => void;
  readonly telegramMs: number;
}

/** One bot's calls: replies before broadcasts, inside the limits, attempts of a round in one statement. */
export interface BotSender {
  add(call: Call): void;
  sent(): number;
}

export function createBotSender(parts: BotSenderParts): BotSender {
  const { timeline, limits, concurrency } = parts;
  const replies = new Queue<Call>();
  const broadcasts = new Queue<Call>();
  const window = limits === undefined ? undefined : new Window(limits.bot, limits.windowMs);
  const chats = new Map<number, ChatPace>();
  let nextBroadcastMs = 0;
  let underWay = 0;
  let recording = false;
  let wakeAtMs = Number.POSITIVE_INFINITY;
  let sent = 0;

  const settled = createBatcher<Call>(timeline, { underWay: 1, items: Number.POSITIVE_INFINITY }, (batch, done) =>
    parts.settle(batch.length, () => {
      underWay -= batch.length;
      done();
      round();
    }),
  );

  function add(call: Call): void {
    if (limits === undefined) return enqueue(call);
    let pace = chats.get(call.chat);
    if (pace === undefined) {
      pace = new ChatPace(limits, parts.isGroup(call.chat));
      chats.set(call.chat, pace);
    }
    timeline.at(pace.reserve(timeline.nowMs()), () => enqueue(call));
  }

  function enqueue(call: Call): void {
    (call.isBroadcast ? broadcasts : replies).push(call);
    wakeAt(timeline.nowMs());
  }

  function wakeAt(momentMs: number): void {
    if (momentMs >= wakeAtMs) return;
    wakeAtMs = momentMs;
    timeline.at(momentMs, () => {
      if (wakeAtMs !== momentMs) return;
      wakeAtMs = Number.POSITIVE_INFINITY;
      round();
    });
  }

  /** Picks what may go, notes the attempts, makes the requests; one round at a time. */
  function round(): void {
    if (recording) return;
    const picked: Call[] = [];
    while (underWay + picked.length < concurrency) {
      const call = next();
      if (call === undefined) break;
      picked.push(call);
    }
    if (picked.length === 0) return;
    recording = true;
    underWay += picked.length;
    parts.record(picked.length, () => {
      recording = false;
      for (const call of picked) make(call);
      round();
    });
  }

  function next(): Call | undefined {
    const nowMs = timeline.nowMs();
    if (replies.length + broadcasts.length === 0) return undefined;
    const allowedMs = window?.earliestMs() ?? nowMs;
    if (allowedMs > nowMs) {
      wakeAt(allowedMs);
      return undefined;
    }
    if (replies.length === 0 && nextBroadcastMs > nowMs) {
      wakeAt(nextBroadcastMs);
      return undefined;
    }
    const call = replies.shift() ?? broadcasts.shift();
    window?.take(nowMs);
    if (call?.isBroadcast === true && limits !== undefined) {
      // Evenly, so that a reply finds room; what was late by a little is made up for.
      const gapMs = limits.windowMs / limits.bot;
      nextBroadcastMs = Math.max(nextBroadcastMs, nowMs - gapMs) + gapMs;
    }
    return call;
  }

  function make(call: Call): void {
    parts.request(() => {
      sent += 1;
      call.onRequest();
      timeline.after(parts.telegramMs, () => {
        call.onDelivered();
        settled.add(call);
      });
    });
  }

  return { add, sent: () => sent };
}
