import { innerWidth } from './card.ts';
import { ink } from './palette.ts';
import { fit, text, widthOf } from './svg.ts';

const rowHeight = 34;
const size = 19;

/** Names of kinds beside their signs, in as many rows as they need. */
export function legend(
  names: readonly string[],
  sign: (index: number, x: number, y: number) => string,
): { readonly height: number; readonly svg: string } {
  let x = 0;
  let y = 14;
  const parts = names.map((name, n) => {
    const label = fit(name, innerWidth - 60, size);
    const width = 34 + widthOf(label, size) + 18;
    if (x > 0 && x + width > innerWidth) {
      x = 0;
      y += rowHeight;
    }
    const part = sign(n, x + 12, y) + text(label, { x: x + 30, y: y + 7, size, fill: ink });
    x += width;
    return part;
  });
  return { height: names.length === 0 ? 0 : y + 24, svg: parts.join('') };
}
