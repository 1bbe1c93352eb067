import { parseWhen, type WhenEnv } from '../parse-when.ts';
import type { WantedTime } from '../wanted-time.ts';
import { guess, missing, sure, without, type Taken } from './piece.ts';

type Role = 'day' | 'time' | 'bound' | 'month' | 'urgent' | 'now' | 'opener' | 'filler' | 'number';

/** What a word can be in a phrase about time. */
const roles: readonly [Role, RegExp][] = [
  [
    'day',
    /^(?:(?:после|після|поза)?завтра|сегодня|сьогодні|today|tomorrow|tonight|понедельник\p{L}?|вторник\p{L}?|сред[уы]|четверг\p{L}?|пятниц[уы]|суббот[уы]|воскресень[ея]|понеділ\p{L}+|вівтор\p{L}+|серед[уи]|четвер(?:га)?|п'ятниц[юі]|субот[уи]|неділ[юі]|пн|вт|ср|чт|пт|сб|вс|нд|(?:mon|tues|wednes|thurs|fri|satur|sun)day|выходн\p{L}+|вихідн\p{L}+|weekend|\d{1,2}\.\d{2}(?:\.\d{2,4})?|числа)$/u,
  ],
  ['urgent', /^(?:срочно|терміново|asap|urgent(?:ly)?|немедленно|негайно|якнайшвидше)$/u],
  ['now', /^(?:сейчас|зараз|now)$/u],
  [
    'time',
    /^(?:утром|днем|вечером|ночью|вранці|зранку|вдень|ввечері|увечері|обеда|обіду|обед|полудня|morning|afternoon|evening|noon|lunch|работы|роботи|work|\d{1,2}[:.]\d{2}|\d{1,2}(?:am|pm))$/u,
  ],
  ['bound', /^(?:утра|вечера|вечора|ранку|am|pm|o'clock|дня|часов|часа|час|годин[иіу]?|год|hours?|минут|хвилин)$/u],
  [
    'month',
    /^(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|january|february|march|april|may|june|july|august|september|october|november|december|nov|dec|jan)$/u,
  ],
  [
    'number',
    /^(?:\d{1,2}(?:-\d{1,2})?(?:го|th|st|nd|rd)?|двух|трех|четырех|пяти|шести|семи|восьми|девяти|десяти|двенадцати|шостої|п'ятої|five|six|seven|eight|nine|ten|two|three|four)$/u,
  ],
  [
    'opener',
    /^(?:в|во|у|о|об|с|со|до|к|после|на|з|із|від|після|at|from|by|after|before|until|till|between|on|in|this|next|через|за|около|не|ближе|ближче|the)$/u,
  ],
  [
    'filler',
    /^(?:и|та|і|по|to|and|раньше|раніше|позже|пізніше|first|второй|первой|другій|першій|половине|половині|of|любое|время|эту|цю|этой|цього|следующ\p{L}+|наступн\p{L}+)$/u,
  ],
];

interface Token {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly role: Role | undefined;
  /** Nothing or a mark stands before it, so that a number at its place belongs to no word. */
  readonly startsClause: boolean;
}

/** Long enough for any phrase; with the limit on tries it bounds the work that a hostile text can cause. */
const longestPhrase = 10;
const mostTries = 40;

interface Phrase {
  readonly wanted: WantedTime;
  readonly tokens: readonly Token[];
}

/** Takes out of a text when a visit is wanted. Without a day, or one of several times, it is a guess. */
export function takeWhen(text: string, env: WhenEnv): Taken<WantedTime> {
  const phrases = phrasesIn(text, env);
  const chosen = phrases.findLast(({ tokens }) => hasRole(tokens, 'day', 'month')) ?? phrases.at(-1);
  const [first, last] = [chosen?.tokens[0], chosen?.tokens.at(-1)];
  if (chosen === undefined || first === undefined || last === undefined) return { reading: missing, rest: text };
  const isPlain =
    phrases.length === 1 &&
    (hasRole(chosen.tokens, 'urgent') || (hasRole(chosen.tokens, 'day', 'month') && !endsInBareNumber(chosen.tokens)));
  const rest = without(text, first.from, last.to);
  return { reading: isPlain ? sure(chosen.wanted) : guess(chosen.wanted), rest };
}

function phrasesIn(text: string, env: WhenEnv): Phrase[] {
  const tokens = tokensOf(text);
  const phrases: Phrase[] = [];
  let tries = mostTries;
  for (let start = 0; start < tokens.length && tries > 0;) {
    const run = runFrom(tokens, start);
    let found: Phrase | undefined;
    for (let end = run.length; end > 0 && found === undefined && tries > 0; end -= 1) {
      const candidate = run.slice(0, end);
      if (!mayBeTime(candidate)) continue;
      tries -= 1;
      const parsed = parseWhen(candidate.map((token) => token.text).join(' '), env);
      if (parsed.ok) found = { wanted: wantedOf(parsed), tokens: candidate };
    }
    if (found === undefined) {
      start += 1;
    } else {
      phrases.push(found);
      start += found.tokens.length;
    }
  }
  return phrases;
}

function wantedOf(parsed: WantedTime): WantedTime {
  if (parsed.kind === 'window') return { kind: 'window', from: parsed.from, to: parsed.to };
  return { kind: parsed.kind, from: parsed.from, to: undefined };
}

function tokensOf(text: string): Token[] {
  let end = 0;
  return [...text.matchAll(/\||[^\s,;!?()|]+/gu)].map((match) => {
    const written = match[0].replace(/\.+$/u, '');
    const plain = written.toLowerCase().replaceAll('ё', 'е').replaceAll(/[’ʼ`]/g, "'").replaceAll(/[–—]/g, '-');
    const between = text.slice(end, match.index);
    const startsClause = end === 0 || /[,;!?()\n]/.test(between) || text[end - 1] === '|' || text[end - 1] === '.';
    end = match.index + match[0].length;
    // "Анна К., завтра": an initial is no preposition.
    const isInitial = /^\p{Lu}\.$/u.test(match[0]);
    const role = isInitial ? undefined : roles.find(([, pattern]) => pattern.test(plain))?.[0];
    return { text: plain, from: match.index, to: match.index + written.length, role, startsClause };
  });
}

function runFrom(tokens: readonly Token[], start: number): Token[] {
  const run: Token[] = [];
  for (const token of tokens.slice(start, start + longestPhrase)) {
    if (token.role === undefined || (run.at(-1)?.role === 'opener' && token.startsClause)) break;
    run.push(token);
  }
  return run;
}

/** Cheap rules for what can be a time at all: numbers of houses, error codes and durations must not pass. */
function mayBeTime(tokens: readonly Token[]): boolean {
  const [first, second] = tokens;
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return false;
  if (first.role === 'filler' || first.role === 'bound' || first.role === 'month') return false;
  if (last.role === 'opener' || last.role === 'filler') return false;
  if (first.role === 'number' && !numberMayBegin(first, second)) return false;
  if (hasRole(tokens, 'month') && !hasRole(tokens, 'number')) return false;
  // "Не работает с утра", "с понедельника": since when it is broken, not when to come.
  if (/^(?:с|со|з|із|from)$/u.test(first.text) && !hasRole(tokens, 'number') && !/\d/.test(last.text)) return false;
  if (first.text === 'не' && !/^(?:раньше|раніше|позже|пізніше)$/u.test(second?.text ?? '')) return false;
  if (hasRole(tokens, 'day', 'time', 'urgent', 'now', 'month', 'bound')) return true;
  return (
    first.role === 'opener' && second?.role === 'number' && !/^(?:на|за|через|in|on|the|this|next)$/u.test(first.text)
  );
}

/** "10 утра" and "5 декабря" may stand anywhere; "3 дня" is a duration, "Лесная 5 завтра" a house. */
function numberMayBegin(first: Token, second: Token | undefined): boolean {
  if (second?.role === 'month' || /^(?:утра|вечера|вечора|ранку|am|pm|числа)$/u.test(second?.text ?? '')) return true;
  return first.startsClause && (second?.role === 'day' || second?.role === 'time');
}

function endsInBareNumber(tokens: readonly Token[]): boolean {
  const [before, last] = [tokens.at(-2), tokens.at(-1)];
  return last?.role === 'number' && before?.role !== 'opener' && before?.role !== 'filler' && !last.text.includes('-');
}

function hasRole(tokens: readonly Token[], ...wanted: readonly Role[]): boolean {
  return tokens.some(({ role }) => role !== undefined && wanted.includes(role));
}
