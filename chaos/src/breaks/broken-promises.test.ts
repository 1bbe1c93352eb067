import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { brokenPromises } from './broken-promises.ts';
import { verdictOf, withFault } from './try-break.ts';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

test.each(brokenPromises)('$promise can still be broken so that $fault', (broken) => {
  const source = read(broken.file);
  expect(broken.edits.length).toBeGreaterThan(0);
  expect(withFault(source, broken)).not.toBe(source);
  expect(read(broken.test)).toContain(broken.name);
});

test('every promise that the README lists is broken at least once', () => {
  const listed = [...read('README.md').matchAll(/^\| (P\d+) /gm)].map(([, promise]) => promise);
  expect(new Set(brokenPromises.map(({ promise }) => promise))).toEqual(new Set(listed));
});

const report = (...statuses: string[]): string =>
  JSON.stringify({
    testResults: [{ assertionResults: statuses.map((status) => ({ status, failureMessages: ['not so\nat …'] })) }],
  });

describe('a fault counts as noticed', () => {
  test('when the test fails, and tells what it said', () => {
    expect(verdictOf(report('skipped', 'failed'))).toEqual({ noticed: true, said: 'not so' });
  });

  test('not when it passes, or when no test of the name is there', () => {
    expect(verdictOf(report('passed', 'skipped'))).toMatchObject({ noticed: false, said: 'the test passed' });
    expect(verdictOf(report('skipped'))).toMatchObject({ noticed: false });
  });

  test('never by a text that is not in the source any more', () => {
    const [broken] = brokenPromises;
    expect(() => broken !== undefined && withFault('', broken)).toThrow(/mend the list/);
  });
});
