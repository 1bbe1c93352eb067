import { expect, test } from 'vitest';
import { formatCell, markdownTable, plainTable } from './table.ts';

const table = { columns: ['bot', 'per s'], rows: [['ours', 4_321.5] as const, ['a peer', 2.25] as const] };

test('figures are written as exactly as they mean something', () => {
  expect([4_321.5, 42.25, 2.256, 7, 1_000_000, Number.NaN].map(formatCell)).toEqual([
    '4,322',
    '42.3',
    '2.26',
    '7',
    '1,000,000',
    '–',
  ]);
});

test('a table on a terminal has figures to the right', () => {
  expect(plainTable(table)).toBe(['bot     per s', '──────  ─────', 'ours    4,322', 'a peer   2.25'].join('\n'));
});

test('a table in a document is as the formatter wants it', () => {
  expect(markdownTable(table)).toBe(
    ['| bot    | per s |', '| ------ | ----: |', '| ours   | 4,322 |', '| a peer |  2.25 |'].join('\n'),
  );
});
