import { innerWidth } from './card.ts';
import type { Drawing } from './card.ts';
import { legend } from './legend.ts';
import { colourOf, fillOf, grid, ink, muted } from './palette.ts';
import { fit, tag, text } from './svg.ts';

/** A day from hour to hour: who is where when. What overlaps stands side by side. */
export interface TimelineChart {
  readonly kind: 'timeline';
  /** Full hours that are shown at least; what lies outside makes the day longer. */
  readonly fromHour: number;
  readonly toHour: number;
  /** What the blocks are: planned, under way, done; at most seven. */
  readonly parts: readonly string[];
  readonly blocks: readonly TimelineBlock[];
  /** The present moment, in minutes of the day. */
  readonly nowMinutes?: number | undefined;
}

interface TimelineBlock {
  /** Minutes since midnight. */
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly lines: readonly string[];
  readonly part: number;
}

const hourHeight = 64;
const hourRoom = 74;
const shortest = 30;

export function drawTimeline({ fromHour, toHour, parts, blocks, nowMinutes }: TimelineChart): Drawing {
  const shown = blocks.toSorted((a, b) => a.from - b.from || a.to - b.to);
  const first = Math.max(0, Math.min(fromHour, ...shown.map(({ from }) => Math.floor(from / 60))));
  const last = Math.max(toHour, ...shown.map(({ to }) => Math.ceil(to / 60)));
  const names = legend(parts, (n, x, y) =>
    tag('rect', { x: x - 11, y: y - 11, width: 22, height: 22, rx: 3, fill: fillOf(n) }),
  );
  const yOf = (minutes: number): number => names.height + 12 + ((minutes - first * 60) / 60) * hourHeight;
  const hours = Array.from({ length: last - first + 1 }, (_, index) => first + index).map((hour) =>
    [
      tag('rect', { x: hourRoom, y: yOf(hour * 60), width: innerWidth - hourRoom, height: 1.5, fill: grid }),
      text(`${String(hour % 24).padStart(2, '0')}:00`, { x: 0, y: yOf(hour * 60) + 7, size: 20, fill: muted }),
    ].join(''),
  );
  const drawn = inLanes(shown).map(({ block, lane, lanes }) => {
    const width = (innerWidth - hourRoom - 8) / lanes;
    const top = yOf(block.from);
    const height = yOf(Math.max(block.to, block.from + shortest)) - top;
    return drawBlock(block, { x: hourRoom + 8 + lane * width, y: top + 2, width: width - 6, height: height - 4 });
  });
  const isNowShown = nowMinutes !== undefined && nowMinutes >= first * 60 && nowMinutes <= last * 60;
  const now = isNowShown
    ? tag('rect', {
        x: hourRoom - 12,
        y: yOf(nowMinutes) - 1.5,
        width: innerWidth - hourRoom + 12,
        height: 3,
        fill: '#C62828',
      })
    : '';
  return {
    height: yOf(last * 60) + 12,
    // Under the blocks: what they say stays readable.
    svg: names.svg + hours.join('') + now + drawn.join(''),
    empty: shown.length === 0,
  };
}

function drawBlock(
  block: TimelineBlock,
  at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): string {
  const colour = colourOf(block.part);
  const room = at.width - 26;
  const rows = Math.max(1, Math.floor((at.height - 6) / 25));
  const [title, ...rest] = [block.title, ...block.lines].slice(0, rows);
  return [
    tag('rect', { ...at, rx: 6, fill: '#FFFFFF' }),
    tag('rect', { ...at, rx: 6, fill: colour, 'fill-opacity': 0.14, stroke: colour, 'stroke-width': 1.5 }),
    tag('rect', { x: at.x, y: at.y, width: 10, height: at.height, rx: 4, fill: fillOf(block.part) }),
    text(fit(title ?? '', room, 20, 'bold'), { x: at.x + 18, y: at.y + 22, size: 20, weight: 'bold', fill: ink }),
    ...rest.map((line, index) =>
      text(fit(line, room, 18), { x: at.x + 18, y: at.y + 47 + index * 25, size: 18, fill: ink }),
    ),
  ].join('');
}

interface Laned {
  readonly block: TimelineBlock;
  readonly lane: number;
  readonly lanes: number;
}

/** Blocks that touch share the width: each takes the first lane that is free when it begins. */
function inLanes(blocks: readonly TimelineBlock[]): Laned[] {
  const laned: Laned[] = [];
  let group: { block: TimelineBlock; lane: number }[] = [];
  let ends: number[] = [];
  const close = (): void => {
    laned.push(...group.map((one) => ({ ...one, lanes: ends.length })));
    group = [];
    ends = [];
  };
  for (const block of blocks) {
    if (ends.every((end) => end <= block.from)) close();
    const free = ends.findIndex((end) => end <= block.from);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = Math.max(block.to, block.from + shortest);
    group.push({ block, lane });
  }
  close();
  return laned;
}
