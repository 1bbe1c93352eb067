import { expect, test } from 'vitest';
import { sampleDialog } from '../../test/sample-dialog.ts';
import type { Dialog } from './define-dialog.ts';
import { initialState } from './dialog-state.ts';
import { judgeDialog, knownDialogs } from './known-dialogs.ts';
import { fitDialog } from './migrate-dialog.ts';

const base = sampleDialog();
const renamed: Dialog = {
  ...base,
  version: 3,
  steps: base.steps.map((step) => ({
    ...step,
    name: step.name === 'phone' ? 'contact_phone' : step.name,
    ...(step.partOf === 'phone' ? { partOf: 'contact_phone' } : {}),
  })),
};
const finishing: Dialog = { ...renamed, previous: [base], finishOnOldVersion: true };
const taking: Dialog = { ...renamed, migrate: ({ data }) => ({ step: 'contact_phone', data }) };
const failing: Dialog = {
  ...renamed,
  migrate: () => {
    throw new Error('no idea');
  },
};

test.each([
  ['the present version at a step that it has', [base], { version: 2, step: 'phone' }, 'current', 'current'],
  ['the present version at the review', [base], { version: 2, step: 'review' }, 'current', 'current'],
  ['an older version at a step that is still there', [renamed], { version: 2, step: 'price' }, 'migrates', 'migrated'],
  ['an older version at a step that is gone', [renamed], { version: 2, step: 'phone' }, 'unknown_step', 'migrated'],
  ['the same where the build knows the way', [taking], { version: 2, step: 'phone' }, 'migrates', 'migrated'],
  ['an older version that is finished', [finishing], { version: 2, step: 'phone' }, 'finishes', 'on_old_version'],
  ['a version of a newer build', [base], { version: 3, step: 'phone' }, 'newer_version', 'migrated'],
  ['a dialog that is gone', [], { version: 2, step: 'phone' }, 'unknown_dialog', 'unknown'],
  [
    'one that could not be taken over',
    [failing],
    { version: 2, step: 'phone', stuck: 'x' },
    'migration_failed',
    'failed',
  ],
] as const)('%s', (_name, build, { stuck, ...at }: { version: number; step: string; stuck?: string }, told, done) => {
  const stored = { name: base.name, stuck, ...at };
  expect(judgeDialog(knownDialogs(build), stored)).toBe(told);
  // What operators are told is what the engine does.
  const now = new Date(0);
  const data = initialState(at.step, {}, { language: 'en', usedAtMs: 0 });
  const dates = { startedAt: now, updatedAt: now, expiresAt: undefined };
  expect(fitDialog(build, { id: 'x', name: base.name, ...at, ...dates, data, rev: 1, status: 'active' }).kind).toBe(
    done,
  );
});

test('a build that has not told what it knows', () => {
  expect(judgeDialog(undefined, { name: 'order', version: 1, step: 'phone', stuck: undefined })).toBe('untold');
});
