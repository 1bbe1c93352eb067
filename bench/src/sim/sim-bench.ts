import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchFolder } from '../bench-folder.ts';
import { describeMachine } from '../machine.ts';
import type { Bench, Report } from '../report/report.ts';
import { round } from '../statistics.ts';
import { checkSimulation, type Comparison } from './check-simulation.ts';
import { readCosts, writeCosts, type Costs } from './costs.ts';
import { measureCosts } from './measure-costs.ts';
import { findScaling, scalingBlock, withScalingBlock, type ScalingFindings } from './scaling-page.ts';

/** Simulates what has not been run: more bots, people, processes and machines than are here. */
export const simBench: Bench = async ({ seconds, measure, check, record }, tell) => {
  const machine = describeMachine(0);
  if (measure) {
    writeCosts(await measureCosts({ seconds, machine, command: 'npm run bench -- sim --measure' }, tell));
    tell('bench/sim/costs.json is written');
  }
  const costs = readCosts();
  const comparisons = check ? await checkSimulation(costs, { cores: machine.cores, seconds }, tell) : [];
  tell('simulating…');
  const findings = findScaling(costs);
  if (record) {
    writePage(findings);
    tell('docs/SCALING.md is written');
  }
  // What the page has is not written down twice.
  return reportOf(costs, record ? [] : findings.tables, comparisons);
};

export const scalingPage = join(benchFolder, '..', 'docs', 'SCALING.md');
export const chartsFolder = join(benchFolder, '..', 'docs', 'images');

function writePage(findings: ScalingFindings): void {
  writeFileSync(scalingPage, withScalingBlock(readFileSync(scalingPage, 'utf8'), scalingBlock(findings)));
  mkdirSync(chartsFolder, { recursive: true });
  for (const { name, svg } of findings.charts) writeFileSync(join(chartsFolder, `${name}.svg`), svg);
}

function reportOf(costs: Costs, tables: ScalingFindings['tables'], comparisons: readonly Comparison[]): Report {
  const compared = comparisons.map((one) => ({
    ...one,
    difference: one.simulated === 0 ? 0 : one.simulated / one.measured - 1,
  }));
  const speeds = compared.filter(({ unit }) => unit === 'updates/s').map(({ difference }) => Math.abs(difference));
  return {
    bench: 'sim',
    title: 'Simulation: what has not been run',
    method: [
      `A discrete-event simulation with the costs of \`bench/sim/costs.json\` (${costs.measured.date}, commit ${costs.measured.commit}, ` +
        `${costs.measured.machine}): updates arrive at random, processes do one thing at a time, whoever waits shares a statement, Telegram's limits hold where ` +
        'said. Costs are told apart by people at once: alone nobody shares a statement, 500 share nearly all. The tables are in `docs/SCALING.md`.',
      ...(comparisons.length === 0
        ? []
        : [
            'The simulation beside the machine, in cases that its costs were not measured with. The simulation has the machine to itself: with others on it, the two cannot agree.',
          ]),
    ],
    lines: compared.map(({ what, unit, measured, simulated, difference }) => ({
      bench: 'sim',
      what,
      unit,
      measured: round(measured, 1),
      simulated: round(simulated, 1),
      difference: round(difference, 2),
    })),
    summary: {
      bench: 'sim',
      costs,
      ...(speeds.length > 0 && { throughput_off_by_at_most: round(Math.max(...speeds), 2) }),
    },
    tables: [
      ...(compared.length === 0
        ? []
        : [
            {
              columns: ['case', 'figure', 'measured', 'simulated', 'difference'],
              rows: compared.map(({ what, unit, measured, simulated, difference }) => [
                what,
                unit,
                measured >= 100 ? round(measured) : round(measured, 1),
                simulated >= 100 ? round(simulated) : round(simulated, 1),
                `${difference >= 0 ? '+' : ''}${round(difference * 100)}%`,
              ]),
            },
          ]),
      ...tables,
    ],
    charts: [],
    bars: [],
  };
}
