import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskText } from './mask-text.ts';

const token = `123456789:${'Aa0_-'.repeat(7)}`;

describe('what is somebody’s is taken out', () => {
  test.each([
    [`https://api.telegram.org/bot${token}/getMe`, 'https://api.telegram.org/[secret]/getMe'],
    [`https://api.telegram.org/file/bot${token}/photos/1.jpg`, 'https://api.telegram.org/file/[secret]/photos/1.jpg'],
    [`the token ${token} was refused`, 'the token [secret] was refused'],
    [`ключ${token}`, 'ключ[secret]'],
    ['postgresql://bot:p@ss:w/rd@db:5432/durabot', 'postgresql://bot:[secret]@db:5432/durabot'],
    ['postgres://bot:p ss#?%"\'@db/durabot', 'postgres://bot:[secret]@db/durabot'],
    ['redis://:p@ss/w#rd@cache:6379/0', 'redis://[secret]@cache:6379/0'],
    ['https://0123abcd@o1.ingest.example/42', 'https://[secret]@o1.ingest.example/42'],
    ['call +7 (916) 123-45-67 now', 'call [phone] now'],
    ['+380671234567', '[phone]'],
    ['8 (067) 123-45-67', '[phone]'],
    ['8(916)1234567', '[phone]'],
    ['(067) 123 45 67', '[phone]'],
    ['067.123.45.67', '[phone]'],
    ['phone:0671234567,', 'phone:[phone],'],
    ['380671234567 or 89161234567', '[phone] or [phone]'],
    ['+٣٨٠ ٦٧ ١٢٣ ٤٥ ٦٧', '[phone]'],
    ['0\u200b67 123\u00a045\u201367', '[phone]'],
    ['write to Ivan.Petrov+shop@пошта.укр', 'write to [email]'],
    ['ask @ivan_petrov or t.me/ivan_petrov', 'ask [username] or t.me/[hidden]'],
    ['card 4111 1111 1111 1111 or 5500005555555559', 'card [card] or [card]'],
    ['a\u0000b\u001b[31mc\u009b2Jd\u2028e\u202ef\ud800g', 'a\ufffdb\ufffd[31mc\ufffd2Jd\ufffde\ufffdf\ufffdg'],
  ])('%j is written as %j', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });
});

test.each([
  'entry 1234567890 of chat -1001234567890',
  '2026-11-21T08:29:40.213Z',
  '2026-11-21 08:29:40',
  '192.168.100.200:5432',
  'process 7b1c2a34-0b1f-4c59-9a5f-3f1e2d4c5b6a',
  'update 987654321 after 30000 ms, 1763742829000',
  'TELEGRAM_FLOOD (429) at scenes/order/phone-step.ts:41:7 < node_modules/@durabot/runtime/a.js:1:2',
  'Take the current one from @BotFather; @repair_bot has none',
  'repair:u123456789',
])('%j stays as it is', (text) => {
  expect(maskText(text)).toBe(text);
});

/** Any code units, halves of characters among them. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
  .map((units) => String.fromCharCode(...units));

const digits = (count: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((all) => all.join(''));

/** Numbers as people of the region write them. */
const phone = fc
  .tuple(
    fc.constantFrom('+380', '+38 0', '380', '0', '8 0', '8-0', '+7 ', '8 ', '7', '8', '+48 ', '(0'),
    digits(2),
    digits(3),
    digits(2),
    digits(2),
    fc.constantFrom('', ' ', '-', '.', ' - ', '\u00a0', '–'),
    fc.boolean(),
  )
  .map(([start, area, first, second, third, gap, brackets]) => {
    const code = start.startsWith('(') ? `${start}${area})` : brackets ? `${start}(${area})` : `${start}${area}`;
    // A country without the zero of its areas has one digit more here.
    const middle = start.includes('0') ? first : `1${first}`;
    return [code, middle, second, third].join(gap);
  });

test('no telephone number gets through, however it is written and whatever stands around it', () => {
  fc.assert(
    fc.property(phone, fc.constantFrom('', 'tel: ', 'мій номер ', '"', '\n'), (number, before) => {
      expect(maskText(`${before}${number}!`)).toBe(`${before}[phone]!`);
    }),
    { numRuns: 300 },
  );
});

test('no token gets through, whatever stands around it', () => {
  fc.assert(
    fc.property(anyText, anyText, (before, after) => {
      expect(maskText(`${before}${token} ${after}`)).not.toContain(token.slice(12));
    }),
  );
});

test('what is masked stays masked, on one terminal line, and well-formed', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const once = maskText(text);
      expect(maskText(once)).toBe(once);
      // oxlint-disable-next-line no-control-regex -- they are what must not be there
      expect(once).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]|[\ud800-\udfff]/u);
    }),
  );
});

test('a long text costs no more than its length', () => {
  for (const text of [
    '1 '.repeat(50_000),
    '+'.repeat(100_000),
    '(1'.repeat(50_000),
    'a@'.repeat(50_000),
    'a.'.repeat(50_000),
  ]) {
    const startedMs = performance.now();
    maskText(text);
    // Growing with the square of it would take minutes.
    expect(performance.now() - startedMs, text.slice(0, 4)).toBeLessThan(3_000);
  }
});
