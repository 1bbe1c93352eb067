/** How many media stand in each row of an album, by how many there are: what looks even for 2 to 10 of them. */
const ROWS: readonly (readonly number[])[] = [
  [],
  [1],
  [2],
  [1, 2],
  [2, 2],
  [2, 3],
  [3, 3],
  [2, 2, 3],
  [2, 3, 3],
  [3, 3, 3],
  [2, 2, 3, 3],
];

/** Parts the media of an album into rows, in their order. */
export function albumRows<T>(items: readonly T[]): T[][] {
  const counts = ROWS[items.length] ?? Array.from({ length: Math.ceil(items.length / 3) }, () => 3);
  let from = 0;
  return counts.map((count) => {
    from += count;
    return items.slice(from - count, from);
  });
}

/** Width to height of a medium, kept from the extremes, so that a row of them stays well proportioned. */
export function cellRatio({ width, height }: { width?: number | undefined; height?: number | undefined }): number {
  if (!width || !height) return 1;
  return Math.min(1.7, Math.max(0.75, width / height));
}
