import * as en from 'chrono-node/en';
import * as ru from 'chrono-node/ru';
import * as uk from 'chrono-node/uk';
import { Temporal } from 'temporal-polyfill';
import type { Language } from '@durabot/runtime';
import { formatWanted } from './format-wanted.ts';
import { instantOf, wallTimeOf } from './wall-clock.ts';
import { workingHours, type WantedTime } from './wanted-time.ts';
import { takeDay, type DayRange } from './when-day.ts';
import { takeHours, type Hours } from './when-hours.ts';
import { inDigits } from './when-words.ts';
import { plainText, take, word, type Taken } from './when-text.ts';

export interface WhenEnv {
  readonly nowMs: number;
  /** The zone in which "today" and "10:00" are meant. */
  readonly zone: string;
  /** Of the label; words of all three languages are understood at any time. */
  readonly language: Language;
}

export type ParsedWhen =
  | ({ readonly ok: true; /** The full date, to be shown before it is stored. */ readonly label: string } & WantedTime)
  | { readonly ok: false; readonly reason: 'past' | 'too_far' | 'unclear' };

type Failure = Extract<ParsedWhen, { ok: false }>;

/** Nobody says a time in more; it also bounds the work that a hostile text can cause. */
const longestText = 100;
const minuteMs = 60_000;
/** Somebody who types "в 10" at 10:03 means now. */
const graceMs = 5 * minuteMs;
const farthestMs = 366 * 24 * 60 * minuteMs;

const now =
  'прямо сейчас|сейчас|сразу|зараз|негайно|right now|now|immediately|asap|as soon as possible|как можно (?:скорее|быстрее|раньше)|якнайшвидше|якнайскоріше|чим швидше|чем (?:быстрее|скорее|раньше)|срочно|терміново|urgent(?:ly)?|скорее|побыстрее|швидше|якомога швидше|скоріше|(?:в )?ближайшее время|найближчим часом';

/** Said of a day, they make it one that is over, whatever hour stands beside them. */
const over =
  'вчера|позавчера|вчора|позавчора|yesterday|прошл(?:ый|ая|ое|ой|ую|ого|ом)|минул(?:ий|а|ої|у|ого|ому)|last (?:night|week|weekend|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|ago|назад|тому назад';

/**
 * Reads when a visit is wanted, as people say it in Russian, Ukrainian or English: "завтра в 10", "сьогодні 14–18",
 * "до пт", "after 6pm", "через час". A day without an hour means the working day, an hour without a day the next such hour.
 */
export function parseWhen(text: string, env: WhenEnv): ParsedWhen {
  const plain = inDigits(plainText(text));
  if (plain === '' || plain.length > longestText) return { ok: false, reason: 'unclear' };
  // Left alone, "yesterday at 10" would become the next ten o'clock.
  if (word(over).test(plain)) return { ok: false, reason: 'past' };
  const parsed = readNow(plain, env) ?? readIn(plain, env) ?? readDayAndHours(plain, env) ?? readWithChrono(text, env);
  if ('reason' in parsed) return parsed;
  const fromMs = parsed.from.getTime();
  if (fromMs < env.nowMs - graceMs) return { ok: false, reason: 'past' };
  if (fromMs > env.nowMs + farthestMs) return { ok: false, reason: 'too_far' };
  return { ok: true, ...parsed, label: formatWanted(parsed, env) };
}

function readNow(text: string, env: WhenEnv): WantedTime | undefined {
  const taken = take(text, word(now));
  if (taken === undefined) return undefined;
  // "Сегодня, срочно" is now; "срочно завтра в 10" is tomorrow.
  const rest = taken.rest.replaceAll(/сегодня|сьогодні|today|[|\s]/gu, '');
  return rest === '' ? { kind: 'asap', from: new Date(env.nowMs), to: undefined } : undefined;
}

