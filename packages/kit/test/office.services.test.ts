import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { saveExport, writeCsv, writePdf, writeXlsx } from '../src/index.ts';
import { request, visit, visitTable } from './visit-table.ts';

const run = promisify(execFile);
let folder: string;
let workbook: string;
let csv: string;

const rows = [
  visit(1),
  visit(2, { note: '=1+1', client: '@SUM(A1:A9)' }),
  visit(3, { price: { minor: 100, currency: 'RUB' }, arrivedAt: null }),
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kit-office-'));
  await saveExport(join(folder, 'book.xlsx'), writeXlsx(visitTable, rows, request));
  await saveExport(join(folder, 'comma.csv'), writeCsv(visitTable, rows, request, { delimiter: ',' }));
  await saveExport(join(folder, 'paper.pdf'), writePdf(visitTable, rows, request));
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  const files = ['book.xlsx', 'comma.csv'].map((name) => join(folder, name));
  await run('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', join(folder, 'read'), ...files]);
  workbook = await textOf('read/book.pdf');
  csv = await textOf('read/comma.pdf');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function textOf(name: string): Promise<string> {
  await run('pdftotext', ['-layout', join(folder, name), join(folder, `${name}.txt`)]);
  return readFile(join(folder, `${name}.txt`), 'utf8');
}

test('a spreadsheet opens the workbook: Cyrillic, typed cells, totals that it computes itself', () => {
  expect(workbook).toMatch(
    /1\s+Ольга Їжакевич 1\s.*1[ ,.\u00a0\u202f]234[,.]51\s₽\s+21\.11\.2026\s+21\.11\.2026 14:05\s+нет\s+1:30:00\s+Стиральная машина течёт, ґанок зліва/,
  );
  expect(workbook).toMatch(/Итого\s+2[ ,.\u00a0\u202f]470[,.]03\s₽\s+4:30:00/);
});

test('a spreadsheet shows the sheet of parameters', () => {
  expect(workbook).toMatch(/Кто выгрузил\s+Анна Ковальчук/);
  expect(workbook).toMatch(/Строк\s+3\b/);
});

test('a spreadsheet computes nothing that somebody wrote', () => {
  for (const text of [workbook, csv]) {
    expect(text).toContain("'=1+1");
    expect(text).toContain("'@SUM(A1:A9)");
  }
  expect(csv).toContain('1234.51');
});

test('our own PDF has its fonts inside and its letters can be searched', async () => {
  const { stdout } = await run('pdffonts', [join(folder, 'paper.pdf')]);
  const fonts = stdout.trim().split('\n').slice(2);
  expect(fonts).toHaveLength(2);
  for (const font of fonts) expect(font).toMatch(/DejaVuSansCondensed.*\byes yes yes\b/);
  const text = await textOf('paper.pdf');
  expect(text).toContain('Ольга Їжакевич 1');
  expect(text).toContain('Страница 1 из 1');
  expect(text).toMatch(/Итого\s+2\s470,03 ₽/);
});
