import type { Costs } from './costs.ts';
import type { Outcome, Scenario } from './scenario.ts';
import { simulate } from './simulate.ts';

/** An answer that comes later than this is felt. */
const p99LimitMs = 1_000;

/** How processes and the database stand on machines. */
export interface Layout {
  readonly processes: number;
  /** Of the machine of the processes. */
  readonly cores: number;
  /** Of the database's own machine; without, it shares that of the processes. */
  readonly databaseCores?: number;
}

/** What is the same in all tables: Telegram at a usual distance, the program's own settings. */
export function usualScenario(costs: Costs, layout: Layout, bots: number, perSecond: number): Scenario {
  return {
    costs,
    ...layout,
    bots,
    limits: false,
    telegramMs: 50,
    networkMs: layout.databaseCores === undefined ? 0 : 0.5,
    concurrency: 100,
    sendConcurrency: 100,
    arrivals: { kind: 'open', perSecond, people: 10_000 },
    warmUpSeconds: 1,
    // Two thousand updates tell enough.
    seconds: Math.min(600, Math.max(1, 2_000 / perSecond)),
    seed: 1,
  };
}

/**
 * Whether it keeps up with answers in time. How much of a processor is used says less: the busier a process is, the more updates
 * share a statement, so that each of them costs less.
 */
export function keepsUp({ p99Ms, offeredPerS, perS }: Outcome): boolean {
  return p99Ms < p99LimitMs && perS > 0.95 * offeredPerS;
}

export interface Capacity {
  readonly perSecond: number;
  readonly outcome: Outcome;
}

const stride = 1.5;
const steps = 3;

/** The most updates a second with which a layout keeps up, within a few percent, and how it is then. */
export function capacityOf(costs: Costs, layout: Layout, bots: number): Capacity {
  const at = (perSecond: number): Capacity => ({
    perSecond,
    outcome: simulate(usualScenario(costs, layout, bots, perSecond)),
  });
  // About there; what is found does not depend on it.
  let good = at((layout.processes * 400_000) / (costs.updateBotUs + costs.updateDatabaseUs));
  while (!keepsUp(good.outcome)) good = at(good.perSecond / stride);
  let bad = good.perSecond * stride;
  for (;;) {
    const tried = at(bad);
    if (!keepsUp(tried.outcome)) break;
    good = tried;
    bad *= stride;
  }
  for (let step = 0; step < steps; step += 1) {
    const tried = at((good.perSecond + bad) / 2);
    if (keepsUp(tried.outcome)) good = tried;
    else bad = tried.perSecond;
  }
  return good;
}
