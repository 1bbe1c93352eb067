import { expect, test } from 'vitest';
import { seededRandom } from '../random.ts';
import { busiestRate, usualDay, visitsOf } from './day.ts';

const day = { ...usualDay, users: 10_000 };

test('ten thousand people who write twenty messages a day write 8.3 a second in an hour with 15% of them', () => {
  expect(busiestRate(day)).toBeCloseTo(8.33, 2);
});

test('visits bring as many messages as the day says, at the speed that was asked for', () => {
  const visits = [...visitsOf(day, { minutes: 20, speed: 10 }, seededRandom(1))];
  const messages = visits.reduce((sum, { thinkMs }) => sum + thinkMs.length, 0);
  expect(messages / 1_200 / (busiestRate(day) * 10)).toBeCloseTo(1, 1);
  expect(messages / visits.length).toBeCloseTo(day.messagesPerVisit, 0);
  const thoughts = visits.flatMap(({ thinkMs }) => thinkMs.slice(1));
  expect(thoughts.reduce((sum, ms) => sum + ms, 0) / thoughts.length / 1_500).toBeCloseTo(1, 1);
});

test('the same seed brings the same visits, in order, within the time', () => {
  expect(momentsOf(7)).toEqual(momentsOf(7));
  expect(momentsOf(7)).not.toEqual(momentsOf(8));
  expect(momentsOf(7)).toEqual(momentsOf(7).toSorted((one, other) => one - other));
  expect(Math.max(...momentsOf(7))).toBeLessThan(120_000);
});

function momentsOf(seed: number): number[] {
  return [...visitsOf(day, { minutes: 2, speed: 1 }, seededRandom(seed))].map(({ atMs }) => atMs);
}
