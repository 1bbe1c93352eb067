import type { Language } from '@durabot/runtime';

/** How a master is paid, in rubles and percent as the firm's owner would say it. */
export interface Pay {
  readonly name: string;
  /** Of the work, or of everything less what parts cost. */
  readonly of: 'labour' | 'net';
  /** Percent; with several, each from an amount on. Or a sum a visit. */
  readonly percent?: number;
  readonly tiers?: readonly (readonly [fromRubles: number, percent: number])[];
  readonly rublesPerVisit?: number;
  readonly reviewPercent?: number;
  readonly seniorPercent?: number;
  readonly markupIsMasters?: boolean;
  readonly warrantyPercent?: number;
  readonly warrantyPartsAreMasters?: boolean;
  readonly falseCallRubles?: number;
  readonly roundToKopecks?: number;
}

export interface MasterSheet {
  readonly name: string;
  readonly language: Language;
  /** The category decides without it. */
  readonly pay?: Pay;
  readonly isSenior?: boolean;
  readonly takesNights?: boolean;
  readonly cashLimitRubles?: number;
}

export const dispatchers = [
  { name: 'Анна', language: 'ru' },
  { name: 'Олена', language: 'uk' },
  { name: 'Kate', language: 'en' },
] as const satisfies readonly { readonly name: string; readonly language: Language }[];

export const owner = { name: 'Вера', language: 'ru' } as const;

/** Twelve people, no two of whom are paid alike. */
export const masters: readonly MasterSheet[] = [
  { name: 'Сергей', language: 'ru' },
  { name: 'Иван', language: 'ru', pay: { name: 'две пятых работы', of: 'labour', percent: 40, falseCallRubles: 300 } },
  {
    name: 'Пётр',
    language: 'ru',
    pay: {
      name: 'ступени',
      of: 'labour',
      tiers: [
        [0, 35],
        [3_000, 42.5],
        [6_000, 50],
      ],
      reviewPercent: 5,
      falseCallRubles: 400,
    },
  },
  { name: 'Олег', language: 'ru', isSenior: true },
  { name: 'Павло', language: 'uk', pay: { name: 'за візит', of: 'labour', rublesPerVisit: 950, falseCallRubles: 500 } },
  {
    name: 'Юрій',
    language: 'uk',
    pay: { name: 'чисті, до рубля', of: 'net', percent: 45, roundToKopecks: 100, falseCallRubles: 350 },
  },
  {
    name: 'Тарас',
    language: 'uk',
    pay: { name: 'з націнкою', of: 'labour', percent: 50, markupIsMasters: true, falseCallRubles: 250 },
  },
  { name: 'Богдан', language: 'uk', takesNights: true },
  {
    name: 'Denis',
    language: 'en',
    takesNights: true,
    pay: { name: 'a third', of: 'net', percent: 33.33, reviewPercent: 3.33, falseCallRubles: 300 },
  },
  {
    name: 'Gleb',
    language: 'en',
    isSenior: true,
    pay: { name: 'senior half', of: 'net', percent: 37.5, seniorPercent: 47.25, warrantyPercent: 20 },
  },
  {
    name: 'Борис',
    language: 'ru',
    cashLimitRubles: 9_000,
    pay: { name: 'гарантия за свой счёт', of: 'net', percent: 48, warrantyPartsAreMasters: true },
  },
  { name: 'Фёдор', language: 'ru', cashLimitRubles: 14_000 },
];

export interface PriceSheet {
  readonly kind: 'work' | 'part';
  readonly name: string;
  readonly kopecks: number;
  readonly costKopecks: number;
}

/** What is charged often, with kopecks that do not come out even. */
export const priceList: readonly PriceSheet[] = [
  { kind: 'work', name: 'Диагностика с разборкой', kopecks: 1_450_00, costKopecks: 0 },
  { kind: 'work', name: 'Замена узла', kopecks: 3_333_33, costKopecks: 0 },
  { kind: 'part', name: 'Насос', kopecks: 1_349_90, costKopecks: 871_45 },
  { kind: 'part', name: 'Плата управления', kopecks: 5_799_99, costKopecks: 4_120_05 },
];
