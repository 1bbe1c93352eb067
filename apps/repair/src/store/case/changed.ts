/** What of the next one is not in the one before: a decision makes a new object of whatever it changes. */
export function changed<T>(before: readonly T[], next: readonly T[]): T[] {
  if (before === next) return [];
  const known = new Set(before);
  return next.filter((one) => !known.has(one));
}
