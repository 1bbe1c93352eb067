import type { Language } from '@durabot/runtime';

import { innerWidth } from './card.ts';
import type { Drawing } from './card.ts';
import { ink, muted } from './palette.ts';
import { most } from './scale.ts';
import { tag, text } from './svg.ts';

/** How much happens at each hour of each weekday. */
export interface HeatMapChart {
  readonly kind: 'heatMap';
  /** Seven days from Monday with 24 hours each. */
  readonly counts: readonly (readonly number[])[];
}

const weekdays: Readonly<Record<Language, readonly string[]>> = {
  ru: ['Пн', 'Вт', 'Ср', 'Чт', 'Пт', 'Сб', 'Вс'],
  uk: ['Пн', 'Вт', 'Ср', 'Чт', 'Пт', 'Сб', 'Нд'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};

const left = 52;
const top = 34;
const cellHeight = 36;
const hours = 24;
const cellWidth = (innerWidth - left) / hours;

export function drawHeatMap({ counts }: HeatMapChart, language: Language): Drawing {
  const largest = most(counts.flat());
  const days = weekdays[language].map((name, day) => {
    const y = top + day * cellHeight;
    const cells = Array.from({ length: hours }, (_, hour) =>
      cell(counts[day]?.[hour] ?? 0, largest, left + hour * cellWidth, y),
    );
    return text(name, { x: 0, y: y + 25, size: 19, fill: ink }) + cells.join('');
  });
  const marks = [0, 3, 6, 9, 12, 15, 18, 21].map((hour) =>
    text(String(hour).padStart(2, '0'), {
      x: left + hour * cellWidth + cellWidth / 2,
      y: 22,
      size: 17,
      fill: muted,
      anchor: 'middle',
    }),
  );
  return { height: top + 7 * cellHeight + 4, svg: marks.join('') + days.join(''), empty: largest === 0 };
}

/** The darker the more; the number stands in it, so that nobody has to compare shades. */
function cell(count: number, largest: number, x: number, y: number): string {
  const share = largest === 0 ? 0 : count / largest;
  const shade = tag('rect', {
    x: x + 1,
    y: y + 1,
    width: cellWidth - 2,
    height: cellHeight - 2,
    rx: 3,
    fill: shadeOf(share),
  });
  if (count === 0) return shade;
  const label = count > 999 ? `${Math.round(count / 1000)}k` : String(Math.round(count));
  const size = label.length > 2 ? 11 : 15;
  return (
    shade +
    text(label, {
      x: x + cellWidth / 2,
      y: y + cellHeight / 2 + size * 0.36,
      size,
      fill: share > 0.6 ? '#FFFFFF' : ink,
      anchor: 'middle',
    })
  );
}

function shadeOf(share: number): string {
  const light = [238, 243, 247];
  const dark = [0, 75, 128];
  const mixed = light.map((from, n) => Math.round(from + ((dark[n] ?? 0) - from) * share));
  return `rgb(${mixed.join(',')})`;
}
