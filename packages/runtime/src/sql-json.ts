/**
 * JSON text that PostgreSQL takes: it refuses the zero byte and halves of surrogate pairs, which a hostile text may hold.
 * They become U+FFFD, the sign for what cannot be shown.
 */
export function sqlJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes('\\u')) return text;
  // An even number of backslashes before: they stand for themselves, and this one begins an escape.
  return text.replaceAll(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi, '$1\ufffd');
}
