import { loadavg } from 'node:os';
import { broadcastBench } from './broadcast/broadcast-bench.ts';
import { dialogBench } from './dialog/dialog-bench.ts';
import { latencyBench } from './latency/latency-bench.ts';
import { describeMachine } from './machine.ts';
import { memoryBench } from './memory/memory-bench.ts';
import { readOptions, usage, type BenchName, type CommandLine } from './options.ts';
import { profileBench } from './profile/profile-bench.ts';
import { publish } from './report/publish.ts';
import type { Bench } from './report/report.ts';
import { runCommand } from './run-command.ts';
import { scaleBench } from './scale/scale-bench.ts';
import { simBench } from './sim/sim-bench.ts';
import { startBench } from './start/start-bench.ts';
import { round } from './statistics.ts';
import { workBench } from './update-work/work-bench.ts';

const benches: Readonly<Record<BenchName, Bench>> = {
  dialog: dialogBench,
  latency: latencyBench,
  broadcast: broadcastBench,
  start: startBench,
  memory: memoryBench,
  scale: scaleBench,
  work: workBench,
  profile: profileBench,
  sim: simBench,
};

async function measure(name: BenchName, options: CommandLine, command: string): Promise<void> {
  const machine = describeMachine(round(loadavg()[0] ?? 0, 1));
  const report = await benches[name](options, (words) => process.stderr.write(`${words}\n`));
  publish(report, machine, options, command);
}

// 0 when it was measured, whatever came out.
await runCommand<CommandLine>({
  usage,
  read: readOptions,
  run: async (options, args) => {
    for (const name of options.benches) await measure(name, options, `npm run bench -- ${args.join(' ')}`);
    return 0;
  },
});
