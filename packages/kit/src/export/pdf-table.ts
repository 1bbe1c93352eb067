import { setImmediate as letOthersRun } from 'node:timers/promises';

import { durationText, groupDigits, readableCell, readableMoment, readableMoney } from './cell-text.ts';
import { exportWords } from './export-words.ts';
import { lookAhead } from './look-ahead.ts';
import { beginPdf, numberPages, pdfMargin } from './pdf-document.ts';
import type { PdfDocument } from './pdf-document.ts';
import { columnsFor } from './table.ts';
import type { Column, ExportRequest, RowSource, Table } from './table.ts';
import { createTotals } from './totals.ts';
import type { Total } from './totals.ts';
import { wrapLines } from './wrap-lines.ts';

/** The most rows that make sense on paper: some 150 pages. */
export const pdfRowLimit = 5000;

const sampledRows = 200;
const fontSize = 8;
const lineHeight = 10.5;
const padding = 4;
const mostLinesOfACell = 12;
const narrowest = 40;

/** What a page needs to know to be drawn. */
interface Sheet<Row> {
  readonly document: PdfDocument;
  readonly columns: readonly Column<Row>[];
  readonly widths: readonly number[];
  readonly layout: 'portrait' | 'landscape';
  readonly request: ExportRequest;
  y: number;
}

/**
 * A table on paper: A4, across when it is wide, its header on each page, pages numbered, the font inside. All pages are
 * kept until the end, so there is a limit: see {@link pdfRowLimit}.
 *
 * @throws RangeError when there are more rows than that
 */
export async function* writePdf<Row>(
  table: Table<Row>,
  rows: RowSource<Row>,
  request: ExportRequest,
): AsyncGenerator<Buffer, number> {
  const { columns, hidden } = columnsFor(table, request);
  if (columns.length === 0) throw new RangeError(`No column of ${table.name} may be seen with these roles.`);
  const words = exportWords[request.language];
  const title = table.title[request.language];
  const document = await beginPdf(title, request.madeBy, request.madeAt);
  const { first, all } = await lookAhead(rows, sampledRows);
  const sheet: Sheet<Row> = { document, columns, ...layOut(document, columns, first, request), request, y: 0 };
  const totals = createTotals(columns);

  newPage(sheet);
  drawTitle(sheet, title, [
    `${words.madeBy}: ${request.madeBy} · ${readableMoment(request.madeAt, request.zone)} (${request.zone})`,
    request.filters.length === 0
      ? `${words.filter}: ${words.noFilters}`
      : request.filters.map(([label, value]) => `${label}: ${value}`).join(' · '),
    ...(hidden.length > 0 ? [`${words.hiddenColumns}: ${hidden.join(', ')}`] : []),
  ]);
  drawHeader(sheet);
  let count = 0;
  for await (const row of all) {
    count += 1;
    if (count > pdfRowLimit) throw new RangeError(`A PDF takes ${pdfRowLimit} rows; narrow the filters or take XLSX.`);
    const cells = columns.map((column) => readableCell(column, row, request.language));
    drawRow(sheet, cells, { shaded: count % 2 === 0 });
    totals.add(row);
    if (count % 50 === 0) await letOthersRun();
  }
  if (totals.wanted && count > 0) {
    const cells = columns.map((column) => totalText(totals.of(column)));
    if (cells[0] === '') cells[0] = words.total;
    drawRow(sheet, cells, { bold: true });
  }
  drawLines(sheet, [`${words.rowCount}: ${groupDigits(String(count))}`]);
  numberPages(document, words.page);
  for (const chunk of await document.bytes()) yield chunk;
  return count;
}

function layOut<Row>(
  { use }: PdfDocument,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { language }: ExportRequest,
): Pick<Sheet<Row>, 'widths' | 'layout'> {
  const bold = use('bold', fontSize);
  const headings = columns.map(({ heading }) => Math.min(bold(heading[language]), 90));
  const isSummed = columns.map((column) => 'total' in column && column.total === 'sum');
  const word = isSummed.includes(true) ? bold(exportWords[language].total) : 0;
  const plain = use('plain', fontSize);
  const natural = columns.map((column, n) => {
    const longest = rows.reduce(
      (most, row) => Math.max(most, ...readableCell(column, row, language).split('\n').map(plain)),
      headings[n] ?? 0,
    );
    // A sum is longer than its parts.
    const needed = isSummed[n] === true ? longest * 1.4 : n === 0 ? Math.max(longest, word) : longest;
    return Math.min(needed, 220) + 2 * padding + 1;
  });
  const wanted = natural.reduce((sum, width) => sum + width, 0);
  const portrait = 595 - 2 * pdfMargin;
  const layout = wanted > portrait ? 'landscape' : 'portrait';
  const room = layout === 'portrait' ? portrait : 842 - 2 * pdfMargin;
  return { layout, widths: wanted > room ? squeezed(natural, room) : natural };
}

