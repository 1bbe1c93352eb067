import { expect, test } from 'vitest';
import { fitCosts } from './fit-costs.ts';

test('both parts are found again, also with errors of a few percent', () => {
  const exact = [4, 2.5, 1.2, 0.1].map((statements) => ({ statements, us: 120 + 300 * statements }));
  expect(fitCosts(exact).updateUs).toBeCloseTo(120, 6);
  expect(fitCosts(exact).statementUs).toBeCloseTo(300, 6);
  const rough = exact.map(({ statements, us }, at) => ({ statements, us: us * (at % 2 === 0 ? 1.03 : 0.97) }));
  expect(Math.abs(fitCosts(rough).updateUs / 120 - 1)).toBeLessThan(0.15);
  expect(Math.abs(fitCosts(rough).statementUs / 300 - 1)).toBeLessThan(0.15);
});

test('nothing costs less than nothing', () => {
  expect(
    fitCosts([
      { statements: 4, us: 400 },
      { statements: 1, us: 90 },
    ]),
  ).toMatchObject({ updateUs: 0 });
  expect(
    fitCosts([
      { statements: 4, us: 100 },
      { statements: 1, us: 200 },
    ]),
  ).toMatchObject({ statementUs: 0 });
});
