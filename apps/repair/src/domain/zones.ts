import { z } from 'zod';

/** A part of town, and words by which an address in it is known: streets, districts, stations. */
export const zoneSchema = z.object({
  name: z.string().min(1).max(100),
  words: z.array(z.string().min(2).max(100)).max(200),
});

export type Zone = z.infer<typeof zoneSchema>;

/** More of them nobody looks after. */
export const mostZones = 60;

/**
 * The part of town that an address is in, by its own name or one of its words; undefined where none occurs. A word counts
 * from the beginning of a word of the address on, so that `сокольн` finds `Сокольническая`. The longest word that
 * occurs decides: it says most.
 */
export function findZone(address: string | undefined, zones: readonly Zone[]): string | undefined {
  if (address === undefined) return undefined;
  const text = ` ${plain(address)}`;
  let best: { readonly name: string; readonly length: number } | undefined;
  for (const { name, words } of zones) {
    for (const word of [name, ...words].map(plain)) {
      if (word.length > (best?.length ?? 0) && text.includes(` ${word}`)) best = { name, length: word.length };
    }
  }
  return best?.name;
}

/** Letters and digits alone, small, one space between: how a street is punctuated says nothing. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\d]+/gu, ' ')
    .trim();
}

/** Words as they are typed, by commas or lines. */
export function readZoneWords(text: string): string[] {
  const words = text.split(/[,;\n]/).map((word) => word.trim());
  return [...new Set(words)].filter((word) => plain(word).length >= 2).map((word) => word.slice(0, 100));
}
