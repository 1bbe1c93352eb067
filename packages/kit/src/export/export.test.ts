import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { languages } from '@durabot/runtime';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { bytesOf, request, visit, visitTable } from '../../test/visit-table.ts';
import type { Visit } from '../../test/visit-table.ts';
import { zipEntries } from '../../test/zip-entries.ts';
import { decimalOf, durationText, groupDigits, withoutFormula } from './cell-text.ts';
import { writeCsv } from './csv.ts';
import { writePdf } from './pdf-table.ts';
import { saveExport } from './save-export.ts';
import { wrapLines } from './wrap-lines.ts';
import { writeXlsx } from './xlsx.ts';
import { columnLetters } from './xlsx-sheets.ts';

const dangerous = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'];

async function csv(rows: Iterable<Visit>, delimiter: ',' | ';' = ',', changes = {}): Promise<string[]> {
  const { bytes } = await bytesOf(writeCsv(visitTable, rows, { ...request, ...changes }, { delimiter }));
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  return bytes.subarray(3).toString().split('\r\n');
}

async function xlsx(rows: Iterable<Visit>, changes = {}): Promise<Map<string, string>> {
  return zipEntries((await bytesOf(writeXlsx(visitTable, rows, { ...request, ...changes }))).bytes);
}

describe('cells', () => {
  test.each(dangerous)('the text %j is no formula any more', (text) => {
    expect(withoutFormula(text)).toBe(`'${text}`);
  });

  test('what begins otherwise stays as it is', () => {
    for (const text of ['', "'=1", ' =1', '1=1', 'Ольга']) expect(withoutFormula(text)).toBe(text);
  });

  test('money is exact in any currency', () => {
    expect(decimalOf({ minor: 5, currency: 'RUB' })).toBe('0.05');
    expect(decimalOf({ minor: -123_456, currency: 'UAH' })).toBe('-1234.56');
    expect(decimalOf({ minor: 500, currency: 'JPY' })).toBe('500');
    expect(decimalOf({ minor: 9_007_199_254_740_991, currency: 'USD' })).toBe('90071992547409.91');
    expect(() => decimalOf({ minor: 0.5, currency: 'RUB' })).toThrow(RangeError);
  });

  test('durations and long numbers are readable', () => {
    expect([durationText(11_100), durationText(-59), durationText(360_000)]).toEqual([
      '3:05:00',
      '-0:00:59',
      '100:00:00',
    ]);
    expect([groupDigits('-1234567.5'), groupDigits('123')]).toEqual(['-1\u202f234\u202f567.5', '123']);
    expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });
});

/** Texts of what CSV and spreadsheets give a meaning. */
const noteTexts = fc
  .array(fc.constantFrom(...Array.from('=+-@\t\r\n\'";, aїЖ\u0000＝😀')), { maxLength: 12 })
  .map((letters) => letters.join(''));

