/** A time as it stands within JSON from the database. */
export function timeOf(text: string): Date {
  return new Date(text);
}

/** The same where there may be none. */
export function timeOrNone(text: string | null): Date | undefined {
  return text === null ? undefined : new Date(text);
}
