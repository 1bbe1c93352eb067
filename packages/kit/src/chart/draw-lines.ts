import { innerWidth } from './card.ts';
import type { Drawing } from './card.ts';
import { legend } from './legend.ts';
import { colourOf, dashOf, grid, ink, markOf, muted } from './palette.ts';
import { most, plainValue, scale, ticks } from './scale.ts';
import type { FormatValue } from './scale.ts';
import { fit, tag, text, widthOf } from './svg.ts';

/** Values over time, one line for each series; a gap where there is no value. At most seven series. */
export interface LinesChart {
  readonly kind: 'lines';
  /** Below the line, in order: days, weeks. */
  readonly labels: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  readonly format?: FormatValue;
}

const height = 320;

export function drawLines({ labels, series, format = plainValue }: LinesChart): Drawing {
  const values = series.flatMap((one) => one.values.filter((value) => value !== null));
  const axis = ticks(Math.min(0, ...values), most(values));
  const left = most(axis.map((value) => widthOf(format(value), 18))) + 12;
  const names =
    series.length > 1
      ? legend(
          series.map(({ name }) => name),
          sign,
        )
      : { height: 0, svg: '' };
  const top = names.height + 24;
  const x = scale([0, Math.max(labels.length - 1, 1)], [left + 14, innerWidth - 34]);
  const y = scale([axis[0] ?? 0, axis.at(-1) ?? 1], [top + height, top]);
  const rules = axis.map(
    (value) =>
      tag('line', {
        x1: left,
        x2: innerWidth,
        y1: y(value),
        y2: y(value),
        stroke: grid,
        'stroke-width': value === 0 ? 2.5 : 1.2,
      }) + text(format(value), { x: left - 8, y: y(value) + 6, size: 18, fill: muted, anchor: 'end' }),
  );
  const lines = series.map((one, n) => line(one.values, n, x, y) + ends(one.values, x, y, format));
  return {
    height: top + height + 40,
    svg: names.svg + rules.join('') + below(labels, x, top + height + 30) + lines.join(''),
    empty: values.length === 0,
  };
}

function sign(n: number, x: number, y: number): string {
  return (
    tag('line', {
      x1: x - 14,
      x2: x + 14,
      y1: y,
      y2: y,
      stroke: colourOf(n),
      'stroke-width': 4,
      'stroke-dasharray': dashOf(n),
    }) + markOf(n, x, y, 7)
  );
}

type Along = (value: number) => number;

function line(values: readonly (number | null)[], n: number, x: Along, y: Along): string {
  let path = '';
  let drawing = false;
  values.forEach((value, at) => {
    if (value !== null) path += `${drawing ? 'L' : 'M'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    drawing = value !== null;
  });
  const marks = values.map((value, at) =>
    value === null || values.length > 40 ? '' : markOf(n, x(at), y(value), values.length > 16 ? 5 : 7),
  );
  return (
    tag('path', {
      d: path === '' ? 'M0 0' : path,
      fill: 'none',
      stroke: colourOf(n),
      'stroke-width': 4,
      'stroke-linejoin': 'round',
      'stroke-dasharray': dashOf(n),
    }) + marks.join('')
  );
}

/** The last value and the highest one are written: the two that people ask for. */
function ends(values: readonly (number | null)[], x: Along, y: Along, format: FormatValue): string {
  const last = values.findLastIndex((value) => value !== null);
  const highest = values.reduce<number>(
    (best, value, at) => ((value ?? -Infinity) > (values[best] ?? -Infinity) ? at : best),
    last,
  );
  return [...new Set([last, highest])]
    .map((at) => {
      const value = values[at];
      if (value === null || value === undefined) return '';
      const anchor = at > values.length * 0.85 ? 'end' : at < values.length * 0.15 ? 'start' : 'middle';
      return text(format(value), {
        x: x(at),
        y: y(value) - 14,
        size: 18,
        weight: 'bold',
        fill: ink,
        anchor,
        halo: '#FFFFFF',
      });
    })
    .join('');
}

/** As many labels as fit, always the first and evenly from there. */
function below(labels: readonly string[], x: Along, y: number): string {
  const room = most(labels.map((label) => widthOf(fit(label, 120, 18), 18))) + 14;
  const gap = labels.length > 1 ? x(1) - x(0) : innerWidth;
  const every = Math.max(1, Math.ceil(room / gap));
  return labels
    .map((label, n) =>
      n % every === 0 ? text(fit(label, 120, 18), { x: x(n), y, size: 18, fill: muted, anchor: 'middle' }) : '',
    )
    .join('');
}
