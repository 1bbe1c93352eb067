import { expect, test } from 'vitest';
import { commandsFor, introductionIn } from './commands.ts';
import { languages } from '@durabot/runtime';
import { roleNames, type Role } from './roles.ts';

test.each(languages)('the commands in %s are what Telegram takes', (language) => {
  for (const { command, description } of commandsFor(roleNames, language)) {
    expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
    expect(description.length).toBeGreaterThanOrEqual(3);
    expect(description.length).toBeLessThanOrEqual(256);
  }
});

test('a client is shown no command of the desk, a master none that is not theirs', () => {
  const names = (...roles: Role[]): string[] => commandsFor(roles, 'en').map(({ command }) => command);
  expect(names()).toEqual(['cancel', 'privacy', 'language', 'help', 'start']);
  expect(names('master')).toEqual(['my', 'shift', 'day', 'done', 'money', 'stats', 'reports', ...names()]);
  expect(names('dispatcher')).not.toContain('settings');
  expect(names('admin')).toContain('settings');
});

test.each(languages)('the introduction in %s is as short as Telegram keeps it', (language) => {
  const { description, short } = introductionIn(language);
  expect(description.length).toBeLessThanOrEqual(512);
  expect(description).toContain('\n\n');
  expect(short.length).toBeLessThanOrEqual(120);
});
