import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

/** What a run is made of. */
export interface ChaosOptions {
  /** Processes that are killed without a word, in all. */
  readonly kills: number;
  /** Whatever is left to chance is taken from it. */
  readonly seed: number;
  /** Processes of the program side by side. */
  readonly processes: number;
  /** People who take one order after another until the last kill is over. */
  readonly users: number;
  /** One JSON object a line instead of words. */
  readonly json: boolean;
}

export const usage = `Usage: npm run chaos -- [--kills 200] [--seed <number>] [--processes 3] [--users 40] [--json]

Runs the program in processes of its own under scripted users, while processes are killed, stopped and restarted, the
database is restarted and Telegram fails; then reads the database and the chats. Exits with 1 when a promise is broken.`;

/** @throws Error with one line for a person */
export function readOptions(args: readonly string[]): ChaosOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: 'string', default: '200' },
      seed: { type: 'string' },
      processes: { type: 'string', default: '3' },
      users: { type: 'string', default: '40' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    kills: wholeNumber('kills', values.kills, 0, 10_000),
    seed: values.seed === undefined ? randomInt(2 ** 31) : wholeNumber('seed', values.seed, 0, 2 ** 32 - 1),
    processes: wholeNumber('processes', values.processes, 1, 16),
    users: wholeNumber('users', values.users, 1, 999),
    json: values.json,
  };
}

function wholeNumber(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= low && value <= high) return value;
  throw new Error(`--${name} wants a whole number from ${low} to ${high}, not "${text}".`);
}
