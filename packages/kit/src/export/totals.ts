import type { Column, Money } from './table.ts';

/** What a column adds up to; undefined when it has no total, or rows of several currencies. */
export type Total =
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'money'; readonly value: Money }
  | { readonly kind: 'duration'; readonly value: number };

/** Adds up the columns that ask for it while rows go by. */
export interface Totals<Row> {
  readonly wanted: boolean;
  add(row: Row): void;
  of(column: Column<Row>): Total | undefined;
}

export function createTotals<Row>(columns: readonly Column<Row>[]): Totals<Row> {
  const summed = columns.filter((column) => 'total' in column && column.total === 'sum');
  const sums = new Map<Column<Row>, Total | 'mixed'>();
  return {
    wanted: summed.length > 0,
    add(row) {
      for (const column of summed) {
        const next = sumWith(sums.get(column), column, row);
        if (next !== undefined) sums.set(column, next);
      }
    },
    of(column) {
      const sum = sums.get(column);
      return sum === 'mixed' ? undefined : sum;
    },
  };
}

function sumWith<Row>(sum: Total | 'mixed' | undefined, column: Column<Row>, row: Row): Total | 'mixed' | undefined {
  if (sum === 'mixed') return sum;
  switch (column.kind) {
    case 'integer':
    case 'duration': {
      const value = column.value(row);
      const before = sum === undefined || sum.kind === 'money' ? 0 : sum.value;
      return value === null ? sum : { kind: column.kind, value: before + value };
    }
    case 'money': {
      const value = column.value(row);
      if (value === null) return sum;
      if (sum?.kind !== 'money') return { kind: 'money', value };
      // Roubles and hryvnias have no sum.
      if (sum.value.currency !== value.currency) return 'mixed';
      return { kind: 'money', value: { minor: sum.value.minor + value.minor, currency: value.currency } };
    }
    case 'text':
    case 'date':
    case 'datetime':
    case 'boolean':
      return undefined;
  }
}
