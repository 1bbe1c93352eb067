import { innerWidth } from './card.ts';
import type { Drawing } from './card.ts';
import { colourOf, grid, ink, muted } from './palette.ts';
import { most, plainValue, scale, ticks } from './scale.ts';
import type { FormatValue } from './scale.ts';
import { fit, tag, text, widthOf } from './svg.ts';

/** Things by two measures, with a third as the bubble's area: masters by acceptance, rating and revenue. */
export interface ScatterChart {
  readonly kind: 'scatter';
  readonly points: readonly { readonly label: string; readonly x: number; readonly y: number; readonly size: number }[];
  readonly xTitle: string;
  readonly yTitle: string;
  /** What the area of a bubble means; stands below. */
  readonly sizeTitle?: string;
  readonly xFormat?: FormatValue;
  readonly yFormat?: FormatValue;
}

const height = 400;
const top = 44;
const largestRadius = 34;

export function drawScatter(chart: ScatterChart): Drawing {
  const { xFormat = plainValue, yFormat = plainValue } = chart;
  const points = chart.points.slice(0, 40);
  const xAxis = axisOf(points.map((point) => point.x));
  const yAxis = axisOf(points.map((point) => point.y));
  const left = most(yAxis.map((value) => widthOf(yFormat(value), 18))) + 12;
  const x = scale([xAxis[0] ?? 0, xAxis.at(-1) ?? 1], [left + largestRadius, innerWidth - largestRadius - 10]);
  const y = scale([yAxis[0] ?? 0, yAxis.at(-1) ?? 1], [top + height - largestRadius, top + largestRadius]);
  const bottom = top + height;
  const rules = [
    ...yAxis.map(
      (value) =>
        rule([left, y(value), innerWidth, y(value)]) +
        text(yFormat(value), { x: left - 8, y: y(value) + 6, size: 18, fill: muted, anchor: 'end' }),
    ),
    ...xAxis.map(
      (value) =>
        rule([x(value), top, x(value), bottom]) +
        text(xFormat(value), { x: x(value), y: bottom + 26, size: 18, fill: muted, anchor: 'middle' }),
    ),
  ];
  const largest = most(points.map(({ size }) => size));
  // Small ones last, so that large ones do not hide them; names after all bubbles.
  const ordered = points.toSorted((a, b) => b.size - a.size);
  const radius = (size: number) =>
    largest === 0 ? 10 : Math.max(Math.sqrt(Math.max(size, 0) / largest) * largestRadius, 6);
  const bubbles = ordered.map((one) =>
    tag('circle', {
      cx: x(one.x),
      cy: y(one.y),
      r: radius(one.size),
      fill: colourOf(0),
      'fill-opacity': 0.45,
      stroke: colourOf(0),
      'stroke-width': 2.5,
    }),
  );
  const names = placeNames(
    ordered.map((one) => ({ label: fit(one.label, 190, 17), x: x(one.x), y: y(one.y), r: radius(one.size) })),
  );
  const size =
    chart.sizeTitle === undefined
      ? ''
      : text(fit(`● ${chart.sizeTitle}`, innerWidth, 18), { x: 0, y: bottom + 88, size: 18, fill: muted });
  return {
    height: bottom + (chart.sizeTitle === undefined ? 64 : 96),
    svg: [
      text(fit(`↑ ${chart.yTitle}`, innerWidth, 19), { x: 0, y: 20, size: 19, fill: ink }),
      ...rules,
      ...bubbles,
      ...names,
      text(fit(`${chart.xTitle} →`, innerWidth, 19), {
        x: innerWidth,
        y: bottom + 56,
        size: 19,
        fill: ink,
        anchor: 'end',
      }),
      size,
    ].join(''),
    empty: points.length === 0,
  };
}

function axisOf(values: readonly number[]): number[] {
  return ticks(
    Math.min(...values, Infinity) === Infinity ? 0 : Math.min(...values),
    values.length === 0 ? 1 : Math.max(...values),
  );
}

function rule([x1, y1, x2, y2]: readonly [number, number, number, number]): string {
  return tag('line', { x1, y1, x2, y2, stroke: grid, 'stroke-width': 1.2 });
}

/** Each name below its bubble, or above, or in it: wherever it meets no other name. */
function placeNames(bubbles: readonly { label: string; x: number; y: number; r: number }[]): string[] {
  const taken: { x: number; y: number; half: number }[] = [];
  return bubbles.map(({ label, x, y, r }) => {
    const half = widthOf(label, 17) / 2;
    const middle = Math.min(Math.max(x, half), innerWidth - half);
    const free = (at: number) =>
      taken.every((one) => Math.abs(one.y - at) > 19 || Math.abs(one.x - middle) > one.half + half);
    const at = [y + r + 17, y - r - 7, y + 6, y + r + 36, y - r - 26].find(free) ?? y + r + 17;
    taken.push({ x: middle, y: at, half });
    return text(label, { x: middle, y: at, size: 17, fill: ink, anchor: 'middle', halo: '#FFFFFF' });
  });
}
