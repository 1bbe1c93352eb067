import { cpus } from 'node:os';
import { durabot } from '../contestants.ts';
import { measureDialog } from '../dialog/measure-dialog.ts';
import { measureAtRate } from '../latency/measure-latency.ts';
import { seededRandom } from '../random.ts';
import { createWorld, telegramLatencyMs, type Stage } from '../world/world.ts';
import type { Costs } from './costs.ts';
import type { Outcome, Scenario } from './scenario.ts';
import { simulate } from './simulate.ts';

/** The same case on the machine and in the simulation. */
export interface Comparison {
  readonly what: string;
  readonly unit: string;
  readonly measured: number;
  readonly simulated: number;
}

/** Not among those that the costs were measured with. */
const closedLoops = [20, 200];
const restingPeople = 2_000;

/**
 * Runs the real bot for some seconds in a closed loop and at half load, and simulates the same. The simulation has the machine to
 * itself: what others use meanwhile is told, and with much of it the two cannot agree.
 */
export async function checkSimulation(
  costs: Costs,
  { cores, seconds }: { cores: number; seconds: number },
  tell: (words: string) => void,
): Promise<readonly Comparison[]> {
  const world = await createWorld([durabot]);
  try {
    const stage = await world.enter(durabot, { connections: Math.max(...closedLoops) });
    try {
      await measureDialog(stage, { users: 200, warmUpMs: seconds * 1_000, measureMs: 0 }, 20_000);
      const comparisons: Comparison[] = [];
      const before = { busyMs: busyMs(), ownMs: ownMs(stage), atMs: performance.now() };
      let firstUser = restingPeople;
      let most = 0;
      for (const people of closedLoops) {
        const stretch = { users: people, warmUpMs: 1_000, measureMs: seconds * 1_000 };
        const real = await measureDialog(stage, stretch, firstUser);
        firstUser += people;
        most = real.per_s;
        const outcome = simulate({ ...asMeasured(costs, cores), arrivals: { kind: 'closed', people } });
        tell(`${people} people in a closed loop measured`);
        comparisons.push(
          ...compare(`${people} people at once`, outcome, [
            ['updates/s', real.per_s, 'perS'],
            ['p50 ms until read', real.p50_ms, 'deliveredP50Ms'],
            ['p99 ms until read', real.p99_ms, 'deliveredP99Ms'],
            ['bot µs', real.bot_us, 'botUs'],
            ['database µs', real.database_us, 'databaseUs'],
          ]),
        );
      }
      const perSecond = most / 2;
      const real = await measureAtRate(
        stage,
        { perSecond, people: restingPeople, warmUpMs: 1_000, measureMs: seconds * 1_000 },
        seededRandom(1),
      );
      const arrivals = { kind: 'open', perSecond, people: restingPeople } as const;
      const outcome = simulate({ ...asMeasured(costs, cores), arrivals });
      tell('half load measured');
      comparisons.push(
        ...compare('half load', outcome, [
          ['updates/s', real.per_s, 'perS'],
          ['p50 ms to the request', real.p50_ms, 'p50Ms'],
          ['p99 ms to the request', real.p99_ms, 'p99Ms'],
        ]),
      );
      const wallMs = performance.now() - before.atMs;
      const others = (busyMs() - before.busyMs - (ownMs(stage) - before.ownMs)) / wallMs / cores;
      return [
        ...comparisons,
        { what: 'meanwhile', unit: 'others on the machine, %', measured: Math.max(0, others) * 100, simulated: 0 },
      ];
    } finally {
      await stage.leave();
    }
  } finally {
    await world.stop();
  }
}

/** What all processes of this machine have used so far. */
function busyMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}

function ownMs(stage: Stage): number {
  const { botMs, databaseMs, loadMs } = stage.cpu();
  return botMs + databaseMs + loadMs;
}

/** The bench's own bot, with its people on the same machine. */
function asMeasured(costs: Costs, cores: number): Omit<Scenario, 'arrivals'> {
  return {
    costs,
    cores,
    processes: 1,
    bots: 1,
    limits: false,
    telegramMs: telegramLatencyMs,
    networkMs: 0,
    concurrency: 500,
    sendConcurrency: 500,
    peopleOnMachine: true,
    warmUpSeconds: 2,
    seconds: 8,
    seed: 1,
  };
}

type NumberOf = 'perS' | 'p50Ms' | 'p99Ms' | 'deliveredP50Ms' | 'deliveredP99Ms' | 'botUs' | 'databaseUs';

function compare(
  what: string,
  outcome: Outcome,
  figures: readonly (readonly [unit: string, measured: number, simulated: NumberOf])[],
): Comparison[] {
  return figures.map(([unit, measured, simulated]) => ({ what, unit, measured, simulated: outcome[simulated] }));
}
