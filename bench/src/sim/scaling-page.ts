import { usualDay } from '../load/day.ts';
import { barChart, lineChart, type Chart } from '../report/chart.ts';
import { formatCell, markdownTable, type Table } from '../report/table.ts';
import { capacityOf, usualScenario, type Layout } from './capacity.ts';
import type { Costs } from './costs.ts';
import type { Outcome, Scenario } from './scenario.ts';
import { botsNeeded, layouts, planFor, planShare, registeredPerUser, usersPerBot, type Plan } from './scaling-plan.ts';
import { simulate } from './simulate.ts';

/** What the simulation says about scaling: tables for a page, and its charts. */
export interface ScalingFindings {
  readonly tables: readonly (Table & { readonly title: string; readonly words: string })[];
  readonly charts: readonly Chart[];
}

/** Months' prices in US dollars, from a small host to a large cloud. Assumed, not anybody's offer. */
const prices = {
  vcpuWith2Gib: [5, 25],
  moreGib: [2, 6],
  diskGib: [0.05, 0.15],
} as const;

const firstLimitNames: Readonly<Record<Outcome['first'], string>> = {
  Node: 'one Node process',
  database: "the database's processor",
  processor: "the machine's processor",
  Telegram: "Telegram's 30 a second",
};

/** Simulates all tables of `docs/SCALING.md`; some seconds. The same costs give the same tables. */
export function findScaling(costs: Costs): ScalingFindings {
  const byPeople = plansByPeople(costs);
  const capacities = layouts.map((layout) => {
    const capacity = capacityOf(costs, layout, 10);
    const planned = simulate(usualScenario(costs, layout, 10, capacity.perSecond * planShare));
    return { layout, ...capacity, planned };
  });
  return {
    tables: [
      costTable(costs),
      {
        title: 'What one database takes',
        words:
          `Ten bots without Telegram's limits, Telegram answering after 50 ms. It keeps up as long as 99 of 100 answers leave within a second; ` +
          `a plan should use ${planShare * 100}% of that. The busier it is, the more updates share a statement: so use of processors grows slower than the load.`,
        columns: [
          'processes',
          'machines',
          'keeps up with, updates/s',
          'plan with',
          'p50 and p99 ms then',
          'statements an update',
          'first limit',
        ],
        rows: capacities.map(({ layout, perSecond, outcome, planned }) => [
          layout.processes,
          machinesOf(layout),
          about(perSecond),
          about(perSecond * planShare),
          `${milliseconds(planned.p50Ms)} and ${milliseconds(planned.p99Ms)}`,
          planned.statementsPerUpdate.toFixed(2),
          firstLimitNames[outcome.first],
        ]),
      },
      {
        title: 'One bot and what Telegram allows',
        words:
          `One bot, people who write to it in private, limits on. Replies wait as soon as bursts fill the second; at ` +
          `${formatCell(about(usersPerBot()))} people a day (70% of the limit in the busiest hour) it is time for a second bot.`,
        columns: ['updates/s', 'people a day', 'p50 ms', 'p99 ms', 'of the limit'],
        rows: [5, 10, 20, 25, 28, 31].map((perSecond) => {
          const outcome = simulate(oneBot(costs, perSecond));
          return [
            perSecond,
            about((perSecond * 3_600) / usualDay.messagesPerUser / usualDay.busiestHourShare),
            milliseconds(outcome.p50Ms),
            milliseconds(outcome.p99Ms),
            percent(outcome.use.Telegram),
          ];
        }),
      },
      {
        title: 'A broadcast beside replies',
        words:
          'The same bot while it sends a message to everybody. Replies go first; the broadcast takes what they leave.',
        columns: ['replies/s', 'p99 ms of replies', 'broadcast messages/s', '100,000 people take'],
        rows: [1, 5, 10, 20].map((perSecond) => {
          const outcome = simulate({ ...oneBot(costs, perSecond), broadcastRecipients: 100_000 });
          return [
            perSecond,
            milliseconds(outcome.p99Ms),
            outcome.broadcastPerS.toFixed(1),
            duration(100_000 / outcome.broadcastPerS / 3_600),
          ];
        }),
      },
      {
        title: 'By bots',
        words:
          'Each bot has 1,000 people a day. Many quiet bots share fewer statements than one busy bot with as many people.',
        ...planTable([1, 10, 100, 1_000].map((bots) => planFor(costs, bots * 1_000, bots))),
      },
      {
        title: 'By people',
        words: `With as many bots as Telegram's limit asks for, and ${registeredPerUser} registered for each who writes on a day.`,
        ...planTable(byPeople),
      },
      {
        title: 'What it takes, and what it may cost',
        words:
          `Memory holds the processes and what is touched in a day; disk holds everybody's open dialog, two days of update ids and thirty days of sent messages, ` +
          `without the bots' own tables. Dollars a month, assumed, nobody's offer: ${range(prices.vcpuWith2Gib)} for a vCPU with 2 GiB, ` +
          `${range(prices.moreGib)} for each further GiB of memory, ${range(prices.diskGib)} for a GiB of disk; a managed database is about twice that, backups and traffic come on top.`,
        columns: [
          'people a day',
          'vCPU',
          'memory GiB',
          'disk GiB',
          'disk a day GiB',
          'log a day GiB',
          'broadcast to all',
          '$ a month',
        ],
        rows: byPeople.map((plan) => [
          plan.users,
          plan.vcpu,
          gibs(plan.memoryGib),
          gibs(plan.diskGib),
          gibs(plan.diskPerDayGib),
          gibs(plan.logPerDayGib),
          duration(plan.broadcastHours),
          price(plan),
        ]),
      },
    ],
    charts: [latencyChart(costs), capacityChart(capacities)],
  };
}

