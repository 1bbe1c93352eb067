import type { Tx } from '@durabot/postgres';
import { sqlJson } from '@durabot/runtime';
import type { OrderCase } from '../domain/order-case.ts';
import { columnsOf } from './case-row.ts';
import { changed } from './case/changed.ts';
import { saveEstimate } from './case/estimates.ts';
import { freeOrBusy } from './case/masters.ts';
import { insertEarning, insertPayment, saveLines } from './case/money.ts';
import { saveDeclines, saveOffers } from './case/offers.ts';
import { saveAttempts, saveHistory, saveTasks } from './case/record.ts';
import { saveTimers } from './case/timers.ts';
import { saveVisits } from './case/visits.ts';

/**
 * Stores what a decision has changed: the difference between two cases, found by identity. The order's row is written
 * on condition of its rev, though the lock makes another one impossible: whoever forgets the lock is stopped here.
 */
export async function saveCase(tx: Tx, before: OrderCase, next: OrderCase, at: Date): Promise<void> {
  if (next === before) return;
  const orderId = next.order.id;
  // The order's own row first: constraints of others look at it.
  if (next.order !== before.order) await updateOrder(tx, before, next, at);
  await saveVisits(tx, orderId, changed(before.visits, next.visits));
  await saveOffers(tx, before, next);
  await saveDeclines(tx, before, next);
  for (const estimate of changed(before.estimates, next.estimates)) {
    await saveEstimate(tx, orderId, estimate, !before.estimates.some(({ seq }) => seq === estimate.seq));
  }
  await saveLines(tx, before, next);
  for (const payment of next.payments.slice(before.payments.length)) await insertPayment(tx, next, payment);
  for (const earning of next.earnings.slice(before.earnings.length)) await insertEarning(tx, next, earning);
  await saveAttempts(tx, before, next);
  await saveHistory(tx, before, next);
  await saveTimers(tx, orderId, changed(before.timers, next.timers), at);
  await saveTasks(tx, before, next);
  await freeOrBusy(tx, before, next, at);
}

async function updateOrder(tx: Tx, before: OrderCase, next: OrderCase, at: Date): Promise<void> {
  const was = columnsOf(before.order);
  const is = columnsOf(next.order);
  const columns = Object.keys(is).filter((column) => is[column] !== was[column]);
  const sets = columns.map((column, index) => `${column} = $${index + 5}`);
  const { rowCount } = await tx.query(
    `update repair.service_order
     set ${['rev = $3', 'updated_at = greatest(updated_at, $4)', ...sets].join(', ')}
     where id = $1 and rev = $2`,
    [before.order.id, before.order.rev, next.order.rev, at, ...columns.map((column) => parameterOf(is[column]))],
  );
  if (rowCount !== 1) throw new Error(`Order ${before.order.id} was changed by somebody who did not lock it.`);
}

/** JSON may hold what PostgreSQL does not take. */
function parameterOf(value: unknown): unknown {
  if (value === undefined) return null;
  return typeof value === 'object' && !(value instanceof Date) ? sqlJson(value) : value;
}
