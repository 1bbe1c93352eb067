import { expect, test } from 'vitest';

import type { Dialog, Message } from '../api/types.ts';
import { emptyChat, emptySession } from './state.ts';
import { takeEvent } from './take-event.ts';

const context = { user: 1001 };
const bot = { id: 7001, username: 'repair_bot', first_name: 'Repair' };
const dialog: Dialog = { chat: { id: 1001, type: 'private' }, bot, unread: 0, started: true };

function fromBot(id: number, text: string): Message {
  return { message_id: id, date: id, chat: dialog.chat, from: { ...bot, is_bot: true }, text };
}

test('a message in a chat that is not open counts as unread, one in the open chat does not', () => {
  const state = { ...emptySession, dialogs: [dialog] };
  const event = { kind: 'message', data: { chat_id: 1001, bot_id: 7001, message: fromBot(1, 'hi') } } as const;
  expect(takeEvent(state, event, context).dialogs?.[0]?.unread).toBe(1);
  expect(takeEvent({ ...state, openKey: 'bot:7001' }, event, context).dialogs?.[0]?.unread).toBe(0);
});

test('a bot that writes has stopped typing', () => {
  const typing = takeEvent(
    emptySession,
    { kind: 'action', data: { chat_id: 1001, bot_id: 7001, action: 'typing' } },
    context,
  );
  expect(typing.actions['bot:7001']).toBe('typing');
  const event = { kind: 'message', data: { chat_id: 1001, bot_id: 7001, message: fromBot(1, 'hi') } } as const;
  expect(takeEvent(typing, event, context).actions['bot:7001']).toBeUndefined();
});

test('edits and deletions change what is shown, and an edit of something not loaded adds nothing', () => {
  const chats = { 'bot:7001': { ...emptyChat, messages: [fromBot(1, 'a'), fromBot(2, 'b')] } };
  const where = { chat_id: 1001, bot_id: 7001 };
  const edited = takeEvent(
    { ...emptySession, chats },
    { kind: 'edit', data: { ...where, message: fromBot(2, 'new') } },
    context,
  );
  expect(edited.chats['bot:7001']?.messages.map((message) => message.text)).toEqual(['a', 'new']);
  const unknown = takeEvent(edited, { kind: 'edit', data: { ...where, message: fromBot(9, 'far') } }, context);
  expect(unknown.chats['bot:7001']?.messages).toHaveLength(2);
  const deleted = takeEvent(edited, { kind: 'delete', data: { ...where, message_ids: [1] } }, context);
  expect(deleted.chats['bot:7001']?.messages.map((message) => message.message_id)).toEqual([2]);
});
