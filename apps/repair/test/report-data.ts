import type { Database, Tx } from '@durabot/postgres';
import { insertRows } from '../src/import/import-store.ts';

type Row = Readonly<Record<string, unknown>>;

export const sergey = 5_200_000_001;
export const ivan = 5_200_000_002;
const anna = 5_200_000_003;

/** A company with two masters and one dispatcher, and orders as a test needs them. */
export interface ReportData {
  /** Stores an order, with what belongs to it; the rest of its columns is usual. @returns its id */
  order(columns: Row, parts?: Readonly<Record<string, readonly Row[]>>): Promise<number>;
  add(table: string, rows: readonly Row[]): Promise<void>;
}

export async function createReportData(db: Database): Promise<ReportData> {
  const longAgo = '2025-01-01T00:00:00Z';
  await db.transaction(async (tx) => {
    const person = (user_id: number, first_name: string): Row => ({
      user_id,
      first_name,
      created_at: longAgo,
      last_seen_at: longAgo,
    });
    await add(tx, 'person', [person(sergey, 'Сергей'), person(ivan, 'Иван'), person(anna, 'Анна')]);
    const master = (user_id: number, name: string): Row => ({
      user_id,
      name,
      status: 'on_shift',
      status_since: longAgo,
      hired_at: longAgo,
      needs_confirmation: true,
      takes_nights: false,
      is_senior: false,
      documents_ok: true,
      capacity_per_day: 4,
      rev: 1,
    });
    await add(tx, 'master', [master(sergey, 'Сергей'), master(ivan, 'Иван')]);
    await tx.query(`insert into repair.client (name, created_at, updated_at) values ('Мария', $1, $1)`, [longAgo]);
    await tx.query(
      `insert into repair.client_phone (e164, client_id, created_at) select '+79165550000', id, $1 from repair.client`,
      [longAgo],
    );
    await tx.query(
      `insert into repair.address (client_id, text, text_key, created_at, last_used_at)
       select id, 'Мира, 1', 'мира 1', $1, $1 from repair.client`,
      [longAgo],
    );
    await tx.query('insert into repair.order_counter (year, last_seq) values (2026, 0)');
  });
  return openReportData(db);
}

/** The same company, for more orders. */
export async function openReportData(db: Database): Promise<ReportData> {
  const { rows: last } = await db.query<{ seq: number }>(
    'select coalesce(max(seq), 0) as seq from repair.service_order',
  );
  let seq = last[0]?.seq ?? 0;
  return {
    order: (columns, parts = {}) =>
      db.transaction(async (tx) => {
        seq += 1;
        const row: Row = {
          year: 2026,
          seq,
          status: 'new',
          source: 'call',
          kind: 'ordinary',
          priority: 0,
          created_by: anna,
          dispatcher_id: anna,
          phone: '+79165550000',
          category: 'oven',
          problem_tags: [],
          tags: [],
          wanted_kind: 'asap',
          currency: 'RUB',
          wanted_from: columns['created_at'],
          updated_at: columns['created_at'],
          status_since: columns['created_at'],
          idempotency_key: `test ${seq}`,
          rev: 1,
          no_taker_count: 0,
          reschedule_count: 0,
          discount_minor: 0,
          total_minor: 0,
          has_mismatch: false,
          has_review: false,
          is_out_of_town: false,
          is_disputed: false,
          ...columns,
        };
        const { rows: places } = await tx.query<{ client_id: number; id: number }>(
          'select client_id, id from repair.address',
        );
        await add(tx, 'service_order', [{ ...row, client_id: places[0]?.client_id, address_id: places[0]?.id }]);
        const { rows } = await tx.query<{ id: number }>('select max(id) as id from repair.service_order');
        const id = rows[0]?.id ?? 0;
        for (const [table, each] of Object.entries(parts))
          await add(
            tx,
            table,
            each.map((one) => ({ order_id: id, ...one })),
          );
        return id;
      }),
    add: (table, rows) => db.transaction((tx) => add(tx, table, rows)),
  };
}

async function add(tx: Tx, table: string, rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    const named = table === 'offer' ? { is_active: true, mode: 'direct', ...row } : row;
    await insertRows(tx, `repair.${table}`, Object.keys(named), [
      table === 'visit' ? { checklist: [], ...named } : named,
    ]);
  }
}
