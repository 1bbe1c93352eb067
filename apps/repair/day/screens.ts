import type { SimMessage } from '@durabot/simulator';

/** What a person sees of their chat with the bot. */
export interface Screen {
  /** In the order in which they were sent; deleted ones are gone. */
  readonly messages: ReadonlyMap<number, SimMessage>;
  /** What the last presses were answered with. */
  readonly toasts: readonly string[];
}

/** Everybody's screens, kept up to date as a browser with the web chat would. */
export interface Screens {
  of(userId: number): Screen;
  /** Called whenever something on a screen has changed. */
  onChange(listener: () => void): void;
  close(): void;
}

/** Opens the screens of these people in a simulator. */
export async function openScreens(simulatorUrl: string, userIds: readonly number[]): Promise<Screens> {
  const screens = new Map(
    userIds.map((id) => [id, { messages: new Map<number, SimMessage>(), toasts: new Array<string>() }]),
  );
  const listeners = new Set<() => void>();
  const closing = new AbortController();
  const response = await fetch(`${simulatorUrl}/_sim/events?users=${userIds.join(',')}`, { signal: closing.signal });
  const { body } = response;
  if (body === null) throw new Error('The simulator has no events.');
  void read(body).catch((error: unknown) => {
    if (!closing.signal.aborted) throw error;
  });
  return {
    of: (userId) => screens.get(userId) ?? { messages: new Map(), toasts: [] },
    onChange: (listener) => {
      listeners.add(listener);
    },
    close: () => closing.abort(),
  };

  async function read(stream: NonNullable<typeof body>): Promise<void> {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      rest += decoder.decode(bytes, { stream: true });
      const events = rest.split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) show(event);
      for (const listener of listeners) listener();
    }
  }

  function show(event: string): void {
    const type = /^event: (.*)$/m.exec(event)?.[1];
    const text = /^data: (.*)$/m.exec(event)?.[1];
    if (text === undefined || (type !== 'message' && type !== 'edit' && type !== 'delete' && type !== 'answer')) return;
    // What the simulator documents for these events.
    const { user, data } = JSON.parse(text) as {
      readonly user: number;
      readonly data: {
        readonly bot_id?: number;
        readonly message?: SimMessage;
        readonly message_ids?: number[];
        readonly text?: string;
      };
    };
    const screen = screens.get(user);
    if (screen === undefined) return;
    if (type === 'answer') screen.toasts.push(data.text ?? '');
    // Not what is said in groups.
    else if (data.bot_id !== undefined) {
      if (data.message !== undefined) screen.messages.set(data.message.message_id, data.message);
      for (const id of data.message_ids ?? []) screen.messages.delete(id);
    }
  }
}
