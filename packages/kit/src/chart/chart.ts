import type { Language } from '@durabot/runtime';

import type { BarsChart } from './draw-bars.ts';
import { drawBars } from './draw-bars.ts';
import type { ColumnsChart } from './draw-columns.ts';
import { drawColumns } from './draw-columns.ts';
import type { FunnelChart } from './draw-funnel.ts';
import { drawFunnel } from './draw-funnel.ts';
import type { HeatMapChart } from './draw-heat-map.ts';
import { drawHeatMap } from './draw-heat-map.ts';
import type { LinesChart } from './draw-lines.ts';
import { drawLines } from './draw-lines.ts';
import type { ScatterChart } from './draw-scatter.ts';
import { drawScatter } from './draw-scatter.ts';
import type { StackedChart } from './draw-stacked.ts';
import { drawStacked } from './draw-stacked.ts';
import type { TimelineChart } from './draw-timeline.ts';
import { drawTimeline } from './draw-timeline.ts';
import { card } from './card.ts';
import type { Drawing } from './card.ts';

/** What a chart shows. Colour never says anything alone: values are written, kinds have patterns, shapes or dashes. */
export type Chart =
  | BarsChart
  | LinesChart
  | FunnelChart
  | HeatMapChart
  | StackedChart
  | ScatterChart
  | TimelineChart
  | ColumnsChart;

/** What stands above each chart, and how its numbers are written. */
export interface ChartFrame {
  readonly title: string;
  /** A second line: the period, the filters. */
  readonly subtitle?: string;
  readonly language: Language;
}

/** A chart as SVG, 720 wide; it needs the font DejaVu Sans. */
export function chartSvg(chart: Chart, frame: ChartFrame): string {
  return card(draw(chart, frame), frame);
}

function draw(chart: Chart, frame: ChartFrame): Drawing {
  switch (chart.kind) {
    case 'bars':
      return drawBars(chart);
    case 'lines':
      return drawLines(chart);
    case 'funnel':
      return drawFunnel(chart);
    case 'heatMap':
      return drawHeatMap(chart, frame.language);
    case 'stacked':
      return drawStacked(chart);
    case 'scatter':
      return drawScatter(chart);
    case 'timeline':
      return drawTimeline(chart);
    case 'columns':
      return drawColumns(chart);
  }
}
