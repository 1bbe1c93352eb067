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

/** Narrow enough to be read on a telephone, where a page makes it smaller still. */
const width = 520;
const margin = 16;
const valueWidth = 60;
const labelHeight = 19;
const barHeight = 16;
const groupGap = 10;

/**
 * Draws groups of lying bars, each group below its label, which may so be as long as it has to. Each bar has its figure
 * beside it, so colour is never all there is to tell them apart.
 */
export function barChart({ name, title, unit, series, groups }: BarChartData): Chart {
  const most = Math.max(1e-9, ...groups.flatMap(({ values }) => values.filter(Number.isFinite)));
  const groupHeight = labelHeight + series.length * barHeight + groupGap;
  const scale = (width - 2 * margin - valueWidth) / most;
  const parts = groups.flatMap(({ label, values, own }, group) => {
    const y = group * groupHeight;
    return [
      `<text class="label${own === true ? ' own' : ''}" x="${margin}" y="${y + 14}">${escapeXml(label)}</text>`,
      ...values.map((value, at) => {
        const barY = y + labelHeight + at * barHeight;
        const length = Number.isFinite(value) ? Math.max(1, value * scale) : 0;
        return (
          `<rect class="s${at}" x="${margin}" y="${barY + 1}" width="${length.toFixed(1)}" height="${barHeight - 3}" rx="2"/>` +
          `<text class="value" x="${(margin + length + 6).toFixed(1)}" y="${barY + 12}">${formatCell(value)}</text>`
        );
      }),
    ];
  });
  return {
    name,
    title,
    svg: picture({
      title: `${title}, ${unit}`,
      width,
      // With one colour there is nothing to tell apart.
      legend: series.length < 2 ? [] : series.map((label, at) => ({ label, mark: `s${at}` })),
      drawing: { height: groups.length * groupHeight, parts },
    }),
  };
}

export interface LineChartData {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  /** What grows to the right, by powers of ten. */
  readonly across: string;
  readonly lines: readonly { readonly label: string; readonly points: readonly { x: number; y: number }[] }[];
}

const plot = { left: 62, right: 48, top: 14, bottom: 46, height: 270 };

/** Draws how figures change while something grows by powers. A line alone has its figures beside its points. */
export function lineChart({ name, title, unit, across, lines }: LineChartData): Chart {
  const points = lines.flatMap((line) => line.points);
  const least = Math.log(Math.min(...points.map(({ x }) => x)));
  const most = Math.log(Math.max(...points.map(({ x }) => x)));
  const highest = Math.max(1e-9, ...points.map(({ y }) => y)) * 1.15;
  const floor = plot.height - plot.bottom;
  const toX = (x: number): number =>
    plot.left + 30 + ((Math.log(x) - least) / Math.max(1e-9, most - least)) * (width - plot.left - plot.right - 30);
  const toY = (y: number): number => floor - (y / highest) * (floor - plot.top);
  const step = evenStep(highest / 4);
  const grid = Array.from({ length: Math.floor(highest / step) + 1 }, (_, at) => at * step).map((value) => {
    const y = toY(value);
    return (
      `<line class="grid" x1="${plot.left}" x2="${width - margin}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}"/>` +
      `<text class="value" x="${plot.left - 8}" y="${(y + 4).toFixed(1)}" text-anchor="end">${formatCell(value)}</text>`
    );
  });
  const marks = apart(
    points.map(({ x }) => x),
    toX,
  ).map(
    (x) =>
      `<text class="value" x="${toX(x).toFixed(1)}" y="${floor + 19}" text-anchor="middle">${formatCell(x)}</text>`,
  );
  const drawn = lines.map(({ points: own }, at) => {
    const path = own.map(({ x, y }) => `${toX(x).toFixed(1)},${toY(y).toFixed(1)}`).join(' ');
    const dots = own.map(({ x, y }) => {
      const dot = `<circle class="s${at}" cx="${toX(x).toFixed(1)}" cy="${toY(y).toFixed(1)}" r="3.5"/>`;
      const figure = `<text class="label" x="${toX(x).toFixed(1)}" y="${(toY(y) - 9).toFixed(1)}" text-anchor="middle">${formatCell(y)}</text>`;
      return lines.length === 1 ? dot + figure : dot;
    });
    return `<polyline class="l${at}" points="${path}"/>${dots.join('')}`;
  });
  const axis = `<text class="label" x="${(plot.left + width - margin) / 2}" y="${floor + 40}" text-anchor="middle">${escapeXml(across)}</text>`;
  return {
    name,
    title,
    svg: picture({
      title: `${title}, ${unit}`,
      width,
      legend: lines.length < 2 ? [] : lines.map(({ label }, at) => ({ label, mark: `s${at}` })),
      drawing: { height: plot.height, parts: [...grid, ...marks, axis, ...drawn] },
    }),
  };
}

/** Those of the values, each once, whose figures have room beside each other; the last one always. */
function apart(values: readonly number[], toX: (value: number) => number): number[] {
  const shown: number[] = [];
  for (const value of [...new Set(values)].toSorted((a, b) => b - a)) {
    const next = shown[0];
    if (next === undefined || toX(next) - toX(value) >= leastApart) shown.unshift(value);
  }
  return shown;
}

/** A figure of five characters at the size of the axis. */
const leastApart = 44;

/** The next of 1, 2 and 5 and their powers of ten, so that the figures beside the lines are round. */
function evenStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((factor) => factor * power >= least) ?? 10) * power;
}
