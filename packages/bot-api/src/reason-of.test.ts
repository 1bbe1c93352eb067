import { expect, test } from 'vitest';
import { DownloadError, TerminalError } from './errors.ts';
import { framesOf, placeOf, reasonOf } from './reason-of.ts';

test('our own errors are told in their own words', () => {
  expect(reasonOf(new TerminalError('ORDER_UNKNOWN', 'Order 17 does not exist.'))).toBe('Order 17 does not exist.');
  expect(reasonOf(new DownloadError('DOWNLOAD_FAILED', 'call +380 67 123 45 67'))).toBe('call [phone]');
});

test('of anybody else’s errors the kind and the place are told, and never the message', () => {
  const reason = reasonOf(new Error('Анна lives in Main Street 5'));
  expect(reason).toMatch(/^Error at bot-api\/src\/reason-of\.test\.ts:\d+/);
  expect(reason).not.toMatch(/Анна|Main/);
  expect(reasonOf('Анна')).not.toContain('Анна');
});

test('a broken constraint is named without the row that broke it', () => {
  const error = Object.assign(new Error('duplicate key value'), {
    name: 'error',
    code: '23505',
    detail: 'Key (phone)=(0671234567) already exists.',
    table: 'client',
    constraint: 'client_phone_key',
    column: 'Anna Petrova, Main Street',
  });
  expect(reasonOf(error)).toMatch(/^error \(23505, constraint client_phone_key, table client\) at /);
});

test('a mistake in the code is told as the engine tells it, unless that quotes a text', () => {
  expect(reasonOf(new TypeError("Cannot read properties of undefined (reading 'phone')"))).toContain("reading 'phone'");
  expect(reasonOf(new SyntaxError('Unexpected token A, "Anna" is not valid JSON'))).not.toContain('Anna');
  expect(reasonOf(new TypeError("Cannot use 'in' operator to search for 'x' in Anna"))).not.toContain('Anna');
});

test('what an error may quote is not repeated, not even a word of it in another case', () => {
  const update = { message: { text: 'Please bring it to Baker Street', from: { first_name: 'Ян', last_name: 'Кос' } } };
  const error = new TerminalError('STREET_UNKNOWN', 'No street "BAKER" for Кос in order 17.');
  expect(reasonOf(error, update)).toBe('No [hidden] "[hidden]" for [hidden] in order 17.');
});

test('neither a name nor a code that is a text gets through', () => {
  const error = Object.assign(new Error('x'), { name: 'Anna Petrova', code: 'Main Street 5' });
  expect(reasonOf(error)).toMatch(/^Error at /);
});

test('a message that looks like frames is not taken for them', () => {
  const error = new Error('lost\n    at Anna (/Main/Street/5:1:1)');
  expect(framesOf(error).join()).not.toContain('Anna');
  error.message = 'changed';
  expect(framesOf(error)).toEqual([]);
});

test('a place in the built program, which is a few files, is named by its function', () => {
  const error = new Error('x');
  error.stack = [
    'Error: x',
    '    at askPhone (file:///home/me/durabot/apps/durabot/dist/program/main.js:45673:11)',
    '    at async Walk.advance (file:///home/me/durabot/apps/durabot/dist/program/main.js:77:5)',
    '    at readText (file:///home/me/durabot/packages/runtime/src/dialog/advance.ts:12:3)',
  ].join('\n');
  expect(placeOf(error)).toBe(
    'askPhone dist/program/main.js:45673 < Walk.advance dist/program/main.js:77 < src/dialog/advance.ts:12',
  );
});
