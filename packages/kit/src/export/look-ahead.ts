import type { RowSource } from './table.ts';

/** Rows that were looked at beforehand, and all rows with these in front again. */
export async function lookAhead<Row>(
  rows: RowSource<Row>,
  count: number,
): Promise<{ readonly first: readonly Row[]; readonly all: AsyncGenerator<Row> }> {
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  const first: Row[] = [];
  let ended = false;
  while (first.length < count && !ended) {
    const next = await iterator.next();
    if (next.done === true) ended = true;
    else first.push(next.value);
  }
  async function* all(): AsyncGenerator<Row> {
    try {
      yield* first;
      while (!ended) {
        const next = await iterator.next();
        if (next.done === true) ended = true;
        else yield next.value;
      }
    } finally {
      // Whoever stops reading early closes the cursor behind the rows.
      if (!ended) await iterator.return?.();
    }
  }
  return { first, all: all() };
}
