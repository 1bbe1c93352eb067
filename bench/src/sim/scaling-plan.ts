import { busiestRate, usualDay } from '../load/day.ts';
import { capacityOf, keepsUp, usualScenario, type Layout } from './capacity.ts';
import type { Costs } from './costs.ts';
import type { Outcome } from './scenario.ts';
import { simulate } from './simulate.ts';
import { telegramLimits } from './telegram-limits.ts';

/** From the least to the largest, as one would go; the first that does is taken. */
export const layouts: readonly Layout[] = [
  { processes: 1, cores: 2 },
  { processes: 2, cores: 4 },
  { processes: 2, cores: 2, databaseCores: 2 },
  { processes: 4, cores: 4, databaseCores: 4 },
];

/** A group of bots with a database of its own, when one is not enough. */
const groupLayout: Layout = { processes: 4, cores: 4, databaseCores: 4 };

/** A plan uses so much of what a layout could take: the rest is for bad minutes, a neighbour, a process that is away. */
export const planShare = 0.6;

/** A part of a bot's limit is kept free for bursts. */
const usableLimit = 0.7;
const gib = 2 ** 30;

/** What a number of people who write on a day asks for. */
export interface Plan {
  readonly users: number;
  readonly bots: number;
  /** Updates a second in the busiest hour. */
  readonly perSecond: number;
  readonly layout: Layout;
  /** Databases with their processes, all alike. */
  readonly groups: number;
  readonly outcome: Outcome;
  readonly vcpu: number;
  readonly memoryGib: number;
  /** What is kept of people and of a month's messages. */
  readonly diskGib: number;
  /** What each day adds until it is swept. */
  readonly diskPerDayGib: number;
  /** Of the database's log, for backups. */
  readonly logPerDayGib: number;
  /** How long a message to all of them takes at Telegram's free pace, by all bots side by side. */
  readonly broadcastHours: number;
}

/** People who are registered for each who writes on a day. */
export const registeredPerUser = 10;

export function planFor(costs: Costs, users: number, bots: number): Plan {
  const perSecond = busiestRate({ ...usualDay, users });
  const { layout, groups, outcome } = place(costs, bots, perSecond);
  const databaseCores = layout.databaseCores ?? 0;
  const people = users * registeredPerUser;
  const messagesPerDay = users * usualDay.messagesPerUser;
  const diskPerDay = messagesPerDay * (costs.sentMessageBytes + costs.seenUpdateBytes);
  const diskBytes =
    people * costs.personBytes + messagesPerDay * (30 * costs.sentMessageBytes + 2 * costs.seenUpdateBytes);
  // The server's cache should hold what is touched in a day: dialogs of those who write, the newest ids.
  const cacheBytes = users * costs.personBytes + diskPerDay;
  const processBytes =
    groups * (layout.processes * costs.processMib + costs.databaseMib) * 2 ** 20 + bots * costs.botMib * 2 ** 20;
  return {
    users,
    bots,
    perSecond,
    layout,
    groups,
    outcome,
    vcpu: groups * (layout.cores + databaseCores),
    memoryGib: (processBytes + cacheBytes) / gib,
    diskGib: diskBytes / gib,
    diskPerDayGib: diskPerDay / gib,
    logPerDayGib: (messagesPerDay * costs.logBytes) / gib,
    broadcastHours: (people * telegramLimits.windowMs) / telegramLimits.bot / 1_000 / 3_600 / bots,
  };
}

/** The bots that people of a busy hour need at least, as each may send so much. */
export function botsNeeded(users: number): number {
  const perBot = (telegramLimits.bot * 1_000) / telegramLimits.windowMs;
  return Math.max(1, Math.ceil(busiestRate({ ...usualDay, users }) / (perBot * usableLimit)));
}

/** People of a day whom one bot can answer in their busiest hour. */
export function usersPerBot(): number {
  const perBot = ((telegramLimits.bot * 1_000) / telegramLimits.windowMs) * usableLimit;
  return perBot / busiestRate({ ...usualDay, users: 1 });
}

function place(costs: Costs, bots: number, perSecond: number): { layout: Layout; groups: number; outcome: Outcome } {
  for (const layout of layouts) {
    // What cannot be is not simulated.
    if (perSecond * workPerUpdate(costs) > layout.cores + (layout.databaseCores ?? 0)) continue;
    if (!keepsUp(simulate(usualScenario(costs, layout, bots, perSecond / planShare)))) continue;
    const outcome = simulate(usualScenario(costs, layout, bots, perSecond));
    if (hasRoom(outcome, layout)) return { layout, groups: 1, outcome };
  }
  const botsEach = Math.min(bots, 100);
  let groups = Math.ceil(perSecond / (capacityOf(costs, groupLayout, botsEach).perSecond * planShare));
  for (;;) {
    const outcome = simulate(usualScenario(costs, groupLayout, Math.ceil(bots / groups), perSecond / groups));
    if (hasRoom(outcome, groupLayout)) return { layout: groupLayout, groups, outcome };
    groups += 1;
  }
}

/** A database that never rests has nothing left for its upkeep and for pages that people look at. */
function hasRoom({ use }: Outcome, { databaseCores }: Layout): boolean {
  return databaseCores === undefined || use.database <= 0.8;
}

/** Processor seconds at least. */
function workPerUpdate({ updateBotUs, updateDatabaseUs }: Costs): number {
  return (updateBotUs + updateDatabaseUs) / 1e6;
}
