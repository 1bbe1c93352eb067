/** A binary heap: the least value is at hand, adding and taking cost the logarithm of its size. */
export class Heap<T> {
  readonly #isBefore: (a: T, b: T) => boolean;
  readonly #values: T[] = [];

  constructor(isBefore: (a: T, b: T) => boolean) {
    this.#isBefore = isBefore;
  }

  get size(): number {
    return this.#values.length;
  }

  peek(): T | undefined {
    return this.#values[0];
  }

  push(value: T): void {
    let at = this.#values.push(value) - 1;
    while (at > 0) {
      const parentAt = (at - 1) >> 1;
      const parent = this.#values[parentAt];
      if (parent === undefined || !this.#isBefore(value, parent)) break;
      this.#values[at] = parent;
      at = parentAt;
    }
    this.#values[at] = value;
  }

  pop(): T | undefined {
    const first = this.#values[0];
    const last = this.#values.pop();
    if (last === undefined || this.#values.length === 0) return first;
    let at = 0;
    for (;;) {
      const childAt = this.#lesserChild(at);
      const child = childAt === undefined ? undefined : this.#values[childAt];
      if (childAt === undefined || child === undefined || !this.#isBefore(child, last)) break;
      this.#values[at] = child;
      at = childAt;
    }
    this.#values[at] = last;
    return first;
  }

  /** Drops every value that is not to be kept. */
  prune(keep: (value: T) => boolean): void {
    const kept = this.#values.filter(keep);
    this.#values.length = 0;
    for (const value of kept) this.push(value);
  }

  #lesserChild(at: number): number | undefined {
    const left = this.#values[2 * at + 1];
    const right = this.#values[2 * at + 2];
    if (left === undefined) return undefined;
    return right !== undefined && this.#isBefore(right, left) ? 2 * at + 2 : 2 * at + 1;
  }
}
