import { benchFolder } from '../bench-folder.ts';
import type { Machine } from '../machine.ts';
import { record } from './record.ts';
import type { Report } from './report.ts';
import { plainTable } from './table.ts';

/** Prints a report, for people or, with `json`, one object a line with the summary last; `record` writes it down, too. */
export function publish(
  report: Report,
  machine: Machine,
  options: { readonly json: boolean; readonly record: boolean },
  command: string,
): void {
  if (options.json) {
    for (const line of report.lines) print(JSON.stringify(line));
    print(JSON.stringify({ ...report.summary, machine }));
  } else {
    print(inWords(report, machine));
  }
  // A simulation alone has measured nothing.
  if (options.record && report.tables.length > 0) record(benchFolder, report, machine, command);
}

function inWords({ title, tables, bars }: Report, machine: Machine): string {
  const { cores, cpu, system, node, commit, load_before: load } = machine;
  return [
    `\n${title}`,
    `${cores} × ${cpu}, ${system}, Node ${node}, commit ${commit}, load before ${load}`,
    ...tables.map((table) => `\n${plainTable(table)}`),
    ...(bars.length === 0 ? [] : ['']),
    ...bars.map(({ what, wanted, measured, met }) => `${met ? '✓' : '✗'} ${what}: ${measured}, wanted ${wanted}`),
  ].join('\n');
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
