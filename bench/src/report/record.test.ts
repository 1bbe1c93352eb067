import { expect, test } from 'vitest';
import { withChapter } from './record.ts';

test('a chapter takes the place of the last one of its name', () => {
  const first = withChapter('# Head\n', 'dialog', 'one');
  const second = withChapter(first, 'dialog', 'two');
  expect(second).toContain('two');
  expect(second).not.toContain('one');
  expect(second).toContain('# Head');
});

test('chapters stand in the order of the benches, whichever came first', () => {
  const text = ['scale', 'dialog', 'start'].reduce((all, name) => withChapter(all, name, `of ${name}`), '# Head\n');
  const order = ['# Head', 'of dialog', 'of start', 'of scale'].map((words) => text.indexOf(words));
  expect(order).toEqual(order.toSorted((one, other) => one - other));
  expect(order).not.toContain(-1);
});
