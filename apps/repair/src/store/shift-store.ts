import type { Sql, Tx } from '@durabot/postgres';

/** From when to when somebody is to work, or will be away. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

export const absenceReasons = ['vacation', 'sick', 'day_off'] as const;
export type AbsenceReason = (typeof absenceReasons)[number];

export interface Absence extends Span {
  readonly reason: string;
}

/** What a master plans from one moment to another, in its order. */
export async function listShifts(
  sql: Sql,
  masterId: number,
  { from, to }: Span,
): Promise<{ readonly shifts: readonly Span[]; readonly absences: readonly Absence[]; readonly takesNights: boolean }> {
  const shifts = await sql.query<Span>(
    `select starts_at as "from", ends_at as "to"
     from repair.master_shift
     where master_id = $1 and starts_at < $3 and ends_at > $2
     order by starts_at`,
    [masterId, from, to],
  );
  const absences = await sql.query<Absence>(
    `select starts_at as "from", ends_at as "to", reason
     from repair.master_absence
     where master_id = $1 and starts_at < $3 and ends_at > $2
     order by starts_at`,
    [masterId, from, to],
  );
  const nights = await sql.query<{ takes_nights: boolean }>(
    'select takes_nights from repair.master where user_id = $1',
    [masterId],
  );
  return { shifts: shifts.rows, absences: absences.rows, takesNights: nights.rows[0]?.takes_nights ?? false };
}

/** Plans one day anew: its hours, or none; whatever began on it before is forgotten. */
export async function planShift(tx: Tx, masterId: number, day: Span, hours: Span | undefined): Promise<void> {
  await tx.query('delete from repair.master_shift where master_id = $1 and starts_at >= $2 and starts_at < $3', [
    masterId,
    day.from,
    day.to,
  ]);
  // Who works on a day is not away on it.
  if (hours !== undefined) await clearAbsence(tx, masterId, day);
  if (hours !== undefined)
    await tx.query('insert into repair.master_shift (master_id, starts_at, ends_at) values ($1, $2, $3)', [
      masterId,
      hours.from,
      hours.to,
    ]);
}

/** Notes that a master will be away; what was planned for that time is forgotten. */
export async function planAbsence(tx: Tx, masterId: number, { from, to }: Span, reason: AbsenceReason): Promise<void> {
  await clearAbsence(tx, masterId, { from, to });
  await tx.query('delete from repair.master_shift where master_id = $1 and starts_at >= $2 and starts_at < $3', [
    masterId,
    from,
    to,
  ]);
  await tx.query(
    `insert into repair.master_absence (master_id, starts_at, ends_at, reason)
     values ($1, $2, $3, $4)`,
    [masterId, from, to, reason],
  );
}

/** Cuts what is noted around a time; an absence of two weeks may begin before it and end after it. */
async function clearAbsence(tx: Tx, masterId: number, { from, to }: Span): Promise<void> {
  const { rows } = await tx.query<Absence>(
    `delete from repair.master_absence
     where master_id = $1 and starts_at < $3 and ends_at > $2
     returning starts_at as "from", ends_at as "to", reason`,
    [masterId, from, to],
  );
  for (const cut of rows) {
    const rest = [
      { from: cut.from, to: from },
      { from: to, to: cut.to },
    ].filter((part) => part.to > part.from);
    for (const part of rest)
      await tx.query(
        `insert into repair.master_absence (master_id, starts_at, ends_at, reason)
         values ($1, $2, $3, $4)`,
        [masterId, part.from, part.to, cut.reason],
      );
  }
}

/** Whether a master is asked at night. @returns what it is now */
export async function switchNights(tx: Tx, masterId: number): Promise<boolean> {
  const { rows } = await tx.query<{ takes_nights: boolean }>(
    `update repair.master
     set takes_nights = not takes_nights, rev = rev + 1
     where user_id = $1
     returning takes_nights`,
    [masterId],
  );
  return rows[0]?.takes_nights ?? false;
}

/** An order that a master has and that is not over, as it is handed over. */
export interface OpenOrder {
  readonly orderId: number;
  readonly number: string;
  readonly plannedFrom: Date | undefined;
  readonly isOnSite: boolean;
}

/** What a master has open, the next visit first. An order that shares a visit goes with its first one. */
export async function listOpenOrdersOf(sql: Sql, masterId: number): Promise<OpenOrder[]> {
  const { rows } = await sql.query<{ id: number; number: string; planned_from: Date | null; status: string | null }>(
    `select service_order.id, number, visit.planned_from, visit.status
     from repair.service_order
     left join repair.visit
       on visit.order_id = service_order.id and visit.status in ('planned', 'en_route', 'on_site')
     where service_order.master_id = $1 and service_order.status in ('assigned', 'in_progress')
       and parent_order_id is null and deleted_at is null
     order by visit.planned_from nulls last, service_order.id`,
    [masterId],
  );
  return rows.map((row) => ({
    orderId: row.id,
    number: row.number,
    plannedFrom: row.planned_from ?? undefined,
    isOnSite: row.status === 'on_site',
  }));
}
