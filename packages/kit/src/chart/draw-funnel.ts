import { innerWidth } from './card.ts';
import type { Drawing } from './card.ts';
import { colourOf, ink, muted } from './palette.ts';
import { most, plainValue } from './scale.ts';
import { fit, tag, text } from './svg.ts';

/** How many went on from step to step. */
export interface FunnelChart {
  readonly kind: 'funnel';
  /** `note` stands between a step and the one before: the time it took, say. */
  readonly steps: readonly { readonly label: string; readonly count: number; readonly note?: string }[];
}

const barHeight = 40;
const rowHeight = 112;

export function drawFunnel({ steps }: FunnelChart): Drawing {
  const largest = most(steps.map(({ count }) => count));
  const parts = steps.map(({ label, count, note }, n) => {
    const y = n * rowHeight;
    const width = largest === 0 ? 2 : Math.max((count / largest) * innerWidth, 2);
    const before = steps[n - 1]?.count;
    const share = before === undefined || before === 0 ? '' : `↓ ${Math.round((count / before) * 100)}%`;
    const between = [share, note ?? ''].filter((one) => one !== '').join(' · ');
    const next = steps[n + 1];
    const nextWidth =
      next === undefined || largest === 0 ? undefined : Math.max((next.count / largest) * innerWidth, 2);
    return [
      n === 0
        ? ''
        : text(fit(between, innerWidth, 18), {
            x: innerWidth / 2,
            y: y - 8,
            size: 18,
            fill: muted,
            anchor: 'middle',
            halo: '#FFFFFF',
          }),
      text(fit(label, innerWidth * 0.72, 20), { x: 0, y: y + 26, size: 20, fill: ink }),
      text(plainValue(count), { x: innerWidth, y: y + 26, size: 22, weight: 'bold', fill: ink, anchor: 'end' }),
      nextWidth === undefined ? '' : slope(y + 36 + barHeight, width, nextWidth),
      tag('rect', { x: (innerWidth - width) / 2, y: y + 36, width, height: barHeight, rx: 3, fill: colourOf(0) }),
    ].join('');
  });
  return { height: steps.length * rowHeight - 30, svg: parts.join(''), empty: largest === 0 };
}

function slope(y: number, width: number, nextWidth: number): string {
  const middle = innerWidth / 2;
  const down = y + rowHeight - barHeight - 36;
  const points = [
    [middle - width / 2, y],
    [middle + width / 2, y],
    [middle + nextWidth / 2, down],
    [middle - nextWidth / 2, down],
  ];
  return tag('polygon', {
    points: points.map((point) => point.map((one) => one.toFixed(1)).join(',')).join(' '),
    fill: '#E8F1F8',
  });
}
