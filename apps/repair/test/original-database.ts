import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import initSqlJs from 'sql.js';

type Row = Readonly<Record<string, string | number | null>>;

/** Rows by table. */
export type OriginalRows = Readonly<Record<string, readonly Row[]>>;

const seedTables = {
  users:
    'id integer primary key, telegram_id integer, username text, first_name text, last_name text, role text, created_at text',
  masters:
    'id integer primary key, telegram_id integer, phone text, specialization text, is_active integer, is_approved integer, work_chat_id integer, created_at text',
  orders:
    'id integer primary key, equipment_type text, description text, client_name text, client_address text, client_phone text, status text, assigned_master_id integer, dispatcher_id integer, notes text, scheduled_time text, total_amount real, materials_cost real, master_profit real, company_profit real, has_review integer, out_of_city integer, estimated_completion_date text, prepayment_amount real, rescheduled_count integer, last_rescheduled_at text, reschedule_reason text, created_at text, updated_at text',
  order_status_history:
    'id integer primary key, order_id integer, old_status text, new_status text, changed_by integer, changed_at text, notes text',
  audit_log: 'id integer primary key, user_id integer, action text, details text, timestamp text',
  financial_reports: 'id integer primary key, type text, amount real',
  master_financial_reports: 'id integer primary key, report_id integer, master_id integer',
};

const laterTables = {
  ...seedTables,
  users: `${seedTables.users}, deleted_at text, version integer`,
  masters: `${seedTables.masters}, deleted_at text, version integer`,
  orders: `${seedTables.orders}, master_lead_name text, refuse_reason text, deleted_at text, version integer`,
  order_reports: 'id integer primary key, order_id integer',
  entity_history: 'id integer primary key, entity text',
  specialization_rates: 'id integer primary key, name text, master real, company real',
};

/** How the earlier bot's database looked at first, and in its last version. */
export type OriginalEra = 'seed' | 'head';

/** Writes a database of the earlier bot into a folder of its own. */
export async function writeOriginal(
  era: OriginalEra,
  rows: OriginalRows,
): Promise<{ path: string; remove(): Promise<void> }> {
  const { Database } = await initSqlJs();
  const db = new Database();
  for (const [table, columns] of Object.entries(era === 'seed' ? seedTables : laterTables)) {
    db.run(`create table ${table} (${columns})`);
  }
  for (const [table, each] of Object.entries(rows)) {
    for (const row of each) {
      const names = Object.keys(row);
      const places = names.map(() => '?').join(', ');
      db.run(`insert into ${table} (${names.join(', ')}) values (${places})`, Object.values(row));
    }
  }
  const folder = await mkdtemp(join(tmpdir(), 'durabot-original-'));
  const path = join(folder, 'bot_database.db');
  await writeFile(path, db.export());
  db.close();
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}
