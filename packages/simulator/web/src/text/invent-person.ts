import type { User } from '../api/types.ts';
import type { Language } from '../i18n/texts.ts';

const names: Record<Language, [string, string][]> = {
  en: [
    ['Alice', 'Brook'],
    ['Ben', 'Carver'],
    ['Clara', 'Dunn'],
    ['Dan', 'Ellis'],
    ['Emma', 'Frost'],
    ['Finn', 'Gray'],
  ],
  ru: [
    ['Аня', 'Белова'],
    ['Борис', 'Власов'],
    ['Вера', 'Громова'],
    ['Глеб', 'Дёмин'],
    ['Даша', 'Ершова'],
    ['Егор', 'Жуков'],
  ],
  uk: [
    ['Оксана', 'Бойко'],
    ['Богдан', 'Вовк'],
    ['Віра', 'Гончар'],
    ['Гліб', 'Дорош'],
    ['Дарина', 'Козак'],
    ['Євген', 'Лисенко'],
  ],
};

/** A name nobody of these people has yet. */
export function inventPerson(
  people: readonly User[],
  language: Language,
): { first_name: string; last_name: string; language_code: string } {
  const known = names[language];
  const [first, last] = known.find(([name]) => !people.some((one) => one.first_name === name)) ?? [
    known[0]?.[0] ?? '',
    String(people.length + 1),
  ];
  return { first_name: first, last_name: last, language_code: language };
}
