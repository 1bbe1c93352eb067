import { workingHours } from './wanted-time.ts';
import { take, word, type Taken } from './when-text.ts';

/** What a text says about the time of day, in minutes since midnight. */
export type Hours =
  | { readonly kind: 'at'; readonly minutes: number }
  | { readonly kind: 'window'; readonly from: number; readonly to: number }
  | { readonly kind: 'after'; readonly from: number }
  | { readonly kind: 'until'; readonly to: number };

const halfOfDay = String.raw`утра|утром|ранку|вранці|дня|вечера|вечером|вечора|ночи|ночі|am|pm|a\.m|p\.m`;
const clock = (name: string): string =>
  String.raw`(?<${name}h>[01]?\d|2[0-4])(?:[:.\-](?<${name}m>[0-5]\d)|\s?(?:час(?:ов|а|ам)?|год(?:ин(?:і|а|и)?)?|ч|hours?|o'clock)(?![\p{L}])(?:\s?(?<${name}mm>[0-5]?\d)\s?(?:мин(?:ут)?|хв(?:илин)?))?)?\s?(?<${name}half>${halfOfDay})?`;
// In a window "14-18" a dash parts two hours, so there minutes need a colon or a point.
const edge = (name: string): string => clock(name).replace(String.raw`[:.\-]`, '[:.]');

const after = 'не раньше|не раніше|после|після|начиная с|починаючи з|after|from|с|со|з|із|від|от';
const until = 'не позже|не позднее|не пізніше|no later than|до|к|by|until|till|before';

const evening = 'вечером|ввечері|увечері|evening|tonight';

const parts: readonly [pattern: string, hours: Hours][] = [
  ['(?:в|с)?\\s*первой половине дня|(?:у|в)\\s*першій половині дня|до обеда|до обіду|before lunch', window(8, 13)],
  ['до полудня|до опівдня|before noon|before midday', window(8, 12)],
  [
    '(?:во)?\\s*второй половине дня|(?:у|в)\\s*другій половині дня|после обеда|після обіду|after lunch|(?:in the )?afternoon',
    window(13, 18),
  ],
  ['после работы|після роботи|after work', { kind: 'after', from: 18 * 60 }],
  ['к обеду|на обед', window(11, 14)],
  [
    '(?:ближе )?к вечеру|(?:ближче )?до вечора ближче|ближче до вечора|под вечер|надвечір|towards evening',
    window(16, 20),
  ],
  ['до вечера|до вечора|before evening', { kind: 'until', to: 18 * 60 }],
  ['до конца дня|до кінця дня|(?:by|until) (?:the )?end of (?:the )?day', { kind: 'until', to: workingHours.to * 60 }],
  ['ночью|вночі|уночі|at night', window(22, 24)],
  ['(?:(?:с|з|in the|early) )?(?:утра|утром|ранку|вранці|зранку|уранці|morning)', window(workingHours.from, 12)],
  ['днем|вдень|удень', window(12, 17)],
  [`(?:in the |this )?(?:${evening})`, window(17, workingHours.to)],
  ['в обед|в обідню пору|в обід|at lunch|lunchtime', window(12, 14)],
  ['в полдень|опівдні|at noon|noon|midday', { kind: 'at', minutes: 12 * 60 }],
  [
    '(?:в )?любое время|весь день|целый день|увесь день|(?:в течение|протягом) дня|в любой момент|будь-коли|будь-який час|any ?time|all day|whenever|when convenient|когда удобно|коли зручно',
    window(workingHours.from, workingHours.to),
  ],
];

/** Takes the time of day out of a text; `invalid` for a window that ends before it begins. */
export function takeHours(text: string, hasDay: boolean): Taken<Hours> | 'invalid' | undefined {
  const exact = takeWindow(text) ?? takeEdge(text) ?? takeAt(text);
  if (exact === 'invalid') return exact;
  if (exact === undefined) return takePart(text) ?? takeBare(text, hasDay);
  // "Вечером в 8" is eight in the evening.
  const isEvening = word(evening).test(text);
  return isEvening ? { ...exact, value: inTheEvening(exact.value) } : exact;
}

function inTheEvening(hours: Hours): Hours {
  if (hours.kind === 'at') return { kind: 'at', minutes: late(hours.minutes) };
  if (hours.kind === 'after') return { kind: 'after', from: late(hours.from) };
  if (hours.kind === 'until') return { kind: 'until', to: late(hours.to) };
  return { kind: 'window', from: late(hours.from), to: late(hours.to) };
}

function late(minutes: number): number {
  return minutes < 12 * 60 ? minutes + 12 * 60 : minutes;
}

