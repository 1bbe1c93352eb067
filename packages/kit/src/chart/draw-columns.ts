import { innerWidth } from './card.ts';
import type { Drawing } from './card.ts';
import { colourOf, fillOf, ink, muted } from './palette.ts';
import { fit, tag, text } from './svg.ts';

/** A board: things by what state they are in, three columns a row so that a phone can show them. */
export interface ColumnsChart {
  readonly kind: 'columns';
  readonly columns: readonly {
    readonly title: string;
    /** How many there are; not all of them need to be shown. */
    readonly count: number;
    readonly cards: readonly { readonly title: string; readonly line?: string; readonly isUrgent?: boolean }[];
  }[];
}

const perRow = 3;
const gap = 14;
const cardHeight = 54;
const cardGap = 8;
const headHeight = 56;
const shownCards = 6;
const alarm = '#C62828';

export function drawColumns({ columns }: ColumnsChart): Drawing {
  const width = (innerWidth - gap * (perRow - 1)) / perRow;
  let y = 0;
  const parts: string[] = [];
  for (let from = 0; from < columns.length; from += perRow) {
    const row = columns.slice(from, from + perRow);
    const heights = row.map(({ cards, count }) => heightOf(Math.min(cards.length, shownCards), count));
    const height = Math.max(...heights);
    row.forEach((column, index) => {
      parts.push(drawColumn(column, { x: index * (width + gap), y, width, height }, from + index));
    });
    y += height + gap;
  }
  return { height: Math.max(0, y - gap), svg: parts.join(''), empty: columns.every(({ count }) => count === 0) };
}

function heightOf(cards: number, count: number): number {
  return headHeight + cards * (cardHeight + cardGap) + (count > cards ? 30 : 0) + 8;
}

function drawColumn(
  { title, count, cards }: ColumnsChart['columns'][number],
  at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  index: number,
): string {
  const room = at.width - 20;
  const shown = cards.slice(0, shownCards);
  const number = String(count);
  const rest = count - shown.length;
  const below = at.y + headHeight + shown.length * (cardHeight + cardGap);
  return [
    tag('rect', { ...at, rx: 8, fill: '#F3F5F7' }),
    tag('rect', { x: at.x, y: at.y, width: at.width, height: 8, rx: 4, fill: fillOf(index) }),
    text(fit(title, room - 24 - number.length * 15, 19, 'bold'), {
      x: at.x + 10,
      y: at.y + 38,
      size: 19,
      weight: 'bold',
      fill: ink,
    }),
    text(number, {
      x: at.x + at.width - 10,
      y: at.y + 39,
      size: 24,
      weight: 'bold',
      anchor: 'end',
      fill: count === 0 ? muted : colourOf(index),
    }),
    ...shown.map((card, n) =>
      drawCard(card, { x: at.x + 8, y: at.y + headHeight + n * (cardHeight + cardGap), width: at.width - 16 }),
    ),
    rest > 0 ? text(`+ ${rest}`, { x: at.x + 12, y: below + 20, size: 19, fill: muted }) : '',
  ].join('');
}

/** What is overdue has a red edge and a mark: colour alone says nothing. */
function drawCard(
  { title, line, isUrgent = false }: ColumnsChart['columns'][number]['cards'][number],
  at: { readonly x: number; readonly y: number; readonly width: number },
): string {
  const room = at.width - 18;
  return [
    tag('rect', {
      ...at,
      height: cardHeight,
      rx: 6,
      fill: '#FFFFFF',
      stroke: isUrgent ? alarm : '#C9D1D9',
      'stroke-width': isUrgent ? 2.5 : 1,
    }),
    text(fit(isUrgent ? `! ${title}` : title, room, 18, 'bold'), {
      x: at.x + 9,
      y: at.y + 22,
      size: 18,
      weight: 'bold',
      fill: isUrgent ? alarm : ink,
    }),
    text(fit(line ?? '', room, 16), { x: at.x + 9, y: at.y + 44, size: 16, fill: muted }),
  ].join('');
}
