import { escapeXml, picture } from './picture.ts';
import { formatCell } from './table.ts';

/** A picture of figures, kept beside the results. */
export interface Chart {
  /** Of its file, without the ending. */
  readonly name: string;
  readonly title: string;
  readonly svg: string;
}

export interface BarChartData {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  /** What each bar of a group stands for; their colours. */
  readonly series: readonly string[];
  readonly groups: readonly { readonly label: string; readonly values: readonly number[]; readonly own?: boolean }[];
}

const width = 760;
const labelWidth = 200;
const valueWidth = 90;
const barHeight = 16;
const groupGap = 14;
const top = 62;
const bottom = 18;

/**
 * Draws groups of lying bars. The picture brings its own ground and follows the reader's light or dark scheme, so it can be
 * read wherever a page shows it; each bar has its figure beside it, so colour is never all there is to tell them apart.
 */
export function barChart({ name, title, unit, series, groups }: BarChartData): Chart {
  const most = Math.max(1e-9, ...groups.flatMap(({ values }) => values.filter(Number.isFinite)));
  const groupHeight = series.length * barHeight + groupGap;
  const height = top + groups.length * groupHeight + bottom;
  const scale = (width - labelWidth - valueWidth) / most;
  const bars = groups.flatMap(({ label, values, own }, group) => {
    const y = top + group * groupHeight;
    const middle = y + (series.length * barHeight) / 2 + 4;
    return [
      `<text class="label${own === true ? ' own' : ''}" x="${labelWidth - 10}" y="${middle}" text-anchor="end">${escapeXml(label)}</text>`,
      ...values.map((value, at) => {
        const barY = y + at * barHeight;
        const length = Number.isFinite(value) ? Math.max(1, value * scale) : 0;
        return (
          `<rect class="s${at}" x="${labelWidth}" y="${barY + 1}" width="${length.toFixed(1)}" height="${barHeight - 3}" rx="2"/>` +
          `<text class="value" x="${(labelWidth + length + 6).toFixed(1)}" y="${barY + 12}">${formatCell(value)}</text>`
        );
      }),
    ];
  });
  const legend = series.map(
    (text, at) =>
      `<rect class="s${at}" x="${labelWidth + at * 150}" y="38" width="12" height="12" rx="2"/>` +
      `<text class="value" x="${labelWidth + at * 150 + 18}" y="48">${escapeXml(text)}</text>`,
  );
  return { name, title, svg: picture({ title: `${title}, ${unit}`, width, height, parts: [...legend, ...bars] }) };
}

export interface LineChartData {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  /** What grows to the right, by powers of ten. */
  readonly across: string;
  readonly lines: readonly { readonly label: string; readonly points: readonly { x: number; y: number }[] }[];
}

const plot = { left: 70, right: 20, top: 66, bottom: 44, height: 300 };

/** Draws how figures change while something grows by powers; the ground of the picture as in {@link barChart}. */
export function lineChart({ name, title, unit, across, lines }: LineChartData): Chart {
  const points = lines.flatMap((line) => line.points);
  const least = Math.log(Math.min(...points.map(({ x }) => x)));
  const most = Math.log(Math.max(...points.map(({ x }) => x)));
  const highest = Math.max(1e-9, ...points.map(({ y }) => y)) * 1.1;
  const floor = plot.height - plot.bottom;
  const toX = (x: number): number =>
    plot.left + ((Math.log(x) - least) / Math.max(1e-9, most - least)) * (width - plot.left - plot.right - 30);
  const toY = (y: number): number => floor - (y / highest) * (floor - plot.top);
  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const y = toY((highest / 1.1) * share);
    return (
      `<line class="grid" x1="${plot.left}" x2="${width - plot.right}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}"/>` +
      `<text class="value" x="${plot.left - 8}" y="${(y + 4).toFixed(1)}" text-anchor="end">${formatCell(Math.round((highest / 1.1) * share))}</text>`
    );
  });
  const marks = [...new Set(points.map(({ x }) => x))].map(
    (x) =>
      `<text class="value" x="${toX(x).toFixed(1)}" y="${floor + 18}" text-anchor="middle">${formatCell(x)}</text>`,
  );
  const drawn = lines.map(({ points: own }, at) => {
    const path = own.map(({ x, y }) => `${toX(x).toFixed(1)},${toY(y).toFixed(1)}`).join(' ');
    const dots = own.map(
      ({ x, y }) => `<circle class="s${at}" cx="${toX(x).toFixed(1)}" cy="${toY(y).toFixed(1)}" r="3.5"/>`,
    );
    return `<polyline class="l${at}" points="${path}"/>${dots.join('')}`;
  });
  const legend = lines.map(
    ({ label }, at) =>
      `<rect class="s${at}" x="${plot.left + at * 200}" y="38" width="12" height="12" rx="2"/>` +
      `<text class="value" x="${plot.left + at * 200 + 18}" y="48">${escapeXml(label)}</text>`,
  );
  const axis = `<text class="value" x="${width / 2}" y="${plot.height - 8}" text-anchor="middle">${escapeXml(across)}</text>`;
  return {
    name,
    title,
    svg: picture({
      title: `${title}, ${unit}`,
      width,
      height: plot.height,
      parts: [...grid, ...marks, axis, ...legend, ...drawn],
    }),
  };
}