/** "Через час", "за 30 хвилин", "in two hours": counted from now, so it has no day. */
function readIn(text: string, env: WhenEnv): WantedTime | Failure | undefined {
  const count = String.raw`(?<n>\d{1,3}(?:[.,]\d)?|пол|пів|пару|полтора|півтори|два|две|дві|три|четыре|чотири|an?|half an|one|two|three|four|a couple of)`;
  const taken = take(
    text,
    word(
      String.raw`(?:(?<within>в течение|в ближайши[ей]|протягом|упродовж|within)|через|за|in)\s+(?:${count}[\s-]?)?(?:(?<h>час(?:а|ов|ик|иков)?|годин(?:у|и|ку)?|год|ч|hours?|h)|(?<m>минут[уы]?|мин|хвилин[уи]?|хв|minutes?|min))`,
    ),
  );
  if (taken === undefined) return undefined;
  if (hasMeaning(taken.rest)) return { ok: false, reason: 'unclear' };
  const written = taken.groups['n'];
  const number = written === undefined ? 1 : (counts[written] ?? Number(written.replace(',', '.')));
  const ms = number * (taken.groups['h'] === undefined ? minuteMs : 60 * minuteMs);
  // Whole minutes: nobody waits for a second.
  const from = new Date(Math.round((env.nowMs + ms) / minuteMs) * minuteMs);
  if (taken.groups['within'] !== undefined) return { kind: 'window', from: new Date(env.nowMs), to: from };
  return { kind: 'at', from, to: undefined };
}

const counts: Readonly<Record<string, number>> = {
  пол: 0.5,
  пів: 0.5,
  'half an': 0.5,
  полтора: 1.5,
  півтори: 1.5,
  пару: 2,
  'a couple of': 2,
  два: 2,
  две: 2,
  дві: 2,
  two: 2,
  три: 3,
  three: 3,
  четыре: 4,
  чотири: 4,
  four: 4,
  a: 1,
  an: 1,
  one: 1,
};

function readDayAndHours(text: string, env: WhenEnv): WantedTime | Failure | undefined {
  const today = wallTimeOf(env.nowMs, env.zone).date;
  // "From now": whatever urgency is said beside a day adds nothing to it.
  const calm = text.replaceAll(new RegExp(word('срочно|терміново|urgently?').source, 'gu'), ' ');
  const isTonight = word('tonight').test(calm);
  const day = takeDay(calm, today);
  if (day === 'invalid') return { ok: false, reason: 'unclear' };
  const hours = takeHours(day?.rest ?? calm, day !== undefined);
  if (hours === 'invalid') return { ok: false, reason: 'unclear' };
  if (day === undefined && hours === undefined) return undefined;
  const rest = hours?.rest ?? day?.rest ?? '';
  // A second day or hour that was not understood together with the first would be lost in silence.
  if (hasMeaning(rest) || takeDay(rest, today) !== undefined) return { ok: false, reason: 'unclear' };
  const tonight: Taken<Hours> | undefined = isTonight
    ? { value: { kind: 'window', from: 17 * 60, to: workingHours.to * 60 }, rest: '' }
    : undefined;
  return combine(day?.value, (hours ?? tonight)?.value, env);
}

/** Words that would change the sense, or numbers that nobody has understood: better to ask again. */
function hasMeaning(rest: string): boolean {
  return /\d/.test(rest) || word("не|ни|ні|кроме|крім|except|not|don't|или|або|чи|or").test(rest);
}

function combine(day: DayRange | undefined, hours: Hours | undefined, env: WhenEnv): WantedTime | Failure {
  const nowWall = wallTimeOf(env.nowMs, env.zone);
  const dated = day ?? { from: nowWall.date, to: nowWall.date, relation: 'at', isToday: false };
  const first = place(dated, hours, env);
  const isOver = first.kind === 'window' ? first.to.getTime() <= env.nowMs : first.from.getTime() < env.nowMs - graceMs;
  if (day === undefined && isOver) {
    const tomorrow = nowWall.date.add({ days: 1 });
    return place({ from: tomorrow, to: tomorrow, relation: 'at', isToday: false }, hours, env);
  }
  const isWeekdayToday =
    day !== undefined && !day.isToday && isOver && Temporal.PlainDate.compare(day.from, nowWall.date) === 0;
  // "В субботу в 10", said on Saturday at noon, is the next one.
  if (isWeekdayToday && day.from.equals(day.to)) {
    const next = day.from.add({ days: 7 });
    return place({ ...day, from: next, to: next }, hours, env);
  }
  if (isOver) return { ok: false, reason: 'past' };
  return first.kind === 'window' ? openedNow(first, env) : first;
}

