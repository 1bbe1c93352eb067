import { isFirstName } from './first-names.ts';
import { guess, missing, sure, without, wordEnd, wordStart, type Taken } from './piece.ts';
import { readCategory } from './take-category.ts';

const capital = String.raw`\p{Lu}(?:[\p{Ll}'’]+(?:-\p{Lu}\p{Ll}+)?|\.)`;
const keyword =
  "(?:(?:меня\\s+|мене\\s+)?зовут|клиент(?:ка)?|клієнт(?:ка)?|имя|ім['’]я|звати|звуть|(?:my\\s+)?name(?:\\s+is)?|client|customer|ask\\s+for|спросить|контакт)";
const brands =
  /bosch|samsung|lg|siemens|indesit|ariston|whirlpool|beko|haier|candy|electrolux|gorenje|атлант|атлант|бирюса|philips|sony|panasonic|miele|hotpoint|zanussi|aeg|tefal|delonghi|бош|самсунг|индезит/iu;

/**
 * Takes the client's name out of a text: after a word that announces it, or a frequent first name with what is written
 * in capitals around it. Other words in capitals are a guess, and only right beside the phone.
 */
export function takeName(text: string, beside: string): Taken<string> {
  const announced = new RegExp(
    String.raw`${wordStart}${keyword}\s*[:\-–]?\s+(?<name>[\p{L}'’]{2,}(?:\s${capital}){0,2})`,
    'iu',
  ).exec(text);
  const name = announced?.groups?.['name'];
  if (announced !== null && name !== undefined && (isFirstName(first(name)) || /^\p{Lu}/u.test(name))) {
    return { reading: sure(tidy(name)), rest: without(text, announced.index, announced.index + announced[0].length) };
  }
  for (const match of text.matchAll(
    new RegExp(String.raw`${wordStart}${capital}(?:\s${capital}){0,2}(?![\p{L}\p{N}])`, 'gu'),
  )) {
    if (match[0].split(' ').some((word) => isFirstName(word))) return taken(text, match.index, match[0], true);
  }
  const pair = new RegExp(String.raw`${wordStart}${capital}\s${capital}(?:\s${capital})?(?![\p{L}\p{N}])`, 'u').exec(
    beside,
  )?.[0];
  if (pair !== undefined && readCategory(pair).certainty === 'missing' && !brands.test(pair)) {
    const at = text.indexOf(pair);
    if (at >= 0) return taken(text, at, pair, false);
  }
  for (const match of beside.matchAll(/[\p{L}'’]+/gu)) {
    if (!isFirstName(match[0])) continue;
    const at = new RegExp(`${wordStart}${match[0]}${wordEnd}`, 'u').exec(text)?.index;
    if (at !== undefined) return taken(text, at, match[0], false);
  }
  return { reading: missing, rest: text };
}

function taken(text: string, at: number, name: string, isSure: boolean): Taken<string> {
  const rest = without(text, at, at + name.length);
  return { reading: isSure ? sure(tidy(name)) : guess(tidy(name)), rest };
}

function first(name: string): string {
  return name.split(' ')[0] ?? '';
}

/** "анна" is Анна; an initial keeps its dot. */
function tidy(name: string): string {
  return name
    .split(' ')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
