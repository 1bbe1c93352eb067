import { expect, test } from 'vitest';
import { figureNames, type FigureName, type WorkFigures } from './measure-work.ts';
import { adviceOf, compareWork, type Comparison, type Tolerance, type WorkRecord } from './work-record.ts';

function all<Value>(value: Value): Record<FigureName, Value> {
  const entries = figureNames.map((name): [FigureName, Value] => [name, value]);
  return Object.fromEntries(entries) as Record<FigureName, Value>;
}

const recorded: WorkFigures = all(100);
const record: WorkRecord = { node: 'v20.1.0', cases: { alone: recorded } };
const tolerances: Record<FigureName, Tolerance> = { ...all({ share: 0.1 }), parses: { share: 0, plus: 5 } };

function compared(figure: FigureName, measured: number, known = record, node = 'v20.9.0'): Comparison | undefined {
  const figures = { ...recorded, [figure]: measured };
  return compareWork('alone', figures, tolerances, known, node).find(({ name }) => name === figure);
}

test('a figure within its tolerance is the same, beyond it more or less', () => {
  const verdicts = [89, 91, 110, 111].map((measured) => compared('statements', measured)?.verdict);
  expect(verdicts).toEqual(['less', 'same', 'same', 'more']);
  expect([105, 106].map((measured) => compared('parses', measured)?.verdict)).toEqual(['same', 'more']);
});

test('every change names the command that records it, and what is the same needs none', () => {
  const changes = [
    compared('statements', 150),
    compared('statements', 50),
    compared('statements', 1, { ...record, cases: {} }),
  ];
  for (const change of changes) {
    expect(change === undefined ? undefined : adviceOf(change)).toContain('record it: npm run bench -- work --record');
  }
  const same = compared('statements', 100);
  expect(same === undefined ? 'missing' : adviceOf(same)).toBeUndefined();
});

test('memory is compared with the same engine only', () => {
  expect(compared('heap_bytes', 500, record, 'v20.19.0')?.verdict).toBe('more');
  expect(compared('heap_bytes', 500, record, 'v22.1.0')?.verdict).toBe('not compared');
  expect(compared('statements', 500, record, 'v22.1.0')?.verdict).toBe('more');
});
