import { innerWidth } from './card.ts';
import type { Drawing } from './card.ts';
import { colourOf, ink, muted } from './palette.ts';
import { most, plainValue, scale } from './scale.ts';
import type { FormatValue } from './scale.ts';
import { fit, tag, text, widthOf } from './svg.ts';

/** One value for each label, lying bars: labels of any length are read on a phone. At most thirty. */
export interface BarsChart {
  readonly kind: 'bars';
  readonly bars: readonly { readonly label: string; readonly value: number }[];
  readonly format?: FormatValue;
}

const rowHeight = 62;
const barHeight = 24;

export function drawBars({ bars, format = plainValue }: BarsChart): Drawing {
  const shown = bars.slice(0, 30);
  const values = shown.map(({ value }) => value);
  const valueRoom = most(shown.map(({ value }) => widthOf(format(value), 20, 'bold'))) + 14;
  const low = Math.min(0, ...values);
  const along = scale([low, most(values) || (low < 0 ? 0 : 1)], [0, innerWidth - valueRoom]);
  const parts = shown.map(({ label, value }, n) => {
    const y = n * rowHeight;
    const [left, right] = value < 0 ? [along(value), along(0)] : [along(0), along(value)];
    return [
      text(fit(label, innerWidth, 20), { x: 0, y: y + 20, size: 20, fill: muted }),
      tag('rect', {
        x: left,
        y: y + 28,
        width: Math.max(right - left, 2),
        height: barHeight,
        rx: 3,
        fill: colourOf(value < 0 ? 1 : 0),
      }),
      text(format(value), { x: right + 10, y: y + 47, size: 20, weight: 'bold', fill: ink }),
    ].join('');
  });
  return { height: shown.length * rowHeight, svg: parts.join(''), empty: shown.length === 0 };
}
