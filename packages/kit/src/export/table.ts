import type { Language } from '@durabot/runtime';

import { maskText } from '../audit/mask.ts';

/** Money in the smallest unit of its currency. */
export interface Money {
  readonly minor: number;
  /** ISO 4217: `RUB`. */
  readonly currency: string;
}

/** What a role gets of a column. Masking is for text; other kinds are left empty. */
export type ColumnAccess = 'show' | 'mask' | 'hide';

/** What stands in a cell, by its column's kind; null is an empty cell. */
export type ColumnKind<Row> =
  | { readonly kind: 'text'; value(row: Row): string | null }
  | { readonly kind: 'integer'; value(row: Row): number | null; readonly total?: 'sum' }
  | { readonly kind: 'money'; value(row: Row): Money | null; readonly total?: 'sum' }
  /** `YYYY-MM-DD`, a day wherever one is. */
  | { readonly kind: 'date'; value(row: Row): string | null }
  /** A moment, shown by the clocks of a zone. */
  | { readonly kind: 'datetime'; readonly zone: string; value(row: Row): Date | null }
  | { readonly kind: 'boolean'; value(row: Row): boolean | null }
  /** In seconds. */
  | { readonly kind: 'duration'; value(row: Row): number | null; readonly total?: 'sum' };

/** One column of a table. */
export type Column<Row> = ColumnKind<Row> & {
  /** Unique in its table; names the column in the audit. */
  readonly key: string;
  readonly heading: Readonly<Record<Language, string>>;
  /** By role. Without one everybody sees the column; with one, roles that are not named do not. */
  readonly access?: Readonly<Record<string, ColumnAccess>>;
  /** How text is masked; by default its first letter stays. */
  mask?(text: string): string;
};

/** A table as data: CSV, XLSX and PDF are made of the same. */
export interface Table<Row> {
  /** Names the export in the audit. */
  readonly name: string;
  readonly title: Readonly<Record<Language, string>>;
  readonly columns: readonly Column<Row>[];
}

/** Who asked for an export, when, and for what. */
export interface ExportRequest {
  readonly language: Language;
  /** All roles of whoever asks; the most generous one counts. */
  readonly roles: readonly string[];
  /** As it is to stand on the paper. */
  readonly madeBy: string;
  readonly madeAt: Date;
  /** The zone of `madeAt` on the paper. */
  readonly zone: string;
  /** In words of the reader: `['Статус', 'закрыт']`. */
  readonly filters: readonly (readonly [label: string, value: string])[];
}

/** Rows as they come, many or few. */
export type RowSource<Row> = AsyncIterable<Row> | Iterable<Row>;

/** The columns that somebody gets, masked where their roles ask for it, and the headings of those that are withheld. */
export function columnsFor<Row>(
  table: Table<Row>,
  { roles, language }: Pick<ExportRequest, 'roles' | 'language'>,
): { readonly columns: readonly Column<Row>[]; readonly hidden: readonly string[] } {
  const columns: Column<Row>[] = [];
  const hidden: string[] = [];
  for (const column of table.columns) {
    const access = accessOf(column, roles);
    if (access === 'hide') hidden.push(column.heading[language]);
    else columns.push(access === 'show' ? column : masked(column));
  }
  return { columns, hidden };
}

function accessOf<Row>({ access }: Column<Row>, roles: readonly string[]): ColumnAccess {
  if (access === undefined) return 'show';
  const given = new Set(roles.map((role) => (Object.hasOwn(access, role) ? access[role] : 'hide')));
  return given.has('show') ? 'show' : given.has('mask') ? 'mask' : 'hide';
}

function masked<Row>(column: Column<Row>): Column<Row> {
  const { mask = maskText } = column;
  switch (column.kind) {
    case 'text':
      return {
        ...column,
        value: (row) => {
          const text = column.value(row);
          return text === null ? null : mask(text);
        },
      };
    case 'integer':
    case 'money':
    case 'date':
    case 'datetime':
    case 'boolean':
    case 'duration':
      return { ...column, value: () => null };
  }
}
