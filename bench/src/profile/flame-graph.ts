import type { Chart } from '../report/chart.ts';
import { escapeXml, picture } from '../report/picture.ts';
import { areaNames, areaOf, placeOf, type AreaName } from './areas.ts';
import type { Call } from './call-tree.ts';

const width = 1_200;
const margin = 16;
const rowHeight = 17;
/** Narrower ones are left out: nobody could see them. */
const leastWidth = 1.2;
/** Of the font, on average. */
const characterWidth = 6.1;

/**
 * Pale enough for dark words in both schemes; ours are warm, those of others cold, Node and its engine grey.
 */
const colours: Readonly<Record<AreaName, string>> = {
  'dialog and handler': '#ffb3a7',
  dispatch: '#ffc680',
  'ingress and inbox': '#ffe066',
  'sender and outbox': '#f2a6d1',
  'runtime, the rest': '#e0b48c',
  'grammY and zod': '#b5e6a2',
  'PostgreSQL client': '#8fc7f2',
  'HTTP server': '#8ce0d1',
  'HTTP client': '#b9b3f5',
  'other libraries': '#c9e4c5',
  Node: '#cfd4da',
  'garbage collector': '#e58a8a',
  'engine and system': '#aab2bb',
};

/**
 * Draws a call tree: each function is as wide as what it took with all that it calls, which stand below it.
 * @param parts.each writes an amount down as what it is for an update
 */
export function flameGraph(parts: {
  name: string;
  title: string;
  root: Call;
  each: (amount: number) => string;
}): Chart {
  const { name, title, root, each } = parts;
  const scale = (width - 2 * margin) / Math.max(1, root.total);
  const boxes: string[] = [];
  let depths = 1;

  function draw(call: Call, x: number, depth: number): void {
    const size = call.total * scale;
    if (size < leastWidth) return;
    depths = Math.max(depths, depth + 1);
    boxes.push(box(call, x, depth * rowHeight, size));
    let at = x;
    for (const one of call.calls) {
      draw(one, at, depth + 1);
      at += one.total * scale;
    }
  }

  function box(call: Call, x: number, y: number, size: number): string {
    const area = areaOf(call);
    const place = placeOf(call.url);
    const tip =
      `${call.name}${place === '' ? '' : ` (${place})`}: ${each(call.total)} for an update, ` +
      `${((call.total / Math.max(1, root.total)) * 100).toFixed(1)}%; itself ${each(call.self)}; ${area}`;
    const words = fitting(labelOf(call), size);
    return (
      `<g><title>${escapeXml(tip)}</title>` +
      `<rect class="a${areaNames.indexOf(area)}" x="${x.toFixed(1)}" y="${y}" width="${Math.max(0.5, size - 0.5).toFixed(1)}" height="${rowHeight - 1}"/>` +
      `${words === '' ? '' : `<text class="box" x="${(x + 3).toFixed(1)}" y="${y + 12}">${escapeXml(words)}</text>`}</g>`
    );
  }

  draw(root, margin, 0);
  const colourRules = areaNames.map((area, at) => `.a${at}{fill:${colours[area]}}`).join('');
  return {
    name,
    title,
    svg: picture({
      title,
      width,
      style: `.box{font-size:11px;fill:#1f2328}${colourRules}`,
      legend: areaNames.map((label, at) => ({ label, mark: `a${at}` })),
      drawing: { height: depths * rowHeight, parts: boxes },
    }),
  };
}

/** A function without a name is known by its file. */
function labelOf({ name, url }: Call): string {
  const [, file] = /([^/]+?)(?:\.[cm]?[jt]s)?$/.exec(url) ?? [];
  return name === '(anonymous)' && file !== undefined ? `ƒ ${file}` : name;
}

function fitting(words: string, size: number): string {
  const room = Math.floor((size - 6) / characterWidth);
  if (room < 3) return '';
  return words.length <= room ? words : `${words.slice(0, room - 1)}…`;
}
