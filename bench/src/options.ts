import { parseArgs } from 'node:util';
import { peers } from './contestants.ts';
import { benchNames } from './report/record.ts';
import type { BenchOptions } from './report/report.ts';

export type BenchName = (typeof benchNames)[number];

export interface CommandLine extends BenchOptions {
  readonly benches: readonly BenchName[];
  readonly json: boolean;
}

export const usage = `Usage: npm run bench -- ${benchNames.join('|')}|all [options]

  --rounds 3         interleaved rounds of each comparison
  --seconds 10       of measuring in each stretch
  --warm-up 10       seconds before each stretch, for the compiler of Node
  --users 50,500     people at once (dialog; profile takes the most)
  --peers a,b        only these peers, all or none (dialog; none leaves out the bound of work)
  --most 1000000     leaves out larger sizes (memory, scale)
  --recipients 3000  of the broadcast
  --measure          costs on this machine, into bench/sim/costs.json (sim)
  --check            runs the bot beside the simulation (sim)
  --record           write RESULTS.md and its charts (work: and work.json, which a test compares with)
  --json             one JSON object a line, a summary last`;

/** @throws Error with one line for a person */
export function readOptions(args: readonly string[]): CommandLine | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '10' },
      'warm-up': { type: 'string', default: '10' },
      users: { type: 'string', default: '50,500' },
      peers: { type: 'string', default: 'all' },
      most: { type: 'string', default: '1000000' },
      recipients: { type: 'string', default: '3000' },
      measure: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    benches: benchesOf(positionals),
    rounds: wholeNumber('rounds', values.rounds, 1, 100),
    seconds: wholeNumber('seconds', values.seconds, 1, 3_600),
    warmUpSeconds: wholeNumber('warm-up', values['warm-up'], 0, 600),
    users: values.users.split(',').map((text) => wholeNumber('users', text, 1, 5_000)),
    peers: peersOf(values.peers),
    most: wholeNumber('most', values.most, 1_000, 1_000_000),
    recipients: wholeNumber('recipients', values.recipients, 1, 4_000),
    measure: values.measure,
    check: values.check,
    record: values.record,
    json: values.json,
  };
}

function benchesOf(positionals: readonly string[]): BenchName[] {
  const [name, ...rest] = positionals;
  if (name === 'all' && rest.length === 0) return [...benchNames];
  const known = benchNames.find((one) => one === name);
  if (known === undefined || rest.length > 0) {
    throw new Error(`Name one bench: ${benchNames.join(', ')} or all; not "${positionals.join(' ')}".`);
  }
  return [known];
}

function peersOf(text: string): 'all' | string[] {
  if (text === 'all') return 'all';
  if (text === 'none') return [];
  const names = text.split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !peers.some((peer) => peer.name === name));
  if (unknown === undefined) return names;
  throw new Error(`There is no peer "${unknown}"; there are ${peers.map(({ name }) => name).join(', ')}.`);
}

function wholeNumber(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= low && value <= high) return value;
  throw new Error(`--${name} wants a whole number from ${low} to ${high}, not "${text}".`);
}
