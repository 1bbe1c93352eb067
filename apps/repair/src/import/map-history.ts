import type { OrderStatus } from '../domain/machines/order-machine.ts';
import type { OriginalRow } from './original-file.ts';
import type { ImportedStaff } from './map-people.ts';
import type { ImportSettings } from './import-settings.ts';
import { cutTextOf, integerOf, textOf, timeOf } from './read-cell.ts';

/** The seven statuses of the earlier bot. */
export type OriginalStatus = 'NEW' | 'ASSIGNED' | 'ACCEPTED' | 'ONSITE' | 'CLOSED' | 'REFUSED' | 'DR';

const names: Readonly<Record<string, OriginalStatus>> = {
  NEW: 'NEW',
  НОВАЯ: 'NEW',
  ASSIGNED: 'ASSIGNED',
  НАЗНАЧЕНА: 'ASSIGNED',
  ACCEPTED: 'ACCEPTED',
  ПРИНЯТА: 'ACCEPTED',
  ONSITE: 'ONSITE',
  ON_SITE: 'ONSITE',
  'НА ОБЪЕКТЕ': 'ONSITE',
  CLOSED: 'CLOSED',
  ЗАВЕРШЕНА: 'CLOSED',
  REFUSED: 'REFUSED',
  ОТКАЗ: 'REFUSED',
  DR: 'DR',
  'ДЛИТЕЛЬНЫЙ РЕМОНТ': 'DR',
};

/** A status by its code or by the word that was shown; undefined for anything else. */
export function parseStatus(text: string | undefined): OriginalStatus | undefined {
  return text === undefined ? undefined : names[text.toUpperCase()];
}

/** What each status is here. */
export const statusOf: Readonly<Record<OriginalStatus, Exclude<OrderStatus, 'draft'>>> = {
  NEW: 'new',
  ASSIGNED: 'offering',
  ACCEPTED: 'assigned',
  ONSITE: 'in_progress',
  CLOSED: 'closed',
  REFUSED: 'refused',
  DR: 'on_hold',
};

/** One change of an order's status. */
export interface OriginalChange {
  readonly from: OriginalStatus | undefined;
  readonly to: OriginalStatus;
  readonly at: Date;
  readonly by: number | undefined;
  readonly reason: string | undefined;
}

/** Reads a line of `order_status_history`; undefined when its status or time cannot be read. */
export function parseChange(
  row: OriginalRow,
  staff: ImportedStaff,
  settings: ImportSettings,
): OriginalChange | undefined {
  const to = parseStatus(textOf(row, 'new_status'));
  const at = timeOf(row, 'changed_at', settings.zone);
  if (to === undefined || at === undefined || at === 'unclear') return undefined;
  return {
    from: parseStatus(textOf(row, 'old_status')),
    to,
    at: at > settings.now ? settings.now : at,
    by: staff.findPerson(integerOf(row, 'changed_by')),
    reason: cutTextOf(row, 'notes', 1000),
  };
}

/** A line of `order_history`, by the columns' names. */
export interface HistoryRow {
  readonly seq: number;
  readonly at: Date;
  readonly event: string;
  readonly from_status: OrderStatus | null;
  readonly to_status: OrderStatus;
  readonly actor_kind: 'person' | 'system';
  readonly actor_id: number | null;
  readonly reason: string | null;
  readonly details: object | null;
}

/**
 * The timeline of an order: its creation, each change, and last its import, which also bridges what the earlier bot did
 * without noting it.
 */
export function mapHistory(order: {
  readonly createdAt: Date;
  readonly createdBy: number;
  readonly changes: readonly OriginalChange[];
  readonly status: OrderStatus;
  readonly importedAt: Date;
  readonly details: object;
}): HistoryRow[] {
  const rows: HistoryRow[] = [
    line(1, { at: order.createdAt, event: 'submit', from: null, to: 'new', by: order.createdBy, reason: undefined }),
  ];
  let from: OrderStatus = 'new';
  let last = order.createdAt;
  for (const change of order.changes) {
    const to = statusOf[change.to];
    // The first line only repeats the creation.
    if (to === from && rows.length === 1 && change.to === 'NEW') continue;
    const at = change.at < last ? last : change.at;
    rows.push(line(rows.length + 1, { at, event: eventOf(from, to), from, to, by: change.by, reason: change.reason }));
    from = to;
    last = at;
  }
  const imported = { at: order.importedAt, event: 'import', from, to: order.status, by: undefined, reason: undefined };
  rows.push({ ...line(rows.length + 1, imported), details: order.details });
  return rows;
}

function line(
  seq: number,
  change: {
    readonly at: Date;
    readonly event: string;
    readonly from: OrderStatus | null;
    readonly to: OrderStatus;
    readonly by: number | undefined;
    readonly reason: string | undefined;
  },
): HistoryRow {
  return {
    seq,
    at: change.at,
    event: change.event,
    from_status: change.from,
    to_status: change.to,
    actor_kind: change.by === undefined ? 'system' : 'person',
    actor_id: change.by ?? null,
    reason: change.reason ?? null,
    details: null,
  };
}

/** The event that makes such a change here; `import` where there is none. */
function eventOf(from: OrderStatus, to: OrderStatus): string {
  return events[`${from} ${to}`] ?? (from === to ? 'note' : 'import');
}

const events: Readonly<Record<string, string>> = {
  'new offering': 'offer',
  'new refused': 'refuse',
  'new assigned': 'assign',
  'offering assigned': 'accept',
  'offering new': 'offers_ended',
  'offering refused': 'refuse',
  'assigned in_progress': 'start_visit',
  'assigned on_hold': 'hold',
  'assigned refused': 'refuse',
  'assigned new': 'release',
  'in_progress closed': 'close',
  'in_progress on_hold': 'hold',
  'in_progress refused': 'refuse',
  'in_progress new': 'release',
  'on_hold closed': 'close',
  'on_hold in_progress': 'resume_in_progress',
  'on_hold assigned': 'resume_assigned',
  'on_hold new': 'resume_new',
  'on_hold refused': 'refuse',
  'refused new': 'take_up_again',
};
