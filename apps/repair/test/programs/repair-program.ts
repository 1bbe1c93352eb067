import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { systemClock } from '@durabot/runtime';
import { runRepair, type RepairPlace } from '../../day/run-repair.ts';

/** Repair in a process of its own, for tests of several processes on one database. It prints `ready` and ends at SIGTERM. */
export interface RepairProgramOrder extends Omit<RepairPlace, 'clock'> {
  /** What the clock shows at the start; it goes on from there. */
  readonly startMs: number;
}

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  // Written by the test that starts it.
  const order = JSON.parse(positionals[0] ?? '') as RepairProgramOrder;
  const beganMs = systemClock.nowMs();
  const clock = { ...systemClock, nowMs: () => order.startMs + systemClock.nowMs() - beganMs };
  const terminated = once(process, 'SIGTERM');
  const repair = await runRepair({ ...order, clock });
  process.stdout.write('ready\n');
  await terminated;
  await repair.stop(5_000);
  process.exit(0);
}

await main();
