import type { Language } from '@durabot/runtime';

/** What an export says by itself, in each language. */
export interface ExportWords {
  readonly parameters: string;
  readonly report: string;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly rowCount: string;
  readonly filter: string;
  readonly value: string;
  readonly noFilters: string;
  readonly hiddenColumns: string;
  readonly total: string;
  readonly yes: string;
  readonly no: string;
  page(number: number, of: number): string;
}

/** A language that lacks a word does not compile. */
export const exportWords: Readonly<Record<Language, ExportWords>> = {
  ru: {
    parameters: 'Параметры',
    report: 'Отчёт',
    madeBy: 'Кто выгрузил',
    madeAt: 'Когда',
    rowCount: 'Строк',
    filter: 'Фильтр',
    value: 'Значение',
    noFilters: 'без фильтров',
    hiddenColumns: 'Скрыто по правам',
    total: 'Итого',
    yes: 'да',
    no: 'нет',
    page: (number, of) => `Страница ${number} из ${of}`,
  },
  uk: {
    parameters: 'Параметри',
    report: 'Звіт',
    madeBy: 'Хто вивантажив',
    madeAt: 'Коли',
    rowCount: 'Рядків',
    filter: 'Фільтр',
    value: 'Значення',
    noFilters: 'без фільтрів',
    hiddenColumns: 'Приховано за правами',
    total: 'Разом',
    yes: 'так',
    no: 'ні',
    page: (number, of) => `Сторінка ${number} з ${of}`,
  },
  en: {
    parameters: 'Parameters',
    report: 'Report',
    madeBy: 'Made by',
    madeAt: 'Made at',
    rowCount: 'Rows',
    filter: 'Filter',
    value: 'Value',
    noFilters: 'no filters',
    hiddenColumns: 'Hidden from this role',
    total: 'Total',
    yes: 'yes',
    no: 'no',
    page: (number, of) => `Page ${number} of ${of}`,
  },
};
