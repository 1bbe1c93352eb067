import type { Language } from '@durabot/runtime';

import { ink, muted, patterns } from './palette.ts';
import { fit, tag, text } from './svg.ts';

/** The inside of a chart; its origin is the card's inner corner. */
export interface Drawing {
  readonly height: number;
  readonly svg: string;
  /** Whether there is nothing to show; then words say so. */
  readonly empty?: boolean;
}

const cardWidth = 720;
const margin = 28;
/** How wide a drawing may be. */
export const innerWidth = cardWidth - 2 * margin;

const nothing: Readonly<Record<Language, string>> = {
  ru: 'Нет данных за этот период',
  uk: 'Немає даних за цей період',
  en: 'No data for this period',
};

/**
 * A light card around a drawing. It is opaque and has an edge, so that it reads the same in light and in dark chats.
 */
export function card(
  drawing: Drawing,
  { title, subtitle, language }: { readonly title: string; readonly subtitle?: string; readonly language: Language },
): string {
  const head = subtitle === undefined ? 66 : 98;
  const empty = drawing.empty === true;
  const inside = empty
    ? text(nothing[language], { x: innerWidth / 2, y: 70, size: 22, fill: muted, anchor: 'middle' })
    : drawing.svg;
  const height = Math.ceil(head + (empty ? 120 : drawing.height) + margin);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${cardWidth}" height="${height}" viewBox="0 0 ${cardWidth} ${height}" font-family="DejaVu Sans">`,
    patterns,
    tag('rect', {
      x: 1,
      y: 1,
      width: cardWidth - 2,
      height: height - 2,
      fill: '#FFFFFF',
      stroke: '#C9D1D9',
      'stroke-width': 2,
    }),
    text(fit(title, innerWidth, 28, 'bold'), { x: margin, y: 48, size: 28, weight: 'bold', fill: ink }),
    subtitle === undefined ? '' : text(fit(subtitle, innerWidth, 20), { x: margin, y: 80, size: 20, fill: muted }),
    `<g transform="translate(${margin} ${head})">${inside}</g></svg>`,
  ].join('');
}
