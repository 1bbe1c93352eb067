import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addBlob, createBlobFiles, findExport, listBlobs, parseMasterKeys, requestExport } from '@durabot/kit';
import type { Database } from '@durabot/postgres';
import { systemClock } from '@durabot/runtime';
import { createTestDatabase, type TestDatabase } from '@durabot/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportActor, exportOwner } from '../src/exports/file-jobs.ts';
import { keepHouse } from '../src/exports/housekeeping.ts';
import { listOrdersForExport, ordersTable } from '../src/exports/orders-table.ts';
import { repairMigrations } from '../src/migrations.ts';
import { readOffers } from '../src/reports/offers-store.ts';
import { changeCompanySetting, createCompany, readCompanySettings } from '../src/store/company-settings.ts';
import { answerHandover, askHandover, findHandover } from '../src/use-cases/cash-handover.ts';
import {
  cashHeld,
  disputeSettlementLine,
  draftSettlement,
  resolveDispute,
} from '../src/use-cases/settlement-use-cases.ts';
import { anna, boris, chief, createDesk, fillDesk, masterIds, minutes, sergey, type Desk } from './a-desk.ts';

let database: TestDatabase;
let db: Database;
let desk: Desk;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase(repairMigrations);
  db = database.db;
  await fillDesk(db);
  desk = createDesk(db);
  folder = await mkdtemp(join(tmpdir(), 'repair-house-'));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const masterId = sergey.id ?? 0;
const cash = (key: string, amountMinor: number) =>
  db.query(
    `insert into repair.cash_movement (master_id, kind, amount_minor, currency, at, idempotency_key)
     values ($1, 'correction', $2, 'RUB', $3, $4)`,
    [masterId, amountMinor, desk.at, key],
  );

describe('cash on its way to the desk', () => {
  test('is asked for once, never more than is held, counted once, and refused without a trace in the cash', async () => {
    await cash('one', 5_000_00);
    const ask = { masterId, currency: 'RUB', at: desk.at };
    const asked = await db.transaction((tx) => askHandover(tx, { ...ask, amountMinor: 3_000_00, idempotencyKey: 'a' }));
    expect(asked.kind).toBe('applied');
    const again = await db.transaction((tx) => askHandover(tx, { ...ask, amountMinor: 3_000_00, idempotencyKey: 'a' }));
    expect(again).toEqual({ ...asked, kind: 'already_applied_by_me' });
    const more = await db.transaction((tx) => askHandover(tx, { ...ask, amountMinor: 2_500_00, idempotencyKey: 'b' }));
    expect(more).toEqual({ kind: 'not_allowed_now', reason: 'more_than_is_held' });

    const id = 'id' in asked ? asked.id : 0;
    const answers = await Promise.all(
      [anna, boris].map((actor) =>
        db.transaction((tx) => answerHandover(tx, { id, isTaken: true, actor, at: desk.at })),
      ),
    );
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['already_applied', 'applied']);
    expect(await cashHeld(db, masterId, 'RUB')).toBe(2_000_00);
    const other = await db.transaction((tx) => askHandover(tx, { ...ask, amountMinor: 2_000_00, idempotencyKey: 'c' }));
    const otherId = 'id' in other ? other.id : 0;
    expect(
      await db.transaction((tx) => answerHandover(tx, { id: otherId, isTaken: true, actor: sergey, at: desk.at })),
    ).toMatchObject({ reason: 'not_yours' });
    await db.transaction((tx) => answerHandover(tx, { id: otherId, isTaken: false, actor: anna, at: desk.at }));
    expect(await findHandover(db, otherId)).toMatchObject({ status: 'refused' });
    expect(await cashHeld(db, masterId, 'RUB')).toBe(2_000_00);
  });
});

test('R9: a dispute is over with the last line, and what is corrected still adds up to what clients paid', async () => {
  for (const [key, gross, share] of [
    ['x', 10_000_00, 5_000_00],
    ['y', 6_000_00, 3_000_00],
  ] as const)
    await db.query(
      `insert into repair.settlement_line (master_id, kind, gross_minor, parts_minor, share_minor, company_minor,
         currency, at, idempotency_key)
       values ($1, 'order', $2, 0, $3, $4, 'RUB', $5, $6)`,
      [masterIds[1], gross, share, gross - share, minutes(-60), key],
    );
  const on = { periodFrom: minutes(-7 * 24 * 60), periodTo: minutes(-1), currency: 'RUB', actor: chief, at: desk.at };
  const drafted = await db.transaction((tx) => draftSettlement(tx, { ...on, masterId: masterIds[1] ?? 0 }));
  const settlementId = 'settlement' in drafted ? drafted.settlement.id : 0;
  const { rows: lines } = await db.query<{ id: number }>(
    'select id from repair.settlement_line where settlement_id = $1 order by id',
    [settlementId],
  );
  const own = { id: masterIds[1], name: 'М', roles: ['master'] as const };
  for (const { id: lineId } of lines)
    await db.transaction((tx) =>
      disputeSettlementLine(tx, { settlementId, lineId, reason: 'не так', actor: own, at: desk.at }),
    );
  const decide = (lineId: number, actor: typeof chief, shareMinor?: number) =>
    db.transaction((tx) => resolveDispute(tx, { settlementId, lineId, shareMinor, actor, at: desk.at }));
  const [first, second] = lines.map(({ id }) => id);
  expect(await decide(first ?? 0, anna)).toMatchObject({ reason: 'not_yours' });
  expect(await decide(first ?? 0, chief)).toMatchObject({ settlement: { status: 'disputed', shareMinor: 8_000_00 } });
  expect(await decide(first ?? 0, chief)).toMatchObject({ reason: 'line_is_unknown' });
  expect(await decide(second ?? 0, chief, 3_500_00)).toMatchObject({
    settlement: { status: 'draft', shareMinor: 8_500_00, grossMinor: 16_000_00, balanceMinor: 8_500_00 },
  });
  const { rows } = await db.query<{ gross: number; rest: number }>(
    `select sum(gross_minor)::bigint as gross, sum(parts_minor + share_minor + company_minor)::bigint as rest
     from repair.settlement_line where settlement_id = $1`,
    [settlementId],
  );
  expect(rows[0]).toEqual({ gross: 16_000_00, rest: 16_000_00 });
});

