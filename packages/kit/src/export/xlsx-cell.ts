import type { Language } from '@durabot/runtime';

import { wallClockAt } from '../calendar/wall-clock.ts';
import { currencySign, decimalOf, decimalsOf, withoutFormulaOrPhone } from './cell-text.ts';
import { exportWords } from './export-words.ts';
import type { Styles } from './xlsx-styles.ts';
import type { Column } from './table.ts';
import { xmlText } from './xml.ts';

/** The longest text that a cell of a spreadsheet takes. */
const longestText = 32_767;

/** A cell of text, never a formula. */
export function textCell(at: string, text: string, style: number): string {
  const safe = withoutFormulaOrPhone(text);
  const short = safe.length > longestText ? `${safe.slice(0, longestText - 1)}…` : safe;
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(short)}</t></is></c>`;
}

/** A cell of a number; the text is a decimal. */
export function numberCell(at: string, value: string, style: number): string {
  return `<c r="${at}" s="${style}"><v>${value}</v></c>`;
}

/** A cell of a number that the spreadsheet computes; `value` is shown until it does. */
export function formulaCell(at: string, formula: string, value: string, style: number): string {
  return `<c r="${at}" s="${style}"><f>${xmlText(formula)}</f><v>${value}</v></c>`;
}

/** The widest column, in characters; longer text is wrapped. */
export const widestColumn = 60;

/** How many lines a text takes in the widest column. */
export function lineCount(text: string): number {
  const lines = text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / (widestColumn - 4))), 0);
  return Math.min(lines, 12);
}

/** A cell of the type that its column says, or nothing where it is empty. */
export function typedCell<Row>(
  column: Column<Row>,
  row: Row,
  at: string,
  { styles, language }: { readonly styles: Styles; readonly language: Language },
): string {
  switch (column.kind) {
    case 'text': {
      const text = column.value(row);
      if (text === null || text === '') return '';
      return textCell(at, text, styles.idOf(lineCount(text) > 1 ? { look: 'wrapped' } : {}));
    }
    case 'integer': {
      const value = column.value(row);
      return value === null ? '' : numberCell(at, numberText(value), styles.idOf({ format: integerFormat }));
    }
    case 'money': {
      const money = column.value(row);
      return money === null
        ? ''
        : numberCell(at, decimalOf(money), styles.idOf({ format: moneyFormat(money.currency) }));
    }
    case 'date': {
      const date = column.value(row);
      return date === null ? '' : dayCell(at, date, '00:00:00', styles, dateFormat);
    }
    case 'datetime': {
      const moment = column.value(row);
      if (moment === null) return '';
      const { date, time } = wallClockAt(moment, column.zone);
      return dayCell(at, date, time, styles, momentFormat);
    }
    case 'boolean': {
      const value = column.value(row);
      return value === null
        ? ''
        : `<c r="${at}" s="${styles.idOf({ format: booleanFormat(language) })}" t="b"><v>${value ? 1 : 0}</v></c>`;
    }
    case 'duration': {
      const seconds = column.value(row);
      return seconds === null ? '' : numberCell(at, daysText(seconds), styles.idOf({ format: durationFormat }));
    }
  }
}

export const integerFormat = '#,##0';
export const durationFormat = '[h]:mm:ss';
const dateFormat = 'dd.mm.yyyy';
const momentFormat = 'dd.mm.yyyy hh:mm';

/** `#,##0.00 "₽"` */
export function moneyFormat(currency: string): string {
  const decimals = decimalsOf(currency);
  return `#,##0${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}\u00a0"${currencySign(currency)}"`;
}

/** Excel has words of its own for true and false; others show these. */
function booleanFormat(language: Language): string {
  const { yes, no } = exportWords[language];
  return `"${yes}";"${yes}";"${no}"`;
}

/** Spreadsheets count days from the end of 1899; before March 1900 they disagree, so older days stay text. */
function dayCell(at: string, date: string, time: string, styles: Styles, format: string): string {
  const utcMs = Date.parse(`${date}T${time}Z`);
  const serial = utcMs / 86_400_000 + 25_569;
  if (!(serial >= 61 && serial < 2_958_466)) return textCell(at, date, styles.idOf({}));
  return numberCell(at, String(Number(serial.toFixed(8))), styles.idOf({ format }));
}

/** A span of time as spreadsheets count it. */
export function daysText(seconds: number): string {
  return String(Number((seconds / 86_400).toFixed(10)));
}

/** @throws RangeError for what is no number: a spreadsheet could not open the file */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot stand in a cell of numbers.`);
  return String(value);
}
