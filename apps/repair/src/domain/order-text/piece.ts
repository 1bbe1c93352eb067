/** What a text says about one field: nothing, something that may be meant otherwise, or something plain. */
export type Reading<T> =
  | { readonly certainty: 'missing' }
  | { readonly certainty: 'guess' | 'sure'; readonly value: T };

export const missing = { certainty: 'missing' } as const;

export function sure<T>(value: T): Reading<T> {
  return { certainty: 'sure', value };
}

export function guess<T>(value: T): Reading<T> {
  return { certainty: 'guess', value };
}

/** What was read, and the text without it. */
export interface Taken<T> {
  readonly reading: Reading<T>;
  readonly rest: string;
}

/** The text with a bar in place of a part, so that its neighbours do not grow together. */
export function without(text: string, from: number, to: number): string {
  return `${text.slice(0, from)} | ${text.slice(to)}`;
}

/** Edges of words in any alphabet, as `\b` knows only Latin letters. */
export const wordStart = String.raw`(?<![\p{L}\p{N}])`;
export const wordEnd = String.raw`(?![\p{L}\p{N}])`;
