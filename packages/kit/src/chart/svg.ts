import { drawable } from '../font/dejavu.ts';

/** An element without content. */
export function tag(name: string, attributes: Readonly<Record<string, string | number>>): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(value)}"`);
  return `<${name}${list.join('')}/>`;
}

/** How a text is written. */
export interface TextStyle {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly weight?: 'bold';
  readonly anchor?: 'start' | 'middle' | 'end';
  /** A rim that keeps it readable on patterns. */
  readonly halo?: string;
}

/** A text, escaped, without what the font lacks. */
export function text(content: string, { x, y, size, fill, weight, anchor = 'start', halo }: TextStyle): string {
  const bold = weight === undefined ? '' : ` font-weight="${weight}"`;
  const rim =
    halo === undefined
      ? ''
      : ` stroke="${halo}" stroke-width="${size / 4}" stroke-linejoin="round" paint-order="stroke"`;
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" text-anchor="${anchor}" fill="${fill}"${bold}${rim}>${escapeXml(drawable(content))}</text>`;
}

function attribute(value: string | number): string {
  return typeof value === 'number' ? String(round(value)) : escapeXml(value);
}

/** Short numbers; what is none would make a picture that nobody can draw. */
function round(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be drawn.`);
  return Math.round(value * 100) / 100;
}

function escapeXml(content: string): string {
  return content
    .replaceAll(/\p{Cs}|[\ufffe\uffff]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Letters are as wide as this share of their height, on the safe side of DejaVu's average. */
const letterWidth = { plain: 0.62, bold: 0.7 };

/** About how wide a text is. */
export function widthOf(content: string, size: number, weight: 'plain' | 'bold' = 'plain'): number {
  return Array.from(content).length * size * letterWidth[weight];
}

/** A text cut to a width. */
export function fit(content: string, width: number, size: number, weight: 'plain' | 'bold' = 'plain'): string {
  const letters = Array.from(content);
  const most = Math.max(1, Math.floor(width / (size * letterWidth[weight])));
  return letters.length <= most
    ? content
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