describe('CSV', () => {
  test('has a mark for Cyrillic, and each kind as it is read', async () => {
    expect(await csv([visit(1, { price: { minor: -5, currency: 'RUB' } })])).toEqual([
      '№,Клиент,Телефон,Сумма,День,Приехал,Гарантия,Работа,Заметка',
      `1,Ольга Їжакевич 1,'+380 67 123-45-67,-0.05,2026-11-21,2026-11-21 14:05:00,нет,1:30:00,"Стиральная машина течёт, ґанок зліва"`,
      '',
    ]);
  });

  test('with semicolons decimals have a comma, and empty cells are empty', async () => {
    const none = { phone: null, price: null, day: null, arrivedAt: null, warranty: null, workSeconds: null };
    const [, first, second] = await csv([visit(1), visit(2, none)], ';', { language: 'uk' });
    expect(first).toContain(';1234,51;');
    expect(second).toBe('2;Ольга Їжакевич 2;;;;;;;Стиральная машина течёт, ґанок зліва');
  });

  test('any text comes back, but never as a formula', async () => {
    await fc.assert(
      fc.asyncProperty(noteTexts, async (note) => {
        const { bytes } = await bytesOf(writeCsv(visitTable, [visit(1, { note })], request, { delimiter: ';' }));
        const row = bytes.toString('utf8').split('\r\n').slice(1).join('\r\n');
        const cell = /;1:30:00;([\s\S]*)\r\n$/.exec(row)?.[1] ?? '';
        const text = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        expect(text.replace(/^'(?=[=+\-@\t\r＝＋－＠])/, '')).toBe(
          Buffer.from(note)
            .toString()
            .replace(/^'(?=[=+\-@\t\r＝＋－＠])/, ''),
        );
        expect(text).not.toMatch(/^[=+\-@\t\r]/);
      }),
      { numRuns: 60 },
    );
  });
});

const phoneFor = async (...roles: string[]) => (await csv([visit(1)], ',', { roles }))[1]?.split(',')[2];

describe('roles', () => {
  test('a column is shown, masked or hidden by role, the most generous one counts', async () => {
    expect(await phoneFor('admin')).toBe(`'+380 67 123-45-67`);
    expect(await phoneFor('dispatcher')).toBe(`'+…`);
    expect(await phoneFor('dispatcher', 'admin')).toBe(`'+380 67 123-45-67`);
    expect(await phoneFor('constructor')).toBe('1234.51');
    expect(await phoneFor()).toBe('1234.51');
  });

  test('the sheet of parameters says what was hidden', async () => {
    const files = await xlsx([visit(1)], { roles: ['master'] });
    expect(files.get('xl/worksheets/sheet2.xml')).toMatch(/Скрыто по правам.*Телефон/s);
    expect([...files.values()].join('')).not.toContain('380');
  });
});

describe('XLSX', () => {
  test('cells are typed: numbers, money, days, moments, booleans, durations', async () => {
    const files = await xlsx([visit(7)]);
    const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
    const cell = (at: string) =>
      new RegExp(`<c r="${at}"[^>]*>(?:(?!</c>).)*</c>`).exec(sheet)?.[0].replace(/ s="\d+"/, '');
    expect(cell('A2')).toBe('<c r="A2"><v>7</v></c>');
    expect(cell('D2')).toBe('<c r="D2"><v>1234.57</v></c>');
    expect(cell('E2')).toBe('<c r="E2"><v>46347</v></c>');
    expect(cell('F2')).toBe('<c r="F2"><v>46347.58680556</v></c>');
    expect(cell('G2')).toBe('<c r="G2" t="b"><v>0</v></c>');
    expect(cell('H2')).toBe('<c r="H2"><v>0.0625</v></c>');
    expect(cell('D3')).toBe('<c r="D3"><f>SUBTOTAL(109,D2:D2)</f><v>1234.57</v></c>');
    expect(cell('A3')).toContain('Итого');
    expect(files.get('xl/styles.xml')).toContain('&quot;₽&quot;');
  });

  test('the header stays, filters cover the rows and not the totals, widths fit', async () => {
    const sheet = (await xlsx([visit(1), visit(2)])).get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet).toContain('<autoFilter ref="A1:I3"/>');
    expect(sheet).toContain('<col min="2" max="2" width="18" customWidth="1"/>');
  });

  test('text is never a formula, and nothing breaks the file', async () => {
    const notes = [...dangerous, '<b>&"', '\u0000\ud800', '_x0041_', 'я'.repeat(40_000)];
    const files = await xlsx(notes.map((note, n) => visit(n + 1, { note, client: note })));
    const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet.match(/<f>/g)).toHaveLength(2);
    for (const text of dangerous) expect(sheet).toContain(`>&apos;${text}<`.replace('&apos;', "'"));
    expect(sheet).toContain('>&lt;b&gt;&amp;&quot;<');
    expect(sheet).toContain('>\ufffd\ufffd<');
    expect(sheet).toContain('>_x005F_x0041_<');
    expect(sheet).toContain(`>${'я'.repeat(32_766)}…<`);
  });

  test('a phone is read as it is dialled, what only looks like one is no formula either', async () => {
    const phones = ['+380 67 123-45-67', '+7 (916) 123-45-67', '+79161234567', '+7 916 ***-**-17'];
    const others = ['+1', '+7-1', '+7 916 123-45-67+A1', "+cmd|' /C calc'!A0", '+7 916 123-45-67\n=1', '+SUM(1)'];
    const rows = [...phones, ...others].map((phone, n) => visit(n + 1, { phone }));
    const sheet = (await xlsx(rows)).get('xl/worksheets/sheet1.xml') ?? '';
    const cells = [...sheet.matchAll(/<c r="C\d+"[^>]*t="inlineStr"><is><t[^>]*>([^<]*)</g)].map(([, text]) => text);
    expect(cells).toEqual(['Телефон', ...phones, ...others.map((text) => `'${text}`)]);
    // In a CSV file nothing says what is text: there the apostrophe stays.
    const lines = await csv(rows);
    expect(lines.filter((line) => line.includes("'+"))).toHaveLength(rows.length);
  });

  test('rows of two currencies have no total', async () => {
    const sheet = (await xlsx([visit(1), visit(2, { price: { minor: 1, currency: 'UAH' } })])).get(
      'xl/worksheets/sheet1.xml',
    );
    expect(sheet).not.toContain('SUBTOTAL(109,D');
    expect(sheet).toContain('SUBTOTAL(109,H2:H3)');
  });

  test.each(languages)('parameters are told in %s', async (language) => {
    const files = await xlsx([visit(1), visit(2)], { language, filters: [] });
    const text = files.get('xl/worksheets/sheet2.xml') ?? '';
    const words = { ru: 'без фильтров', uk: 'без фільтрів', en: 'no filters' };
    expect(text).toContain(words[language]);
    expect(text).toContain('22.11.2026 12:00 (Europe/Kyiv)');
    expect(text).toMatch(/<v>2<\/v>/);
    const names = { ru: 'Параметры', uk: 'Параметри', en: 'Parameters' };
    expect(files.get('xl/workbook.xml')).toContain(`name="${names[language]}"`);
  });

  test('no rows make a file that opens, without totals', async () => {
    const sheet = (await xlsx([])).get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet).toContain('<autoFilter ref="A1:I1"/>');
    expect(sheet).not.toContain('<f>');
  });

  test('equal input makes equal bytes', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => bytesOf(writeXlsx(visitTable, [visit(1)], request))));
    expect(one?.bytes.equals(two?.bytes ?? Buffer.alloc(0))).toBe(true);
  });
});

