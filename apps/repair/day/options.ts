import { parseArgs } from 'node:util';

export const usage = `Usage: npm run day -- [--orders 200] [--seed 1] [--no-restart] [--json]

Plays a day of a repair firm through its chats: three dispatchers, twelve masters, their clients' orders. Keeps books of its
own of what was typed and pressed, and compares every report with them. Exits with 1 when a kopeck differs.`;

/** @throws Error with one line for a person */
export function readDayOptions(
  args: readonly string[],
): { readonly seed: number; readonly orders: number; readonly restart: boolean; readonly json: boolean } | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      orders: { type: 'string', default: '200' },
      'no-restart': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    seed: wholeNumber('seed', values.seed, 0, 2 ** 32 - 1),
    orders: wholeNumber('orders', values.orders, 1, 2_000),
    restart: !values['no-restart'],
    json: values.json,
  };
}

function wholeNumber(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= low && value <= high) return value;
  throw new Error(`--${name} wants a whole number from ${low} to ${high}, not "${text}".`);
}
