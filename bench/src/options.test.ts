import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('a command names one bench, or all of them', () => {
  expect(readOptions(['dialog', '--users', '5,50', '--peers', 'grammy-sessions', '--json'])).toMatchObject({
    benches: ['dialog'],
    users: [5, 50],
    peers: ['grammy-sessions'],
    json: true,
    record: false,
    rounds: 3,
  });
  expect(readOptions(['all'])).toMatchObject({ benches: expect.arrayContaining(['dialog', 'scale']) });
  expect(readOptions(['--help'])).toBe('help');
});

test('what cannot be meant is refused in words', () => {
  expect(() => readOptions([])).toThrow('Name one bench');
  expect(() => readOptions(['dialogue'])).toThrow('"dialogue"');
  expect(() => readOptions(['dialog', '--users', '50,'])).toThrow('--users wants');
  expect(() => readOptions(['dialog', '--rounds', '0'])).toThrow('--rounds wants');
  expect(() => readOptions(['dialog', '--peers', 'nobody'])).toThrow('no peer "nobody"');
});
