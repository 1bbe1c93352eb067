/**
 * Names that engines still answer with although the time zone database has renamed the zone.
 * https://data.iana.org/time-zones/tzdb/backward
 */
const renamed: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Europe/Uzhgorod': 'Europe/Kyiv',
  'Europe/Zaporozhye': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/**
 * The present name of a time zone, whichever of its names was given (`Europe/Kiev` is `Europe/Kyiv`), so that zones can
 * be compared and shown.
 *
 * @throws RangeError when there is no such zone
 */
export function zoneName(zone: string): string {
  const known = knownToEngine(zone);
  return renamed[known] ?? known;
}

/** Asking the engine is slow, and its answer never changes; there are a few hundred zones. */
const answered = new Map<string, string>();

/** A name that this engine's own data answers to; an old engine may know a zone by its old name only. */
export function knownToEngine(zone: string): string {
  const remembered = answered.get(zone);
  if (remembered !== undefined) return remembered;
  const oldNames = Object.entries(renamed).flatMap(([old, now]) =>
    now.toLowerCase() === zone.toLowerCase() ? [old] : [],
  );
  for (const name of [zone, ...oldNames]) {
    try {
      const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
      answered.set(zone, known);
      return known;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  throw new RangeError(`There is no time zone "${zone}"; names look like Europe/Kyiv.`);
}
