import { expect, test } from 'vitest';

import { columnTypes, parseInt8 } from './connection.ts';

test('a bigint is a number as long as that is exact', () => {
  expect(parseInt8('-9007199254740991')).toBe(-9_007_199_254_740_991);
  expect(parseInt8('9007199254740992')).toBe(9_007_199_254_740_992n);
});

test('a date without a time stays as written', () => {
  const parse: unknown = columnTypes.getTypeParser(1082, 'text');
  expect(typeof parse === 'function' && parse('2026-03-01')).toBe('2026-03-01');
});
