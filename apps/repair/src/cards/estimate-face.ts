import { formatMoney, formatWhen } from '@durabot/kit';
import type { CardStyle } from '../domain/order-card.ts';
import { lineTotal, totalsOf } from '../domain/money/totals.ts';
import type { Estimate } from '../domain/order-case.ts';
import { texts } from '../texts.ts';

/** The newest estimate, line by line, with what became of it. */
export function estimateLines(estimate: Estimate | undefined, currency: string, style: CardStyle): string[] {
  if (estimate === undefined || estimate.status === 'replaced') return [];
  const words = texts(style.language);
  const money = (minor: number): string => formatMoney(minor, currency, style.language);
  const { totalMinor, labourMinor, partsMinor } = totalsOf(estimate.lines, []);
  return [
    words.t('estimate-heading', {
      state: estimate.status,
      until: formatWhen(estimate.expiresAt, style),
      answered: estimate.answeredAt === undefined ? '…' : formatWhen(estimate.answeredAt, style),
    }),
    ...estimate.lines.map((line) =>
      words.t('face-line', {
        name: `${line.kind === 'work' ? '🔧' : '🔩'} ${line.name}`,
        price: money(lineTotal(line)),
      }),
    ),
    words.t('face-total', { total: money(totalMinor), work: money(labourMinor), parts: money(partsMinor) }),
  ];
}
