import { expect, test } from 'vitest';
import { BotError, ConfigError } from '@durabot/bot-api';
import { ConfigError as DatabaseConfigError } from '@durabot/postgres';
import { describeFailure } from './failure.ts';

const systemError = (code: string): Error => Object.assign(new Error(`${code}: open '/x'`), { code });

test.each([
  [new ConfigError('SETTINGS_INVALID', 'PORT: is wrong'), 'SETTINGS_INVALID', 78],
  [new DatabaseConfigError('DATA_DIR_IN_USE', 'process 12 has it'), 'DATA_DIR_IN_USE', 78],
  [new BotError('SOMETHING', 'happened'), 'SOMETHING', 1],
  [systemError('ENOSPC'), 'DISK_FULL', 1],
  [systemError('EACCES'), 'NO_PERMISSION', 1],
  [new TypeError('x is not a function'), 'UNEXPECTED', 1],
  ['a thrown text', 'UNEXPECTED', 1],
])('%s is told as %s and ends with %i', (error, code, exitCode) => {
  expect(describeFailure(error)).toMatchObject({ code, exitCode });
});

test('a message is one line for what nobody planned, and never holds a token', () => {
  const { message } = describeFailure(new Error(`cannot fetch /bot123456789:${'A'.repeat(35)}/getMe\n    at x.js:1:1`));
  expect(message).not.toMatch(/AAAA|\n/);
});
