import { languages } from '@durabot/runtime';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { chartSvg } from './chart.ts';
import type { Chart } from './chart.ts';
import { chartPng } from './chart-png.ts';
import { dashOf, fillOf, markOf } from './palette.ts';
import { plainValue, ticks } from './scale.ts';
import { fit } from './svg.ts';

const frame = { title: 'Нагрузка', language: 'ru' } as const;
const one = { label: 'Їван <b>&"', value: 1234.5 };

const heatMap: Chart = {
  kind: 'heatMap',
  counts: Array.from({ length: 7 }, (_, day) => Array.from({ length: 24 }, (_hour, hour) => day * hour)),
};

const samples: readonly Chart[] = [
  { kind: 'bars', bars: [one, { label: 'минус', value: -3 }] },
  {
    kind: 'lines',
    labels: ['пн', 'вт', 'ср'],
    series: [
      { name: one.label, values: [1, null, 3] },
      { name: 'b', values: [2, 2, 2] },
    ],
  },
  {
    kind: 'funnel',
    steps: [
      { label: one.label, count: 10 },
      { label: 'принято', count: 4, note: '12 мин' },
    ],
  },
  heatMap,
  { kind: 'stacked', parts: ['новые', one.label], rows: [{ label: one.label, values: [3, 4] }] },
  {
    kind: 'scatter',
    xTitle: 'приём',
    yTitle: one.label,
    sizeTitle: 'выручка',
    points: [{ label: one.label, x: 1, y: 2, size: 3 }],
  },
];

/** The texts of a picture. */
function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '');
}

describe.each(samples)('a chart of $kind', (chart) => {
  test('becomes a picture twice as wide as it is laid out', async () => {
    const png = await chartPng(chart, frame);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(1440);
  });

  test('shows its title and lets nobody write markup', () => {
    const svg = chartSvg(chart, { ...frame, title: '<script>&"', subtitle: '<i>' });
    expect(textsOf(svg)).toContain('&lt;script&gt;&amp;&quot;');
    expect(svg).not.toMatch(/<script|<i>|<b>/);
  });

  test('lies on an opaque light card, for dark chats too', () => {
    expect(chartSvg(chart, frame)).toMatch(/<rect x="1" y="1" width="718" height="\d+" fill="#FFFFFF" stroke=/);
  });
});

test.each(languages)('a chart without data says so in %s', (language) => {
  const words = { ru: 'Нет данных за этот период', uk: 'Немає даних за цей період', en: 'No data for this period' };
  const empty: Chart[] = [
    { kind: 'bars', bars: [] },
    { kind: 'lines', labels: [], series: [{ name: 'a', values: [] }] },
    { kind: 'funnel', steps: [{ label: 'a', count: 0 }] },
    { kind: 'heatMap', counts: [] },
    { kind: 'stacked', parts: ['a'], rows: [{ label: 'a', values: [0] }] },
    { kind: 'scatter', xTitle: 'x', yTitle: 'y', points: [] },
  ];
  for (const chart of empty) expect(textsOf(chartSvg(chart, { ...frame, language }))).toContain(words[language]);
});

test('values stand in the picture, so that no shade or length has to be guessed', () => {
  const texts = samples.map((chart) => textsOf(chartSvg(chart, frame)));
  expect(texts[0]).toEqual(expect.arrayContaining(['1\u202f234,5', '-3']));
  expect(texts[1]).toEqual(expect.arrayContaining(['3', '2']));
  expect(texts[2]).toEqual(expect.arrayContaining(['10', '4', '↓ 40% · 12 мин']));
  expect(texts[3]).toEqual(expect.arrayContaining(['138', 'Пн', 'Вс']));
  expect(texts[4]).toEqual(expect.arrayContaining(['3', '4', '7']));
  expect(textsOf(chartSvg(heatMap, { ...frame, language: 'uk' }))).toContain('Нд');
});

const shape = (n: number) => markOf(n, 0, 0, 1).replace(/fill="[^"]*"/, '');

test('no two kinds of seven share fill, dash or shape', () => {
  const kinds = [0, 1, 2, 3, 4, 5, 6];
  for (const signs of [kinds.map(fillOf), kinds.map(dashOf), kinds.map(shape)]) expect(new Set(signs).size).toBe(7);
});

test('axes have round steps and hold all values', () => {
  expect(ticks(0, 23)).toEqual([0, 5, 10, 15, 20, 25]);
  expect(ticks(3.9, 4.9)).toEqual([3.5, 4, 4.5, 5]);
  expect(ticks(0, 0)).toEqual([0, 0.2]);
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1 }), (low, span) => {
      const axis = ticks(low, low + span);
      expect(axis[0]).toBeLessThanOrEqual(low);
      expect(axis.at(-1)).toBeGreaterThanOrEqual(low + span);
      expect(axis.length).toBeLessThan(8);
    }),
  );
});

test('any finite numbers can be drawn; others are refused rather than drawn wrong', () => {
  const values = fc.array(
    fc.oneof(fc.integer({ min: -1e9, max: 1e9 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 })),
    { maxLength: 50 },
  );
  fc.assert(
    fc.property(values, (list) => {
      const charts: Chart[] = [
        { kind: 'bars', bars: list.map((value) => ({ label: 'a', value })) },
        { kind: 'lines', labels: list.map(String), series: [{ name: 'a', values: list }] },
        {
          kind: 'scatter',
          xTitle: 'x',
          yTitle: 'y',
          points: list.map((value) => ({ label: 'a', x: value, y: -value, size: value })),
        },
        { kind: 'stacked', parts: ['a', 'b'], rows: [{ label: 'a', values: list.map((value) => Math.abs(value)) }] },
      ];
      for (const chart of charts) expect(chartSvg(chart, frame)).not.toMatch(/NaN|Infinity/);
    }),
    { numRuns: 60 },
  );
  expect(() => chartSvg({ kind: 'bars', bars: [{ label: 'a', value: Number.NaN }] }, frame)).toThrow(RangeError);
});

test('long names are cut, numbers are grouped, pictures without a glyph are left out', () => {
  expect(fit('Очень длинное название', 100, 20)).toBe('Очень д…');
  expect(plainValue(1_234_567)).toBe('1\u202f234\u202f567');
  const svg = chartSvg({ kind: 'bars', bars: [{ label: '✅ готово 🔧', value: 1 }] }, frame);
  expect(textsOf(svg)).toContain('готово ');
});
