/** Something understood, and what is left of the text. */
export interface Taken<T> {
  readonly value: T;
  readonly rest: string;
}

export interface Match {
  readonly matched: string;
  readonly groups: Record<string, string | undefined>;
  readonly rest: string;
}

/** A pattern that begins and ends at the edges of words, in any alphabet (`\b` knows only Latin letters). */
export function word(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const made = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${pattern})(?![\p{L}\p{N}])`, 'u');
  compiled.set(pattern, made);
  return made;
}

/** Patterns are made of constants, so there is a fixed number of them; compiling is most of the work of a parse. */
const compiled = new Map<string, RegExp>();

/** The first match, and the text without it; a bar marks the place, so that its neighbours do not grow together. */
export function take(text: string, pattern: RegExp): Match | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const rest = `${text.slice(0, match.index)} | ${text.slice(match.index + match[0].length)}`;
  return { matched: match[0].trim(), groups: { ...match.groups }, rest };
}

/** Lower case, one kind of dash, apostrophe and space, no sentence marks. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[ʼ’`´‘]/g, "'")
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/[,;!?()"«»]+/g, ' ')
    .replaceAll(/\.(?!\d)/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
