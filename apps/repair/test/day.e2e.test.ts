import { expect, test } from 'vitest';
import { runDay } from '../day/run-day.ts';

/** The eight usual ways of an order; `npm run day` plays two hundred, and each way there is. */
test('a day in the life adds up to the kopeck', { timeout: 180_000 }, async () => {
  const lines: string[] = [];
  const day = await runDay({ seed: 1, orders: 8, restart: true, onLine: (line) => lines.push(line) });
  expect(day.differences).toEqual([]);
  expect(day.compared).toBeGreaterThan(90);
  expect(day.endings).toMatchObject({ open: 0, done: 0 });
  expect(day.endings['closed']).toBeGreaterThan(5);
  expect(day.totals.gross).toBe(day.totals.parts + day.totals.masters + day.totals.company);
  expect(lines.length).toBeGreaterThan(10);
});
