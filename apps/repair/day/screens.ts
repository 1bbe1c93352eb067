import type { SimMessage } from '@durabot/simulator';

/** What a person sees of their chat with the bot. */
export interface Screen {
  /** In the order in which they were sent; deleted ones are gone. */
  readonly messages: ReadonlyMap<number, SimMessage>;
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
  const screens = new Map(userIds.map((id) => [id, new Map<number, SimMessage>()]));
  const listeners = new Set<() => void>();
  const closing = new AbortController();
  const response = await fetch(`${simulatorUrl}/_sim/events?users=${userIds.join(',')}`, { signal: closing.signal });
  const { body } = response;
  if (body === null) throw new Error('The simulator has no events.');
  void read(body).catch((error: unknown) => {
    if (!closing.signal.aborted) throw error;
  });
  return {
    of: (userId) => ({ messages: screens.get(userId) ?? new Map() }),
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
    if (text === undefined || (type !== 'message' && type !== 'edit' && type !== 'delete')) return;
    // What the simulator documents for these three events.
    const { user, data } = JSON.parse(text) as {
      readonly user: number;
      readonly data: { readonly bot_id?: number; readonly message?: SimMessage; readonly message_ids?: number[] };
    };
    const screen = screens.get(user);
    if (screen === undefined || data.bot_id === undefined) return;
    if (data.message !== undefined) screen.set(data.message.message_id, data.message);
    for (const id of data.message_ids ?? []) screen.delete(id);
  }
}
