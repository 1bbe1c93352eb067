import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from '../machine.ts';
import type { Report } from './report.ts';
import { markdownTable } from './table.ts';

/** What `npm run bench` can be told to do. */
export const benchNames = [
  'dialog',
  'latency',
  'broadcast',
  'start',
  'memory',
  'scale',
  'work',
  'profile',
  'sim',
] as const;

/** The order of the chapters of `RESULTS.md`. */
const chapters: readonly string[] = [...benchNames, 'load'];

/** Writes a report into `RESULTS.md` of the folder, in place of the last one of its kind, and its charts beside it. */
export function record(folder: string, report: Report, machine: Machine, command: string): void {
  const file = join(folder, 'RESULTS.md');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : head;
  mkdirSync(join(folder, 'charts'), { recursive: true });
  for (const { name, svg } of report.charts) writeFileSync(join(folder, 'charts', `${name}.svg`), svg);
  for (const { name, text: content } of report.files ?? []) writeFileSync(join(folder, name), content);
  writeFileSync(file, withChapter(text, report.bench, chapterOf(report, machine, command)));
}

/** Puts a chapter where the last one of this name was, or where the order of benches wants it. */
export function withChapter(text: string, bench: string, chapter: string): string {
  const marked = `${beginOf(bench)}\n\n${chapter.trim()}\n\n${endOf(bench)}`;
  const from = text.indexOf(beginOf(bench));
  if (from !== -1) return text.slice(0, from) + marked + text.slice(text.indexOf(endOf(bench)) + endOf(bench).length);
  const later = chapters.slice(chapters.indexOf(bench) + 1).map((name) => text.indexOf(beginOf(name)));
  const before = Math.min(...later.filter((at) => at !== -1));
  if (!Number.isFinite(before)) return `${text.trimEnd()}\n\n${marked}\n`;
  return `${text.slice(0, before)}${marked}\n\n${text.slice(before)}`;
}

function chapterOf({ title, method, tables, charts, bars }: Report, machine: Machine, command: string): string {
  const parts = [
    `## ${title}`,
    `\`${command}\`, ${machine.date.slice(0, 16).replace('T', ' ')} UTC, commit ${machine.commit}. ${machine.cores} × ${machine.cpu}, ` +
      `${machine.memory_gib} GiB, ${machine.system}, Node ${machine.node}; load of the machine before the run: ${machine.load_before}.`,
    ...method,
    ...charts.map(({ name, title: caption }) => `![${caption}](charts/${name}.svg)`),
    ...tables.flatMap((table) => [...(table.title === undefined ? [] : [`### ${table.title}`]), markdownTable(table)]),
  ];
  if (bars.length > 0) {
    const rows = bars.map(({ what, wanted, measured, met }) => [what, wanted, measured, met ? 'yes' : '**no**']);
    parts.push(markdownTable({ columns: ['bar', 'wanted', 'measured', 'met'], rows }));
  }
  return parts.join('\n\n');
}

const beginOf = (bench: string): string => `<!-- begin ${bench} -->`;
const endOf = (bench: string): string => `<!-- end ${bench} -->`;

const head = `# Benchmarks: how they are made, and what came out

\`npm run bench -- dialog|latency|broadcast|start|memory|scale|work|profile|sim|all\` and \`npm run load\`; \`--record\` writes the chapters below, \`--json\` prints one object a line with a
summary last. Comparisons are made in one run, in interleaved rounds after a warm-up, and the medians are shown; read the ratios, since the rest is the
machine's. Not the runtime alone is measured but everything that it needs on this machine, with the people and their Telegram on it, too.
`;
