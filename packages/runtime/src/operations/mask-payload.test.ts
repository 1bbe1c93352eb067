import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { maskPayload } from './mask-payload.ts';

test('ids and the shape of an update stay, words and names do not', () => {
  const update = {
    update_id: 5,
    message: {
      message_id: 7,
      from: { id: 42, is_bot: false, first_name: 'Anna', username: 'anna_k', language_code: 'uk' },
      chat: { id: 42, type: 'private', first_name: 'Anna' },
      text: 'My phone is 067 123 45 67',
      location: { latitude: 50.45, longitude: 30.52 },
      contact: { phone_number: '380671234567', first_name: 'Anna', user_id: 42 },
    },
  };
  const masked = maskPayload(update);
  expect(masked).toMatchObject({
    update_id: 5,
    message: { message_id: 7, from: { id: 42 }, chat: { id: 42, type: 'private' }, text: '[25 characters]' },
  });
  for (const word of ['Anna', 'anna_k', '067', '380', '50.45', '30.52', 'phone is'])
    expect(JSON.stringify(masked)).not.toContain(word);
});

test('a timer keeps its name, not its payload', () => {
  expect(maskPayload({ name: 'reminder', key: 'Anna', payload: { name: 'Anna' } })).toEqual({
    name: 'reminder',
    key: '[4 characters]',
    payload: '[1 fields]',
  });
});

test('no text gets through whole, wherever it stands', () => {
  assert(
    property(string({ minLength: 1 }), (text) => {
      const secret = `ß ${text}`;
      const masked = maskPayload({ text: secret, type: secret, name: secret, [secret]: [{ kind: secret }] });
      expect(JSON.stringify(masked)).not.toContain(JSON.stringify(secret).slice(1, -1));
    }),
  );
});
