import { guess, missing, sure, without, wordEnd, wordStart, type Taken } from './piece.ts';
import { isFirstName } from './first-names.ts';
import { readCategory } from './take-category.ts';

const kinds = String.raw`(?:улиц[аеыу]|ул|вулиц[яюі]|вул|проспект[еіу]?|просп|пр-?к?т|пр|переул(?:ок|ке)|пер|провул(?:ок|ку)|пров|шоссе|шосе|набережн\p{L}{1,3}|наб|бульвар[еіу]?|бул|б-р|площад[ьи]|площа|пл|проезд[е]?|проїзд[і]?|аллея|алея|микрорайон|мкр)(?:\.|(?!\p{L}))`;
const lane = String.raw`(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|square|sq|court|crescent|terrace|gardens)`;
const building = String.raw`(?:(?:дом|д|будинок|буд|house|корпус)\.?\s*)`;
const number = String.raw`(?:№\s*)?\d{1,4}(?:к\d{1,2}|[а-яіa-z]|\s[АБВГД])?(?![\p{L}\d:])(?:\s?[/-]\s?\d{1,4}[а-яіa-z]?(?![\p{L}\d:]))?`;
const part = String.raw`(?:квартира|кв|корпус|корп|к|строение|стр|подъезд|под|під['’]їзд|этаж|эт|поверх|офис|офіс|оф|домофон|код|flat|apt|apartment|unit|floor)`;
const parts = String.raw`(?:[,\s]*${part}${wordEnd}\.?\s*(?:№\s*)?\d{1,4}[а-яіa-z]?(?![\p{L}\d])|[,\s]*\d{1,2}(?:-?(?:й|ый|ій|th|st|nd|rd))?\s*(?:подъезд|этаж|поверх|під['’]їзд|floor)${wordEnd}){0,5}`;
const town = String.raw`(?:(?:(?:г|м|город|місто)(?:\.\s*|\s+)[\p{L}-]{2,}|(?:с|пос)\.\s*[\p{L}-]{2,}|москва|химки|спб|санкт-петербург|киев|київ|львів|одеса|харків|дніпро|london)[,\s]+)?`;
const street = String.raw`(?:\d{1,3}(?:-?\p{L}{1,2})?\s+)?\p{L}[\p{L}'’.-]*(?:\s+\p{L}[\p{L}'’-]*){0,2}?`;
const counted = String.raw`(?!\s*(?:раз|час|год|лет|років|кг|мин|хв|град|руб|грн|дн|дней|мес|шт|недел|тиж|kg|hours?|days?|years?|times))`;

const marked: readonly RegExp[] = [
  new RegExp(
    String.raw`${wordStart}${town}${kinds}\s*(?!\d{1,4}\p{L}?[,\s]*${part}${wordEnd})${street}[,\s]+${building}?${number}${counted}${parts}`,
    'iu',
  ),
  new RegExp(
    String.raw`${wordStart}${town}\p{L}[\p{L}'’-]+(?:\s\p{L}[\p{L}'’-]+)?\s${kinds}[,\s]+${building}?${number}${counted}${parts}`,
    'iu',
  ),
  new RegExp(
    String.raw`${wordStart}(?:(?:flat|apt|apartment|unit)\.?\s*\d{1,4}\w?[,\s]+)?\d{1,5}[a-z]?\s+(?:[a-z'’]+\s+){1,3}?${lane}${wordEnd}\.?${parts}`,
    'iu',
  ),
  new RegExp(String.raw`${wordStart}(?:[A-Z][a-z'’]+\s+){1,3}${lane}${wordEnd}\.?[,\s]+${number}${parts}`, 'iu'),
];

/** A street by its kind ("ул. Ленина, д. 3"): nothing else looks like that, so it is taken before times are looked for. */
export function takeMarkedAddress(text: string): Taken<string> {
  for (const pattern of marked) {
    const match = pattern.exec(text);
    if (match === null) continue;
    return { reading: sure(tidy(match[0])), rest: without(text, match.index, match.index + match[0].length) };
  }
  return { reading: missing, rest: text };
}

const bareFlat = String.raw`(?:\s\d{1,4}(?=\s*(?:$|[,;|\n])))?`;
const unmarked: readonly RegExp[] = [
  new RegExp(
    String.raw`${wordStart}(?<name>[А-ЯЁІЇЄҐ][а-яёіїєґ'’-]{2,}(?:\s[А-ЯЁІЇЄҐ][а-яёіїєґ'’-]+)?)[,\s]+(?<house>${building}?${number})${counted}(?<parts>${parts})${bareFlat}`,
    'gu',
  ),
  // Said to a machine that writes: no capitals, but the ending of a street's name.
  new RegExp(
    String.raw`${wordStart}(?<name>[а-яёіїє'’-]{3,}(?:ая|ой|ська|ській|цька|цькій|ова|ева|ина))[,\s]+(?<house>${building}?${number})${counted}(?<parts>${parts})${bareFlat}`,
    'gu',
  ),
  new RegExp(
    String.raw`${wordStart}(?<name>[а-яёіїє'’-]{3,})[,\s]+(?<house>${building}?${number})${counted}(?=[,\s]*кв)${parts}`,
    'gu',
  ),
];

/**
 * A name and a house number ("Лесная 5-12"): where house or flat are named it is surely an address, else a guess.
 * To be looked for after times, phones and prices are out of the text.
 */
export function takeUnmarkedAddress(text: string): Taken<string> {
  for (const pattern of unmarked) {
    for (const match of text.matchAll(pattern)) {
      const { name = '', house = '', parts: flat = '' } = match.groups ?? {};
      if (isSomethingElse(name)) continue;
      const isPlain = flat.trim() !== '' || /^(?:д|дом|буд)/iu.test(house);
      const written = tidy(match[0]);
      const rest = without(text, match.index, match.index + match[0].length);
      return { reading: isPlain ? sure(written) : guess(written), rest };
    }
  }
  return { reading: missing, rest: text };
}

function isSomethingElse(name: string): boolean {
  return (
    readCategory(name).certainty !== 'missing' ||
    name.split(' ').some((word) => isFirstName(word)) ||
    /^(?:ошибк|помилк|код|модел|этаж|поверх|подъезд|квартир|дом|будинок|цена|ціна|мастер|майстер|звон|дзвон|после|після|через|около|всего|уже|фирм|лет|час|номер|тел|завтра|сегодня|сьогодні|какой|такой|второй|первой|другой|больш|маленьк)/iu.test(
      name,
    )
  );
}

function tidy(written: string): string {
  return written
    .replaceAll(/\s+/g, ' ')
    .replace(/[\s,;.]+$/u, '')
    .trim();
}
