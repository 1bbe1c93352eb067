import type { MessageRecord } from './types.ts';

/** All messages by conversation, in the order of their ids. Derived from the table of messages. */
export class MessageBoxes {
  readonly #ordered = new Map<string, MessageRecord[]>();
  readonly #byId = new Map<string, Map<number, MessageRecord>>();

  add(message: MessageRecord): void {
    const list = this.#ordered.get(message.box);
    if (list === undefined) {
      this.#ordered.set(message.box, [message]);
      this.#byId.set(message.box, new Map([[message.id, message]]));
      return;
    }
    const ids = this.#byId.get(message.box);
    if (ids?.has(message.id) === true) {
      list[list.findIndex((other) => other.id === message.id)] = message;
    } else list.push(message);
    ids?.set(message.id, message);
  }

  find(box: string, id: number): MessageRecord | undefined {
    return this.#byId.get(box)?.get(id);
  }

  list(box: string): readonly MessageRecord[] {
    return this.#ordered.get(box) ?? [];
  }

  names(): string[] {
    return [...this.#ordered.keys()];
  }

  sort(): void {
    for (const list of this.#ordered.values()) list.sort((a, b) => a.id - b.id);
  }

  clear(): void {
    this.#ordered.clear();
    this.#byId.clear();
  }
}
