import { expect, test } from 'vitest';

import { priceLabel } from './price.ts';

test('amounts are in the smallest units of their currency, and Stars have none', () => {
  expect(priceLabel(1250, 'EUR', 'en')).toBe('€12.50');
  expect(priceLabel(1250, 'JPY', 'en')).toBe('¥1,250');
  expect(priceLabel(1250, 'XTR', 'en')).toBe('⭐ 1,250');
});
