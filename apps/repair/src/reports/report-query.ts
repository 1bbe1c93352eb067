import type { Period } from './period.ts';

/** What a report is about. Deleted orders are in none. */
export interface ReportQuery extends Period {
  /** By whose wall clock days and hours are told apart. */
  readonly zone: string;
  /** As of when what is open, overdue or unanswered is looked at. */
  readonly now: Date;
  readonly filters?: ReportFilters;
}

export interface ReportFilters {
  readonly masterId?: number;
  readonly category?: string;
  readonly dispatcherId?: number;
}

/** Collects the values of a statement, and names their places. */
export class Values {
  readonly list: unknown[] = [];

  /** `$3` */
  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}

/** Half-open: the end belongs to the next period. */
export function within(column: string, { from, to }: Period, values: Values): string {
  return `${column} >= ${values.add(from)} and ${column} < ${values.add(to)}`;
}

/**
 * The condition of the filters on orders named `o`. What is about a master's own doing names whose it is by another column:
 * an order's present master need not be the one who was asked, or came.
 */
export function ofFilters({ filters = {} }: ReportQuery, values: Values, masterColumn = 'o.master_id'): string {
  const conditions = ['o.deleted_at is null'];
  if (filters.masterId !== undefined) conditions.push(`${masterColumn} = ${values.add(filters.masterId)}`);
  if (filters.category !== undefined) conditions.push(`o.category = ${values.add(filters.category)}`);
  if (filters.dispatcherId !== undefined) conditions.push(`o.dispatcher_id = ${values.add(filters.dispatcherId)}`);
  return conditions.join(' and ');
}
