import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createSimulator, createSimulatorClient } from '@durabot/simulator';

import { addMessage } from '../src/world/messages.ts';
import { privateBox } from '../src/world/world.ts';
import { startChild } from './child.ts';

/**
 * Measures how long a simulator with a folder of very many messages takes to start, and prints it as JSON:
 * `npm run bench:start -w packages/simulator [-- <messages>]`. The messages are put into the world directly, a hundred
 * for each line of the log at most, as by a busy bot.
 */
const MESSAGES = Number(process.argv[2] ?? 1_000_000);
const CHATS = 10_000;
const PER_COMMIT = 100;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-bench-'));
  try {
    await fill(folder);
    const { size } = statSync(join(folder, 'world.jsonl'));
    const child = await startChild(folder);
    const { heapBytes, rssBytes } = await child.settledUsage();
    await child.stop();
    const report = {
      date: new Date().toISOString(),
      node: process.version,
      messages: MESSAGES,
      log_mib: toMib(size),
      start_ms: Math.round(child.startMs),
      messages_per_second: Math.round((MESSAGES / child.startMs) * 1000),
      heap_mib: toMib(heapBytes),
      heap_bytes_per_message: Math.round(heapBytes / MESSAGES),
      rss_mib: toMib(rssBytes),
    };
    process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(stateDir: string): Promise<void> {
  const simulator = createSimulator({ stateDir, limits: { enforced: false } });
  const { url } = await simulator.start();
  const sim = createSimulatorClient(url);
  const bot = await sim.bot({ username: 'bench_bot' });
  const { world } = simulator;
  for (let id = 1; id <= CHATS; id += 1) {
    world.store.tables.user.put(id, { id, first_name: `Person ${id}` });
    world.putDialog({ botId: bot.id, userId: id, started: true, blocked: false });
  }
  for (let count = 0; count < MESSAGES; count += 1) {
    addMessage(world, {
      box: privateBox(bot.id, 1 + (count % CHATS)),
      from: bot.id,
      content: { kind: 'text', text: `Your order ${count} is on its way and will be there at noon.`, entities: [] },
    });
    if (count % PER_COMMIT !== 0) continue;
    world.store.commit();
    // Lets the log be written anew, and what waits for it run.
    await new Promise((resolve) => setImmediate(resolve));
  }
  world.store.commit();
  await simulator.stop();
}

function toMib(bytes: number): number {
  return Math.round(bytes / 1_048_576);
}

await main();