test('settings have defaults, remember who changed them, and one that cannot be read counts as never set', async () => {
  const company = createCompany({ db, clock: systemClock });
  expect(await company.current()).toMatchObject({ report_daily: { isOn: true, time: '08:00' }, csv_delimiter: ';' });
  const by = { userId: chief.id ?? 0, name: 'Вера' };
  const value = { isOn: false, time: '09:00' };
  await db.transaction((tx) => changeCompanySetting(tx, { name: 'report_daily', value, by, at: desk.at }));
  expect((await company.current()).report_daily.isOn).toBe(true);
  company.forget();
  expect((await company.current()).report_daily).toEqual(value);
  await db.query(
    `insert into repair.company_setting (name, value, changed_at) values ('csv_delimiter', '"tab"', now())`,
  );
  expect((await readCompanySettings(db)).csv_delimiter).toBe(';');
  const { rows } = await db.query(
    `select action, after from kit.audit_entry where entity_kind = 'setting' and entity_id = 'report_daily'`,
  );
  expect(rows).toEqual([{ action: 'setting.changed', after: { value } }]);
});

test('orders are read page by page with their money, and a report on offers is about who was asked', async () => {
  const { id: orderId } = await desk.submit();
  await desk.does(desk.useCases.offer, { orderId, actor: anna, masterId: masterIds[2] ?? 0, mode: 'direct' });
  await desk.does(desk.useCases.decline, {
    orderId,
    actor: { id: masterIds[2], name: 'М', roles: ['master'] },
    masterId: masterIds[2] ?? 0,
    offerSeq: 1,
    reason: 'far',
  });
  await desk.does(desk.useCases.acceptByPhone, { orderId, actor: anna, masterId });
  const period = { from: minutes(-60), to: minutes(60) };
  const read: string[] = [];
  for await (const row of listOrdersForExport(db, period)) read.push(`${row.masterName} ${row.status}`);
  expect(read).toEqual(['Сергей assigned']);
  const query = { ...period, zone: 'Europe/Moscow', now: minutes(120) };
  const asked = await readOffers(db, { ...query, filters: { masterId: masterIds[2] ?? 0 } });
  expect(asked).toMatchObject([{ offers: 1, far: 1 }]);
  const own = await readOffers(db, { ...query, filters: { masterId } });
  expect(own.reduce((sum, { declined }) => sum + declined, 0)).toBe(0);
});

test('a file whose day is over is gone, with its bytes', async () => {
  const files = createBlobFiles(folder);
  const at = new Date(systemClock.nowMs() - 25 * 3_600_000);
  const actor = exportActor(chief.id ?? 0, 'Вера', at);
  const style = { language: 'ru', zone: 'Europe/Moscow', currency: 'RUB' } as const;
  await db.transaction(async (tx) => {
    const request = { language: 'ru', roles: ['admin'], filters: [] } as const;
    const job = { id: 'old', product: 'repair', tenant: 'main', format: 'csv' } as const;
    await requestExport(tx, ordersTable(style), request, { ...job, ...actor });
    const file = { name: 'file', bytes: Buffer.from('a;b'), mediaType: 'text/csv', at };
    await addBlob(tx, files, exportOwner('old'), file);
  });
  const key = `2026-11:${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
  const deps = { db, clock: systemClock, filesDir: folder, masterKeys: parseMasterKeys(key) };
  await keepHouse(deps, new AbortController().signal);
  expect(await findExport(db, 'old', new Date(systemClock.nowMs()))).toMatchObject({ status: 'expired' });
  expect(await listBlobs(db, exportOwner('old'))).toEqual([]);
  const left = await readdir(folder, { recursive: true, withFileTypes: true });
  expect(left.filter((entry) => entry.isFile())).toEqual([]);
});
