import type { Language } from '@durabot/runtime';

/** What is repaired. `other` stands apart: it carries the words a dispatcher typed. */
export const categoryIds = [
  'washing_machine',
  'refrigerator',
  'dishwasher',
  'oven',
  'dryer',
  'water_heater',
  'coffee_machine',
  'tv',
  'plumbing',
  'electrics',
] as const;

export type CategoryId = (typeof categoryIds)[number];

type Words = Readonly<Record<Language, string>>;

export interface Category {
  readonly id: CategoryId;
  readonly emoji: string;
  readonly name: Words;
  /** Other words people type for it, lower case, in any language; the beginning of a word is enough. */
  readonly alsoCalled: readonly string[];
  /** Frequent complaints, offered as buttons. */
  readonly problems: readonly Problem[];
}

export interface Problem {
  /** Unique within its category, short enough for a button's data. */
  readonly id: string;
  readonly name: Words;
}

const words = (ru: string, uk: string, en: string): Words => ({ ru, uk, en });
const problem = (id: string, ru: string, uk: string, en: string): Problem => ({ id, name: words(ru, uk, en) });

/** The default order is the order of demand; {@link listFrequentCategories} puts a company's own first. */
export const categories: readonly Category[] = [
  {
    id: 'washing_machine',
    emoji: '🧺',
    name: words('Стиральная машина', 'Пральна машина', 'Washing machine'),
    alsoCalled: ['стиралк', 'стирал', 'пралк', 'washer', 'washing'],
    problems: [
      problem('drain', 'Не сливает воду', 'Не зливає воду', 'Does not drain'),
      problem('leak', 'Течёт', 'Протікає', 'Leaks'),
      problem('spin', 'Не отжимает', 'Не віджимає', 'Does not spin'),
      problem('power', 'Не включается', 'Не вмикається', 'Does not turn on'),
      problem('noise', 'Сильно шумит', 'Сильно шумить', 'Very noisy'),
      problem('door', 'Не открывается дверца', 'Не відчиняються дверцята', 'Door does not open'),
    ],
  },
  {
    id: 'refrigerator',
    emoji: '🧊',
    name: words('Холодильник', 'Холодильник', 'Refrigerator'),
    alsoCalled: ['холодос', 'морозил', 'fridge', 'freezer'],
    problems: [
      problem('cold', 'Не морозит', 'Не морозить', 'Does not cool'),
      problem('ice', 'Нарастает лёд', 'Наростає лід', 'Ice builds up'),
      problem('leak', 'Течёт', 'Протікає', 'Leaks'),
      problem('noise', 'Сильно шумит', 'Сильно шумить', 'Very noisy'),
      problem('power', 'Не включается', 'Не вмикається', 'Does not turn on'),
    ],
  },
  {
    id: 'dishwasher',
    emoji: '🍽',
    name: words('Посудомоечная машина', 'Посудомийна машина', 'Dishwasher'),
    alsoCalled: ['посудомой', 'пмм', 'посудомий'],
    problems: [
      problem('drain', 'Не сливает воду', 'Не зливає воду', 'Does not drain'),
      problem('fill', 'Не набирает воду', 'Не набирає воду', 'Does not fill with water'),
      problem('wash', 'Плохо моет', 'Погано миє', 'Washes badly'),
      problem('leak', 'Течёт', 'Протікає', 'Leaks'),
      problem('power', 'Не включается', 'Не вмикається', 'Does not turn on'),
    ],
  },
  {
    id: 'oven',
    emoji: '🔥',
    name: words('Плита или духовка', 'Плита або духовка', 'Stove or oven'),
    alsoCalled: ['плит', 'духов', 'варочн', 'варильн', 'stove', 'cooker', 'hob', 'oven'],
    problems: [
      problem('heat', 'Не греет', 'Не гріє', 'Does not heat'),
      problem('burner', 'Не работает конфорка', 'Не працює конфорка', 'A burner does not work'),
      problem('power', 'Не включается', 'Не вмикається', 'Does not turn on'),
      problem('breaker', 'Выбивает автомат', 'Вибиває автомат', 'Trips the breaker'),
    ],
  },
  {
    id: 'dryer',
    emoji: '🌀',
    name: words('Сушильная машина', 'Сушильна машина', 'Tumble dryer'),
    alsoCalled: ['сушилк', 'сушарк', 'dryer', 'drier'],
    problems: [
      problem('dry', 'Не сушит', 'Не сушить', 'Does not dry'),
      problem('power', 'Не включается', 'Не вмикається', 'Does not turn on'),
      problem('noise', 'Сильно шумит', 'Сильно шумить', 'Very noisy'),
    ],
  },
  {
    id: 'water_heater',
    emoji: '🚿',
    name: words('Водонагреватель', 'Водонагрівач', 'Water heater'),
    alsoCalled: ['бойлер', 'нагревател', 'колонк', 'boiler', 'heater'],
    problems: [
      problem('heat', 'Не греет воду', 'Не гріє воду', 'Does not heat water'),
      problem('leak', 'Течёт', 'Протікає', 'Leaks'),
      problem('breaker', 'Выбивает автомат', 'Вибиває автомат', 'Trips the breaker'),
    ],
  },
  {
    id: 'coffee_machine',
    emoji: '☕️',
    name: words('Кофемашина', 'Кавомашина', 'Coffee machine'),
    alsoCalled: ['кофе', 'кава', 'кавова', 'espresso', 'coffee'],
    problems: [
      problem('brew', 'Не варит кофе', 'Не варить каву', 'Does not brew'),
      problem('milk', 'Не взбивает молоко', 'Не збиває молоко', 'Does not froth milk'),
      problem('leak', 'Течёт', 'Протікає', 'Leaks'),
      problem('error', 'Показывает ошибку', 'Показує помилку', 'Shows an error'),
    ],
  },
  {
    id: 'tv',
    emoji: '📺',
    name: words('Телевизор', 'Телевізор', 'TV set'),
    alsoCalled: ['телек', 'тв', 'tv', 'television'],
    problems: [
      problem('picture', 'Нет изображения', 'Немає зображення', 'No picture'),
      problem('sound', 'Нет звука', 'Немає звуку', 'No sound'),
      problem('power', 'Не включается', 'Не вмикається', 'Does not turn on'),
      problem('screen', 'Разбит экран', 'Розбитий екран', 'Broken screen'),
    ],
  },
  {
    id: 'plumbing',
    emoji: '🚰',
    name: words('Сантехника', 'Сантехніка', 'Plumbing'),
    alsoCalled: ['сантех', 'кран', 'труб', 'унитаз', 'унітаз', 'plumb', 'tap', 'toilet'],
    problems: [
      problem('tap', 'Течёт кран', 'Тече кран', 'Tap drips'),
      problem('clog', 'Засор', 'Засмічення', 'Blocked drain'),
      problem('pipe', 'Течёт труба', 'Тече труба', 'Pipe leaks'),
      problem('toilet', 'Неисправен унитаз', 'Несправний унітаз', 'Toilet is faulty'),
    ],
  },
  {
    id: 'electrics',
    emoji: '💡',
    name: words('Электрика', 'Електрика', 'Electrics'),
    alsoCalled: ['электр', 'електр', 'проводк', 'розетк', 'electric', 'wiring', 'socket'],
    problems: [
      problem('light', 'Нет света', 'Немає світла', 'No power'),
      problem('socket', 'Не работает розетка', 'Не працює розетка', 'Socket does not work'),
      problem('breaker', 'Выбивает автомат', 'Вибиває автомат', 'Trips the breaker'),
      problem('install', 'Установить или перенести', 'Встановити або перенести', 'Install or move'),
    ],
  },
];

