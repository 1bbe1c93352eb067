import { expect, test } from 'vitest';
import { commandsIn, introductionIn } from './commands.ts';
import { languages } from '@durabot/runtime';

test.each(languages)('the commands in %s are what Telegram takes', (language) => {
  for (const { command, description } of commandsIn(language)) {
    expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
    expect(description.length).toBeGreaterThanOrEqual(3);
    expect(description.length).toBeLessThanOrEqual(256);
  }
});

test.each(languages)('the introduction in %s is as short as Telegram keeps it', (language) => {
  const { description, short } = introductionIn(language);
  expect(description.length).toBeLessThanOrEqual(512);
  expect(description).toContain('\n\n');
  expect(short.length).toBeLessThanOrEqual(120);
});
