import { expect, test } from 'vitest';
import type { StoredDialog } from '../dialog/dialog-store.ts';
import type { InboxEntry } from '../inbox/inbox.ts';
import { createDialogMemory } from './dialog-memory.ts';

function anEntry(changes: Partial<InboxEntry> = {}): InboxEntry {
  return {
    id: 1,
    bot: 'test',
    shard: 0,
    chatKey: '7',
    chatId: 7,
    userId: 7,
    topicId: undefined,
    kind: 'message',
    updateId: 1,
    payload: {},
    attempts: 0,
    starts: 0,
    receivedAt: new Date(0),
    correlationId: undefined,
    expiresAt: undefined,
    ...changes,
  };
}

function aDialog(id: string, status: StoredDialog['status'], updatedAtMs = 0): StoredDialog {
  const at = new Date(updatedAtMs);
  return {
    id,
    name: 'form',
    version: 1,
    step: 'one',
    data: {},
    rev: 1,
    status,
    startedAt: at,
    updatedAt: at,
    expiresAt: undefined,
  };
}

const nothing = new Map<string, StoredDialog | undefined>();

test('what an attempt has committed is there for the next, what it only wanted is not', () => {
  const memory = createDialogMemory();
  const staged = new Map([['a', aDialog('a', 'active')]]);
  expect(memory.active(anEntry(), staged)?.id).toBe('a');
  expect(memory.active(anEntry(), nothing)).toBeUndefined();
  memory.committed(anEntry(), staged);
  memory.clear();
  expect(memory.active(anEntry(), nothing)?.id).toBe('a');
});

test('drafts stand beside the active dialog, newest first, and go when they are removed', async () => {
  const memory = createDialogMemory();
  memory.committed(
    anEntry(),
    new Map([
      ['a', aDialog('a', 'parked', 1)],
      ['b', aDialog('b', 'active', 2)],
    ]),
  );
  expect((await memory.list(anEntry(), nothing)).map(({ id }) => id)).toEqual(['b', 'a']);
  memory.committed(anEntry(), new Map([['b', undefined]]));
  expect(memory.active(anEntry(), nothing)).toBeUndefined();
  expect((await memory.list(anEntry(), nothing)).map(({ id }) => id)).toEqual(['a']);
});

test('nobody sees the dialogs of another chat, person, topic or bot', () => {
  const memory = createDialogMemory();
  memory.committed(anEntry(), new Map([['a', aDialog('a', 'active')]]));
  for (const other of [{ chatId: 8 }, { userId: 8 }, { topicId: 8 }, { bot: 'another' }]) {
    expect(memory.active(anEntry(other), nothing), JSON.stringify(other)).toBeUndefined();
  }
});
