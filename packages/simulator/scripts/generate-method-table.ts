import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { listMethods } from '../src/api/method-table.ts';

/**
 * Writes the table of methods into the README, between its two marks.
 * Run it after a method was added: `npx tsx --conditions=source packages/simulator/scripts/generate-method-table.ts`.
 */
export const README = new URL('../README.md', import.meta.url);
const BEGIN = '<!-- methods: begin -->';
const END = '<!-- methods: end -->';
const COLUMNS = 3;

export function generateMethodTable(): string {
  const methods = listMethods();
  const modelled = methods.filter((entry) => entry.status === 'modelled').length;
  const cells = methods.map(({ name, status }) => [`\`${name}\``, status]);
  const height = Math.ceil(cells.length / COLUMNS);
  const columns = Array.from({ length: COLUMNS }, (_, index) => cells.slice(index * height, (index + 1) * height));
  const rows = Array.from({ length: height }, (_, index) => columns.flatMap((column) => column[index] ?? ['', '']));
  const head = columns.flatMap(() => ['method', 'here']);
  const widths = head.map((title, index) => Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  const ruler = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const summary = `Of the ${methods.length} methods of Bot API 10.3, ${modelled} are modelled and ${methods.length - modelled} validated.`;
  return [BEGIN, '', summary, '', line(head), ruler, ...rows.map(line), '', END].join('\n');
}

/** The README with the table in its place. */
export function withMethodTable(readme: string): string {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin === -1 || end === -1) throw new Error('the README has no marks for the table of methods');
  return readme.slice(0, begin) + generateMethodTable() + readme.slice(end + END.length);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(README, withMethodTable(readFileSync(README, 'utf8')));
}
