import { innerWidth } from './card.ts';
import type { Drawing } from './card.ts';
import { legend } from './legend.ts';
import { fillOf, ink, muted } from './palette.ts';
import { most, plainValue, scale } from './scale.ts';
import type { FormatValue } from './scale.ts';
import { fit, tag, text, widthOf } from './svg.ts';

/** What each row is made of: orders of each master by status, holds of each week by age. */
export interface StackedChart {
  readonly kind: 'stacked';
  /** Names of the parts; at most seven. */
  readonly parts: readonly string[];
  readonly rows: readonly { readonly label: string; readonly values: readonly number[] }[];
  readonly format?: FormatValue;
}

const rowHeight = 66;
const barHeight = 30;

export function drawStacked({ parts, rows, format = plainValue }: StackedChart): Drawing {
  const shown = rows.slice(0, 25);
  const names = legend(parts, (n, x, y) =>
    tag('rect', { x: x - 11, y: y - 11, width: 22, height: 22, rx: 3, fill: fillOf(n) }),
  );
  const sums = shown.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const valueRoom = most(sums.map((sum) => widthOf(format(sum), 20, 'bold'))) + 14;
  const along = scale([0, most(sums)], [0, innerWidth - valueRoom]);
  const bars = shown.map(({ label, values }, n) => {
    const y = names.height + n * rowHeight;
    let before = 0;
    const pieces = values.map((value, kind) => {
      const x = along(before);
      before += value;
      return value > 0 ? piece(format(value), kind, { x, y: y + 28, width: along(before) - x }) : '';
    });
    const sum = sums[n] ?? 0;
    return [
      text(fit(label, innerWidth, 20), { x: 0, y: y + 20, size: 20, fill: muted }),
      ...pieces,
      text(format(sum), { x: along(sum) + 10, y: y + 50, size: 20, weight: 'bold', fill: ink }),
    ].join('');
  });
  return { height: names.height + shown.length * rowHeight, svg: names.svg + bars.join(''), empty: most(sums) === 0 };
}

function piece(label: string, kind: number, { x, y, width }: { x: number; y: number; width: number }): string {
  const area = tag('rect', { x, y, width: Math.max(width - 1.5, 1), height: barHeight, fill: fillOf(kind) });
  if (widthOf(label, 17) + 8 > width) return area;
  return area + text(label, { x: x + width / 2, y: y + 21, size: 17, fill: ink, anchor: 'middle', halo: '#FFFFFF' });
}
