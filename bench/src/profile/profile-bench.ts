import { setTimeout as pause } from 'node:timers/promises';
import { durabot } from '../contestants.ts';
import { barChart } from '../report/chart.ts';
import type { Bench, Report } from '../report/report.ts';
import { formatCell, type Cell, type Table } from '../report/table.ts';
import { round } from '../statistics.ts';
import { connectInspector, inspectable } from '../world/inspector.ts';
import { createWorld, telegramLatencyMs, type Stage } from '../world/world.ts';
import { sumByArea, sumByFunction, type AreaName } from './areas.ts';
import { memoryTree, timeTree, type Call } from './call-tree.ts';
import { flameGraph } from './flame-graph.ts';

const sampleEveryUs = 250;
const sampleEveryBytes = 32_768;
const functionsShown = 25;

/** What one kind of profile found. */
interface Found {
  readonly root: Call;
  readonly updates: number;
  /** Processor time of the process in that time. */
  readonly cpuMs: number;
}

/** Where the time and the memory of our bot go while people hold the dialog with it. */
export const profileBench: Bench = async (options, tell) => {
  const users = Math.max(...options.users);
  const world = await createWorld([durabot]);
  try {
    const stage = await world.enter(durabot, { connections: users, nodeOptions: inspectable });
    try {
      const found = await profileDialog(stage, users, options.warmUpSeconds, options.seconds);
      tell(`${found.time.updates} updates for the time, ${found.memory.updates} for the memory`);
      return reportOf(found, users, options.seconds);
    } finally {
      await stage.leave();
    }
  } finally {
    await world.stop();
  }
};

/** First the time, then the memory: one profile would show in the other. */
async function profileDialog(
  stage: Stage,
  users: number,
  warmUpSeconds: number,
  seconds: number,
): Promise<{ time: Found; memory: Found }> {
  const inspector = await connectInspector(stage.bots[0]?.inspectorUrl ?? '');
  const people = Array.from({ length: users }, (_, at) => at);
  const warmUpMs = warmUpSeconds * 1_000;
  let exchanges = 0;
  let isOver = false;
  const talk = stage.users.keepTalking(people, { isOver: () => isOver, allTalkingMs: warmUpMs / 2 }, () => {
    exchanges += 1;
  });

  async function during<Result>(
    begin: () => Promise<void>,
    end: () => Promise<Result>,
  ): Promise<[Result, Omit<Found, 'root'>]> {
    await begin();
    const before = { exchanges, cpuMs: stage.cpu().botMs };
    await pause(seconds * 1_000);
    const amount = { updates: exchanges - before.exchanges, cpuMs: stage.cpu().botMs - before.cpuMs };
    return [await end(), amount];
  }

  async function profile(): Promise<{ time: Found; memory: Found }> {
    await pause(warmUpMs);
    const [cpu, timed] = await during(() => inspector.startProfile(sampleEveryUs), inspector.endProfile);
    const [heap, counted] = await during(() => inspector.startAllocations(sampleEveryBytes), inspector.endAllocations);
    return { time: { root: timeTree(cpu), ...timed }, memory: { root: memoryTree(heap), ...counted } };
  }

  try {
    return await Promise.race([
      profile(),
      // People stop before they are told to only when something went wrong.
      talk.then(() => Promise.reject(new Error('The people have stopped talking.'))),
    ]);
  } finally {
    isOver = true;
    await talk.catch(() => undefined);
    inspector.close();
  }
}

function reportOf({ time, memory }: { time: Found; memory: Found }, users: number, seconds: number): Report {
  const each = ({ updates }: Found, amount: number): number => amount / Math.max(1, updates);
  const us = (amount: number): number => round(each(time, amount), 1);
  const kib = (amount: number): number => round(each(memory, amount) / 1_024, 2);
  const times = sumByArea(time.root);
  const memories = sumByArea(memory.root);
  const memoryOf = (area: AreaName): number => kib(memories.find((one) => one.area === area)?.onBehalf ?? 0);
  return {
    bench: 'profile',
    title: 'Profile: where the time and the memory go',
    method: [
      `Durabot alone, the dialog of ${users} people at once with a Telegram that takes ${telegramLatencyMs} ms. After a warm-up, ${seconds} s with a look at what ` +
        `the process is doing each ${sampleEveryUs / 1_000} ms (${formatCell(time.updates)} updates), then ${seconds} s with a sample of who takes memory in each ` +
        `${sampleEveryBytes / 1_024} KiB, given back or not (${formatCell(memory.updates)} updates). Looking costs time, and so does waiting for a processor that others use: ` +
        `the process took ${formatCell(us(time.cpuMs * 1_000))} µs of processor time for an update, with all its threads, while it was looked at. Compare shares.`,
      `Of Node's own functions, the columns of an area “with Node” have those that it called; what comes from Node's loop or for a promise that goes on belongs to nobody and stays ` +
        `with Node. The garbage collector runs for all who take memory.`,
    ],
    lines: times.map(({ area, self, onBehalf }) => ({
      bench: 'profile',
      area,
      self_us: us(self),
      with_node_us: us(onBehalf),
      heap_kib: memoryOf(area),
    })),
    summary: {
      bench: 'profile',
      users,
      us_per_update: us(time.root.total),
      processor_us_per_update: us(time.cpuMs * 1_000),
      heap_kib_per_update: kib(memory.root.total),
      top_area: times[0]?.area,
    },
    tables: [
      {
        title: 'Areas, for one update',
        columns: ['area', 'share of the time', 'itself µs', 'with Node µs', 'heap with Node KiB'],
        rows: [
          ...times.map(({ area, self, onBehalf }): Cell[] => [
            area,
            `${formatCell(round((onBehalf / Math.max(1, time.root.total)) * 100, 1))}%`,
            us(self),
            us(onBehalf),
            memoryOf(area),
          ]),
          ['all', '100%', us(time.root.total), us(time.root.total), kib(memory.root.total)],
        ],
      },
      functionTable('Functions by their own time, for one update', 'µs', time.root, us),
      functionTable('Functions by the memory they took, for one update', 'KiB', memory.root, kib),
    ],
    charts: [
      flameGraph({
        name: 'profile-time',
        title: `Where the time goes: ${formatCell(us(time.root.total))} µs of the bot for an update, ${users} people at once`,
        root: time.root,
        each: (amount) => `${formatCell(us(amount))} µs`,
      }),
      barChart({
        name: 'profile-areas',
        title: 'Time of the bot for one update by area',
        unit: 'µs',
        series: ['itself', 'with what Node did for it'],
        groups: times.map(({ area, self, onBehalf }) => ({ label: area, values: [us(self), us(onBehalf)] })),
      }),
      flameGraph({
        name: 'profile-memory',
        title: `Where the memory goes: ${formatCell(kib(memory.root.total))} KiB taken for an update, ${users} people at once`,
        root: memory.root,
        each: (amount) => `${formatCell(kib(amount))} KiB`,
      }),
    ],
    bars: [],
  };
}

function functionTable(title: string, unit: string, root: Call, each: (amount: number) => number): Table {
  return {
    title,
    columns: ['function', 'in', 'area', unit],
    rows: sumByFunction(root)
      .slice(0, functionsShown)
      .map(({ name, place, area, self }) => [name, place, area, each(self)]),
  };
}
