import { expect, test } from 'vitest';

import { readOptions } from './options.ts';

test('figures are read, and what is left out has a default', () => {
  expect(readOptions(['--kills', '5', '--seed', '7', '--json'])).toEqual({
    kills: 5,
    seed: 7,
    processes: 3,
    users: 40,
    json: true,
  });
  expect(readOptions(['--help'])).toBe('help');
});

test.each([
  ['--kills', 'many'],
  ['--processes', '0'],
  ['--users', '1000'],
  ['--seed', '-1'],
])('%s %s is refused with what it may be', (name, value) => {
  expect(() => readOptions([`${name}=${value}`])).toThrow(`${name} wants a whole number from`);
});
