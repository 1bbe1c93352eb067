/** Words for a kind of street, which stay readable: they say where to look and point at nobody. */
const streetKinds =
  /^(?:ул|улица|вул|вулиця|пр|пр-т|пр-кт|просп|проспект|пер|переулок|пров|провулок|ш|шоссе|шосе|б-р|бул|бульвар|наб|набережная|набережна|пл|площадь|площа|проезд|проїзд|аллея|алея|street|st|avenue|ave|road|rd|lane|ln|square|sq|drive|dr)\.?$/iu;

/** Words before a place name that is not a street: a town may be shown, as it has many people. */
const townKinds = /^(?:г|город|м|місто|с|село|пос|посёлок|поселок|смт|д|деревня)\.?$/iu;

/**
 * An address for a group: town and street without house, flat, entrance or anything else, `Лесная ул., …`.
 * Only leading parts made of letters are kept, so a number never comes through.
 */
export function maskAddress(text: string): string {
  const shown: string[] = [];
  for (const part of text.split(/[,;\n]/)) {
    const words = part
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
    // "10 Downing Street": the house stands first and is left out.
    if (shown.length === 0 && words.length > 1 && /^\d[\d\p{L}/-]*$/u.test(words[0] ?? '')) words.shift();
    const stop = words.findIndex((word) => /\d/.test(word) || isHouseWord(word));
    const kept = stop === -1 ? words : words.slice(0, stop);
    if (kept.some((word) => !streetKinds.test(word) && !townKinds.test(word))) {
      shown.push(kept.join(' '));
    }
    if (stop !== -1 || shown.length === 2) break;
  }
  return shown.length === 0 ? '…' : `${shown.join(', ')}, …`;
}

function isHouseWord(word: string): boolean {
  return /^(?:дом|буд|будинок|кв|квартира|корп|корпус|стр|строение|под|подъезд|под'їзд|эт|этаж|поверх|офис|офіс|house|flat|apt|apartment|floor|office|домофон|код|code)\.?$/iu.test(
    word,
  );
}
