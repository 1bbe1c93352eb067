import { expect, test } from 'vitest';
import { commandsIn } from './commands.ts';
import { languages } from './language.ts';

test.each(languages)('the commands in %s are what Telegram takes', (language) => {
  for (const { command, description } of commandsIn(language)) {
    expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
    expect(description.length).toBeGreaterThanOrEqual(3);
    expect(description.length).toBeLessThanOrEqual(256);
  }
});
