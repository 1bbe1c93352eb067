import type { Sql, Tx } from '@durabot/postgres';
import { decideTimer } from '../domain/decisions/fire-timer.ts';
import type { Fact } from '../domain/fact.ts';
import type { DeskPolicy } from '../domain/sla.ts';
import { lockCase } from '../store/load-case.ts';
import { saveCase } from '../store/save-case.ts';

/** Orders on which something is due, longest due first. Served by `order_timer_due_idx`. */
export async function listOrdersDue(sql: Sql, at: Date, limit: number): Promise<number[]> {
  const { rows } = await sql.query<{ order_id: number }>(
    `select order_id
     from repair.order_timer
     where fired_at is null and cancelled_at is null and due_at <= $1
     group by order_id
     order by min(due_at), order_id
     limit $2`,
    [at, limit],
  );
  return rows.map((row) => row.order_id);
}

/** When something is due next; undefined when nothing ever is. */
export async function nextDueAt(sql: Sql): Promise<Date | undefined> {
  const { rows } = await sql.query<{ due_at: Date }>(
    `select due_at
     from repair.order_timer
     where fired_at is null and cancelled_at is null
     order by due_at
     limit 1`,
  );
  return rows[0]?.due_at;
}

/**
 * Lets everything that is due on one order happen, each once: whoever comes second, in another process, finds it
 * settled. One order a transaction, so that two of them never wait for each other crosswise.
 */
export async function fireTimersOfOrder(
  tx: Tx,
  orderId: number,
  at: Date,
  policy: DeskPolicy,
): Promise<readonly Fact[]> {
  const before = await lockCase(tx, orderId);
  if (before === undefined) return [];
  const facts: Fact[] = [];
  let now = before;
  const due = before.timers
    .filter(({ state, dueAt }) => state === 'pending' && dueAt <= at)
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || (a.id ?? 0) - (b.id ?? 0));
  for (const timer of due) {
    const decided = decideTimer(now, timer, at, policy);
    if (decided.kind !== 'applied') continue;
    facts.push(...decided.facts);
    // Stored one by one: each may leave a line of history.
    await saveCase(tx, now, decided.next, at);
    const stored = await lockCase(tx, orderId);
    if (stored === undefined) break;
    now = stored;
  }
  return facts;
}
