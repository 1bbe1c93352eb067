import { expect, test } from 'vitest';
import { createFloodLimit } from './flood-limit.ts';

test('five of a kind and sixty of all pass in a minute, and the next one tells how many were left out', () => {
  let now = 0;
  const limit = createFloodLimit({ nowMs: () => now });
  const passes = (kind: string, count: number): number =>
    Array.from({ length: count }, () => limit.pass(kind)).filter((pass) => pass !== undefined).length;
  expect(passes('one', 100)).toBe(5);
  expect(Array.from({ length: 40 }, (_, n) => passes(`kind ${n}`, 2)).reduce((sum, each) => sum + each)).toBe(55);
  now = 60_001;
  expect(limit.pass('one')).toEqual({ leftOut: 95 });
  expect(limit.pass('one')).toEqual({ leftOut: 0 });
});
