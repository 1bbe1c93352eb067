import { expect, test } from 'vitest';

import { AVATAR_COLORS, colorOf, initialsOf, sizeLabel } from './names.ts';

test('initials are the first letters of the first and the last word', () => {
  expect(initialsOf('Repair Desk')).toBe('RD');
  expect(initialsOf('Тарас Григорович Шевченко')).toBe('ТШ');
  expect(initialsOf('Meet & Commit')).toBe('MC');
  expect(initialsOf('vitte')).toBe('V');
});

test('a title without letters gives a whole character and not half of one', () => {
  expect(initialsOf('🔧')).toBe('🔧');
  expect(initialsOf('')).toBe('?');
});

test('a colour belongs to an id, also to the negative one of a group', () => {
  expect(colorOf(1001)).toBe(colorOf(1001));
  expect(colorOf(-100_123)).toBeGreaterThanOrEqual(0);
  expect(colorOf(-100_123)).toBeLessThan(AVATAR_COLORS);
});

test('sizes are said in the largest unit that fits', () => {
  expect(sizeLabel(5, 'en')).toBe('5 bytes');
  expect(sizeLabel(48_213, 'en')).toBe('47.1 kB');
});