/** What an order says it is about: one of the categories, or a dispatcher's own words. */
export type OrderCategory =
  | { readonly kind: 'known'; readonly id: CategoryId }
  | { readonly kind: 'other'; readonly text: string };

export function isCategoryId(value: string): value is CategoryId {
  return categoryIds.some((id) => id === value);
}

export function findCategory(id: string): Category | undefined {
  return categories.find((category) => category.id === id);
}

/** Emoji and word, for a button or a card; not escaped. */
export function categoryLabel(category: OrderCategory, language: Language): string {
  if (category.kind === 'other') return `🔧 ${category.text}`;
  const known = findCategory(category.id);
  return known === undefined ? '🔧' : `${known.emoji} ${known.name[language]}`;
}

/** The category that typed words name in any language, whole or in everyday speech (`стиралка`, `fridge`). */
export function matchCategory(text: string): Category | undefined {
  const typed = text.toLowerCase().replaceAll('ё', 'е').trim();
  const exact = categories.find((category) =>
    Object.values(category.name).some((name) => name.toLowerCase().replaceAll('ё', 'е') === typed),
  );
  if (exact !== undefined) return exact;
  const typedWords = typed.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  // A long text is a description, in which an appliance may be named by chance ("кран у холодильника").
  if (typedWords.length > 3) return undefined;
  return categories.find((category) =>
    category.alsoCalled.some((start) =>
      typedWords.some((word) => (start.length <= 3 ? word === start : word.startsWith(start))),
    ),
  );
}
