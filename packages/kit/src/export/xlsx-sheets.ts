import { decimalOf, readableCell, readableMoment } from './cell-text.ts';
import { lookAhead } from './look-ahead.ts';
import { exportWords } from './export-words.ts';
import type { Column, ExportRequest, RowSource } from './table.ts';
import { createTotals } from './totals.ts';
import type { Total } from './totals.ts';
import {
  daysText,
  durationFormat,
  formulaCell,
  integerFormat,
  moneyFormat,
  numberCell,
  numberText,
  textCell,
  typedCell,
  lineCount,
  widestColumn,
} from './xlsx-cell.ts';
import type { CellStyle, Styles } from './xlsx-styles.ts';
import { xmlHead } from './xml.ts';

/** The most rows of data that a sheet takes beside its header and totals. */
export const xlsxRowLimit = 1_048_574;

const sampledRows = 200;
const chunkLength = 64 * 1024;
const worksheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';

/** `0` is A, `26` is AA. */
export function columnLetters(index: number): string {
  const last = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

/** The sheet of data, as rows come; returns how many there were. */
export async function* dataSheet<Row>(
  columns: readonly Column<Row>[],
  rows: RowSource<Row>,
  { language }: ExportRequest,
  styles: Styles,
): AsyncGenerator<string, number> {
  const letters = columns.map((_, index) => columnLetters(index));
  const { first, all } = await lookAhead(rows, sampledRows);
  const totals = createTotals(columns);
  const header = styles.idOf({ look: 'header' });
  let text = `${xmlHead}${worksheet}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>
<sheetViews><sheetView workbookViewId="0" tabSelected="1"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>
<cols>${columns.map((column, n) => widthXml(n, widthOf(column, first, language))).join('')}</cols><sheetData>`;
  text += `<row r="1" ht="30" customHeight="1">${columns.map(({ heading }, n) => textCell(`${letters[n] ?? ''}1`, heading[language], header)).join('')}</row>`;
  let count = 0;
  for await (const row of all) {
    count += 1;
    if (count > xlsxRowLimit) throw new RangeError(`A sheet takes ${xlsxRowLimit} rows; narrow the filters.`);
    const at = count + 1;
    const cells = columns.map((column, n) => typedCell(column, row, `${letters[n] ?? ''}${at}`, { styles, language }));
    text += `<row r="${at}"${heightOf(columns, row)}>${cells.join('')}</row>`;
    totals.add(row);
    if (text.length < chunkLength) continue;
    yield text;
    text = '';
  }
  if (totals.wanted && count > 0) {
    const cells = columns.map((column, n) => totalCell(totals.of(column), letters[n] ?? '', count, styles));
    // The word stands in the first column unless that has a sum itself.
    if (cells[0] === '')
      cells[0] = textCell(`A${count + 2}`, exportWords[language].total, styles.idOf({ look: 'total' }));
    text += `<row r="${count + 2}">${cells.join('')}</row>`;
  }
  const last = `${letters.at(-1) ?? 'A'}${count + 1}`;
  yield `${text}</sheetData><autoFilter ref="A1:${last}"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>
<pageSetup paperSize="9" orientation="${columns.length > 6 ? 'landscape' : 'portrait'}" fitToWidth="1" fitToHeight="0"/>
<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`;
  return count;
}

/** Spreadsheets differ in whether they make room for wrapped text by themselves. */
function heightOf<Row>(columns: readonly Column<Row>[], row: Row): string {
  const lines = columns.map((column) => (column.kind === 'text' ? lineCount(column.value(row) ?? '') : 1));
  const most = Math.max(...lines);
  return most > 1 ? ` ht="${most * 15}" customHeight="1"` : '';
}

/** Sums what is visible, so that a total follows the reader's filter. */
function totalCell(total: Total | undefined, letter: string, count: number, styles: Styles): string {
  if (total === undefined) return '';
  const { value, format } = shownTotal(total);
  const style: CellStyle = { format, look: 'total' };
  return formulaCell(
    `${letter}${count + 2}`,
    `SUBTOTAL(109,${letter}2:${letter}${count + 1})`,
    value,
    styles.idOf(style),
  );
}

function shownTotal(total: Total): { value: string; format: string } {
  switch (total.kind) {
    case 'integer':
      return { value: numberText(total.value), format: integerFormat };
    case 'money':
      return { value: decimalOf(total.value), format: moneyFormat(total.value.currency) };
    case 'duration':
      return { value: daysText(total.value), format: durationFormat };
  }
}

function widthXml(index: number, width: number): string {
  return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`;
}

/** In characters, with room for the arrow of the filter. */
function widthOf<Row>(column: Column<Row>, rows: readonly Row[], language: ExportRequest['language']): number {
  const heading = Math.min(column.heading[language].length + 4, 24);
  const longest = rows.reduce((most, row) => Math.max(most, readableCell(column, row, language).length + 2), heading);
  return Math.min(longest, widestColumn);
}

const row = (at: number, cells: string) => `<row r="${at}">${cells}</row>`;

/** The sheet that says what the other one is: who made it, when, with which filters, how many rows. */
export function parametersSheet(
  title: string,
  count: number,
  hidden: readonly string[],
  request: ExportRequest,
  styles: Styles,
): string {
  const words = exportWords[request.language];
  const header = styles.idOf({ look: 'header' });
  const plain = styles.idOf({ look: 'wrapped' });
  const filters = request.filters.length > 0 ? request.filters : [[words.filter, words.noFilters] as const];
  const lines: (readonly [string, string])[] = [
    [words.report, title],
    [words.madeBy, request.madeBy],
    [words.madeAt, `${readableMoment(request.madeAt, request.zone)} (${request.zone})`],
    ...filters,
    ...(hidden.length > 0 ? [[words.hiddenColumns, hidden.join(', ')] as const] : []),
  ];
  const pairs = lines.map(([label, value], n) =>
    row(n + 2, textCell(`A${n + 2}`, label, plain) + textCell(`B${n + 2}`, value, plain)),
  );
  const end = lines.length + 2;
  const counted =
    textCell(`A${end}`, words.rowCount, plain) + numberCell(`B${end}`, String(count), styles.idOf({ format: '0' }));
  return `${xmlHead}${worksheet}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><cols>${widthXml(0, 26)}${widthXml(1, 60)}</cols><sheetData>${row(
    1,
    textCell('A1', words.parameters, header) + textCell('B1', words.value, header),
  )}${pairs.join('')}${row(end, counted)}</sheetData><pageSetup paperSize="9" fitToWidth="1" fitToHeight="0"/></worksheet>`;
}
