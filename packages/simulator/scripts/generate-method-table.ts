import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { listMethods } from '../src/api/method-table.ts';
import { NOT_MODELLED } from '../src/api/not-modelled.ts';

/**
 * Writes the table of methods, and what of them has no effect, into the README between their marks.
 * Run it after a method or its parameters changed: `npx tsx --conditions=source packages/simulator/scripts/generate-method-table.ts`.
 */
export const README = new URL('../README.md', import.meta.url);
const COLUMNS = 3;

function generateMethodTable(): string {
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
  return [summary, '', line(head), ruler, ...rows.map(line)].join('\n');
}

function generateNotModelled(): string {
  return NOT_MODELLED.map(({ name, of, because }) => `- \`${name}\` (${of.join(', ')}): ${because}.`).join('\n');
}

/** The README with the generated parts in their places. */
export function withMethodTable(readme: string): string {
  return withPart(withPart(readme, 'methods', generateMethodTable()), 'not modelled', generateNotModelled());
}

function withPart(readme: string, name: string, part: string): string {
  const begin = `<!-- ${name}: begin -->`;
  const from = readme.indexOf(begin);
  const to = readme.indexOf(`<!-- ${name}: end -->`);
  if (from === -1 || to === -1) throw new Error(`the README has no marks for "${name}"`);
  return `${readme.slice(0, from)}${begin}\n\n${part}\n\n${readme.slice(to)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(README, withMethodTable(readFileSync(README, 'utf8')));
}
