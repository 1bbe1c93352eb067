import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Where a code is given to an error, an answer or a dead letter. */
const places = [
  /Error\(\s*'([A-Z][A-Z0-9_]{3,})'/g,
  /super\(\s*'([A-Z][A-Z0-9_]{3,})'/g,
  /\bcode: '([A-Z][A-Z0-9_]{3,})'/g,
];
const tableOfTelegram = /: '(TELEGRAM_[A-Z_]+)'/g;

function sourceFiles(): string[] {
  return ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(root, group)).flatMap((name) => {
      const folder = join(root, group, name, 'src');
      return readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
        .map((file) => join(folder, file));
    }),
  );
}

function codesInUse(): string[] {
  const found = new Set<string>();
  for (const file of sourceFiles()) {
    const text = readFileSync(file, 'utf8');
    for (const place of [...places, tableOfTelegram]) {
      for (const [, code] of text.matchAll(place)) if (code !== undefined) found.add(code);
    }
  }
  // What Node and PostgreSQL call their errors is not ours to explain.
  return [...found].filter((code) => !/^E[A-Z]+$/.test(code)).toSorted();
}

test('every code that an error can carry stands in docs/errors.md, and no other', () => {
  const page = readFileSync(join(root, 'docs', 'errors.md'), 'utf8');
  const explained = [...page.matchAll(/^\| `([A-Z0-9_]+)` +\|/gm)].map(([, code]) => code ?? '');
  expect(explained.toSorted()).toEqual(codesInUse());
});
