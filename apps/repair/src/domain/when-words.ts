import { word } from './when-text.ts';

/** Hours in words, in the forms that follow a preposition. */
const hourWords: readonly [pattern: string, hour: number][] = [
  ['два|двух|дві|двох|другій|two', 2],
  ['три|трех|трьох|третій|three', 3],
  ['четыре|четырех|чотири|чотирьох|четвертій|four', 4],
  ["пят[ьи]|п'ят[ьи]|п'ятій|five", 5],
  ['шест[ьи]|шість|шести|шостій|six', 6],
  ['сем[ьи]|сім|сьомій|seven', 7],
  ['восемь|восьми|вісім|восьмій|eight', 8],
  ["девят[ьи]|дев'ят[ьи]|дев'ятій|nine", 9],
  ['десят[ьи]|десятій|ten', 10],
  ['одиннадцат[ьи]|одинадцять|одинадцятій|eleven', 11],
  ['двенадцат[ьи]|дванадцять|дванадцятій|twelve', 12],
  ['час|першій|one', 13],
];

/** "Half of the sixth" is half past five; the hours by the one that is under way. */
const halfWords: readonly [pattern: string, hour: number][] = [
  ['перв(?:ого|ом)|першу', 12],
  ['втор(?:ого|ом)|другу|one', 13],
  ['треть(?:его|ем)|третю|two', 14],
  ['четверт(?:ого|ом)|четверту|three', 15],
  ["пят(?:ого|ом)|п'яту|four", 16],
  ['шест(?:ого|ом)|шосту|five', 17],
  ['седьм(?:ого|ом)|сьому|six', 18],
  ['восьм(?:ого|ом)|восьму|seven', 19],
  ["девят(?:ого|ом)|дев'яту|eight", 8],
  ['десят(?:ого|ом)|десяту|nine', 9],
  ['одиннадцат(?:ого|ом)|одинадцяту|ten', 10],
  ['двенадцат(?:ого|ом)|дванадцяту|eleven', 11],
];

const beforeHour =
  '(?:в|о|об|с|до|к|после|з|із|після|at|from|to|by|after|until|till|between|and|около|близько|не раньше|не позже)';

/** The text with hours in digits, in the usual order of words, and without courtesies. */
export function inDigits(text: string): string {
  let plain = text
    .replaceAll(every('пожалуйста|будь ласка|please|pls|плиз|если можно|якщо можна'), ' ')
    // "Минут через двадцать", "часа в три": the turned order means "about".
    .replaceAll(
      every(
        String.raw`(?<unit>минут[уы]?|хвилин[уи]?|час(?:а|ов|ика)?|годин[иу]?) (?<prep>через|за) (?<n>\d+|[\p{L}]+)`,
      ),
      '$<prep> $<n> $<unit>',
    )
    .replaceAll(every(String.raw`(?:часа?|часам|часов|годині?) (?<prep>в|к|о|до|после|після|на) `), '$<prep> ');
  for (const [pattern, hour] of halfWords) {
    plain = plain.replaceAll(
      every(`(?<b>(?:в|о|об|на|at|к|до|с) )?(?:пол|половин[аеуі]\\s|пів на\\s|half past\\s)(?:${pattern})`),
      `в ${hour}:30`,
    );
  }
  for (const [pattern, hour] of hourWords) {
    plain = plain.replaceAll(every(String.raw`(?<b>${beforeHour}) (?:${pattern})(?: дня| пополудни)?`), `$<b> ${hour}`);
  }
  return plain.replaceAll(/\s+/g, ' ').trim();
}

const compiled = new Map<string, RegExp>();

function every(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const made = new RegExp(word(pattern).source, 'gu');
  compiled.set(pattern, made);
  return made;
}
