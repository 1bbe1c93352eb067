import { expect, test } from 'vitest';
import { parseOrderNumber } from './number-store.ts';

test.each([
  ['R-2026-000123', { kind: 'full', year: 2026, seq: 123 }],
  [' r 2026 123 ', { kind: 'full', year: 2026, seq: 123 }],
  ['Р–2026–123', { kind: 'full', year: 2026, seq: 123 }],
  ['2026/123', { kind: 'full', year: 2026, seq: 123 }],
  ['123', { kind: 'tail', seq: 123, digits: 3 }],
  ['№ 000123', { kind: 'tail', seq: 123, digits: 6 }],
  ['#7', { kind: 'tail', seq: 7, digits: 1 }],
  ['R-7', { kind: 'tail', seq: 7, digits: 1 }],
  ['0', undefined],
  ['', undefined],
  ['-5', undefined],
  ['12345678901', undefined],
  ['R-2026', { kind: 'tail', seq: 2026, digits: 4 }],
  ['стиралка', undefined],
])('the order number in %j', (text, query) => {
  expect(parseOrderNumber(text)).toEqual(query);
});