async function* failingRows(): AsyncGenerator<Visit> {
  yield visit(1);
  throw new Error('the database went away');
}

describe('rows as they come', () => {
  test.each([
    ['CSV', (rows: AsyncIterable<Visit>) => writeCsv(visitTable, rows, request, { delimiter: ',' })],
    ['XLSX', (rows: AsyncIterable<Visit>) => writeXlsx(visitTable, rows, request)],
  ])('%s takes rows no faster than it is read, and closes them when the reader leaves', async (_name, write) => {
    let taken = 0;
    let closed = false;
    async function* rows(): AsyncGenerator<Visit> {
      try {
        for (; taken < 100_000; taken += 1) yield visit(taken);
      } finally {
        closed = true;
      }
    }
    const file = write(rows());
    await expect.poll(async () => (await file.next(), taken)).toBeGreaterThan(0);
    await file.return(0);
    expect(taken).toBeLessThan(20_000);
    await expect.poll(() => closed).toBe(true);
  });

  test('rows that fail in the middle leave no file behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kit-export-'));
    for (const write of [writeXlsx, writePdf])
      await expect(saveExport(join(folder, 'a'), write(visitTable, failingRows(), request))).rejects.toThrow(
        'went away',
      );
    expect(await readdir(folder)).toEqual([]);
  });

  test('a saved file is whole, and its row count and hash are known', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'kit-export-')), 'a.csv');
    const saved = await saveExport(path, writeCsv(visitTable, [visit(1), visit(2)], request, { delimiter: ',' }));
    expect(saved).toMatchObject({ rowCount: 2, sizeBytes: (await readFile(path)).length });
    expect(saved.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});

function* manyRows(): Generator<Visit> {
  for (let n = 0; n <= 30; n += 1) yield visit(n);
}

const pagesOf = (bytes: Buffer) => bytes.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length;
const measure = (text: string) => text.length;

describe('PDF', () => {
  test('the font is inside and cut down to what is used; wide tables lie across', async () => {
    const { bytes } = await bytesOf(writePdf(visitTable, [visit(1)], request));
    const text = bytes.toString('latin1');
    expect(text).toMatch(/\/FontFile2/);
    expect(text).toMatch(/\/BaseFont \/[A-Z]{6}\+DejaVuSansCondensed/);
    expect(text).toContain('/MediaBox [0 0 841.89 595.28]');
    expect(bytes.length).toBeLessThan(60_000);
  });

  test('a narrow table stands upright, over as many pages as it needs', async () => {
    const narrow = { ...visitTable, columns: visitTable.columns.slice(0, 2) };
    const { bytes, count } = await bytesOf(
      writePdf(
        narrow,
        Array.from({ length: 110 }, (_, n) => visit(n)),
        request,
      ),
    );
    expect(bytes.toString('latin1')).toContain('/MediaBox [0 0 595.28 841.89]');
    expect([pagesOf(bytes), count]).toEqual([3, 110]);
  });

  test('more rows than paper is for are refused in words', async () => {
    const narrow = { ...visitTable, columns: visitTable.columns.slice(0, 1) };
    await expect(bytesOf(writePdf(narrow, manyRows(), request, { mostRows: 30 }))).rejects.toThrow(
      'narrow the filters',
    );
  });

  test('the letters can be copied out again', async () => {
    const { bytes } = await bytesOf(writePdf(visitTable, [visit(1)], request));
    const streams = bytes.toString('latin1').matchAll(/stream\n([\s\S]*?)\nendstream/g);
    const texts = [...streams].flatMap(([, data = '']) => {
      try {
        return [inflateSync(Buffer.from(data, 'latin1')).toString('latin1')];
      } catch {
        return [];
      }
    });
    // The map from glyphs back to Ї and ґ.
    const maps = texts.filter((text) => text.includes('beginbfrange')).join('');
    expect(maps).toMatch(/0407/);
    expect(maps).toMatch(/0491/i);
  });

  test('long texts are wrapped, endless words are cut, and there is an end', () => {
    expect(wrapLines('один два три', 8, measure, 5)).toEqual(['один два', 'три']);
    expect(wrapLines('абвгдежз', 3, measure, 5)).toEqual(['абв', 'где', 'жз']);
    expect(wrapLines('a\n\nb', 3, measure, 5)).toEqual(['a', '', 'b']);
    expect(wrapLines('x '.repeat(99), 3, measure, 2)).toEqual(['x x', 'x …']);
  });
});
