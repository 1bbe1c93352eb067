import { expect, test } from 'vitest';

import { detectEntities } from './detect-entities.ts';

function found(text: string): string[] {
  return detectEntities(text).map(({ type, offset, length }) => `${type} ${text.slice(offset, offset + length)}`);
}

test('commands, links, mentions and hashtags of a typed text are found in order', () => {
  expect(found('/start see https://example.com/a?b=1. @repair_bot #тег')).toEqual([
    'bot_command /start',
    'url https://example.com/a?b=1',
    'mention @repair_bot',
    'hashtag #тег',
  ]);
});

test('a slash inside a word is not a command, and an address is not a mention', () => {
  expect(found('and/or me@example.com')).toEqual(['email me@example.com']);
});

test('a number after the hash sign is not a hashtag', () => {
  expect(found('#17 and #17a')).toEqual(['hashtag #17a']);
});
