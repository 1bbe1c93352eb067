import { type Column, formatDay, formatMoney, formatNumber, formatWhen, Html, type Table } from '@durabot/kit';
import { escapeHtml, type Language } from '@durabot/runtime';
import { texts } from '../texts.ts';
import type { ReportStyle } from './report.ts';
import type { ReportQuery } from './report-query.ts';

/** Below Telegram's 4096, so that what stands around fits. */
const roomFor = 3900;

/** Title and period: `Выручка · пн 2 мар. – вс 8 мар.` */
export function reportHead(title: string, query: ReportQuery, language: Language): string {
  return texts(language).t('report-head', { title, period: reportPeriod(query, language) });
}

/** `пн 2 мар. – вс 8 мар.`, or the one day. */
export function reportPeriod({ from, to, now, zone }: ReportQuery, language: Language): string {
  const style = { zone, language, nowMs: now.getTime() };
  const first = formatDay(from, style);
  const last = formatDay(new Date(to.getTime() - 1), style);
  return first === last ? first : `${first} – ${last}`;
}

/** As many lines as a message takes; what is left out is counted. */
export function fitted(head: string, lines: readonly string[], foot: string, language: Language): string {
  const kept: string[] = [];
  let length = head.length + foot.length;
  for (const line of lines) {
    length += line.length + 1;
    if (length > roomFor) break;
    kept.push(line);
  }
  const left = lines.length - kept.length;
  if (left > 0) kept.push(texts(language).t('report-more', { count: left }));
  return [head, '', ...kept, ...(foot === '' ? [] : ['', foot])].join('\n');
}

/** Any table as lines of a chat: `<b>Сергей</b>: принято 3 · медиана 8 мин`. */
export function tableText<Row>(
  table: Table<Row>,
  rows: readonly Row[],
  query: ReportQuery,
  style: ReportStyle,
): string {
  const { language } = style;
  const head = reportHead(table.title[language], query, language);
  const words = texts(language);
  if (rows.length === 0) return `${head}\n\n${words.t('report-empty')}`;
  const [name, ...others] = table.columns;
  const lines = rows.map((row) => {
    const title = name === undefined ? '' : (cellText(name, row, style) ?? '—');
    const cells = others.flatMap((column) => {
      const shown = cellText(column, row, style);
      // What is zero everywhere tells nothing in a chat; the file has it.
      if (shown === undefined || shown === '0') return [];
      return [`${escapeHtml(column.heading[language].toLowerCase())} ${escapeHtml(shown)}`];
    });
    return words.t('report-line', { name: shortened(title), cells: new Html(cells.join(' · ')) });
  });
  return fitted(head, lines, totalsOf(others, rows, style), language);
}

function totalsOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[], style: ReportStyle): string {
  if (rows.length < 2) return '';
  const { language } = style;
  const cells = columns.flatMap((column): string[] => {
    if (column.kind === 'integer' && column.total === 'sum') {
      const sum = rows.reduce((total, row) => total + (column.value(row) ?? 0), 0);
      return sum === 0 ? [] : [`${column.heading[language].toLowerCase()} ${formatNumber(sum, language)}`];
    }
    if (column.kind === 'money' && column.total === 'sum') {
      const sum = rows.reduce((total, row) => total + (column.value(row)?.minor ?? 0), 0);
      return [`${column.heading[language].toLowerCase()} ${formatMoney(sum, style.currency, language)}`];
    }
    return [];
  });
  if (cells.length === 0) return '';
  return texts(language).t('report-total', { cells: cells.join(' · ') });
}

function cellText<Row>(column: Column<Row>, row: Row, { language }: ReportStyle): string | undefined {
  switch (column.kind) {
    case 'text':
    case 'date':
      return column.value(row) ?? undefined;
    case 'integer': {
      const value = column.value(row);
      return value === null ? undefined : formatNumber(value, language);
    }
    case 'money': {
      const value = column.value(row);
      return value === null ? undefined : formatMoney(value.minor, value.currency, language);
    }
    case 'datetime': {
      const value = column.value(row);
      return value === null ? undefined : formatWhen(value, { zone: column.zone, language });
    }
    case 'boolean':
      return column.value(row) === true ? '✓' : undefined;
    case 'duration': {
      const value = column.value(row);
      return value === null ? undefined : durationText(value, language);
    }
  }
}

/** `8 мин`, `2 ч 5 мин`, `3 дн. 4 ч`. */
export function durationText(totalSeconds: number, language: Language): string {
  const words = texts(language);
  const minutes = Math.round(totalSeconds / 60);
  if (minutes < 60) return words.plain('report-minutes', { minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return words.plain('report-hours', { hours, minutes: minutes % 60 });
  return words.plain('report-days', { days: Math.floor(hours / 24), hours: hours % 24 });
}

function shortened(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
