import { formatMoney, type Table } from '@durabot/kit';
import { column, money, text, type ReportStyle } from '../reports/report.ts';
import { reportPeriod } from '../reports/report-text.ts';
import type { NamedSettlement, SettlementLine } from '../store/settlement-store.ts';
import { inLanguages, texts } from '../texts.ts';

/** A settlement sheet on paper: its lines, and above them whose it is, of when, and what is to be paid. */
export function settlementTable(
  settlement: NamedSettlement,
  style: ReportStyle,
): { readonly table: Table<SettlementLine>; readonly filters: readonly (readonly [string, string])[] } {
  const { language, zone, currency } = style;
  const words = texts(language);
  const show = (minor: number): string => formatMoney(minor, currency, language);
  const { periodFrom, periodTo, balanceMinor } = settlement;
  const period = reportPeriod({ from: periodFrom, to: periodTo, zone, now: periodTo }, language);
  return {
    table: {
      name: 'repair_settlement',
      title: inLanguages('settlement-title'),
      columns: [
        column('at', { kind: 'datetime', zone, value: (row: SettlementLine) => row.at }),
        text('order', (row) => row.number ?? null),
        text('line', (row) => words.plain('settlement-line-kind', { kind: row.kind })),
        money('gross', style, (row) => row.grossMinor),
        money('parts', style, (row) => row.partsMinor),
        money('master-share', style, (row) => row.shareMinor),
        { ...money<SettlementLine>('company', style, (row) => row.companyMinor), access: { admin: 'show' } },
        money('advance', style, (row) => row.advanceMinor),
      ],
    },
    filters: [
      ['№', String(settlement.id)],
      [words.plain('report-column-master'), settlement.masterName],
      [words.plain('export-period'), period],
      [words.plain('settlement-status-label'), words.plain('settlement-status', { status: settlement.status })],
      [words.plain('settlement-share-label'), show(settlement.shareMinor)],
      [words.plain('settlement-advances-label'), show(settlement.advancesMinor)],
      [words.plain('settlement-cash-label'), show(settlement.cashHeldMinor)],
      [
        words.plain(balanceMinor < 0 ? 'settlement-to-hand-in-label' : 'settlement-to-pay-label'),
        show(Math.abs(balanceMinor)),
      ],
    ],
  };
}
