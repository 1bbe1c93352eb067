import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

import { createSimulatorClient } from '@durabot/simulator';

import { startBareServer, startChild, type Child } from './child.ts';
import { postJson, sendLoad } from './load.ts';

/**
 * Measures what the simulator promises about speed and memory, and prints it as JSON:
 * `npm run bench -w packages/simulator [-- <messages>]`. Rates are per second of the simulator's own processor time,
 * so that they hold for one core whatever else the machine does; `per_second` is by the wall clock.
 */
const MESSAGES = Number(process.argv[2] ?? 50_000);
const CHATS = 1_000;
const CONNECTIONS = 16;

interface Rate {
  per_core_second: number;
  per_second: number;
}

async function main(): Promise<void> {
  const bare = await measureBareServer();
  const inMemory = await measureSends();
  const folder = mkdtempSync(join(tmpdir(), 'simulator-bench-'));
  try {
    const kept = await measureSends(folder);
    const logBytes = statSync(join(folder, 'world.jsonl')).size;
    const again = await startChild(folder);
    const { rssBytes } = await again.settledUsage();
    await again.stop();
    const updates = await measureUpdates();
    const report = {
      date: new Date().toISOString(),
      node: process.version,
      cpu: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
      messages: MESSAGES,
      bare_node_server: bare,
      send_in_memory: inMemory.send,
      send_with_state: kept.send,
      memory_to_bare: round(inMemory.send.per_core_second / bare.per_core_second),
      state_to_memory: round(kept.send.per_core_second / inMemory.send.per_core_second),
      bytes_per_message: inMemory.bytesPerMessage,
      bytes_per_person: inMemory.bytesPerPerson,
      log_bytes_per_message: Math.round(logBytes / MESSAGES),
      start_with_these_ms: Math.round(again.startMs),
      started_rss_mib: Math.round(rssBytes / 1_048_576),
      updates_into_one_bot: updates,
    };
    process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same load on a server that only parses and answers. */
async function measureBareServer(): Promise<Rate> {
  const child = await startBareServer();
  await sendLoad(child.url, { connections: CONNECTIONS, total: 10_000 }, bareRequest);
  const start = await child.usage();
  const startMs = performance.now();
  await sendLoad(child.url, { connections: CONNECTIONS, total: MESSAGES }, bareRequest);
  const elapsedMs = performance.now() - startMs;
  const end = await child.usage();
  await child.stop();
  return rateOf(MESSAGES, end.cpuMs - start.cpuMs, elapsedMs);
}

function bareRequest(index: number): string {
  return postJson('/', { chat_id: 1, text: `Your order ${index} is on its way and will be there at noon.` });
}

/** sendMessage calls of one bot to many chats. */
async function measureSends(
  stateDir?: string,
): Promise<{ send: Rate; bytesPerMessage: number; bytesPerPerson: number }> {
  const child = await startChild(stateDir);
  const before = await child.settledUsage();
  const { token, people } = await populate(child);
  const populated = await child.settledUsage();
  const request = (index: number): string =>
    postJson(`/bot${token}/sendMessage`, {
      chat_id: people[index % people.length],
      text: `Your order ${index} is on its way and will be there at noon.`,
    });
  // What the engine compiles, and what is kept of the last calls for looking at, is not a message's.
  const warmUp = 25_000;
  await sendLoad(child.url, { connections: CONNECTIONS, total: warmUp }, request);
  const warm = await child.settledUsage();
  const start = await child.usage();
  const startMs = performance.now();
  await sendLoad(child.url, { connections: CONNECTIONS, total: MESSAGES }, request);
  const elapsedMs = performance.now() - startMs;
  const end = await child.usage();
  const settled = await child.settledUsage();
  await child.stop();
  return {
    send: rateOf(MESSAGES, end.cpuMs - start.cpuMs, elapsedMs),
    bytesPerMessage: Math.round((settled.heapBytes - warm.heapBytes) / MESSAGES),
    bytesPerPerson: Math.round((populated.heapBytes - before.heapBytes) / people.length),
  };
}

/** People write to one bot, which fetches and confirms. */
async function measureUpdates(): Promise<Rate> {
  const child = await startChild();
  const { token, people } = await populate(child);
  const perBatch = 500;
  const total = Math.max(perBatch, Math.floor(MESSAGES / perBatch) * perBatch);
  const batchOf = (index: number): string =>
    postJson('/_sim/messages/batch', {
      messages: Array.from({ length: perBatch }, (_, at) => ({
        from: people[(index * perBatch + at) % people.length],
        bot: 'bench_bot',
        text: `Where is my order ${index * perBatch + at}?`,
      })),
    });
  const fetchAll = async (): Promise<void> => {
    let offset = 0;
    for (let got = 0; got < total;) {
      const response = await fetch(`${child.url}/bot${token}/getUpdates?offset=${offset}&timeout=10`);
      const body: unknown = await response.json();
      // The shape is the simulator's own and has its own tests.
      const { result } = body as { result: { update_id: number }[] };
      got += result.length;
      offset = (result.at(-1)?.update_id ?? offset - 1) + 1;
    }
  };
  const start = await child.usage();
  const startMs = performance.now();
  await Promise.all([sendLoad(child.url, { connections: 1, total: total / perBatch }, batchOf), fetchAll()]);
  const elapsedMs = performance.now() - startMs;
  const end = await child.usage();
  await child.stop();
  return rateOf(total, end.cpuMs - start.cpuMs, elapsedMs);
}

async function populate({ url }: Child): Promise<{ token: string; people: number[] }> {
  const sim = createSimulatorClient(url);
  const { token } = await sim.bot({ username: 'bench_bot' });
  const people: number[] = [];
  for (let count = 0; count < CHATS; count += 1) {
    const person = await sim.user({ first_name: `Person ${count}` });
    await (await person.with('bench_bot')).sends('/start');
    people.push(person.id);
  }
  await fetch(`${url}/bot${token}/getUpdates?offset=-1`);
  return { token, people };
}

function rateOf(count: number, cpuMs: number, elapsedMs: number): Rate {
  return {
    per_core_second: Math.round((count / cpuMs) * 1000),
    per_second: Math.round((count / elapsedMs) * 1000),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

await main();
