import type { Chart, Column, ColumnKind, Money, Table } from '@durabot/kit';
import type { Sql } from '@durabot/postgres';
import type { Language } from '@durabot/runtime';
import { inLanguages } from '../texts.ts';
import type { ReportQuery } from './report-query.ts';
import { tableText } from './report-text.ts';

/** For whom a report is written. */
export interface ReportStyle {
  readonly language: Language;
  readonly zone: string;
  readonly currency: string;
}

/** What of one report is particular; the rest follows from its table. */
export interface ReportDefinition<Row> {
  readonly name: string;
  read(sql: Sql, query: ReportQuery): Promise<Row[]>;
  columns(style: ReportStyle): readonly Column<Row>[];
  /** How it looks in a chat, when a list of its rows would not do. */
  text?(rows: readonly Row[], query: ReportQuery, style: ReportStyle): string;
  chart?(rows: readonly Row[], style: ReportStyle): Chart;
  /** Whether rows that are always there say nothing. */
  isEmpty?(rows: readonly Row[]): boolean;
}

/** A report that was made: for a chat, for a file, as a picture. */
export interface MadeReport {
  readonly name: string;
  readonly isEmpty: boolean;
  /** Telegram HTML, at most 4096 characters. */
  readonly html: string;
  readonly chart: Chart | undefined;
  /** Hands table and rows to whoever writes files. */
  withTable<T>(use: <Row>(table: Table<Row>, rows: readonly Row[]) => T): T;
}

export interface Report {
  readonly name: string;
  titleIn(language: Language): string;
  make(sql: Sql, query: ReportQuery, style: ReportStyle): Promise<MadeReport>;
}

/** A report by its definition; its title is the text `report-title-<name>`. */
export function defineReport<Row>(definition: ReportDefinition<Row>): Report {
  const title = inLanguages(`report-title-${definition.name}`);
  return {
    name: definition.name,
    titleIn: (language) => title[language],
    make: async (sql, query, style) => {
      const read = await definition.read(sql, query);
      const rows = definition.isEmpty?.(read) === true ? [] : read;
      const table: Table<Row> = {
        name: `repair_${definition.name.replaceAll('-', '_')}`,
        title,
        columns: definition.columns(style),
      };
      return {
        name: definition.name,
        isEmpty: rows.length === 0,
        html: definition.text?.(rows, query, style) ?? tableText(table, rows, query, style),
        chart: rows.length === 0 ? undefined : definition.chart?.(rows, style),
        withTable: (use) => use(table, rows),
      };
    },
  };
}

/** A column whose heading is the text `report-column-<key>`. */
export function column<Row>(key: string, kind: ColumnKind<Row>): Column<Row> {
  return { ...kind, key, heading: inLanguages(`report-column-${key}`) };
}

export function text<Row>(key: string, value: (row: Row) => string | null): Column<Row> {
  return column(key, { kind: 'text', value });
}

export function count<Row>(key: string, value: (row: Row) => number): Column<Row> {
  return column(key, { kind: 'integer', value, total: 'sum' });
}

export function seconds<Row>(key: string, value: (row: Row) => number | null): Column<Row> {
  return column(key, {
    kind: 'duration',
    value: (row) => {
      const given = value(row);
      return given === null ? null : Math.round(given);
    },
  });
}

export function money<Row>(
  key: string,
  { currency }: ReportStyle,
  value: (row: Row) => number | null,
  total: 'sum' | 'none' = 'sum',
): Column<Row> {
  const amount = (row: Row): Money | null => {
    const minor = value(row);
    return minor === null ? null : { minor, currency };
  };
  return column(key, total === 'sum' ? { kind: 'money', value: amount, total } : { kind: 'money', value: amount });
}

/** A part of a whole in percent; nothing when there is no whole. */
export function percent<Row>(key: string, part: (row: Row) => number, whole: (row: Row) => number): Column<Row> {
  return text(key, (row) => (whole(row) === 0 ? null : `${Math.round((part(row) / whole(row)) * 100)} %`));
}
