import { readOptions, usage } from './options.ts';
import { runChaos } from './run.ts';
import type { ChaosEvent, ChaosSummary } from './run.ts';

/** `npm run chaos`: 0 when every promise was kept, 1 when not, 2 when it could not be tried. */
async function main(args: readonly string[]): Promise<number> {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions(args);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${usage}\n`);
    return 2;
  }
  if (options === 'help') {
    say(usage);
    return 0;
  }
  const { json } = options;
  try {
    const summary = await runChaos(options, (event) => say(json ? JSON.stringify(event) : inWords(event)));
    say(json ? JSON.stringify(summary) : table(summary));
    return summary.kept ? 0 : 1;
  } catch (error) {
    process.stderr.write(`The run could not be finished: ${messageOf(error)}\n`);
    return 2;
  }
}

function inWords(event: ChaosEvent): string {
  if (event.event === 'start') {
    return `Seed ${event.seed}: ${event.users} people, ${event.processes} processes, ${event.kills} kills.`;
  }
  const { event: kind, at_ms: atMs, ...details } = { at_ms: undefined, ...event };
  const time = atMs === undefined ? '' : `${(atMs / 1_000).toFixed(1)} s`;
  return `${time.padStart(8)}  ${kind.padEnd(9)} ${Object.values(details).map(shown).join(' ')}`.trimEnd();
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function table(summary: ChaosSummary): string {
  const width = Math.max(...Object.keys(summary).map((name) => name.length));
  return ['', ...Object.entries(summary).map(([name, value]) => `${name.padEnd(width)}  ${value}`)].join('\n');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

process.exitCode = await main(process.argv.slice(2));
