import type { Tx } from '@durabot/postgres';
import { isTimerCondition, isTimerEvent, type PendingTimer, type TimerEntity } from '../../domain/timers.ts';
import { timeOf } from './json-time.ts';

/** What is due on an order, and what has fired: that tells what has been done once already. */
export const timersOfOrder = `
  select id, entity, entity_seq, event, due_at, unless, set_at, fired_at is not null as fired
  from repair.order_timer
  where order_id = service_order.id and cancelled_at is null
  order by id`;

export interface TimerRow {
  id: number;
  entity: TimerEntity;
  entity_seq: number;
  event: string;
  due_at: string;
  unless: string;
  set_at: string;
  fired: boolean;
}

/** None for one that this build does not know. */
export function toTimers(row: TimerRow): PendingTimer[] {
  if (!isTimerEvent(row.event) || !isTimerCondition(row.unless)) return [];
  const { event, unless } = row;
  return [
    {
      id: row.id,
      entity: row.entity,
      entitySeq: row.entity_seq,
      event,
      dueAt: timeOf(row.due_at),
      unless,
      setAt: timeOf(row.set_at),
      state: row.fired ? 'done' : 'pending',
    },
  ];
}

export async function saveTimers(tx: Tx, orderId: number, timers: readonly PendingTimer[], at: Date): Promise<void> {
  // Those that end make room for one of the same name.
  for (const timer of timers) {
    if (timer.id === undefined || timer.state === 'pending') continue;
    if (timer.state === 'cancelled') {
      await tx.query(
        `update repair.order_timer
         set cancelled_at = $2
         where id = $1 and fired_at is null and cancelled_at is null`,
        [timer.id, at],
      );
      continue;
    }
    const { rowCount } = await tx.query(
      `update repair.order_timer
       set fired_at = $2, outcome = $3
       where id = $1 and fired_at is null and cancelled_at is null`,
      [timer.id, at, timer.state],
    );
    if (rowCount !== 1) throw new Error(`Timer ${timer.id} of order ${orderId} has fired already.`);
  }
  const added = timers.filter(({ id, state }) => id === undefined && state === 'pending');
  await insertTimers(tx, orderId, added, at);
}

/** Sets timers of an order, all in one statement. */
export async function insertTimers(
  tx: Tx,
  orderId: number,
  timers: readonly Pick<PendingTimer, 'entity' | 'entitySeq' | 'event' | 'dueAt' | 'unless'>[],
  at: Date,
): Promise<void> {
  if (timers.length === 0) return;
  await tx.query(
    `insert into repair.order_timer (order_id, entity, entity_seq, event, due_at, unless, set_at)
     select $1, entity, entity_seq, event, due_at, unless, $7
     from unnest($2::text[], $3::integer[], $4::text[], $5::timestamptz[], $6::text[])
       as timer (entity, entity_seq, event, due_at, unless)`,
    [
      orderId,
      timers.map(({ entity }) => entity),
      timers.map(({ entitySeq }) => entitySeq),
      timers.map(({ event }) => event),
      timers.map(({ dueAt }) => dueAt),
      timers.map(({ unless }) => unless),
      at,
    ],
  );
}
