import { expect, test } from 'vitest';
import { readLoadOptions } from './load-options.ts';

test('without options it is the capacity that is promised', () => {
  expect(readLoadOptions([])).toMatchObject({
    day: { users: 10_000, messagesPerUser: 20, busiestHourShare: 0.15 },
    minutes: 10,
    registered: 100_000,
    bots: 3,
    repair: true,
    limits: false,
  });
});

test("Telegram's limits hold at the speed of life, unless said otherwise", () => {
  expect(readLoadOptions(['--speed=1'])).toMatchObject({ limits: true });
  expect(readLoadOptions(['--speed=10'])).toMatchObject({ limits: false });
  expect(readLoadOptions(['--speed=10', '--limits=on'])).toMatchObject({ limits: true });
});

test.each([
  [['--users', 'many'], '--users wants a whole number from 1 to 1000000, not "many".'],
  [['--users', '0'], '--users wants a whole number from 1 to 1000000, not "0".'],
  [['--minutes', '-1'], /minutes/],
  [['--minutes', '0'], '--minutes wants a number from 0.01 to 1440, not "0".'],
  [['--busiest', '0.15'], '--busiest wants a number from 1 to 100, not "0.15".'],
  [
    ['--users', '2000', '--registered', '1000'],
    '--registered 1000 is less than --users 2000: who writes is registered, too.',
  ],
  [['--user', '5'], /Unknown option '--user'/],
  [['--limits', 'no'], '--limits is on or off, not "no".'],
  [['--repair', 'yes'], '--repair is on or off, not "yes".'],
  [['now'], /positional/],
])('%s is refused with words', (args, message) => {
  expect(() => readLoadOptions(args)).toThrow(message);
});
