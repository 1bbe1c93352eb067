import type { Sql, Tx } from '@durabot/postgres';
import { upsertAddress, upsertClient } from '../store/client-store.ts';
import { lockNumbers } from '../store/number-store.ts';
import { yearIn } from '../domain/wall-clock.ts';
import type { MoneyName } from './import-report.ts';
import type { ImportedOrder } from './map-order.ts';
import type { ImportedMaster, ImportedPerson } from './map-people.ts';

/** Adds people who are not known yet; of those who are, the present bot knows better. @returns whom it added */
export async function insertPeople(tx: Tx, people: readonly ImportedPerson[]): Promise<Set<number>> {
  const { rows } = await tx.query<{ user_id: number }>(
    `insert into repair.person (user_id, first_name, last_name, username, created_at, last_seen_at)
     select user_id, first_name, last_name, username, created_at, created_at
     from jsonb_populate_recordset(null::repair.person, $1::jsonb)
     on conflict (user_id) do nothing
     returning user_id`,
    [
      JSON.stringify(
        people.map((person) => ({
          user_id: person.userId,
          first_name: person.firstName,
          last_name: person.lastName,
          username: person.username,
          created_at: person.createdAt,
        })),
      ),
    ],
  );
  return new Set(rows.map((row) => row.user_id));
}

/** Adds masters who are not known yet, with their skills. @returns whom it added */
export async function insertMasters(tx: Tx, masters: readonly ImportedMaster[], at: Date): Promise<Set<number>> {
  const { rows } = await tx.query<{ user_id: number }>(
    `insert into repair.master (
       user_id, name, phone, status, status_since, group_chat_id, is_senior, hired_at, fired_at
     )
     select user_id, name, phone, status, status_since, group_chat_id, is_senior, hired_at, fired_at
     from jsonb_populate_recordset(null::repair.master, $1::jsonb)
     on conflict (user_id) do nothing
     returning user_id`,
    [
      JSON.stringify(
        masters.map((master) => ({
          user_id: master.userId,
          name: master.name,
          phone: master.phone,
          status: master.isActive ? 'off' : 'fired',
          status_since: master.firedAt ?? at,
          group_chat_id: master.groupChatId,
          is_senior: master.isSenior,
          hired_at: master.hiredAt,
          fired_at: master.firedAt,
        })),
      ),
    ],
  );
  const added = new Set(rows.map((row) => row.user_id));
  const skills = masters
    .filter(({ userId }) => added.has(userId))
    .flatMap(({ userId, skills: categories }) =>
      categories.map((category) => ({ master_id: userId, category, level: 3 })),
    );
  await insertRows(tx, 'repair.master_skill', ['master_id', 'category', 'level'], skills);
  return added;
}

/** What an order of the file is here. */
export interface StoredOrder {
  readonly id: number;
  readonly createdAt: Date;
}

/** Those of the keys that are stored already. Served by the unique key of `service_order`. */
export async function findImported(sql: Sql, keys: readonly string[]): Promise<Map<string, StoredOrder>> {
  const { rows } = await sql.query<{ idempotency_key: string; id: number; created_at: Date }>(
    `select idempotency_key, id, created_at
     from repair.service_order
     where idempotency_key = any($1::text[])`,
    [keys],
  );
  return new Map(rows.map((row) => [row.idempotency_key, { id: row.id, createdAt: row.created_at }]));
}

/** Stops others from numbering orders of these years until the end; in one order, so that two never wait crosswise. */
export async function lockYears(tx: Tx, years: readonly number[]): Promise<void> {
  for (const year of [...new Set(years)].toSorted((one, other) => one - other)) await lockNumbers(tx, year);
}

/** Stores new orders with all that belongs to them, under the next numbers of their years. @returns the ids by key */
export async function insertOrders(
  tx: Tx,
  orders: readonly ImportedOrder[],
  zone: string,
): Promise<ReadonlyMap<string, number>> {
  const numbers = await takeNumbers(tx, orders, zone);
  const rows: Record<string, unknown>[] = [];
  for (const [index, order] of orders.entries()) {
    const clientId = await upsertClient(tx, { phone: order.contact.phone }, order.createdAt);
    if (order.contact.name !== undefined) await nameClient(tx, clientId, order.contact.name, order.createdAt);
    const address = { text: order.contact.address, latitude: undefined, longitude: undefined };
    const addressId = await upsertAddress(tx, clientId, address, order.createdAt);
    rows.push({ ...order.columns, ...numbers[index], client_id: clientId, address_id: addressId });
  }
  const columns = Object.keys(Object.assign({}, ...rows)).toSorted();
  const { rows: stored } = await tx.query<{ idempotency_key: string; id: number }>(
    `insert into repair.service_order (${columns.join(', ')})
     select ${columns.map((column) => coalesced(column)).join(', ')}
     from jsonb_populate_recordset(null::repair.service_order, $1::jsonb)
     order by year, seq
     returning idempotency_key, id`,
    [JSON.stringify(rows)],
  );
  const ids = new Map(stored.map((row) => [row.idempotency_key, row.id]));
  await insertParts(tx, orders, ids);
  return ids;
}

