import { expect, test } from 'vitest';

import { countLargeEmoji } from './only-emoji.ts';

test('one to three emoji alone are drawn large, joined ones counting as one', () => {
  expect(countLargeEmoji('👍')).toBe(1);
  expect(countLargeEmoji('👨‍👩‍👧❤️')).toBe(2);
  expect(countLargeEmoji('🎉🎉🎉')).toBe(3);
});

test('digits, words and longer rows are text', () => {
  expect(countLargeEmoji('7')).toBe(0);
  expect(countLargeEmoji('ok 👍')).toBe(0);
  expect(countLargeEmoji('🎉🎉🎉🎉')).toBe(0);
  expect(countLargeEmoji('')).toBe(0);
});
