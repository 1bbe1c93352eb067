import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { Secret } from '@durabot/bot-api';
import { createDatabase } from '@durabot/postgres';
import { createRuntime, randomIds, systemClock } from '@durabot/runtime';
import { silentLog } from '@durabot/testing';
import { Registry } from 'prom-client';
import { buildRepairBot, parseRepairSettings } from '../../src/index.ts';

/** Repair in a process of its own, for tests of several processes on one database. It prints `ready` and ends at SIGTERM. */
export interface RepairProgramOrder {
  databaseUrl: string;
  apiRoot: string;
  token: string;
  variables: Record<string, string>;
  /** What the clock shows at the start; it goes on from there. */
  startMs: number;
}

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  // Written by the test that starts it.
  const order = JSON.parse(positionals[0] ?? '') as RepairProgramOrder;
  const db = createDatabase({ url: order.databaseUrl, log: silentLog, applicationName: `repair-${process.pid}` });
  const beganMs = systemClock.nowMs();
  const clock = { ...systemClock, nowMs: () => order.startMs + systemClock.nowMs() - beganMs };
  const bot = buildRepairBot({
    token: new Secret(order.token),
    apiRoot: order.apiRoot,
    ingress: { kind: 'polling' },
    db,
    log: silentLog,
    clock,
    ids: randomIds,
    settings: parseRepairSettings(order.variables),
  });
  const runtime = createRuntime({
    db,
    log: silentLog,
    registry: new Registry(),
    bots: [bot],
    clock,
    pacing: false,
    repeatedPressMs: -1,
  });
  const terminated = once(process, 'SIGTERM');
  await runtime.start();
  process.stdout.write('ready\n');
  await terminated;
  await runtime.stop({ deadlineMs: 5_000 });
  await db.stop();
  process.exit(0);
}

await main();