/** Takes from the wide columns first; what is narrow stays readable. */
function squeezed(natural: readonly number[], room: number): number[] {
  let limit = Math.max(...natural);
  const widthsAt = (most: number) => natural.map((width) => Math.min(width, Math.max(most, narrowest)));
  const sumAt = (most: number) => widthsAt(most).reduce((sum, width) => sum + width, 0);
  while (sumAt(limit) > room && limit > narrowest) limit -= 2;
  const widths = widthsAt(limit);
  const sum = sumAt(limit);
  return sum > room ? widths.map((width) => (width * room) / sum) : widths;
}

function newPage<Row>(sheet: Sheet<Row>): void {
  sheet.document.pdf.addPage({ size: 'A4', layout: sheet.layout, margin: 0 });
  sheet.y = pdfMargin;
}

function drawTitle<Row>(sheet: Sheet<Row>, title: string, lines: readonly string[]): void {
  const { document } = sheet;
  document.use('bold', 14);
  document.pdf.fillColor('#000000');
  document.line(title, pdfMargin, sheet.y);
  sheet.y += 22;
  drawLines(sheet, lines);
  sheet.y += 6;
}

function drawLines<Row>(sheet: Sheet<Row>, texts: readonly string[]): void {
  const { document } = sheet;
  const measure = document.use('plain', fontSize);
  const width = document.pdf.page.width - 2 * pdfMargin;
  for (const line of texts.flatMap((text) => wrapLines(text, width, measure, 6))) {
    if (sheet.y + lineHeight > bottomOf(sheet)) newPage(sheet);
    document.use('plain', fontSize);
    document.pdf.fillColor('#333333');
    document.line(line, pdfMargin, sheet.y + 3);
    sheet.y += lineHeight + 1;
  }
}

function bottomOf<Row>({ document }: Sheet<Row>): number {
  return document.pdf.page.height - 40;
}

function drawHeader<Row>(sheet: Sheet<Row>): void {
  const { columns, request } = sheet;
  drawCells(
    sheet,
    columns.map(({ heading }) => heading[request.language]),
    { font: 'bold', fill: '#1F4E79', ink: '#FFFFFF' },
  );
}

function drawRow<Row>(sheet: Sheet<Row>, cells: readonly string[], look: { shaded?: boolean; bold?: boolean }): void {
  const font = look.bold === true ? 'bold' : 'plain';
  if (sheet.y + heightOf(wrapCells(sheet, cells, font)) > bottomOf(sheet)) {
    newPage(sheet);
    drawHeader(sheet);
  }
  drawCells(sheet, cells, {
    font,
    ink: '#000000',
    ...(look.shaded === true ? { fill: '#EEF3F8' } : {}),
    ...(look.bold === true ? { fill: '#D6E2EE' } : {}),
  });
}

function wrapCells<Row>(
  { document, widths }: Sheet<Row>,
  cells: readonly string[],
  font: 'plain' | 'bold',
): string[][] {
  const measure = document.use(font, fontSize);
  return cells.map((cell, n) => wrapLines(cell, (widths[n] ?? 0) - 2 * padding, measure, mostLinesOfACell));
}

function heightOf(cells: readonly string[][]): number {
  return Math.max(...cells.map((lines) => lines.length)) * lineHeight + 5;
}

function drawCells<Row>(
  sheet: Sheet<Row>,
  cells: readonly string[],
  { font, fill, ink }: { font: 'plain' | 'bold'; fill?: string; ink: string },
): void {
  const { document, widths, columns } = sheet;
  const { pdf } = document;
  const wrapped = wrapCells(sheet, cells, font);
  const height = heightOf(wrapped);
  const whole = widths.reduce((sum, width) => sum + width, 0);
  if (fill !== undefined) pdf.rect(pdfMargin, sheet.y, whole, height).fill(fill);
  pdf
    .moveTo(pdfMargin, sheet.y + height)
    .lineTo(pdfMargin + whole, sheet.y + height)
    .lineWidth(0.4)
    .stroke('#B8C4D0');
  pdf.fillColor(ink);
  let x = pdfMargin;
  wrapped.forEach((lines, n) => {
    const width = widths[n] ?? 0;
    const align = isNumeric(columns[n]) ? 'right' : 'left';
    lines.forEach((line, m) => {
      const y = sheet.y + 3 + m * lineHeight;
      if (line !== '') document.line(line, x + padding, y, { width: width - 2 * padding + 1, align });
    });
    x += width;
  });
  sheet.y += height;
}

function isNumeric<Row>(column: Column<Row> | undefined): boolean {
  return column?.kind === 'integer' || column?.kind === 'money' || column?.kind === 'duration';
}

function totalText(total: Total | undefined): string {
  switch (total?.kind) {
    case undefined:
      return '';
    case 'integer':
      return groupDigits(String(total.value));
    case 'money':
      return readableMoney(total.value);
    case 'duration':
      return durationText(total.value);
  }
}
