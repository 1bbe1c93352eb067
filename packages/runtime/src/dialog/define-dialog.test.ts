import { describe, expect, test } from 'vitest';
import { sampleDialog } from '../../test/sample-dialog.ts';
import { defineDialog, type Dialog, type Step } from './define-dialog.ts';
import { describeDialog } from './describe-dialog.ts';

const good = sampleDialog();

describe('a definition that contradicts itself is refused at start', () => {
  test.each<[string, Partial<Dialog>, string]>([
    ['a name with capitals', { name: 'Order' }, 'the name is not'],
    ['a version that is no whole number', { version: 1.5 }, 'the version is not'],
    ['no steps', { steps: [] }, 'there are no steps'],
    ['a step twice', { steps: [...good.steps, ...good.steps] }, 'the step device is there twice'],
    ['a step called review', { steps: changed(0, { name: 'review' }) }, 'no step may be called review'],
    ['an unknown field', { steps: changed(0, { field: 'nothing' }) }, 'fills an unknown field nothing'],
    ['nothing accepted', { steps: changed(0, { accepts: [] }) }, 'accepts nothing'],
    ['choices that are not accepted', { steps: changed(0, { accepts: ['text'] }) }, 'has choices or accepts them'],
    ['an optional step of a required field', { steps: changed(1, { optional: true }) }, 'is not optional'],
    ['a part of a later step', { steps: changed(0, { partOf: 'phone' }) }, 'does not come before it'],
    ['a branch into nowhere', { steps: changed(0, { next: () => 'x', leadsTo: ['x'] }) }, 'leads to an unknown step x'],
    ['a branch that is not declared', { steps: changed(0, { next: () => 'price' }) }, 'only one of next and leadsTo'],
    ['a newer previous version', { previous: [{ ...good, version: 9 }] }, 'previous has'],
  ])('%s', (_what, change, message) => {
    expect(() => defineDialog({ ...good, ...change })).toThrow(message);
  });
});

test('a dialog is described by a drawing and a table of its steps', () => {
  const text = describeDialog(good);
  expect(text).toContain('device --> problem');
  expect(text).toContain('phone -.-> price');
  expect(text).toContain('price --> review');
  expect(text).toContain(
    '| `client`  | Client  | `relation` | choice        | depending on earlier answers; part of `phone` |',
  );
});

function changed(index: number, change: Partial<Step>): Step[] {
  return good.steps.map((step, at) => (at === index ? { ...step, ...change } : step));
}
