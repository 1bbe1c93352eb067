import { dejavu } from '../font/dejavu.ts';
import { chartSvg } from './chart.ts';
import type { Chart, ChartFrame } from './chart.ts';

/**
 * A chart as a picture for a chat: 1440 pixels wide, for the screens of phones. It is drawn beside the program's own
 * thread, in some 100 ms, with a font that comes along: the machine needs none.
 */
export async function chartPng(chart: Chart, frame: ChartFrame): Promise<Buffer> {
  // Loaded with the first picture, not with the program.
  const { renderAsync } = await import('@resvg/resvg-js');
  const image = await renderAsync(chartSvg(chart, frame), {
    fitTo: { mode: 'zoom', value: 2 },
    background: '#FFFFFF',
    font: {
      fontFiles: [dejavu.sans, dejavu.sansBold],
      loadSystemFonts: false,
      defaultFontFamily: 'DejaVu Sans',
    },
  });
  return image.asPng();
}
