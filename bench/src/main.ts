import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { broadcastBench } from './broadcast/broadcast-bench.ts';
import { dialogBench } from './dialog/dialog-bench.ts';
import { latencyBench } from './latency/latency-bench.ts';
import { describeMachine, type Machine } from './machine.ts';
import { memoryBench } from './memory/memory-bench.ts';
import { readOptions, usage, type BenchName, type CommandLine } from './options.ts';
import { profileBench } from './profile/profile-bench.ts';
import { record } from './report/record.ts';
import type { Bench, Report } from './report/report.ts';
import { plainTable } from './report/table.ts';
import { scaleBench } from './scale/scale-bench.ts';
import { startBench } from './start/start-bench.ts';
import { round } from './statistics.ts';
import { workBench } from './work/work-bench.ts';

const benches: Readonly<Record<BenchName, Bench>> = {
  dialog: dialogBench,
  latency: latencyBench,
  broadcast: broadcastBench,
  start: startBench,
  memory: memoryBench,
  scale: scaleBench,
  work: workBench,
  profile: profileBench,
};

/** `npm run bench`: 0 when it was measured, whatever came out; 2 when it could not be. */
async function main(args: readonly string[]): Promise<number> {
  let options: CommandLine | 'help';
  try {
    options = readOptions(args);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${usage}\n`);
    return 2;
  }
  if (options === 'help') {
    print(usage);
    return 0;
  }
  try {
    for (const name of options.benches) await measure(name, options, `npm run bench -- ${args.join(' ')}`);
    return 0;
  } catch (error) {
    process.stderr.write(`It could not be measured: ${messageOf(error)}\n`);
    return 2;
  }
}

async function measure(name: BenchName, options: CommandLine, command: string): Promise<void> {
  const machine = describeMachine(round(loadavg()[0] ?? 0, 1));
  const report = await benches[name](options, (words) => process.stderr.write(`${words}\n`));
  if (options.json) {
    for (const line of report.lines) print(JSON.stringify(line));
    print(JSON.stringify({ ...report.summary, machine }));
  } else {
    print(inWords(report, machine));
  }
  // Beside the sources, whether it runs compiled or not.
  if (options.record) record(fileURLToPath(new URL('../..', import.meta.url)), report, machine, command);
}

function inWords({ title, tables, bars }: Report, machine: Machine): string {
  const { cores, cpu, system, node, commit, load_before: load } = machine;
  return [
    `\n${title}`,
    `${cores} × ${cpu}, ${system}, Node ${node}, commit ${commit}, load before ${load}`,
    ...tables.map((table) => `\n${plainTable(table)}`),
    ...(bars.length === 0 ? [] : ['']),
    ...bars.map(({ what, wanted, measured, met }) => `${met ? '✓' : '✗'} ${what}: ${measured}, wanted ${wanted}`),
  ].join('\n');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

// What was started is ended as the process does.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
// Whatever a bench that failed has left open ends with this process.
process.exit(await main(process.argv.slice(2)));