/** Columns that are never null but not named for every order of a batch. */
function coalesced(column: string): string {
  return ['total_minor', 'discount_minor'].includes(column) ? `coalesce(${column}, 0)` : column;
}

async function takeNumbers(
  tx: Tx,
  orders: readonly ImportedOrder[],
  zone: string,
): Promise<{ year: number; seq: number }[]> {
  const years = orders.map(({ createdAt }) => yearIn(zone, createdAt));
  const counts = new Map<number, number>();
  for (const year of years) counts.set(year, (counts.get(year) ?? 0) + 1);
  const next = new Map<number, number>();
  for (const [year, count] of counts) {
    const { rows } = await tx.query<{ last_seq: number }>(
      `update repair.order_counter
       set last_seq = last_seq + $2
       where year = $1
       returning last_seq`,
      [year, count],
    );
    next.set(year, (rows[0]?.last_seq ?? count) - count);
  }
  return years.map((year) => {
    const seq = (next.get(year) ?? 0) + 1;
    next.set(year, seq);
    return { year, seq };
  });
}

/** A name takes the place of an older one; what the desk has typed since stays. */
async function nameClient(tx: Tx, id: number, name: string, at: Date): Promise<void> {
  await tx.query(
    `update repair.client
     set name = $2, updated_at = greatest(updated_at, $3)
     where id = $1 and name is distinct from $2 and (name is null or updated_at <= $3)`,
    [id, name, at],
  );
}

async function insertParts(tx: Tx, orders: readonly ImportedOrder[], ids: ReadonlyMap<string, number>): Promise<void> {
  const of = (pick: (order: ImportedOrder) => readonly object[]): object[] =>
    orders.flatMap((order) => pick(order).map((row) => ({ order_id: ids.get(order.key), ...row })));
  await insertRows(
    tx,
    'repair.order_history',
    ['order_id', 'seq', 'at', 'event', 'from_status', 'to_status', 'actor_kind', 'actor_id', 'reason', 'details'],
    of(({ history }) => history),
  );
  await insertRows(
    tx,
    'repair.offer',
    ['order_id', 'seq', 'master_id', 'mode', 'status', 'is_active', 'sent_by', 'sent_at', 'responded_at', 'expires_at'],
    of(({ progress }) => progress.offers),
  );
  await insertRows(
    tx,
    'repair.visit',
    [
      'order_id',
      'seq',
      'master_id',
      'status',
      'planned_from',
      'planned_to',
      'arrived_at',
      'finished_at',
      'outcome',
      'created_at',
    ],
    of(({ progress }) => progress.visits),
  );
  await insertRows(
    tx,
    'repair.order_line',
    ['order_id', 'seq', 'kind', 'name', 'quantity_milli', 'unit_price_minor', 'cost_minor', 'provided_by', 'added_at'],
    of(({ money }) => money.lines),
  );
  await insertRows(
    tx,
    'repair.payment',
    ['order_id', 'kind', 'method', 'amount_minor', 'currency', 'status', 'at', 'idempotency_key'],
    of(({ money }) => money.payments),
  );
  await insertRows(
    tx,
    'repair.order_timer',
    ['order_id', 'entity', 'entity_seq', 'event', 'due_at', 'unless', 'set_at'],
    of(({ progress }) => progress.timers),
  );
}

/** Rows by the names of their columns, in one statement. */
export async function insertRows(
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const list = columns.join(', ');
  await tx.query(
    `insert into ${table} (${list})
     select ${list}
     from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}

/** What is stored of the money of these orders, without what masters get. */
export async function sumOrders(
  sql: Sql,
  orderIds: readonly number[],
): Promise<Record<Exclude<MoneyName, 'masters' | 'company'>, number>> {
  const { rows } = await sql.query<{ closed: string; materials: string; prepaid: string; fees: string }>(
    `select
       (select coalesce(sum(total_minor), 0) from repair.service_order where id = any($1::bigint[])) as closed,
       (select coalesce(sum(unit_price_minor * quantity_milli / 1000), 0)
        from repair.order_line where order_id = any($1::bigint[]) and kind = 'part') as materials,
       (select coalesce(sum(amount_minor), 0)
        from repair.payment where order_id = any($1::bigint[]) and kind = 'prepay') as prepaid,
       (select coalesce(sum(amount_minor), 0)
        from repair.payment where order_id = any($1::bigint[]) and kind = 'fee') as fees`,
    [orderIds],
  );
  const sums = rows[0];
  return {
    closed: Number(sums?.closed ?? 0),
    materials: Number(sums?.materials ?? 0),
    prepaid: Number(sums?.prepaid ?? 0),
    fees: Number(sums?.fees ?? 0),
  };
}
