import { expect, it } from 'vitest';

import { findMisshapen, findMisshapenResult, findMisshapenUpdate } from './support/schema-shape.ts';

const ANNA = { id: 5, is_bot: false, first_name: 'Anna' };
const PRIVATE = { id: 5, type: 'private', first_name: 'Anna' };
const MESSAGE = { message_id: 1, from: ANNA, chat: PRIVATE, date: 1_790_000_000, text: 'Hello' };
const FILE = { file_id: 'a', file_unique_id: 'b' };

it('finds nothing wrong with what is right', () => {
  expect(findMisshapenResult('sendMessage', MESSAGE)).toEqual([]);
  expect(findMisshapenResult('editmessagetext', true)).toEqual([]);
  expect(findMisshapenUpdate({ update_id: 1, message: MESSAGE })).toEqual([]);
  expect(findMisshapenResult('getMe', { ...ANNA, is_bot: true, can_join_groups: true })).toEqual([]);
  expect(findMisshapen('RichText', ['a', { type: 'bold', text: 'b' }])).toEqual([]);
});

const message = (change: object): unknown => ({ ...MESSAGE, ...change });
const supergroup = { id: -1_000_000_000_001, type: 'supergroup', title: 'S' };

it.each<[string, string, unknown, string]>([
  ['a missing field', 'Message', message({ date: undefined }), 'date: is missing'],
  [
    'a missing field deep inside',
    'Message',
    message({ from: { id: 5, is_bot: false } }),
    'from.first_name: is missing',
  ],
  ['an unknown field', 'Message', message({ txt: 'x' }), 'txt: Message has no such field'],
  ['a text for a number', 'Message', message({ message_id: '1' }), 'message_id: "1" is no int'],
  ['a fraction for an integer', 'Message', message({ date: 1_790_000_000.5 }), 'is no int'],
  ['a number for a text', 'Message', message({ text: 5 }), 'text: 5 is no string'],
  ['half of an emoji', 'Message', message({ text: '\ud83d' }), 'is no string'],
  ['false where only true is written', 'Message', message({ has_media_spoiler: false }), 'false is no true'],
  ['milliseconds for seconds', 'Message', message({ edit_date: 1_790_000_000_000 }), 'no time in seconds'],
  ['a message number of nothing', 'Message', message({ message_id: 0 }), 'message_id: is not positive'],
  ['a message without content', 'Message', message({ text: undefined }), 'has no content'],
  ['two contents', 'Message', message({ dice: { emoji: '🎲', value: 1 } }), 'several contents: text,dice'],
  [
    'a reply in a reply',
    'Message',
    message({ reply_to_message: message({ reply_to_message: MESSAGE }) }),
    'its own original',
  ],
  ['an entity beyond the end', 'Message', message({ entities: [{ type: 'bold', offset: 3, length: 3 }] }), '3+3 of 5'],
  [
    'an entity without its address',
    'Message',
    message({ entities: [{ type: 'text_link', offset: 0, length: 3 }] }),
    'url',
  ],
  ['a list that is none', 'Message', message({ photo: FILE }), 'is no list'],
  ['a photo of no sizes', 'Message', message({ text: undefined, photo: [] }), 'photo: is empty'],
  ['an unknown member of an enumeration', 'Chat', { ...PRIVATE, type: 'secret' }, 'is no member'],
  ['an id of another kind of chat', 'Chat', { ...PRIVATE, id: -5 }, 'no id of a private'],
  ['a group with the id of a supergroup', 'Chat', { ...supergroup, type: 'group' }, 'no id of a group'],
  ['a chat without a title', 'Chat', { ...supergroup, title: undefined }, 'title: is missing'],
  ['a union of no known kind', 'ChatMember', { status: 'owner', user: ANNA }, 'is none of'],
  [
    'a field of another member of a union',
    'ChatMember',
    { status: 'left', user: ANNA, until_date: 0 },
    'no such field',
  ],
  ['a negative id of a person', 'User', { ...ANNA, id: -5 }, 'id: is not positive'],
  ['what only getMe tells', 'User', { ...ANNA, can_join_groups: true }, 'only getMe'],
  [
    'an update of two kinds',
    'Update',
    { update_id: 1, message: MESSAGE, edited_message: MESSAGE },
    'instead of one kind',
  ],
  ['an update that says nothing', 'Update', { update_id: 1 }, 'instead of one kind'],
])('finds %s', (_what, type, value, fault) => {
  const faults = findMisshapen(type, JSON.parse(JSON.stringify(value)));
  expect(faults.join('\n')).toContain(fault);
});
