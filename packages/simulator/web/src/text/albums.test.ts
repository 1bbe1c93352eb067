import { expect, test } from 'vitest';

import type { Message } from '../api/types.ts';
import { idsOf, joinAlbums } from './albums.ts';

function aMessage(id: number, fields: Partial<Message> = {}): Message {
  return { message_id: id, date: id, chat: { id: 1, type: 'private' }, ...fields };
}

test('the media of an album are shown as one message, with its only caption', () => {
  const messages = [
    aMessage(1, { text: 'before' }),
    aMessage(2, { media_group_id: 'a', photo: [] }),
    aMessage(3, { media_group_id: 'a', photo: [], caption: 'two boats' }),
    aMessage(4, { media_group_id: 'b', photo: [] }),
    aMessage(5),
  ];
  const shown = joinAlbums(messages);
  expect(shown.map(idsOf)).toEqual([[1], [2, 3], [4], [5]]);
  expect(shown[1]?.caption).toBe('two boats');
});

test('an album of files keeps every caption with its file', () => {
  const document = { file_id: '', file_unique_id: '' };
  const [album] = joinAlbums([
    aMessage(1, { media_group_id: 'a', document, caption: 'one' }),
    aMessage(2, { media_group_id: 'a', document }),
  ]);
  expect(album?.caption).toBeUndefined();
  expect(album?.album?.[0]?.caption).toBe('one');
});
