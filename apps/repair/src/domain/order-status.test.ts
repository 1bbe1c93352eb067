import { expect, test } from 'vitest';
import { languages } from '@durabot/runtime';
import { orderStatuses } from './machines/order-machine.ts';
import { statusLabel } from './order-status.ts';

test('each status has an emoji and a word in each language', () => {
  for (const language of languages) {
    const labels = orderStatuses.map((status) => statusLabel(status, language));
    for (const label of labels) expect(label).toMatch(/^\P{L}+ \p{Lu}/u);
    expect(new Set(labels).size).toBe(orderStatuses.length);
  }
});
