import { createTestDatabase } from '@durabot/testing';
import type { TestDatabase } from '@durabot/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

import {
  endExport,
  expireExports,
  findExport,
  findResidue,
  kitMigrations,
  listAudit,
  requestExport,
  verifyAudit,
} from '../src/index.ts';
import { request, visitTable } from './visit-table.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase([kitMigrations]);
});
afterAll(() => database.drop());

const at = new Date('2026-11-22T10:00:00Z');
const later = (hours: number) => new Date(at.getTime() + hours * 3_600_000);
const by = { actor: { kind: 'user', id: '42', name: 'Анна Ковальчук' }, via: 'bot', at } as const;

async function asked(id: string, roles: readonly string[] = ['admin']): Promise<void> {
  const job = { id, product: 'repair', tenant: 'main', format: 'xlsx', ...by } as const;
  const filters = [['Телефон', '+380671234567']] as const;
  await database.db.transaction((tx) => requestExport(tx, visitTable, { ...request, roles, filters }, job));
}

async function audited(id: string): Promise<unknown[]> {
  const { entries } = await listAudit(database.db, {
    product: 'repair',
    tenant: 'main',
    entity: { kind: 'export', id },
  });
  return entries.map(({ action, after }) => [action, after]).toReversed();
}

test('an export is audited from its request to its end, each once', async () => {
  for (let twice = 0; twice < 2; twice += 1) await asked('e1', ['master']);
  const end = { kind: 'finished', rowCount: 3, sizeBytes: 100, hash: 'ab' } as const;
  for (let twice = 0; twice < 2; twice += 1) {
    await database.db.transaction((tx) => endExport(tx, 'e1', end, { ...by, at: later(1) }));
  }
  const columns = ['number', 'client', 'price', 'day', 'arrivedAt', 'warranty', 'work', 'note'];
  expect(await findExport(database.db, 'e1', later(2))).toMatchObject({
    status: 'finished',
    rowCount: 3,
    columns,
    filters: [['Телефон', '+380671234567']],
    expiresAt: later(24),
  });
  expect(await audited('e1')).toEqual([
    ['export.requested', { table: 'visits', format: 'xlsx', columns, filters: ['Телефон'] }],
    ['export.finished', { status: 'finished', rowCount: 3, sizeBytes: 100, fileHash: 'ab' }],
  ]);
  expect(await verifyAudit(database.db, { product: 'repair', tenant: 'main' })).toMatchObject({ kind: 'ok' });
});

test('an export that failed says so and has no rows', async () => {
  await asked('e2');
  await database.db.transaction((tx) => endExport(tx, 'e2', { kind: 'failed' }, by));
  expect(await findExport(database.db, 'e2', at)).toMatchObject({ status: 'failed', rowCount: null });
});

test('a day after its request an export is expired, also before somebody swept it', async () => {
  await asked('e3');
  expect(await findExport(database.db, 'e3', later(23))).toMatchObject({ status: 'requested' });
  expect(await findExport(database.db, 'e3', later(24))).toMatchObject({ status: 'expired' });
  const sweep = () => database.db.transaction((tx) => expireExports(tx, later(24)));
  expect((await sweep()).toSorted()).toEqual(['e1', 'e3']);
  expect(await sweep()).toEqual([]);
  expect(await findResidue(database.db, ['kit'], ['380671234567'])).toEqual([
    { table: 'kit.export_job', column: 'filters', rows: 1 },
  ]);
  expect((await audited('e3')).at(-1)).toEqual(['export.expired', { status: 'expired' }]);
  expect(await findExport(database.db, 'nobody', at)).toBeUndefined();
});
