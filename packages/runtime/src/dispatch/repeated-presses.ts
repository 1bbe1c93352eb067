import type { InboxEntry } from '../inbox/inbox.ts';

/**
 * Knows presses that were meant once: a finger that hit twice, a client that sent a press again under new ids because its
 * answer was late. Who presses the same button on purpose does so after the first press has shown its effect. It is kept in
 * memory: after the death of the process such a press counts, and meets what the first one has done.
 */
export interface RepeatedPresses {
  /** Whether the entry is the press before it once more. */
  isRepeat(entry: InboxEntry): boolean;
  /** The entry was handled and committed, which took so long. */
  handled(entry: InboxEntry, tookMs: number): void;
}

interface Press {
  button: string;
  receivedMs: number;
  tookMs: number;
}

const peopleKept = 5_000;

/** @param windowMs how much later than the end of the first one a second press may come in and still be the same */
export function createRepeatedPresses(windowMs: number): RepeatedPresses {
  const last = new Map<string, Press>();
  return {
    isRepeat: (entry) => {
      const button = buttonOf(entry);
      const before = last.get(personOf(entry));
      if (button === undefined || before?.button !== button) return false;
      const laterMs = entry.receivedAt.getTime() - before.receivedMs;
      return laterMs >= 0 && laterMs <= before.tookMs + windowMs;
    },
    handled: (entry, tookMs) => {
      const button = buttonOf(entry);
      if (button === undefined) return;
      const person = personOf(entry);
      last.delete(person);
      last.set(person, { button, receivedMs: entry.receivedAt.getTime(), tookMs });
      const [oldest] = last.keys();
      if (last.size > peopleKept && oldest !== undefined) last.delete(oldest);
    },
  };
}

function personOf({ bot, chatKey, userId }: InboxEntry): string {
  return `${bot}/${chatKey}/${userId}`;
}

/** The button by its message and data; undefined for everything that is no press of one. */
function buttonOf(entry: InboxEntry): string | undefined {
  if (entry.kind !== 'callback_query') return undefined;
  const press = fieldOf(entry.payload, 'callback_query');
  const data = fieldOf(press, 'data');
  const message = fieldOf(fieldOf(press, 'message'), 'message_id') ?? fieldOf(press, 'inline_message_id');
  return typeof data === 'string' ? `${String(message)}/${data}` : undefined;
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
