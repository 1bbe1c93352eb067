import { expect, test } from 'vitest';
import { runDay } from '../day/run-day.ts';

/** Each kind of ending once; `npm run day` plays two hundred. */
test('a day in the life adds up to the kopeck', { timeout: 120_000 }, async () => {
  const lines: string[] = [];
  const day = await runDay({ seed: 1, orders: 20, restart: true, onLine: (line) => lines.push(line) });
  expect(day.differences).toEqual([]);
  expect(day.compared).toBeGreaterThan(150);
  expect(day.endings).toMatchObject({ open: 0, done: 0 });
  expect(day.endings['closed']).toBeGreaterThan(10);
  expect(day.totals.gross).toBe(day.totals.parts + day.totals.masters + day.totals.company);
  expect(lines.length).toBeGreaterThan(10);
});