function place(day: DayRange, hours: Hours | undefined, env: WhenEnv): WantedTime {
  const at = (date: Temporal.PlainDate, minutes: number): Date => instantOf({ date, minutes }, env.zone);
  const opens = workingHours.from * 60;
  const closes = workingHours.to * 60;
  if (day.relation === 'until') {
    const to =
      hours === undefined ? closes : hours.kind === 'at' ? hours.minutes : hours.kind === 'after' ? closes : hours.to;
    return { kind: 'window', from: new Date(env.nowMs), to: at(day.to, to) };
  }
  const from = day.relation === 'after' ? day.to.add({ days: 1 }) : day.from;
  // "From Monday on" is a week of days; an hour makes it that day.
  const isOpen = (day.relation === 'after' || day.relation === 'from') && hours === undefined;
  const to = isOpen ? from.add({ days: 6 }) : day.relation === 'after' ? from : day.to;
  if (hours === undefined) return { kind: 'window', from: at(from, opens), to: at(to, closes) };
  switch (hours.kind) {
    case 'at':
      return { kind: 'at', from: at(from, hours.minutes), to: undefined };
    case 'window':
      return { kind: 'window', from: at(from, hours.from), to: at(to, hours.to) };
    case 'after':
      if (hours.from >= closes) return { kind: 'at', from: at(from, hours.from), to: undefined };
      return { kind: 'window', from: at(from, hours.from), to: at(to, closes) };
    case 'until':
    default:
      // "До 9" leaves an hour; what ends before the working day begins at midnight.
      return { kind: 'window', from: at(from, hours.to > opens ? opens : 0), to: at(to, hours.to) };
  }
}

/** A window that has begun begins now. */
function openedNow(wanted: Extract<WantedTime, { kind: 'window' }>, env: WhenEnv): WantedTime | Failure {
  if (wanted.from.getTime() >= env.nowMs) return wanted;
  const from = new Date(Math.ceil(env.nowMs / minuteMs) * minuteMs);
  return wanted.to.getTime() > from.getTime() ? { ...wanted, from } : { ok: false, reason: 'past' };
}

const chronoOf = { ru, uk, en } as const;

/** What our own rules do not know ("next month", "третього грудня"): a date by the library, in any of the languages. */
function readWithChrono(text: string, env: WhenEnv): WantedTime | Failure {
  const nowZoned = Temporal.Instant.fromEpochMilliseconds(env.nowMs).toZonedDateTimeISO(env.zone);
  const reference = { instant: new Date(env.nowMs), timezone: nowZoned.offsetNanoseconds / 60e9 };
  for (const parser of [chronoOf[env.language], ru, uk, en]) {
    const found = parser.parse(text, reference, { forwardDate: true })[0];
    const year = found?.start.get('year');
    const month = found?.start.get('month');
    const day = found?.start.get('day');
    if (found === undefined || year == null || month == null || day == null) continue;
    // Less than half of the text understood is a word met by chance.
    if (found.text.length * 2 < text.trim().length) continue;
    const date = Temporal.PlainDate.from({ year, month, day });
    const hour = found.start.isCertain('hour') ? found.start.get('hour') : null;
    const hours: Hours | undefined =
      hour == null ? undefined : { kind: 'at', minutes: hour * 60 + (found.start.get('minute') ?? 0) };
    return combine({ from: date, to: date, relation: 'at', isToday: false }, hours, env);
  }
  return { ok: false, reason: 'unclear' };
}
