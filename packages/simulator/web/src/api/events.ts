import type { SimulatorEvent } from './types.ts';

export type Connection = 'connecting' | 'live' | 'lost';

export interface EventsListener {
  /** @param id where to go on after it; empty for what cannot be resumed */
  onEvent: (event: SimulatorEvent, user: number | undefined, id: string) => void;
  onConnection: (connection: Connection) => void;
}

export interface EventsRequest {
  users: readonly number[];
  /** Also tell when the journal has grown. */
  journal: boolean;
  /** The last event that is known already; empty for none. */
  lastId: string;
}

export type OpenEvents = (request: EventsRequest, listener: EventsListener) => () => void;

const kinds = [
  'message',
  'edit',
  'delete',
  'delivered',
  'answer',
  'action',
  'dialog',
  'user',
  'bot',
  'read',
  'draft',
  'clock',
  'limits',
  'fault',
  'reset',
  'payment',
  'stars',
  'subscription',
  'web_app',
] as const satisfies SimulatorEvent['kind'][];

/** How long to wait before opening a stream again that the browser itself has given up on. */
const REOPEN_MS = 1500;

/**
 * Listens to what people may see. The browser reconnects by itself and says where it stopped (`Last-Event-ID`);
 * where it gives up, because the server answered with an error, the stream is opened anew.
 *
 * @returns closes the stream
 */
export function openEvents({ users, journal, lastId }: EventsRequest, listener: EventsListener): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = lastId;

  function open(): void {
    const resume = last === '' ? '' : `&last_event_id=${last}`;
    const opened = new EventSource(`/_sim/events?users=${users.join(',')}${journal ? '&journal=1' : ''}${resume}`);
    source = opened;
    opened.addEventListener('open', () => listener.onConnection('live'));
    opened.addEventListener('error', () => {
      listener.onConnection('lost');
      if (opened.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
    });
    for (const kind of kinds) {
      opened.addEventListener(kind, (message: MessageEvent<string>) => {
        const data: unknown = JSON.parse(message.data);
        if (typeof data !== 'object' || data === null || !('user' in data) || !('data' in data)) return;
        last = message.lastEventId;
        // The pair of name and data is fixed by the server this client is shipped with.
        const event = { kind, data: data.data } as SimulatorEvent;
        listener.onEvent(event, typeof data.user === 'number' ? data.user : undefined, message.lastEventId);
      });
    }
    opened.addEventListener('journal', (message: MessageEvent<string>) => {
      const data: unknown = JSON.parse(message.data);
      if (typeof data !== 'object' || data === null || !('last' in data) || typeof data.last !== 'number') return;
      listener.onEvent({ kind: 'journal', data: { last: data.last } }, undefined, '');
    });
  }

  listener.onConnection('connecting');
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
