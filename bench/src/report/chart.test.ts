import { describe, expect, test } from 'vitest';
import { barChart, lineChart } from './chart.ts';

const bars = {
  name: 'speed',
  title: 'Speed <fast>',
  unit: 'updates/s',
  series: ['50 people', '500 people'],
  groups: [
    { label: 'ours & own', own: true, values: [1_000, 4_000] },
    { label: 'peer', values: [500, Number.NaN] },
  ],
};

describe('a bar chart', () => {
  const { svg } = barChart(bars);

  test('has a bar and its figure for each value, as long as the value is great', () => {
    const lengths = [...svg.matchAll(/<rect class="s\d" x="16" y="\d+" width="([\d.]+)" height="13"/g)].map(
      ([, width]) => Number(width),
    );
    expect(lengths).toHaveLength(4);
    expect((lengths[1] ?? 0) / (lengths[0] ?? 1)).toBeCloseTo(4, 1);
    expect(lengths[3]).toBe(0);
    for (const figure of ['>1,000<', '>4,000<', '>500<', '>–<']) expect(svg).toContain(figure);
  });

  test('writes labels as text, whatever is in them', () => {
    expect(svg).toContain('Speed &lt;fast&gt;');
    expect(svg).toContain('ours &amp; own');
    expect(svg).not.toContain('<fast>');
  });

  test('has a ground and colours of its own for light and dark', () => {
    const [light = '', dark = ''] = svg.split('@media (prefers-color-scheme:dark)');
    for (const part of ['.ground{fill:', '.label{fill:', '.s0{fill:', '.s1{fill:']) {
      expect(light).toContain(part);
      expect(dark).toContain(part);
    }
  });

  test('keeps all of it inside of the picture', () => {
    const [, height] = /viewBox="0 0 520 (\d+)"/.exec(svg) ?? [];
    const [, moved] = /translate\(0 (\d+)\)/.exec(svg) ?? [];
    const lowest = Math.max(...[...svg.matchAll(/ y="(\d+)"/g)].map(([, y]) => Number(y)));
    expect(lowest + Number(moved)).toBeLessThan(Number(height));
  });

  test('breaks a long title and a long legend into lines', () => {
    const long = barChart({
      ...bars,
      title: 'words '.repeat(20).trim(),
      series: ['a long name of a series', 'another one', 'a third that does not fit'],
    });
    const titles = [...long.svg.matchAll(/<text class="title"[^>]*>([^<]*)</g)].map(([, line = '']) => line);
    expect(titles.length).toBeGreaterThan(1);
    for (const line of titles) expect(line.length).toBeLessThan(60);
    const rows = new Set(
      [...long.svg.matchAll(/<rect class="s\d" x="[\d.]+" y="(\d+)" width="13"/g)].map(([, y]) => y),
    );
    expect(rows.size).toBe(2);
  });
});

test('a line chart puts equal factors at equal distances', () => {
  const points = [1_000, 10_000, 100_000].map((x) => ({ x, y: 500 }));
  const { svg } = lineChart({ name: 'n', title: 't', unit: 'u', across: 'users', lines: [{ label: 'ours', points }] });
  const xs = [...svg.matchAll(/<circle class="s0" cx="([\d.]+)"/g)].map(([, x]) => Number(x));
  const [first = 0, second = 0, third = 0] = xs;
  expect(second - first).toBeGreaterThan(100);
  expect(third - second).toBeCloseTo(second - first, 0);
});

test('figures below a line of growth have room beside each other', () => {
  const points = [10, 100, 700, 1_000, 1_500].map((x) => ({ x, y: 1 }));
  const { svg } = lineChart({ name: 'n', title: 't', unit: 'u', across: 'users', lines: [{ label: 'ours', points }] });
  const below = [...svg.matchAll(/<text class="value" x="([\d.]+)" y="243" text-anchor="middle">([\d,]+)</g)];
  expect(below.map(([, , figure]) => figure)).toEqual(['10', '100', '700', '1,500']);
});
