import type { JsonObject } from './json.ts';

export type EventType =
  | 'message'
  | 'edit'
  | 'delete'
  | 'answer'
  | 'inline_answer'
  | 'action'
  | 'draft'
  | 'dialog'
  | 'user'
  | 'bot'
  | 'read'
  | 'update'
  | 'call'
  | 'clock'
  | 'limits'
  | 'fault'
  | 'delivered'
  | 'reset'
  | 'payment'
  | 'stars'
  | 'subscription'
  | 'web_app';

/** Who may see an event: everybody, the people of one conversation, one person, or inspectors only. */
export type Audience =
  | { kind: 'everybody' }
  | { kind: 'box'; box: string }
  | { kind: 'user'; userId: number }
  | { kind: 'inspectors' };

export interface SimulatorEvent {
  readonly id: number;
  readonly type: EventType;
  readonly audience: Audience;
  /** The event's data as this person sees it (`undefined`: as an inspector). */
  readonly dataFor: (userId: number | undefined) => JsonObject;
}

const KEPT = 5_000;

/** Everything that happens, for the web chat and for waiting tests; the last few thousand can be resumed. */
export class EventBus {
  #events: SimulatorEvent[] = [];
  #nextId: number;
  readonly #listeners = new Set<(event: SimulatorEvent) => void>();

  /** @param firstId larger than any id of an earlier process, so that a resumed stream sees only new events */
  constructor(firstId: number) {
    this.#nextId = firstId;
  }

  emit(type: EventType, audience: Audience, dataFor: SimulatorEvent['dataFor']): void {
    const event: SimulatorEvent = { id: this.#nextId++, type, audience, dataFor };
    this.#events.push(event);
    if (this.#events.length > KEPT * 2) this.#events = this.#events.slice(-KEPT);
    for (const listener of this.#listeners) listener(event);
  }

  after(id: number): SimulatorEvent[] {
    return this.#events.filter((event) => event.id > id);
  }

  get lastId(): number {
    return this.#nextId - 1;
  }

  listen(listener: (event: SimulatorEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
