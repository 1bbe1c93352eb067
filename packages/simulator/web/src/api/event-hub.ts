import { openEvents, type Connection, type OpenEvents } from './events.ts';
import type { SimulatorEvent } from './types.ts';

/** What one window or panel listens for. */
export interface Subscription {
  /** Whose events; absent for a panel that only follows the journal. */
  user?: number;
  journal?: boolean;
  onEvent: (event: SimulatorEvent) => void;
  onConnection: (connection: Connection) => void;
}

export interface EventHub {
  /** @returns ends the subscription */
  subscribe(subscription: Subscription): () => void;
}

/** Events that are about the world and not about one person's chats. */
const EVERYBODYS: readonly SimulatorEvent['kind'][] = ['user', 'bot', 'dialog', 'clock', 'limits', 'fault', 'reset'];

/** What a page asks of the page that holds the stream, and what it is told. */
type Word =
  | { kind: 'want'; page: string; users: number[]; journal: boolean }
  | { kind: 'leader' }
  | { kind: 'event'; user: number | undefined; id: string; event: SimulatorEvent }
  | { kind: 'connection'; connection: Connection };

interface HubParts {
  /** Names this page among those of the browser. */
  page: string;
  /** Absent where a browser has none: then each page has a stream of its own. */
  channel: BroadcastChannel | undefined;
  /** Held by the one page that has the stream; goes to another when that page closes. */
  locks: LockManager | undefined;
  open: OpenEvents;
}

/**
 * One stream of events for all pages of a browser: a browser opens no more than six connections to a host, and each
 * stream would keep one. The page that gets the lock opens the stream for the people of all pages and passes events on.
 */
function createEventHub({ page, channel, locks, open }: HubParts): EventHub {
  const subscriptions = new Set<Subscription>();
  const wants = new Map<string, { users: number[]; journal: boolean }>();
  let isLeading = channel === undefined || locks === undefined;
  let close: (() => void) | undefined;
  let opened = '';
  let lastId = '';
  let connection: Connection = 'connecting';

  if (channel && locks) {
    channel.addEventListener('message', ({ data }: MessageEvent<Word>) => hear(data));
    void locks.request('durabot.events', async () => {
      isLeading = true;
      wants.set(page, ownWants());
      // Whoever else is there says again what they want; until then their last known wishes are missing.
      say({ kind: 'leader' });
      reopen();
      await new Promise(() => undefined);
    });
    window.addEventListener('pagehide', () => say({ kind: 'want', page, users: [], journal: false }));
    window.addEventListener('pageshow', (event) => {
      if (event.persisted) tellWants();
    });
  }

  return {
    subscribe(subscription) {
      subscriptions.add(subscription);
      subscription.onConnection(connection);
      tellWants();
      return () => {
        subscriptions.delete(subscription);
        tellWants();
      };
    },
  };

  function ownWants(): { users: number[]; journal: boolean } {
    const all = [...subscriptions];
    return {
      users: [...new Set(all.flatMap(({ user }) => user ?? []))],
      journal: all.some(({ journal }) => journal === true),
    };
  }

  function tellWants(): void {
    const own = ownWants();
    wants.set(page, own);
    if (isLeading) reopen();
    else say({ kind: 'want', page, ...own });
  }

  function say(word: Word): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
    channel?.postMessage(word);
  }

  function hear(word: Word): void {
    switch (word.kind) {
      case 'leader':
        return say({ kind: 'want', page, ...ownWants() });
      case 'want':
        if (!isLeading) return;
        if (word.users.length === 0 && !word.journal) wants.delete(word.page);
        else wants.set(word.page, { users: word.users, journal: word.journal });
        return reopen();
      case 'event':
        if (word.id !== '') lastId = word.id;
        return deliver(word.event, word.user);
      case 'connection':
        return takeConnection(word.connection);
    }
  }

  /** Opens the stream anew where other people are wanted than it has; it goes on after the last event it brought. */
  function reopen(): void {
    const all = [...wants.values()];
    const users = [...new Set(all.flatMap((one) => one.users))].toSorted((a, b) => a - b);
    const journal = all.some((one) => one.journal);
    const next = users.length === 0 && !journal ? '' : JSON.stringify({ users, journal });
    if (next === opened) {
      // A page that came to a stream which is open already has to hear that it is.
      say({ kind: 'connection', connection });
      return;
    }
    opened = next;
    close?.();
    close = undefined;
    if (next === '') return;
    close = open(
      { users, journal, lastId },
      {
        onEvent(event, user, id) {
          if (id !== '') lastId = id;
          say({ kind: 'event', user, id, event });
          deliver(event, user);
        },
        onConnection(now) {
          say({ kind: 'connection', connection: now });
          takeConnection(now);
        },
      },
    );
  }

  function deliver(event: SimulatorEvent, user: number | undefined): void {
    // What concerns everybody comes once for each person; panels without a person hear it once.
    const isFirst = user === firstUser();
    for (const subscription of subscriptions) {
      const isForAll = subscription.user === undefined && isFirst && EVERYBODYS.includes(event.kind);
      const isWanted =
        event.kind === 'journal' ? subscription.journal === true : subscription.user === user || isForAll;
      if (isWanted) subscription.onEvent(event);
    }
  }

  function firstUser(): number | undefined {
    return ownWants().users[0];
  }

  function takeConnection(now: Connection): void {
    connection = now;
    for (const { onConnection } of subscriptions) onConnection(now);
  }
}

/** The hub of this page, with what its browser offers. */
export function createBrowserHub(): EventHub {
  const canShare = 'BroadcastChannel' in globalThis && 'locks' in navigator;
  return createEventHub({
    page: crypto.getRandomValues(new Uint32Array(2)).join('-'),
    channel: canShare ? new BroadcastChannel('durabot.events') : undefined,
    locks: canShare ? navigator.locks : undefined,
    open: openEvents,
  });
}
