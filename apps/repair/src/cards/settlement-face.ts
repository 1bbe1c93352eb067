import { formatMoney, Html } from '@durabot/kit';
import { escapeHtml } from '@durabot/runtime';
import { reportPeriod } from '../reports/report-text.ts';
import type { ReportStyle } from '../reports/report.ts';
import type { NamedSettlement, SettlementLine } from '../store/settlement-store.ts';
import { texts } from '../texts.ts';

/** More lines than this are for the paper. */
const mostLines = 25;

/** A settlement sheet as it stands in a chat. */
export function settlementFace(
  settlement: NamedSettlement,
  lines: readonly SettlementLine[],
  style: ReportStyle,
  nowMs: number,
): string {
  const { language, zone } = style;
  const words = texts(language);
  const money = (minor: number): string => formatMoney(minor, settlement.currency, language);
  const { periodFrom, periodTo, balanceMinor, advancesMinor, cashHeldMinor } = settlement;
  const period = reportPeriod({ from: periodFrom, to: periodTo, zone, now: new Date(nowMs) }, language);
  const head = [
    words.t('settlement-head', { id: String(settlement.id), master: settlement.masterName }),
    words.t('settlement-about', { period, status: words.plain('settlement-status', { status: settlement.status }) }),
  ];
  const sums = [
    words.t('settlement-share', {
      gross: money(settlement.grossMinor),
      parts: money(settlement.partsMinor),
      share: money(settlement.shareMinor),
    }),
    ...(advancesMinor === 0 ? [] : [words.t('settlement-advances', { sum: money(advancesMinor) })]),
    ...(cashHeldMinor === 0 ? [] : [words.t('settlement-cash', { sum: money(cashHeldMinor) })]),
    words.t(balanceMinor < 0 ? 'settlement-to-hand-in' : 'settlement-to-pay', { sum: money(Math.abs(balanceMinor)) }),
  ];
  const shown = lines.slice(0, mostLines).map((line, index) => {
    const text = `${index + 1}. ${escapeHtml(lineText(line, settlement.currency, language))}`;
    const dispute =
      line.disputeReason === undefined
        ? ''
        : `\n${words.t('settlement-line-disputed', { reason: line.disputeReason })}`;
    return line.isReversed ? words.t('settlement-line-reversed', { line: new Html(text) }) : `${text}${dispute}`;
  });
  const left = lines.length - shown.length;
  if (left > 0) shown.push(words.t('report-more', { count: left }));
  if (lines.length === 0) shown.push(words.t('settlement-no-lines'));
  return [head.join('\n'), sums.join('\n'), shown.join('\n')].join('\n\n');
}

/** `R-2026-000012 · 4 300 ₽ → 2 150 ₽`; plain text. */
export function lineText(line: SettlementLine, currency: string, language: ReportStyle['language']): string {
  const money = (minor: number): string => formatMoney(minor, currency, language);
  const what = texts(language).plain('settlement-line-kind', { kind: line.kind });
  if (line.kind === 'advance') return `${what} · ${money(-line.advanceMinor)}`;
  const about = line.kind === 'order' ? (line.number ?? what) : [what, line.number].filter(Boolean).join(' ');
  return line.grossMinor === 0
    ? `${about} · ${money(line.shareMinor)}`
    : `${about} · ${money(line.grossMinor)} → ${money(line.shareMinor)}`;
}
