import { expect, test } from 'vitest';
import { orderChange, sameValue } from './order-change.ts';

test('two values are one by what they say, not by the order in which they say it', () => {
  expect(sameValue({ a: 1, b: undefined, c: 'x' }, { c: 'x', a: 1 })).toBe(true);
  expect(sameValue(undefined, null)).toBe(true);
  expect(sameValue({ text: 'Лесная 5' }, { text: 'Лесная 5', latitude: 1 })).toBe(false);
  expect(sameValue('8', 8)).toBe(false);
});

test('what cannot be emptied does not take nothing for a value', () => {
  expect(orderChange.safeParse({ field: 'notes', value: null }).success).toBe(true);
  expect(orderChange.safeParse({ field: 'phone', value: null }).success).toBe(false);
  expect(orderChange.safeParse({ field: 'priority', value: 4 }).success).toBe(false);
});
