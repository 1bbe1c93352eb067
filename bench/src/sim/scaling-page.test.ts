import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCosts } from './costs.ts';
import { findScaling, scalingBlock, withScalingBlock } from './scaling-page.ts';
import { chartsFolder, scalingPage } from './sim-bench.ts';

const again = 'npm run bench -- sim --record makes it again';

test('docs/SCALING.md says what the simulation gives for the costs that are written down', { timeout: 60_000 }, () => {
  const page = readFileSync(scalingPage, 'utf8');
  const findings = findScaling(readCosts());
  expect(withScalingBlock(page, scalingBlock(findings)), again).toBe(page);
  for (const { name, svg } of findings.charts) {
    expect(readFileSync(join(chartsFolder, `${name}.svg`), 'utf8'), again).toBe(svg);
  }
});

test('a page without the marks is left alone, with words', () => {
  expect(() => withScalingBlock('# Scaling', 'x')).toThrow(/begin simulated/);
});
