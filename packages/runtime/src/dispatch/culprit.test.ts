import { expect, test } from 'vitest';
import { explains } from './culprit.ts';

test.each([
  ['was there in all crashes since they are noted', 4, 6, true],
  ['was there in all but one', 5, 8, true],
  ['was there while many more processes were killed', 4, 12, false],
  ['was there in half of them, as another entry was in the others', 5, 12, false],
  ['was there twelve times, whatever else there was', 12, 100, true],
])('an entry that %s: culprit or not', (_, starts, crashes, culprit) => {
  expect(explains(starts, crashes)).toBe(culprit);
});
