import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const page = readFileSync(join(root, 'apps/repair/docs/ACCEPTANCE.md'), 'utf8');

/** `file` › “name of the test” */
const reference = /`([^`]+)` › “([^”]+)”/g;

const checks = [
  ...Array.from({ length: 14 }, (_, index) => `A${index + 1}`),
  ...Array.from({ length: 15 }, (_, index) => `R${index + 1}`),
];

function rowOf(check: string): string {
  return page.split('\n').find((line) => new RegExp(`^\\| ${check} +\\|`).test(line)) ?? '';
}

function sourceOf(file: string): string | undefined {
  const path = join(root, file.startsWith('apps/') ? '' : 'apps/repair/test', `${file}.test.ts`);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

test('every acceptance check names a test of its own, and each named test is in its file', () => {
  const wrong = checks.flatMap((check) => {
    const references = [...rowOf(check).matchAll(reference)];
    if (references.length === 0) return [`no test: ${check}`];
    return references.flatMap(([, file = '', name = '']) => {
      const source = sourceOf(file);
      if (source === undefined) return [`no file: ${file}`];
      const isThere = ["'", '"', '`'].some((quote) => source.includes(`${quote}${name}${quote}`));
      if (!isThere) return [`${file}: ${name}`];
      return new RegExp(`\\b${check}\\b`).test(name) ? [] : [`${check} is not said by ${file}: ${name}`];
    });
  });
  expect(wrong).toEqual([]);
});
