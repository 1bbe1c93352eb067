import { expect, test } from 'vitest';
import { formatAgo } from './format-ago.ts';

const nowMs = Date.parse('2026-11-21T09:00:00Z');

test.each([
  ['ru', 0, '1 мин. назад'],
  ['ru', 59, '59 мин. назад'],
  ['ru', 125, '2 ч назад'],
  ['ru', 3 * 24 * 60 + 5, '3 дн. назад'],
  ['uk', 125, '2 год тому'],
  ['en', 125, '2 hr. ago'],
] as const)('in %s, %i minutes ago are "%s"', (language, minutes, said) => {
  expect(formatAgo(new Date(nowMs - minutes * 60_000), { language, nowMs }).replaceAll('\u00A0', ' ')).toBe(said);
});
