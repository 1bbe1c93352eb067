import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const page = readFileSync(join(root, 'docs/FAILURES.md'), 'utf8');

/** `file` › “name of the test” */
const reference = /`([^`]+)` › “([^”]+)”/g;

function rowsOfFailures(): string[] {
  const table = page.slice(0, page.indexOf('\n## '));
  return table.split('\n').filter((line) => line.startsWith('| ') && !/^\| (failure|-+) /.test(line));
}

function sourceOf(file: string): string | undefined {
  const path = join(root, file.startsWith('packages/') || /^(apps|chaos)\//.test(file) ? '' : 'packages/runtime/test');
  const full = join(path, `${file}.test.ts`);
  return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
}

test('every failure of docs/FAILURES.md names a test, and each named test is in its file', () => {
  const rows = rowsOfFailures();
  expect(rows.length).toBeGreaterThan(30);
  const wrong = rows.flatMap((row) => {
    const references = [...row.matchAll(reference)];
    if (references.length === 0) return [`no test: ${row.slice(0, 80)}`];
    return references.flatMap(([, file = '', name = '']) => {
      const source = sourceOf(file);
      if (source === undefined) return [`no file: ${file}`];
      return ["'", '"', '`'].some((quote) => source.includes(`${quote}${name}${quote}`)) ? [] : [`${file}: ${name}`];
    });
  });
  expect(wrong).toEqual([]);
});

test('each file of failure tests is on the page', () => {
  const files = new Set([...page.matchAll(reference)].map(([, file]) => file));
  for (const file of readdirSync(join(root, 'packages/runtime/test/failures')))
    expect(files).toContain(`failures/${file.replace('.test.ts', '')}`);
});
