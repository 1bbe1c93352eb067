import { expect, test } from 'vitest';

import { parseLayout, printLayout } from './layout.ts';

test('the address names the people side by side and the open tool, and is read back as written', () => {
  const hash = '#user=1&bot=a_bot;user=2&chat=-100;tools=journal&of=7001';
  const layout = parseLayout(hash);
  expect(layout).toEqual({ columns: ['user=1&bot=a_bot', 'user=2&chat=-100'], tools: 'journal', toolsBot: 7001 });
  expect(printLayout(layout)).toBe(hash);
});

test('an address of before, with one person, still works', () => {
  expect(parseLayout('#user=1001&bot=repair_bot&start=ref')).toEqual({
    columns: ['user=1001&bot=repair_bot&start=ref'],
  });
  expect(parseLayout('')).toEqual({ columns: [''] });
});

test('no more than four people fit', () => {
  expect(parseLayout('#user=1;user=2;user=3;user=4;user=5').columns).toHaveLength(4);
});
