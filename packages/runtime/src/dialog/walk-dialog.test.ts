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
  fc.assert(
    fc.property(
      fc.constantFrom(...languages),
      fc.array(fc.nat(), { minLength: 20, maxLength: 80 }),
      (language, choices) => {
        let next = 0;
        const choose = (below: number): number => (choices[(next += 1) % choices.length] ?? 0) % below;
        expect(walkDialog({ ...base, language, choose, moves: choices.length }).size).toBeGreaterThan(0);
      },
    ),
    { numRuns: 200 },
  );
}, 30_000);

test('such walks come everywhere', () => {
  let state = 1;
  // Lehmer's generator: the same walks every time.
  const choose = (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
  const visited = walkDialog({ ...base, language: 'uk', choose, moves: 1000 });
  const steps = ['client', 'device', 'phone', 'price', 'problem', 'review'];
  expect([...visited].toSorted((one, other) => one.localeCompare(other))).toEqual(steps);
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
