import { DatabaseError as ServerError } from 'pg';
import { expect, test } from 'vitest';

import { DatabaseError } from './errors.ts';
import { asDatabaseError, isDatabaseUnavailable, sqlStateOf } from './unavailable.ts';

function aServerError(code: string): ServerError {
  const error = new ServerError('said the server', 10, 'error');
  error.code = code;
  return error;
}

function aNetworkError(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code });
}

test.each([
  ['57P01', true],
  ['57P03', true],
  ['53300', true],
  ['53100', true],
  ['25006', true],
  ['08006', true],
  ['23505', false],
  ['42P01', false],
  ['28P01', false],
])('SQLSTATE %s means unavailable: %s', (code, expected) => {
  expect(isDatabaseUnavailable(aServerError(code))).toBe(expected);
});

test('a fault of the connection is unavailable once it has our name', () => {
  expect(isDatabaseUnavailable(asDatabaseError(aNetworkError('ECONNREFUSED')))).toBe(true);
  expect(isDatabaseUnavailable(asDatabaseError(new Error('Connection terminated unexpectedly')))).toBe(true);
});

test("another service's refused connection is not the database's", () => {
  expect(isDatabaseUnavailable(aNetworkError('ECONNREFUSED'))).toBe(false);
});

test('the reason is found below errors that wrap it', () => {
  const wrapped = new Error('outer', {
    cause: new DatabaseError('MIGRATION_FAILED', 'x', { cause: aServerError('57P01') }),
  });
  expect(isDatabaseUnavailable(wrapped)).toBe(true);
  expect(sqlStateOf(wrapped)).toBe('57P01');
});

test("a driver's complaint about a value stays what it is", () => {
  const error = new TypeError('Converting circular structure to JSON');
  expect(asDatabaseError(error)).toBe(error);
});