function takeWindow(text: string): Taken<Hours> | 'invalid' | undefined {
  const taken =
    take(
      text,
      word(
        String.raw`(?:(?:с|со|з|із|від|от|from|between)\s+)?${edge('a')}\s?(?:-|до|по|та|to|till|until|and|\.\.+)\s?${edge('b')}`,
      ),
    ) ?? undefined;
  if (taken === undefined || isOneTime(taken.groups, text)) return undefined;
  let to = minutesOf(taken.groups, 'b');
  // "From 2 to 4 pm": what is said of the end holds for the beginning.
  const half = taken.groups['ahalf'] ?? taken.groups['bhalf'];
  let from = minutesOf(half === undefined ? taken.groups : { ...taken.groups, ahalf: half }, 'a');
  if (taken.groups['ahalf'] === undefined && from >= to) from = minutesOf(taken.groups, 'a');
  // "From 9 to 1" ends after noon.
  if (to <= from && to + 12 * 60 > from && to < 12 * 60) to += 12 * 60;
  if (to <= from || to > 24 * 60) return 'invalid';
  return { value: { kind: 'window', from, to }, rest: taken.rest };
}

/** "18-00" and "в 14-30" are one time written with a dash, not two. */
function isOneTime(groups: Record<string, string | undefined>, text: string): boolean {
  const end = groups['bh'];
  if (groups['am'] !== undefined || groups['bm'] !== undefined) return false;
  const time = String.raw`${groups['ah']}\s?-\s?${end}`;
  return end === '00' || (/^(?:15|30|45)$/.test(end ?? '') && word(String.raw`(?:в|о|об|at|к)\s+${time}`).test(text));
}

function takeEdge(text: string): Taken<Hours> | undefined {
  const first = take(text, word(String.raw`(?:${after})\s+${clock('a')}`));
  if (first !== undefined) return { value: { kind: 'after', from: minutesOf(first.groups, 'a') }, rest: first.rest };
  const last = take(text, word(String.raw`(?:${until})\s+${clock('a')}`));
  if (last === undefined) return undefined;
  const minutes = minutesOf(last.groups, 'a');
  return { value: { kind: 'until', to: minutes }, rest: last.rest };
}

function takeAt(text: string): Taken<Hours> | undefined {
  const taken =
    take(text, word(String.raw`(?:(?:в|о|об|at)\s+)?(?<ah>[01]\d|2[0-3])\s(?<am>[0-5][05])`)) ??
    take(text, word(String.raw`(?:в|во|о|об|у|на|около|близько|приблизно|примерно|about|around|at)\s+${clock('a')}`)) ??
    take(text, word(String.raw`(?<ah>[01]?\d|2[0-4])[:.](?<am>[0-5]\d)\s?(?<ahalf>${halfOfDay})?`)) ??
    take(text, word(String.raw`(?<ah>[01]?\d|2[0-4])\s?(?<ahalf>${halfOfDay})`)) ??
    take(text, word(String.raw`(?<ah>[01]?\d|2[0-4])\s?(?:час(?:ов|а)?|годин(?:і|а|и)?|ч|o'clock)`)) ??
    take(text, word(String.raw`(?<ah>[01]\d|2[0-3])-(?<am>[0-5]\d)`));
  if (taken === undefined) return undefined;
  return { value: { kind: 'at', minutes: minutesOf(taken.groups, 'a') }, rest: taken.rest };
}

function takePart(text: string): Taken<Hours> | undefined {
  for (const [pattern, value] of parts) {
    const taken = take(text, word(pattern));
    if (taken !== undefined) return { value, rest: taken.rest };
  }
  return undefined;
}

/** A number alone is an hour only when nothing else is said, or a day stands beside it ("завтра 10"). */
function takeBare(text: string, hasDay: boolean): Taken<Hours> | undefined {
  const taken = take(text, word(String.raw`(?<ah>[01]?\d|2[0-3])`));
  if (taken === undefined) return undefined;
  const isAlone = taken.rest.replaceAll(/[|\s]/g, '') === '';
  if (!isAlone && !hasDay) return undefined;
  return { value: { kind: 'at', minutes: minutesOf(taken.groups, 'a') }, rest: taken.rest };
}

function minutesOf(groups: Record<string, string | undefined>, name: string): number {
  const written = groups[`${name}h`] ?? '';
  const minutes = Number(groups[`${name}m`] ?? groups[`${name}mm`] ?? 0);
  let hour = Number(written);
  const said = groups[`${name}half`]?.replaceAll('.', '');
  if (said === undefined) {
    // Nobody is visited at three in the morning: "в 3" means the afternoon, "03:00" means what it says.
    if (written.length === 1 && hour > 0 && hour < workingHours.from && groups[`${name}m`] === undefined) hour += 12;
  } else if (/^(?:дня|веч|pm)/.test(said)) {
    if (hour < 12) hour += 12;
  } else if (/^(?:ноч|ноч|am)/.test(said) && hour === 12) {
    hour = 0;
  }
  return hour * 60 + minutes;
}

function window(fromHour: number, toHour: number): Hours {
  return { kind: 'window', from: fromHour * 60, to: toHour * 60 };
}
