import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleDialog } from '../../test/sample-dialog.ts';
import type { DialogInput } from './dialog-input.ts';
import { languages } from './language.ts';
import { walkDialog, type Walk } from './walk-dialog.ts';

const text = (words: string): DialogInput => ({ kind: 'text', text: words });

const others: readonly DialogInput[] = [
  text('back'),
  text('отмена'),
  text('пропустити'),
  text('yes'),
  text('удалить'),
  text('x'),
  text('+70000000001'),
  text('<b>&'),
  { kind: 'choice', key: 'no_such_choice' },
  { kind: 'photo', fileId: 'photo', fileUniqueId: 'photo' },
  { kind: 'voice', fileId: 'voice', fileUniqueId: 'voice', durationSeconds: 3 },
  { kind: 'location', latitude: 1, longitude: 2 },
  { kind: 'other' },
];

const base: Omit<Walk, 'choose' | 'moves' | 'language'> = {
  dialog: sampleDialog(),
  env: () => ({ knownPhones: ['+70000000001'] }),
  valid: {
    device: text('Toaster'),
    problem: text('does not toast'),
    phone: text('+70000000009'),
    client: { kind: 'choice', key: 'warranty' },
    price: text('100'),
  },
  others,
};

test('however a dialog is walked, no answer is lost, no step is a dead end, and valid answers lead to the end', () => {
  const visited = new Set<string>();
  fc.assert(
    fc.property(
      fc.constantFrom(...languages),
      fc.array(fc.nat(), { minLength: 1, maxLength: 60 }),
      (language, choices) => {
        let next = 0;
        const choose = (below: number): number => (choices[(next += 1) % choices.length] ?? 0) % below;
        for (const step of walkDialog({ ...base, language, choose, moves: choices.length })) visited.add(step);
      },
    ),
    { numRuns: 400 },
  );
  expect([...visited].toSorted((one, other) => one.localeCompare(other))).toEqual([
    'client',
    'device',
    'phone',
    'price',
    'problem',
    'review',
  ]);
});

test('a walk finds a step that no answer leaves', () => {
  const stuck: Walk = {
    ...base,
    valid: { ...base.valid, problem: text('x') },
    language: 'en',
    choose: () => 0,
    moves: 0,
  };
  expect(() => walkDialog(stuck)).toThrow('stuck at problem');
});
