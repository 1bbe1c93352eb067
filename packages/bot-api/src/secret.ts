import { inspect } from 'node:util';

const hidden = '[secret]';

/**
 * A value that must never be printed: a bot token, a password, a webhook's secret.
 * However it gets into a log line, a message, JSON or the inspector, it reads `[secret]`; {@link Secret.reveal} is the
 * one way to the value, so that its uses can be found by searching.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return hidden;
  }

  toJSON(): string {
    return hidden;
  }

  get [Symbol.toStringTag](): string {
    return 'Secret';
  }

  [Symbol.toPrimitive](): string {
    return hidden;
  }

  [inspect.custom](): string {
    return hidden;
  }
}
