import { describe, expect, test } from 'vitest';
import { sampleDialog } from '../../test/sample-dialog.ts';
import { initialState, type DialogState } from './dialog-state.ts';
import type { StoredDialog } from './dialog-store.ts';
import { fitDialog } from './migrate-dialog.ts';

const current = sampleDialog();
const answers = { device: 'fridge', problem: 'leaks', phone: '+70000000009' };

function stored(change: Partial<StoredDialog> = {}, state: Partial<DialogState> = {}): StoredDialog {
  const step = change.step ?? 'price';
  return {
    id: 'Dialog0001',
    name: 'sample_order',
    version: 2,
    step,
    data: { ...initialState(step, answers, { language: 'en', usedAtMs: 0 }), ...state },
    rev: 5,
    status: 'active',
    startedAt: new Date(0),
    updatedAt: new Date(0),
    expiresAt: undefined,
    ...change,
  };
}

describe('a stored dialog and the definitions of this build', () => {
  test('the same version goes on as it was', () => {
    expect(fitDialog([current], stored())).toMatchObject({
      kind: 'current',
      state: { step: 'price', values: answers },
    });
  });

  test('a name that this build does not know is told apart', () => {
    expect(fitDialog([current], stored({ name: 'other' }))).toEqual({ kind: 'unknown' });
  });

  test('without migrate, fields that still parse are kept and the step stays', () => {
    const fit = fitDialog([current], stored({ version: 1 }, { values: { ...answers, price: 'cheap', gone: 1 } }));
    expect(fit).toMatchObject({
      kind: 'migrated',
      stepMissing: false,
      lostFields: ['price', 'gone'],
      state: { step: 'price', values: answers },
    });
  });

  test('a lost answer before the step is asked again first', () => {
    const fit = fitDialog([current], stored({ version: 1 }, { values: { ...answers, problem: 7 } }));
    expect(fit).toMatchObject({ state: { step: 'problem' }, lostFields: ['problem'] });
  });

  test('a missing step is said, and the nearest open question is asked, also within one version', () => {
    for (const version of [1, 2, 3]) {
      const fit = fitDialog([current], stored({ version, step: 'renamed' }));
      expect(fit).toMatchObject({ kind: 'migrated', stepMissing: true, state: { step: 'price' } });
    }
  });

  test('migrate takes old answers over, and what it gives is checked', () => {
    const dialog = {
      ...current,
      migrate: (old: { step: string; data: Record<string, unknown> }) => ({
        step: 'phone',
        data: { device: old.data['machine'], problem: 'leaks', phone: 5 },
      }),
    };
    const fit = fitDialog([dialog], stored({ version: 1 }, { values: { machine: 'washer' } }));
    expect(fit).toMatchObject({
      kind: 'migrated',
      lostFields: ['phone'],
      state: { step: 'phone', values: { device: 'washer', problem: 'leaks' } },
    });
  });

  test('a dialog may be finished on the version that began it', () => {
    const old = { ...current, version: 1 };
    const dialog = { ...current, previous: [old], finishOnOldVersion: true };
    expect(fitDialog([dialog], stored({ version: 1 }))).toMatchObject({
      kind: 'on_old_version',
      dialog: { version: 1 },
    });
    expect(fitDialog([{ ...dialog, finishOnOldVersion: false }], stored({ version: 1 }))).toMatchObject({
      kind: 'migrated',
    });
  });

  test('an engine question of an old version is not asked any more', () => {
    const fit = fitDialog([current], stored({ version: 1 }, { asking: { kind: 'cancel' }, editing: true }));
    expect(fit).toMatchObject({ state: { asking: { kind: 'answer' }, editing: false } });
  });

  test('data that cannot be read counts as no answers', () => {
    expect(fitDialog([current], stored({ data: 'garbage' }))).toMatchObject({
      kind: 'migrated',
      state: { step: 'device', values: {} },
    });
  });
});
