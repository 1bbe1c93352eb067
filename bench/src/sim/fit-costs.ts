/** What one update took in one measured stretch, and how many statements it came to. */
export interface MeasuredPoint {
  readonly statements: number;
  readonly us: number;
}

/**
 * Tells what is paid for each update from what is paid for each statement: updates that come together share statements, so
 * stretches with few and with many people differ in nothing else. The straight line with the least relative errors, neither
 * part below zero.
 */
export function fitCosts(points: readonly MeasuredPoint[]): {
  readonly updateUs: number;
  readonly statementUs: number;
} {
  const weighted = points.map(({ statements, us }) => ({ x: statements, y: us, weight: 1 / us ** 2 }));
  const sum = (of: (point: (typeof weighted)[number]) => number): number =>
    weighted.reduce((all, point) => all + point.weight * of(point), 0);
  const n = sum(() => 1);
  const x = sum((point) => point.x);
  const y = sum((point) => point.y);
  const xx = sum((point) => point.x ** 2);
  const xy = sum((point) => point.x * point.y);
  const determinant = n * xx - x ** 2;
  const statementUs = determinant === 0 ? 0 : (n * xy - x * y) / determinant;
  const updateUs = (y - statementUs * x) / n;
  if (statementUs < 0) return { updateUs: y / n, statementUs: 0 };
  if (updateUs < 0) return { updateUs: 0, statementUs: xy / xx };
  return { updateUs, statementUs };
}
