import { parseArgs } from 'node:util';
import { usualDay, type Day } from './day.ts';

/** What a capacity run is told. */
export interface LoadOptions {
  readonly day: Day;
  readonly minutes: number;
  readonly speed: number;
  /** Everybody who has ever written, those who write now included. */
  readonly registered: number;
  /** With the order dialog. */
  readonly bots: number;
  /** Whether the whole program with Repair runs beside them. */
  readonly repair: boolean;
  /** Whether the bots keep Telegram's limits. */
  readonly limits: boolean;
  readonly seed: number;
  readonly json: boolean;
  readonly record: boolean;
}

const { messagesPerUser, busiestHourShare } = usualDay;

export const usage = `Usage: npm run load -- [options]

  --users 10000        people who write
  --minutes 10         of the busiest hour
  --speed 10           so many times as fast as in life: gaps between visits and times to think are that much shorter
  --registered 100000  everybody who has ever written: each has an open dialog and its timer
  --messages ${messagesPerUser}        of each person in a day
  --busiest ${busiestHourShare * 100}         percent of a day's messages that come in its busiest hour
  --bots 3             with the order dialog, in one process, for the products that do not exist yet; each has its share of the people
  --repair on          the whole program with Repair beside them, with such a share, on a database of its own; on or off
  --limits auto        Telegram's, on or off; auto: on at speed 1, as they would not be so many times as wide
  --seed 1             the same visits for the same seed
  --record             write bench/RESULTS.md
  --json               one JSON object a line, a summary last`;

/** @throws Error with one line for a person */
export function readLoadOptions(args: readonly string[]): LoadOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      users: { type: 'string', default: '10000' },
      minutes: { type: 'string', default: '10' },
      speed: { type: 'string', default: '10' },
      registered: { type: 'string', default: '100000' },
      messages: { type: 'string', default: String(messagesPerUser) },
      busiest: { type: 'string', default: String(busiestHourShare * 100) },
      bots: { type: 'string', default: '3' },
      repair: { type: 'string', default: 'on' },
      limits: { type: 'string', default: 'auto' },
      seed: { type: 'string', default: '1' },
      record: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const users = wholeNumber('users', values.users, 1, 1_000_000);
  const registered = wholeNumber('registered', values.registered, 1, 10_000_000);
  if (registered < users) {
    throw new Error(`--registered ${registered} is less than --users ${users}: who writes is registered, too.`);
  }
  const speed = numberIn('speed', values.speed, 0.1, 10_000);
  return {
    day: {
      ...usualDay,
      users,
      messagesPerUser: numberIn('messages', values.messages, 0.1, 10_000),
      busiestHourShare: numberIn('busiest', values.busiest, 1, 100) / 100,
    },
    minutes: numberIn('minutes', values.minutes, 0.01, 24 * 60),
    speed,
    registered,
    bots: wholeNumber('bots', values.bots, 1, 50),
    repair: onOrOff('repair', values.repair),
    limits: limitsOf(values.limits, speed),
    seed: wholeNumber('seed', values.seed, 0, 2 ** 31),
    json: values.json,
    record: values.record,
  };
}

function limitsOf(text: string, speed: number): boolean {
  if (text === 'auto') return speed <= 1;
  return onOrOff('limits', text);
}

function onOrOff(name: string, text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new Error(`--${name} is on or off, not "${text}".`);
}

function wholeNumber(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= low && value <= high) return value;
  throw new Error(`--${name} wants a whole number from ${low} to ${high}, not "${text}".`);
}

function numberIn(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (/^\d+(?:\.\d+)?$/.test(text) && value >= low && value <= high) return value;
  throw new Error(`--${name} wants a number from ${low} to ${high}, not "${text}".`);
}
