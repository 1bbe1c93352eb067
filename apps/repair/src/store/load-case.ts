import type { Sql, Tx } from '@durabot/postgres';
import type { OrderCase } from '../domain/order-case.ts';
import { caseColumns, toOrderState, type CaseRow } from './case-row.ts';
import { estimatesOfOrder, toEstimate, type EstimateRow } from './case/estimates.ts';
import { lockMasters, mastersOfOrder, toMasterState, type MasterRow } from './case/masters.ts';
import {
  earningsOfOrder,
  linesOfOrder,
  paymentsOfOrder,
  toEarning,
  toLine,
  toPayment,
  type EarningRow,
  type LineRow,
  type PaymentRow,
} from './case/money.ts';
import { declinesOfOrder, offersOfOrder, toDecline, toOffer, type DeclineRow, type OfferRow } from './case/offers.ts';
import {
  attemptsOfOrder,
  historyOfOrder,
  tasksOfOrder,
  toAttempt,
  toHistoryEntry,
  toTask,
  type AttemptRow,
  type HistoryRow,
  type TaskRow,
} from './case/record.ts';
import { timersOfOrder, toTimers, type TimerRow } from './case/timers.ts';
import { toVisit, visitsOfOrder, type VisitRow } from './case/visits.ts';

/** The masters a decision may be about, beside those whom the order and its offers name. */
export interface Concerned {
  readonly masterIds?: readonly number[] | undefined;
  /** Nobody is to fire them, or give them cash, before the transaction ends. */
  readonly lockMasters?: boolean | undefined;
}

/** An order with all that belongs to it, locked until the transaction ends: who comes second sees what was decided. */
export async function lockCase(tx: Tx, orderId: number, concerned: Concerned = {}): Promise<OrderCase | undefined> {
  const { masterIds = [] } = concerned;
  // Before anything is read: a statement that waited for the lock still sees its other rows as they were before.
  const { rowCount } = await tx.prepared('repair.lock_order', lockStatement, [orderId]);
  if (rowCount === 0) return undefined;
  if (concerned.lockMasters === true) await lockMasters(tx, orderId, masterIds);
  return readCase(tx, orderId, masterIds);
}

/** The same to look at, without a lock. */
export function findCase(sql: Sql, orderId: number): Promise<OrderCase | undefined> {
  return readCase(sql, orderId, []);
}

/** Each part of an order as one column. */
interface PartsRow {
  visits: VisitRow[];
  offers: OfferRow[];
  declines: DeclineRow[];
  estimates: EstimateRow[];
  lines: LineRow[];
  payments: PaymentRow[];
  earnings: EarningRow[];
  attempts: AttemptRow[];
  history: HistoryRow[];
  timers: TimerRow[];
  tasks: TaskRow[];
  masters: MasterRow[];
}

const parts: Readonly<Record<keyof PartsRow, string>> = {
  visits: visitsOfOrder,
  offers: offersOfOrder,
  declines: declinesOfOrder,
  estimates: estimatesOfOrder,
  lines: linesOfOrder,
  payments: paymentsOfOrder,
  earnings: earningsOfOrder,
  attempts: attemptsOfOrder,
  history: historyOfOrder,
  timers: timersOfOrder,
  tasks: tasksOfOrder,
  masters: mastersOfOrder,
};

const partColumns = Object.entries(parts).map(
  ([name, query]) => `(select coalesce(jsonb_agg(to_jsonb(part)), '[]') from (${query}) as part) as ${name}`,
);

const lockStatement = 'select 1 from repair.service_order where id = $1 for update';

/**
 * One statement, one way to the database and back, one moment of it. Each part is served by an index on its order.
 * Prepared, for to plan it takes longer than to run it.
 */
const caseStatement = `
  select ${caseColumns}, ${partColumns.join(',\n')}
  from repair.service_order
  where id = $1`;

async function readCase(sql: Sql, orderId: number, masterIds: readonly number[]): Promise<OrderCase | undefined> {
  const { rows } = await sql.prepared<CaseRow & PartsRow>('repair.read_case', caseStatement, [orderId, masterIds]);
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    order: toOrderState(row),
    visits: row.visits.map(toVisit),
    offers: row.offers.map(toOffer),
    declines: row.declines.map(toDecline),
    estimates: row.estimates.map(toEstimate),
    lines: row.lines.map(toLine),
    payments: row.payments.map(toPayment),
    earnings: row.earnings.map(toEarning),
    attempts: row.attempts.map(toAttempt),
    history: row.history.map(toHistoryEntry),
    timers: row.timers.flatMap(toTimers),
    tasks: row.tasks.map(toTask),
    masters: row.masters.map(toMasterState),
  };
}
