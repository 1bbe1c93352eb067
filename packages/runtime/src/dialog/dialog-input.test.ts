import type { Message } from 'grammy/types';
import { expect, test } from 'vitest';
import { readInput } from './dialog-input.ts';

const file = { file_id: 'f', file_unique_id: 'u' };

test.each<[string, Partial<Message>, unknown]>([
  ['a text', { text: 'hi' }, { kind: 'text', text: 'hi' }],
  [
    'the largest size of a photo',
    {
      photo: [
        { ...file, file_id: 'small', width: 1, height: 1 },
        { ...file, width: 9, height: 9 },
      ],
      caption: 'c',
    },
    { kind: 'photo', fileId: 'f', fileUniqueId: 'u', caption: 'c' },
  ],
  [
    'a voice',
    { voice: { ...file, duration: 4 } },
    { kind: 'voice', fileId: 'f', fileUniqueId: 'u', durationSeconds: 4 },
  ],
  [
    'a round video',
    { video_note: { ...file, duration: 4, length: 1 } },
    { kind: 'video', fileId: 'f', fileUniqueId: 'u' },
  ],
  [
    'a document',
    { document: { ...file, file_name: 'a.pdf' } },
    { kind: 'document', fileId: 'f', fileUniqueId: 'u', fileName: 'a.pdf' },
  ],
  [
    'a contact',
    { contact: { phone_number: '+7', first_name: 'A', last_name: 'B', user_id: 5 } },
    { kind: 'contact', phone: '+7', firstName: 'A', lastName: 'B', userId: 5 },
  ],
  ['a place', { location: { latitude: 1, longitude: 2 } }, { kind: 'location', latitude: 1, longitude: 2 }],
  [
    'a venue, which also has a location',
    {
      location: { latitude: 1, longitude: 2 },
      venue: { location: { latitude: 1, longitude: 2 }, title: 'T', address: 'A' },
    },
    { kind: 'location', latitude: 1, longitude: 2, title: 'T', address: 'A' },
  ],
  ['a die', { dice: { emoji: '🎲', value: 1 } }, { kind: 'other' }],
  ['nothing that a person wrote', { new_chat_title: 'x' }, undefined],
])('%s is read', (_what, content, expected) => {
  const message: Message = { message_id: 1, date: 1, chat: { id: 1, type: 'private', first_name: 'A' }, ...content };
  expect(readInput(message)).toEqual(expected);
});
