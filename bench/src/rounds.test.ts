import { expect, test } from 'vitest';
import { interleaved } from './rounds.ts';

test('each round has everybody once and begins with another one', () => {
  const order = interleaved(['a', 'b', 'c'], 4).map(({ round, thing }) => `${round}${thing}`);
  expect(order).toEqual(['1a', '1b', '1c', '2b', '2c', '2a', '3c', '3a', '3b', '4a', '4b', '4c']);
});
