import type { Clock } from './clock.ts';
import type { Redis } from './redis.ts';

/** Something that happened, told to whoever looks at that moment. Ids only: what people wrote is no event. */
export interface LiveEvent {
  topic: string;
  atMs: number;
  detail: Readonly<Record<string, string | number | boolean>>;
}

/** What a hearer gets: events in the order of the process that told them, and word of those that are missing. */
export type Heard = { kind: 'event'; event: LiveEvent } | { kind: 'gap'; missed: number | undefined };

/**
 * Events between processes, for pages that show what goes on. Told once and to those who listen only; with Redis away they
 * reach this process alone. Nothing may depend on them: a `gap` says to read the tables again.
 */
export interface LiveEvents {
  tell(topic: string, detail: LiveEvent['detail']): void;
  /** @returns how to hear no more */
  hear(hearer: (heard: Heard) => void): () => void;
  stop(): Promise<void>;
}

export interface LiveEventsOptions {
  redis: Redis | undefined;
  clock: Clock;
  /** This process's name. */
  id: string;
}

const channel = 'durabot:events';
/** Events of so long go out together. */
const gatherMs = 50;
/** More than these at once are counted, not told: a page that shows them helps nobody. */
const mostAtOnce = 200;
/** How long it may take until others are told, after somebody began to listen there. */
const askAgainMs = 1_000;

/** Makes the events of one process. */
export function createLiveEvents({ redis, clock, id }: LiveEventsOptions): LiveEvents {
  const hearers = new Set<(heard: Heard) => void>();
  const stopping = new AbortController();
  let waiting: LiveEvent[] = [];
  let missed = 0;
  let sending: Promise<void> | undefined;
  let listened = false;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let subscribed = false;
  // Whatever was told meanwhile, nobody here has heard it.
  redis?.onLoss(() => spread({ kind: 'gap', missed: undefined }));

  return {
    tell: (topic, detail) => {
      const event: LiveEvent = { topic, atMs: clock.nowMs(), detail };
      spread({ kind: 'event', event });
      if (redis === undefined || stopping.signal.aborted) return;
      if (waiting.length < mostAtOnce) waiting.push(event);
      else missed += 1;
      sending ??= send(redis).finally(() => {
        sending = undefined;
      });
    },
    hear: (hearer) => {
      hearers.add(hearer);
      if (redis !== undefined && !subscribed) {
        subscribed = true;
        redis.subscribe(channel, receive);
      }
      return () => hearers.delete(hearer);
    },
    stop: async () => {
      stopping.abort();
      await sending;
    },
  };

  function spread(heard: Heard): void {
    for (const hearer of hearers) hearer(heard);
  }

  async function send(store: Redis): Promise<void> {
    await clock.sleep(gatherMs, stopping.signal);
    const message = JSON.stringify({ from: id, events: waiting, missed });
    waiting = [];
    missed = 0;
    // Where nobody listens, only that is asked, once a second.
    if (!listened && clock.nowMs() - askedAtMs < askAgainMs) return;
    askedAtMs = clock.nowMs();
    const answer = await store.ask([['publish', channel, message]]);
    // This process listening to itself is somebody, too; it costs little.
    listened = answer.kind === 'answered' && Number(answer.replies[0]) > 0;
  }

  function receive(message: string): void {
    const batch = readBatch(message);
    if (batch === undefined || batch.from === id) return;
    for (const event of batch.events) spread({ kind: 'event', event });
    if (batch.missed > 0) spread({ kind: 'gap', missed: batch.missed });
  }
}

/** Anybody may publish there: what is no batch is passed over. */
function readBatch(message: string): { from: unknown; events: LiveEvent[]; missed: number } | undefined {
  try {
    const batch: unknown = JSON.parse(message);
    if (typeof batch !== 'object' || batch === null || !('from' in batch) || !('events' in batch)) return undefined;
    const missed = 'missed' in batch && typeof batch.missed === 'number' ? batch.missed : 0;
    const events = Array.isArray(batch.events) ? batch.events.filter((event) => isEvent(event)) : [];
    return { from: batch.from, events, missed };
  } catch {
    return undefined;
  }
}

function isEvent(value: unknown): value is LiveEvent {
  return (
    typeof value === 'object' &&
    value !== null &&
    'topic' in value &&
    typeof value.topic === 'string' &&
    'atMs' in value &&
    typeof value.atMs === 'number' &&
    'detail' in value &&
    typeof value.detail === 'object' &&
    value.detail !== null
  );
}
