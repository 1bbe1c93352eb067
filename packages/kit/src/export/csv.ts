import { wallClockAt } from '../calendar/wall-clock.ts';
import { decimalOf, durationText, withoutFormula } from './cell-text.ts';
import { exportWords } from './export-words.ts';
import { columnsFor } from './table.ts';
import type { Column, ExportRequest, RowSource, Table } from './table.ts';

/** What a CSV file is to look like. */
export interface CsvOptions {
  /** With `;` decimals have a comma, as the Excel of countries that use `;` reads them. */
  readonly delimiter: ',' | ';';
}

const chunkLength = 64 * 1024;

/**
 * A table as CSV: UTF-8 with its mark, so that Excel reads Cyrillic; lines end in CR LF. Dates are `2026-11-22`, moments
 * `2026-11-22 14:05:00` by the clocks of their column's zone. Rows are taken as the file is read, never all at once.
 */
export async function* writeCsv<Row>(
  table: Table<Row>,
  rows: RowSource<Row>,
  request: ExportRequest,
  { delimiter }: CsvOptions,
): AsyncGenerator<Buffer, number> {
  const { columns } = columnsFor(table, request);
  const line = (cells: readonly string[]) => `${cells.map((cell) => quoted(cell, delimiter)).join(delimiter)}\r\n`;
  let text = `\ufeff${line(columns.map(({ heading }) => withoutFormula(heading[request.language])))}`;
  let count = 0;
  for await (const row of rows) {
    text += line(columns.map((column) => cellOf(column, row, request, delimiter)));
    count += 1;
    if (text.length < chunkLength) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
  return count;
}

function cellOf<Row>(column: Column<Row>, row: Row, { language }: ExportRequest, delimiter: string): string {
  switch (column.kind) {
    case 'text':
      return withoutFormula(column.value(row) ?? '');
    case 'integer':
      return String(column.value(row) ?? '');
    case 'money': {
      const money = column.value(row);
      const decimal = money === null ? '' : decimalOf(money);
      return delimiter === ';' ? decimal.replace('.', ',') : decimal;
    }
    case 'date':
      return column.value(row) ?? '';
    case 'datetime': {
      const moment = column.value(row);
      if (moment === null) return '';
      const { date, time } = wallClockAt(moment, column.zone);
      return `${date} ${time}`;
    }
    case 'boolean': {
      const value = column.value(row);
      return value === null ? '' : exportWords[language][value ? 'yes' : 'no'];
    }
    case 'duration': {
      const seconds = column.value(row);
      return seconds === null ? '' : durationText(seconds);
    }
  }
}

function quoted(cell: string, delimiter: string): string {
  const plain = !cell.includes(delimiter) && !/["\r\n]/.test(cell);
  return plain ? cell : `"${cell.replaceAll('"', '""')}"`;
}
