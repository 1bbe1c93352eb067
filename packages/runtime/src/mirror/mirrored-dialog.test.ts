import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StoredDialog } from '../dialog/dialog-store.ts';
import { dataFromMirror, mirrorKeys, placeOfKey, toMirror } from './mirrored-dialog.ts';

function aDialog(changes: Partial<StoredDialog> = {}): StoredDialog {
  return {
    id: 'abcdefghij',
    name: 'create_order',
    version: 2,
    step: 'phone',
    data: { step: 'phone', values: { device: 'fridge' }, skipped: [] },
    rev: 3,
    status: 'active',
    startedAt: new Date(0),
    updatedAt: new Date(1),
    expiresAt: undefined,
    ...changes,
  };
}

test('a dialog stands under the bot, the chat and the user, in a topic with its number', () => {
  const place = { bot: 'repair', chatId: -100, userId: 7, topicId: 0 };
  expect(mirrorKeys(place)).toEqual({ state: 'fsm:repair:-100:7:state', data: 'fsm:repair:-100:7:data' });
  expect(mirrorKeys({ ...place, topicId: 9 }).state).toBe('fsm:repair:-100:9:7:state');
});

test('keys of other programs belong to nobody here', () => {
  for (const key of ['fsm:1:2:state', 'fsm:repair:1:2:lock', 'fsm:repair:x:2:state', 'session:1', '']) {
    expect(placeOfKey(key), key).toBeUndefined();
  }
});

test('state is the position, data holds the answers by field', () => {
  const { state, data } = toMirror(aDialog());
  expect(state).toBe('create_order:phone');
  expect(JSON.parse(data)).toMatchObject({ device: 'fridge', _dialog: { id: 'abcdefghij', rev: 3, step: 'phone' } });
});

test('another revision, step, version or dialog is not taken for this one', () => {
  const { data } = toMirror(aDialog());
  for (const other of [{ rev: 4 }, { rev: 2 }, { step: 'price' }, { version: 1 }, { id: 'other' }]) {
    expect(dataFromMirror(data, aDialog(other))).toBeUndefined();
  }
  for (const damaged of ['', '{', '[]', 'null', '{"_dialog":7}', data.slice(0, -3)]) {
    expect(dataFromMirror(damaged, aDialog())).toBeUndefined();
  }
});

test('every place is found again by its keys', () => {
  const places = fc.record({
    bot: fc.stringMatching(/^[a-z][a-z-]{0,20}$/),
    chatId: fc.integer({ min: -(2 ** 51), max: 2 ** 51 }),
    userId: fc.integer({ min: 1, max: 2 ** 51 }),
    topicId: fc.nat(2 ** 31),
  });
  fc.assert(
    fc.property(places, (place) => {
      const { state, data } = mirrorKeys(place);
      expect(placeOfKey(state)).toEqual(place);
      expect(placeOfKey(data)).toEqual(place);
    }),
  );
});

test('whatever data a dialog has comes back as the database would give it', () => {
  const answers = fc.dictionary(fc.string(), fc.jsonValue());
  const states = fc.record({ step: fc.string(), values: answers, skipped: fc.array(fc.string()) });
  fc.assert(
    fc.property(fc.oneof(states, fc.jsonValue(), fc.constant({ values: { _dialog: 1 } })), (data) => {
      const dialog = aDialog({ data });
      const stored: unknown = JSON.parse(JSON.stringify(data));
      expect(JSON.stringify(sorted(dataFromMirror(toMirror(dialog).data, dialog)))).toBe(
        JSON.stringify(sorted(stored)),
      );
    }),
  );
});

/** The order of fields is no part of JSON's meaning. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => [key, sorted(each)]);
}
