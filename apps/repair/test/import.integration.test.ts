import { appendFile, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '@durabot/postgres';
import { systemClock } from '@durabot/runtime';
import { createTestDatabase, type TestDatabase } from '@durabot/testing';
import { type ImportReport, moneyAgrees, reportRows } from '../src/import/import-report.ts';
import { reportText } from '../src/import/report-text.ts';
import { importOriginal } from '../src/import/run-import.ts';
import { repairMigrations } from '../src/migrations.ts';
import { type OriginalEra, type OriginalRows, writeOriginal } from './original-database.ts';

let database: TestDatabase;
let db: Database;
const written: { remove(): Promise<void> }[] = [];

beforeAll(async () => {
  database = await createTestDatabase(repairMigrations);
  db = database.db;
});
afterAll(() => database.drop());
beforeEach(async () => {
  // Deleting is much quicker than truncating this many tables; rules against it are set aside for it.
  const tables = [
    'order_history',
    'offer',
    'visit',
    'order_line',
    'payment',
    'order_timer',
    'settlement_line',
    'settlement',
  ];
  const others = [
    'service_order',
    'master_skill',
    'master',
    'address',
    'client_phone',
    'client',
    'order_counter',
    'person',
  ];
  await db.transaction(async (tx) => {
    await tx.query('set local session_replication_role = replica');
    for (const table of [...tables, ...others]) await tx.query(`delete from repair.${table}`);
    await tx.query('delete from kit.role_grant');
  });
});
afterEach(async () => {
  for (const each of written.splice(0)) await each.remove();
});

const now = new Date('2026-11-22T09:00:00Z');
const adminId = 5_100_000_001;
const dispatcherId = 5_100_000_002;
const masterId = 5_100_000_003;

const staff = {
  users: [
    {
      id: 1,
      telegram_id: adminId,
      username: 'boss',
      first_name: 'Олег',
      last_name: null,
      role: 'ADMIN',
      created_at: '2025-01-01 09:00:00',
    },
    {
      id: 2,
      telegram_id: dispatcherId,
      username: null,
      first_name: 'Анна',
      last_name: 'Кузнецова',
      role: 'DISPATCHER,MASTER',
      created_at: '2025-01-02 09:00:00',
    },
    {
      id: 3,
      telegram_id: masterId,
      username: 'serg',
      first_name: 'Сергей',
      last_name: 'Петров',
      role: 'MASTER',
      created_at: '2025-01-03 09:00:00',
    },
  ],
  masters: [
    {
      id: 7,
      telegram_id: masterId,
      phone: '8 916 000-11-22',
      specialization: 'Стиральные машины, Холодильники',
      is_active: 1,
      is_approved: 1,
      work_chat_id: -1001,
      created_at: '2025-01-03 09:00:00',
    },
  ],
};

function anOrder(
  id: number,
  special: Readonly<Record<string, string | number | null>> = {},
): Record<string, string | number | null> {
  return {
    id,
    equipment_type: 'Стиральные машины',
    description: 'Не сливает воду',
    client_name: 'Мария',
    client_address: 'Лесная ул., 5, кв. 12',
    client_phone: `+7916555${String(1000 + id)}`,
    status: 'NEW',
    dispatcher_id: dispatcherId,
    created_at: '2025-03-10 12:00:00',
    updated_at: '2025-03-10 12:00:00',
    ...special,
  };
}

const closed = anOrder(1, {
  status: 'CLOSED',
  assigned_master_id: 7,
  total_amount: 8500.5,
  materials_cost: 1200.25,
  master_profit: 3650.13,
  company_profit: 3650.12,
  prepayment_amount: 500,
  has_review: 1,
  updated_at: '2025-03-11 18:00:00',
});
const closedHistory = [
  {
    id: 1,
    order_id: 1,
    old_status: null,
    new_status: 'NEW',
    changed_by: dispatcherId,
    changed_at: '2025-03-10 12:00:00',
  },
  {
    id: 2,
    order_id: 1,
    old_status: 'NEW',
    new_status: 'ASSIGNED',
    changed_by: dispatcherId,
    changed_at: '2025-03-10 12:05:00',
  },
  {
    id: 3,
    order_id: 1,
    old_status: 'ASSIGNED',
    new_status: 'ACCEPTED',
    changed_by: masterId,
    changed_at: '2025-03-10 12:15:00',
  },
  {
    id: 4,
    order_id: 1,
    old_status: 'ACCEPTED',
    new_status: 'ONSITE',
    changed_by: masterId,
    changed_at: '2025-03-11 10:00:00',
  },
  {
    id: 5,
    order_id: 1,
    old_status: 'ONSITE',
    new_status: 'CLOSED',
    changed_by: masterId,
    changed_at: '2025-03-11 11:30:00',
  },
];

async function run(
  era: OriginalEra,
  rows: OriginalRows,
  special: { dryRun?: boolean; source?: string; path?: string; batchSize?: number } = {},
): Promise<ImportReport> {
  return importOriginal(
    { db, clock: systemClock, realm: { product: 'repair', tenant: 'main' }, batchSize: special.batchSize ?? 2 },
    special.path ?? (await file(era, rows)),
    {
      dryRun: special.dryRun ?? false,
      settings: {
        source: special.source ?? 'original',
        zone: 'Europe/Moscow',
        country: 'RU',
        currency: 'RUB',
        operatorId: undefined,
        now,
      },
    },
  );
}

async function file(era: OriginalEra, rows: OriginalRows): Promise<string> {
  const original = await writeOriginal(era, rows);
  written.push(original);
  return original.path;
}

async function one<T extends object>(sql: string): Promise<T | undefined> {
  return (await db.query<T>(sql)).rows[0];
}

describe('an import', () => {
  test('takes over a closed order with its people, history, visit and money', async () => {
    const report = await run('seed', { ...staff, orders: [closed], order_status_history: closedHistory });
    expect(await one('select * from repair.service_order')).toMatchObject({
      number: 'R-2025-000001',
      status: 'closed',
      category: 'washing_machine',
      problem_text: 'Не сливает воду',
      phone: '+79165551001',
      master_id: masterId,
      created_by: dispatcherId,
      total_minor: 8500_50,
      has_review: true,
      first_offered_at: new Date('2025-03-10T09:05:00Z'),
      accepted_at: new Date('2025-03-10T09:15:00Z'),
      on_site_at: new Date('2025-03-11T07:00:00Z'),
      closed_at: new Date('2025-03-11T08:30:00Z'),
      tags: ['import:1'],
    });
    const { rows: history } = await db.query(
      'select seq, event, from_status, to_status, actor_id from repair.order_history order by seq',
    );
    expect(history).toEqual([
      { seq: 1, event: 'submit', from_status: null, to_status: 'new', actor_id: dispatcherId },
      { seq: 2, event: 'offer', from_status: 'new', to_status: 'offering', actor_id: dispatcherId },
      { seq: 3, event: 'accept', from_status: 'offering', to_status: 'assigned', actor_id: masterId },
      { seq: 4, event: 'start_visit', from_status: 'assigned', to_status: 'in_progress', actor_id: masterId },
      { seq: 5, event: 'close', from_status: 'in_progress', to_status: 'closed', actor_id: masterId },
      { seq: 6, event: 'import', from_status: 'closed', to_status: 'closed', actor_id: null },
    ]);
    expect(await one('select * from repair.visit')).toMatchObject({
      status: 'finished',
      outcome: 'done',
      arrived_at: new Date('2025-03-11T07:00:00Z'),
    });
    expect(await one('select * from repair.offer')).toMatchObject({ status: 'accepted', is_active: false });
    const { rows: payments } = await db.query('select kind, amount_minor from repair.payment order by id');
    expect(payments).toEqual([
      { kind: 'prepay', amount_minor: 500_00 },
      { kind: 'final', amount_minor: 8000_50 },
    ]);
    expect(await one('select * from repair.settlement_line')).toMatchObject({
      gross_minor: 8500_50,
      parts_minor: 1200_25,
      share_minor: 3650_13,
      company_minor: 3650_12,
    });
    // No open accounts are left: the next settlement begins with what happens here.
    expect(await one('select status, share_minor, balance_minor from repair.settlement')).toEqual({
      status: 'paid',
      share_minor: 3650_13,
      balance_minor: 3650_13,
    });
    expect(await one('select name, phone, status, group_chat_id from repair.master')).toEqual({
      name: 'Сергей Петров',
      phone: '+79160001122',
      status: 'off',
      group_chat_id: -1001,
    });
    const { rows: roles } = await db.query('select user_id, role from kit.role_grant order by user_id, role');
    expect(roles).toEqual([
      { user_id: adminId, role: 'admin' },
      { user_id: dispatcherId, role: 'dispatcher' },
      { user_id: dispatcherId, role: 'master' },
      { user_id: masterId, role: 'master' },
    ]);
    expect(moneyAgrees(report)).toBe(true);
    expect(report.money.closed).toEqual({ name: 'closed', before: 8500_50, after: 8500_50 });
    expect(report.money.masters.after).toBe(3650_13);
  });

  test('puts every status where it goes on here', async () => {
    const inHand = { assigned_master_id: 7 };
    await run('head', {
      ...staff,
      orders: [
        anOrder(1),
        anOrder(2, { status: 'ASSIGNED', ...inHand }),
        anOrder(3, { status: 'ACCEPTED', ...inHand, scheduled_time: 'завтра в 10' }),
        anOrder(4, { status: 'ONSITE', ...inHand }),
        anOrder(5, { status: 'DR', ...inHand, estimated_completion_date: '01.12.2026', prepayment_amount: '1 000,50' }),
        anOrder(6, {
          status: 'REFUSED',
          ...inHand,
          refuse_reason: 'Дорого',
          total_amount: 700,
          master_profit: 350,
          company_profit: 350,
        }),
        anOrder(7, { status: 'ACCEPTED' }),
        anOrder(8, { status: 'ПРИДУМАН' }),
        anOrder(9, { deleted_at: '2025-03-12 10:00:00' }),
      ],
    });
    const { rows } = await db.query<{ id: number; status: string }>(
      `select substr(tags[1], 8)::int as id, status, hold_reason, hold_until, refusal_reason, fee_minor, master_id
       from repair.service_order order by 1`,
    );
    expect(rows).toMatchObject([
      { id: 1, status: 'new', master_id: null },
      { id: 2, status: 'offering', master_id: masterId },
      { id: 3, status: 'assigned' },
      { id: 4, status: 'in_progress' },
      { id: 5, status: 'on_hold', hold_reason: 'long_repair', hold_until: new Date('2026-12-01T07:00:00Z') },
      { id: 6, status: 'refused', refusal_reason: 'Дорого', fee_minor: 700_00 },
      { id: 7, status: 'new' },
      { id: 8, status: 'on_hold', hold_reason: 'other', hold_until: new Date('2026-11-23T07:00:00Z') },
      { id: 9, status: 'new' },
    ]);
    const { rows: offers } = await db.query(
      `select substr(o.tags[1], 8)::int as id, offer.status, offer.is_active
       from repair.offer join repair.service_order o on o.id = offer.order_id order by 1`,
    );
    expect(offers).toEqual([
      { id: 2, status: 'sent', is_active: true },
      { id: 3, status: 'accepted', is_active: true },
      { id: 4, status: 'accepted', is_active: true },
      { id: 5, status: 'accepted', is_active: true },
    ]);
    expect(await one(`select planned_from from repair.visit where status = 'planned'`)).toEqual({
      planned_from: new Date('2025-03-11T07:00:00Z'),
    });
    expect(
      await one(`select deleted_by, delete_reason from repair.service_order where deleted_at is not null`),
    ).toEqual({
      deleted_by: dispatcherId,
      delete_reason: 'Удалена до переноса',
    });
    const { rows: timers } = await db.query(
      `select event, due_at > $1 as ahead from repair.order_timer order by event`,
      [now],
    );
    expect(timers.map((timer) => timer['event'])).toEqual([
      'hold_end',
      'hold_end',
      'limit_assigned',
      'limit_in_progress',
      'limit_new',
      'limit_new',
      'limit_offering',
      'offer_expiry',
    ]);
    expect(timers.every((timer) => timer['ahead'])).toBe(true);
  });

  test('imports nothing twice, and takes what is new with the next run', async () => {
    const rows = { ...staff, orders: [closed, anOrder(2), anOrder(3)], order_status_history: closedHistory };
    await run('seed', rows);
    const again = await run('seed', { ...rows, orders: [...rows.orders, anOrder(4)] });
    expect(again.tables.get('orders')).toMatchObject({ read: 4, imported: 1, known: 3 });
    expect(await one('select count(*) from repair.service_order')).toEqual({ count: 4 });
    expect(await one('select count(*) from repair.settlement_line')).toEqual({ count: 1 });
    expect(await one('select last_seq from repair.order_counter')).toEqual({ last_seq: 4 });
    expect(again.money.closed.before).toBe(0);
    expect(moneyAgrees(again)).toBe(true);
  });

  test('goes on after it was cut off, also between orders and shares', async () => {
    const path = await file('seed', {
      ...staff,
      orders: [closed, anOrder(2), anOrder(3)],
      order_status_history: closedHistory,
    });
    const failing = new Error('the cable');
    let begun = 0;
    const cut: Database = {
      ...db,
      query: (text, values) => db.query(text, values),
      // People, and a batch of two; then the connection is gone.
      begin: () => (++begun > 2 ? Promise.reject(failing) : db.begin()),
    };
    const settings = {
      source: 'original',
      zone: 'Europe/Moscow',
      country: 'RU',
      currency: 'RUB',
      operatorId: undefined,
      now,
    } as const;
    const deps = { clock: systemClock, realm: { product: 'repair', tenant: 'main' }, batchSize: 2 };
    await expect(importOriginal({ ...deps, db: cut }, path, { settings, dryRun: false })).rejects.toBe(failing);
    expect(await one('select count(*) from repair.service_order')).toEqual({ count: 2 });
    expect(await one('select count(*) from repair.settlement_line')).toEqual({ count: 0 });
    const report = await importOriginal({ ...deps, db }, path, { settings, dryRun: false });
    expect(report.tables.get('orders')).toMatchObject({ imported: 1, known: 2 });
    expect(await one('select count(*) from repair.settlement_line')).toEqual({ count: 1 });
    expect(moneyAgrees(report)).toBe(true);
  });

  test('in a dry run counts the same and writes nothing', async () => {
    const rows = { ...staff, orders: [closed, anOrder(2), anOrder(3)], order_status_history: closedHistory };
    const dry = await run('seed', rows, { dryRun: true });
    for (const table of [
      'repair.service_order',
      'repair.person',
      'repair.master',
      'kit.role_grant',
      'repair.order_counter',
    ]) {
      expect([table, await one(`select count(*) from ${table}`)]).toEqual([table, { count: 0 }]);
    }
    const real = await run('seed', rows);
    expect(reportRows(dry)).toEqual(reportRows(real));
  });

  test('keeps orders that are broken, and says what is wrong with them', async () => {
    const report = await run('head', {
      users: [
        ...staff.users,
        { id: 4, telegram_id: null, first_name: 'Никто', role: 'ADMIN' },
        { id: 5, telegram_id: 5_100_000_009, first_name: 'Кто', role: 'КОРОЛЬ', deleted_at: '2025-05-05 10:00:00' },
      ],
      masters: [
        ...staff.masters,
        { id: 8, telegram_id: 5_100_000_010, phone: 'нет', is_active: 0, created_at: 'вчера' },
      ],
      orders: [
        anOrder(1, {
          client_phone: 'спросить у соседа',
          client_address: 'за углом',
          scheduled_time: 'позвонить клиенту',
        }),
        anOrder(2, { dispatcher_id: 404, created_at: null, total_amount: 'много' }),
        anOrder(3, {
          status: 'CLOSED',
          assigned_master_id: 7,
          total_amount: 1000,
          materials_cost: 1500,
          master_profit: 100,
          company_profit: 100,
        }),
        anOrder(4, { status: 'CLOSED', total_amount: 300, company_profit: 300 }),
        anOrder(5, { client_name: '🛠'.repeat(150), description: 'о'.repeat(2500) }),
      ],
      order_status_history: [{ id: 1, order_id: 1, new_status: 'ГДЕ-ТО', changed_at: '2025-03-10 12:00:00' }],
      audit_log: [{ id: 1, action: 'LOGIN' }],
    });
    const orders = report.tables.get('orders');
    expect(orders).toMatchObject({ read: 5, imported: 5, skipped: new Map() });
    expect(Object.fromEntries([...(orders?.warnings ?? [])].map(([reason, { ids }]) => [reason, ids]))).toEqual({
      phone_unreadable: [1],
      address_without_house: [1],
      time_unreadable: [1],
      dispatcher_unknown: [2],
      created_at_missing: [2],
      total_amount_unreadable: [2],
      shares_do_not_sum: [3],
      closed_without_master: [4],
    });
    expect([...(report.tables.get('users')?.skipped.keys() ?? [])]).toEqual(['no_telegram_id']);
    expect([...(report.tables.get('users')?.warnings.keys() ?? [])]).toEqual([
      'unknown_role:КОРОЛЬ',
      'deleted_without_roles',
      'roles_granted',
    ]);
    expect([...(report.tables.get('masters')?.warnings.keys() ?? [])]).toEqual([
      'no_user',
      'phone_unreadable',
      'inactive_is_fired',
    ]);
    expect(report.tables.get('order_status_history')).toMatchObject({ read: 1, imported: 0 });
    expect(report.tables.get('audit_log')?.warnings.get('not_taken_over')?.count).toBe(1);
    expect(
      await one(`select notes, phone like '+999%' as stand_in from repair.service_order where tags = '{import:1}'`),
    ).toEqual({
      notes: 'Время: позвонить клиенту\nТелефон: спросить у соседа',
      stand_in: true,
    });
    // 1000 for all, 1500 for parts: nothing is lost, and the difference stands in the report.
    expect(report.money.closed).toMatchObject({ before: 1300_00, after: 1300_00 });
    expect(report.money.company).toMatchObject({ before: 400_00, after: -600_00 });
    expect(moneyAgrees(report)).toBe(false);
    const text = reportText(report, 'RUB');
    expect(text).toContain('phone unreadable; a stand-in (+999…) is stored, the text is a note: 1 (1)');
    expect(text).toContain('Sums differ');
    expect(text).not.toContain('спросить');
  });

  test('costs one order, not its batch, when the database refuses it', async () => {
    await db.query(`alter table repair.service_order add constraint no_secrets check (problem_text <> 'нельзя')`);
    try {
      const report = await run(
        'seed',
        { ...staff, orders: [anOrder(1), anOrder(2, { description: 'нельзя' }), anOrder(3)] },
        { batchSize: 3 },
      );
      expect(report.tables.get('orders')).toMatchObject({ imported: 2 });
      expect(report.tables.get('orders')?.skipped.get('refused:no_secrets')).toEqual({ count: 1, ids: [2] });
      expect(await one('select last_seq from repair.order_counter')).toEqual({ last_seq: 2 });
    } finally {
      await db.query('alter table repair.service_order drop constraint no_secrets');
    }
  });

  test('does not mix two companies', async () => {
    await run('seed', { ...staff, orders: [anOrder(1)] });
    const other = { ...staff, orders: [anOrder(1, { created_at: '2025-04-01 10:00:00' })] };
    await expect(run('seed', other)).rejects.toMatchObject({ code: 'IMPORT_SOURCE_TAKEN' });
    const second = await run('seed', other, { source: 'kazan' });
    expect(second.tables.get('orders')).toMatchObject({ imported: 1 });
  });

  test('says clearly which file it cannot use', async () => {
    const path = await file('seed', staff);
    await expect(run('seed', {}, { path: `${path}.none` })).rejects.toMatchObject({ code: 'IMPORT_FILE_MISSING' });
    await writeFile(`${path}.txt`, 'Здравствуйте, это не база');
    await expect(run('seed', {}, { path: `${path}.txt` })).rejects.toMatchObject({ code: 'IMPORT_NOT_SQLITE' });
    await appendFile(`${path}-wal`, 'unfinished');
    await expect(run('seed', {}, { path })).rejects.toMatchObject({ code: 'IMPORT_FILE_IN_USE' });
  });
});
