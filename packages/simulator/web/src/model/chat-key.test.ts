import { expect, test } from 'vitest';

import { keyOfEvent, parsePlace, printPlace } from './chat-key.ts';

const bots = [{ id: 7001, username: 'repair_bot', first_name: 'Repair' }];

test('the address bar names a person and a bot, and is read back as written', () => {
  const place = { user: 1001, chat: 'bot:7001' } as const;
  expect(printPlace(place, bots)).toBe('#user=1001&bot=repair_bot');
  expect(parsePlace('#user=1001&bot=Repair_Bot', bots)).toEqual(place);
  expect(parsePlace('#user=1001&bot=7001', bots)).toEqual(place);
});

test('a group is named by its id, and nonsense by nothing', () => {
  expect(parsePlace('#user=5&chat=-100', bots)).toEqual({ user: 5, chat: 'chat:-100' });
  expect(parsePlace('#user=x&bot=unknown', bots)).toEqual({});
  expect(parsePlace('', bots)).toEqual({});
});

test('a deep link keeps its parameter only when Telegram would', () => {
  expect(parsePlace('#bot=repair_bot&start=ref_17', bots).start).toBe('ref_17');
  expect(parsePlace('#bot=repair_bot&start=a%20b', bots).start).toBeUndefined();
});

test('an event of a group belongs to the group, though a bot is named in it', () => {
  expect(keyOfEvent({ chat_id: -100, bot_id: 7001 })).toBe('chat:-100');
  expect(keyOfEvent({ chat_id: 1001, bot_id: 7001 })).toBe('bot:7001');
});
