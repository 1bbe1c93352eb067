import { expect, test } from 'vitest';

import { albumRows } from './album-rows.ts';

test('every medium of an album has its place, in order and never alone at the end', () => {
  for (let count = 2; count <= 10; count += 1) {
    const items = Array.from({ length: count }, (_, index) => index);
    const rows = albumRows(items);
    expect(rows.flat()).toEqual(items);
    expect(rows.at(-1)?.length).toBeGreaterThan(1);
  }
});
