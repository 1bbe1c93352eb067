import type { SimulatorEvent } from './types.ts';

export type Connection = 'connecting' | 'live' | 'lost';

export interface EventsListener {
  onEvent: (event: SimulatorEvent) => void;
  onConnection: (connection: Connection) => void;
}

const kinds = [
  'message',
  'edit',
  'delete',
  'answer',
  'action',
  'dialog',
  'user',
  'bot',
  'read',
  'call',
  'update',
] as const satisfies SimulatorEvent['kind'][];

/** How long to wait before opening a stream again that the browser itself has given up on. */
const REOPEN_MS = 1500;

/**
 * Listens to what a user may see. The browser reconnects by itself and says where it stopped (`Last-Event-ID`);
 * where it gives up, because the server answered with an error, the stream is opened anew.
 *
 * @returns closes the stream
 */
export function openEvents(user: number, inspect: boolean, listener: EventsListener): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    const opened = new EventSource(`/_sim/events?user=${user}${inspect ? '&inspect=1' : ''}`);
    source = opened;
    opened.addEventListener('open', () => listener.onConnection('live'));
    opened.addEventListener('error', () => {
      listener.onConnection('lost');
      if (opened.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
    });
    for (const kind of kinds) {
      opened.addEventListener(kind, (message: MessageEvent<string>) => {
        const event = parseEvent(kind, message.data);
        if (event) listener.onEvent(event);
      });
    }
  }

  listener.onConnection('connecting');
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

function parseEvent(kind: SimulatorEvent['kind'], json: string): SimulatorEvent | undefined {
  const data: unknown = JSON.parse(json);
  if (typeof data !== 'object' || data === null) return undefined;
  // The pair of name and data is fixed by the server this client is shipped with.
  return { kind, data } as SimulatorEvent;
}
