import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { saveExport, writeCsv, writePdf, writeXlsx, type ExportRequest, type Table } from '@durabot/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ordersTable, type OrderLine } from '../src/exports/orders-table.ts';
import { settlementTable } from '../src/exports/settlement-table.ts';
import type { NamedSettlement, SettlementLine } from '../src/store/settlement-store.ts';

const run = promisify(execFile);
const style = { language: 'ru', zone: 'Europe/Moscow', currency: 'RUB' } as const;
let folder: string;
let workbook = '';
let csv = '';

const order = (id: number, special: Partial<OrderLine>): OrderLine => ({
  id,
  number: `R-2026-00000${id}`,
  status: 'closed',
  createdAt: new Date('2026-11-20T09:00:00Z'),
  closedAt: new Date('2026-11-21T11:05:00Z'),
  category: 'washing_machine',
  clientName: 'Їжакевич Марія',
  phone: '+79161234517',
  addressText: 'Лесная ул., 5, кв. 12',
  typeFields: null,
  fieldValues: {},
  problemText: 'Не сливает, ґанок зліва',
  masterName: 'Сергей',
  dispatcherName: 'Анна Кузнецова',
  labourMinor: 3_000_00,
  partsMinor: 1_300_50,
  totalMinor: 4_300_50,
  paidMinor: 4_300_50,
  shareMinor: 1_500_00,
  ...special,
});

const line = (id: number, gross: number, share: number): SettlementLine => ({
  id,
  kind: 'order',
  number: `R-2026-00000${id}`,
  at: new Date('2026-11-17T10:00:00Z'),
  grossMinor: gross,
  partsMinor: 0,
  shareMinor: share,
  companyMinor: gross - share,
  advanceMinor: 0,
  disputeReason: undefined,
  isReversed: false,
});

const rows = [
  order(1, {}),
  order(2, { clientName: '=HYPERLINK("http://evil.example","Открыть")', problemText: '@SUM(A1:A9)' }),
  order(3, { clientName: '-2+3', problemText: '\t=1+1', closedAt: null, status: 'new' }),
];

const request: ExportRequest = {
  language: 'ru',
  roles: ['admin'],
  madeBy: 'Вера К.',
  madeAt: new Date('2026-11-22T06:00:00Z'),
  zone: style.zone,
  filters: [['Период', 'пн 16 нояб. – вс 22 нояб.']],
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'repair-exports-'));
  const table = ordersTable(style);
  await saveExport(join(folder, 'orders.xlsx'), writeXlsx(table, rows, request));
  await saveExport(join(folder, 'comma.csv'), writeCsv(table, rows, request, { delimiter: ',' }));
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  // Separated by commas, quoted, in UTF-8.
  const filter = 'csv:Text - txt - csv (StarCalc):44,34,76';
  const read = ['--headless', '--convert-to', filter, '--outdir', join(folder, 'read')];
  // Back out of a spreadsheet what it has understood: typed cells as they are shown.
  await run('soffice', [profile, ...read, join(folder, 'orders.xlsx'), join(folder, 'comma.csv')]);
  workbook = await readFile(join(folder, 'read', 'orders.csv'), 'utf8');
  csv = await readFile(join(folder, 'read', 'comma.csv'), 'utf8');
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('A11: exports of orders', () => {
  test('A11: open in a spreadsheet with Cyrillic, their own totals, and nothing that computes', () => {
    expect(workbook).toContain('Їжакевич Марія');
    expect(workbook).toContain('ґанок зліва');
    expect(workbook).toMatch(/12[ ,.\u00a0\u202f]?901[,.]5/);
    for (const text of [workbook, csv]) {
      expect(text).toContain(`'=HYPERLINK(`);
      expect(text).toContain(`'@SUM(A1:A9)`);
      expect(text).toContain(`'-2+3`);
      expect(text).not.toMatch(/(?:^|[,"])=HYPERLINK/m);
    }
    expect(csv).toMatch(/4300[.,]5/);
  });

  test('A11: show phones and free text to administrators only', async () => {
    const dispatcher = await textOf(ordersTable(style), rows, { ...request, roles: ['dispatcher'] });
    expect(dispatcher).toContain('***-**-17');
    expect(dispatcher).not.toMatch(/123 45 17|сливает|кв\. 12|Марія/);
    const admin = await textOf(ordersTable(style), rows, request);
    expect(admin).toContain('+7 916 123 45 17');
    expect(admin).toContain('сливает');
  });
});

test('a settlement sheet on paper has its lines, its sums and what is to be paid', async () => {
  const settlement: NamedSettlement = {
    id: 12,
    masterId: 1,
    masterName: 'Сергей Петров',
    status: 'approved',
    periodFrom: new Date('2026-11-15T21:00:00Z'),
    periodTo: new Date('2026-11-22T21:00:00Z'),
    currency: 'RUB',
    rev: 3,
    grossMinor: 14_000_00,
    partsMinor: 0,
    shareMinor: 7_000_00,
    advancesMinor: 0,
    cashHeldMinor: 10_000_00,
    balanceMinor: -3_000_00,
  };
  const { table, filters } = settlementTable(settlement, style);
  const lines = [line(1, 10_000_00, 5_000_00), line(2, 4_000_00, 2_000_00)];
  const path = join(folder, 'sheet.pdf');
  await saveExport(path, writePdf(table, lines, { ...request, roles: ['master'], filters }));
  await run('pdftotext', ['-layout', path, `${path}.txt`]);
  const text = await readFile(`${path}.txt`, 'utf8');
  expect(text).toContain('Расчётный лист');
  expect(text).toMatch(/Мастер: Сергей Петров/);
  expect(text).toMatch(/К сдаче: 3\s000\s₽/);
  expect(text).toMatch(/Итого\s+14\s000,00 ₽.*7\s000,00 ₽/);
  // What the company keeps is no master's business.
  expect(text).not.toMatch(/^.*Строка.*Компании.*$/m);
});

async function textOf<Row>(table: Table<Row>, some: readonly Row[], to: ExportRequest): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of writeCsv(table, some, to, { delimiter: ';' })) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
