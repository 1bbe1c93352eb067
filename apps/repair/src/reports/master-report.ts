import { formatMoney } from '@durabot/kit';
import { escapeHtml } from '@durabot/runtime';
import { texts } from '../texts.ts';
import { readMasterReport, type MasterReportRow } from './master-report-store.ts';
import { categoryWord } from './report-words.ts';
import { column, defineReport, money, text, type ReportStyle } from './report.ts';
import { fitted, reportHead } from './report-text.ts';
import type { ReportQuery } from './report-query.ts';

/** What each master finished: ✅ closed with its sum, ❌ refused with its fee. */
export const masterReport = defineReport<MasterReportRow>({
  name: 'master',
  read: readMasterReport,
  columns: (style) => [
    text('master', (row) => row.masterName ?? null),
    text('order', (row) => row.number),
    text('result', (row) => markOf(row)),
    text('category', (row) => categoryWord(row.category, style.language)),
    column('at', { kind: 'datetime', zone: style.zone, value: (row: MasterReportRow) => row.at }),
    money('sum', style, (row) => row.sumMinor),
    money('master-share', style, (row) => row.shareMinor),
  ],
  text: masterText,
});

function markOf({ result }: MasterReportRow): string {
  return result === 'closed' ? '✅' : '❌';
}

function masterText(rows: readonly MasterReportRow[], query: ReportQuery, style: ReportStyle): string {
  const { language, currency } = style;
  const words = texts(language);
  const head = reportHead(words.plain('report-title-master'), query, language);
  if (rows.length === 0) return `${head}\n\n${words.t('report-empty')}`;
  const sums = (some: readonly MasterReportRow[]): string => {
    const of = (result: MasterReportRow['result']) => some.filter((row) => row.result === result);
    const sum = (each: readonly MasterReportRow[]) =>
      formatMoney(
        each.reduce((total, row) => total + row.sumMinor, 0),
        currency,
        language,
      );
    const [closed, refused] = [of('closed'), of('refused')];
    return words.t('report-master-sums', {
      closed: closed.length,
      gross: sum(closed),
      refused: refused.length,
      fees: sum(refused),
      share: formatMoney(
        some.reduce((total, row) => total + row.shareMinor, 0),
        currency,
        language,
      ),
    });
  };
  const groups = groupRows(rows);
  const lines = (withOrders: boolean): string[] =>
    [...groups.values()].flatMap((group) => [
      `<b>${escapeHtml(group[0]?.masterName ?? words.plain('report-no-master'))}</b>`,
      sums(group),
      ...(withOrders
        ? group.map((row) => `${markOf(row)} ${row.number} · ${formatMoney(row.sumMinor, currency, language)}`)
        : []),
      '',
    ]);
  const foot = words.t('report-total', { cells: '' }).trimEnd();
  const total = `${foot} ${sums(rows)}`;
  const full = lines(true);
  const isLong = full.join('\n').length > 3500;
  return fitted(head, isLong ? lines(false) : full, total, language);
}

function groupRows(rows: readonly MasterReportRow[]): Map<number | undefined, MasterReportRow[]> {
  const groups = new Map<number | undefined, MasterReportRow[]>();
  for (const row of rows) {
    const group = groups.get(row.masterId);
    if (group === undefined) groups.set(row.masterId, [row]);
    else group.push(row);
  }
  return groups;
}