function plansByPeople(costs: Costs): readonly Plan[] {
  return [10_000, 100_000, 1_000_000, 10_000_000].map((users) => planFor(costs, users, botsNeeded(users)));
}

function costTable(costs: Costs): ScalingFindings['tables'][number] {
  return {
    title: 'What it rests on',
    words: `Measured by \`${costs.measured.command}\` on ${costs.measured.date}, commit ${costs.measured.commit}: ${costs.measured.machine}.`,
    columns: ['cost', 'bot', 'database'],
    rows: [
      ['each update, µs of processor', formatCell(costs.updateBotUs), formatCell(costs.updateDatabaseUs)],
      ['each statement, µs of processor', formatCell(costs.statementBotUs), formatCell(costs.statementDatabaseUs)],
      ['each statement, ms of waiting', '', formatCell(costs.statementWaitMs)],
      ['a process at rest, µs a second', formatCell(costs.idleProcessBotUs), formatCell(costs.idleProcessDatabaseUs)],
      ['each bot at rest, µs a second', formatCell(costs.idleBotBotUs), formatCell(costs.idleBotDatabaseUs)],
      [
        'memory, MiB',
        `${formatCell(costs.processMib)} and ${formatCell(costs.botMib)} a bot`,
        formatCell(costs.databaseMib),
      ],
      ['disk for each person, bytes', '', formatCell(costs.personBytes)],
      ['disk for each message, bytes', '', formatCell(costs.seenUpdateBytes + costs.sentMessageBytes)],
      ['log for each update, bytes', '', formatCell(costs.logBytes)],
    ],
  };
}

function planTable(plans: readonly Plan[]): Table {
  return {
    columns: [
      'people a day',
      'bots',
      'updates/s',
      'databases',
      'processes',
      'machines',
      'p99 ms',
      'busiest process',
      'database',
      'used most',
    ],
    rows: plans.map(({ users, bots, perSecond, groups, layout, outcome }) => [
      users,
      bots,
      about(perSecond),
      groups,
      groups * layout.processes,
      groups === 1 ? machinesOf(layout) : `${groups} × (${machinesOf(layout)})`,
      Math.round(outcome.p99Ms),
      percent(outcome.use.Node),
      percent(outcome.use.database),
      firstLimitNames[outcome.first],
    ]),
  };
}

/** A minute of one bot with its limits: bursts within seconds are what fills them. */
function oneBot(costs: Costs, perSecond: number): Scenario {
  return {
    ...usualScenario(costs, { processes: 1, cores: 2 }, 1, perSecond),
    limits: true,
    warmUpSeconds: 10,
    seconds: 60,
  };
}

function latencyChart(costs: Costs): Chart {
  const rates = [10, 30, 100, 200, 400, 700, 1_000, 1_500];
  return lineChart({
    name: 'scaling-latency',
    title: 'From an update to its answer, by load (simulated)',
    unit: 'p99 ms',
    across: 'updates/s',
    lines: layouts.slice(0, 2).map((layout) => ({
      label: `${layout.processes} × Node, ${machinesOf(layout)}`,
      points: rates.map((x) => ({ x, y: Math.min(1_000, simulate(usualScenario(costs, layout, 10, x)).p99Ms) })),
    })),
  });
}

function capacityChart(capacities: readonly { readonly layout: Layout; readonly perSecond: number }[]): Chart {
  return barChart({
    name: 'scaling-capacity',
    title: 'What one database takes (simulated)',
    unit: 'updates/s',
    series: ['plan with', 'keeps up with'],
    groups: capacities.map(({ layout, perSecond }) => ({
      label: `${layout.processes} × Node, ${machinesOf(layout)}`,
      values: [about(perSecond * planShare), about(perSecond)],
    })),
  });
}

function machinesOf({ cores, databaseCores }: Layout): string {
  return databaseCores === undefined ? `${cores} vCPU` : `${cores} + ${databaseCores} vCPU`;
}

/** To two digits: it is a simulation. */
function about(value: number): number {
  return Number(value.toPrecision(2));
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function milliseconds(ms: number): string {
  return ms >= 10_000 ? 'grows' : formatCell(Math.round(ms));
}

function gibs(value: number): number {
  return value < 10 ? Number(value.toFixed(1)) : about(value);
}

function duration(hours: number): string {
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`;
  return hours < 48 ? `${hours.toFixed(1)} h` : `${(hours / 24).toFixed(1)} days`;
}

function range([low, high]: readonly [number, number]): string {
  return `${low} to ${high}`;
}

function price({ vcpu, memoryGib, diskGib }: Plan): string {
  const moreGib = Math.max(0, memoryGib - 2 * vcpu);
  const [low, high] = ([0, 1] as const).map((end) =>
    about(vcpu * prices.vcpuWith2Gib[end] + moreGib * prices.moreGib[end] + diskGib * prices.diskGib[end]),
  );
  return `${formatCell(low ?? 0)} to ${formatCell(high ?? 0)}`;
}

const begin = '<!-- begin simulated: npm run bench -- sim --record -->';
const end = '<!-- end simulated -->';

/** The part of the page that is made by the simulation. */
export function scalingBlock({ tables, charts }: ScalingFindings): string {
  return [
    begin,
    ...tables.flatMap((table) => [`### ${table.title}`, table.words, markdownTable(table)]),
    ...charts.map(({ name, title }) => `![${title}](images/${name}.svg)`),
    end,
  ].join('\n\n');
}

/** Puts the block in the place of the one that is there. @throws Error when there is none */
export function withScalingBlock(page: string, block: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from === -1 || to < from) throw new Error(`The page has no "${begin}" with its end.`);
  return page.slice(0, from) + block + page.slice(to + end.length);
}
