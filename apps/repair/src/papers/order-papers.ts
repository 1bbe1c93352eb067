import { formatDay, formatMoney, formatNumber } from '@durabot/kit';
import type { Language } from '@durabot/runtime';
import { categoryLabel } from '../domain/categories.ts';
import { totalsOfCase } from '../domain/decisions/finishing.ts';
import { lineTotal } from '../domain/money/totals.ts';
import { chargedLines, findMaster, type OrderCase } from '../domain/order-case.ts';
import type { Order } from '../store/order-row.ts';
import { texts } from '../texts.ts';
import type { Paper } from './paper.ts';

/** How a paper is written. */
export interface PaperStyle {
  readonly language: Language;
  readonly zone: string;
}

/** What was done and paid. It names no client: whoever has it is one, and what is not there need not be forgotten. */
export function receiptOf(order: Order, one: OrderCase, style: PaperStyle): Paper {
  const words = texts(style.language);
  const money = moneyIn(order, style);
  const totals = totalsOfCase(one);
  const { fee, status } = one.order;
  if (status === 'refused' && fee?.state === 'paid') {
    const sum = money(fee.amountMinor);
    return {
      title: words.plain('paper-receipt', { number: order.number }),
      facts: factsOf(order, one, style),
      lines: [[words.plain('paper-fee'), sum]],
      sums: [
        [words.plain('paper-total'), sum],
        [words.plain('paper-paid'), sum],
      ],
      remarks: [words.plain('paper-not-fiscal')],
    };
  }
  return {
    title: words.plain('paper-receipt', { number: order.number }),
    facts: factsOf(order, one, style),
    lines: linesOf(one, money, style),
    sums: [
      [words.plain('paper-total'), money(totals.totalMinor)],
      [words.plain('paper-work'), money(totals.labourMinor)],
      [words.plain('paper-parts'), money(totals.partsMinor)],
      ...(totals.discountMinor > 0 ? [[words.plain('paper-discount'), money(totals.discountMinor)] as const] : []),
      [words.plain('paper-paid'), money(totals.paidMinor)],
      ...(totals.dueMinor > 0 ? [[words.plain('paper-due'), money(totals.dueMinor)] as const] : []),
    ],
    remarks: [words.plain('paper-not-fiscal')],
  };
}

/** Until when the work is good, and what it was; undefined without a warranty. */
export function warrantyCardOf(order: Order, one: OrderCase, style: PaperStyle): Paper | undefined {
  const { warrantyUntil } = one.order;
  if (warrantyUntil === undefined) return undefined;
  const words = texts(style.language);
  const until = dayOf(warrantyUntil, style);
  return {
    title: words.plain('paper-warranty', { number: order.number }),
    facts: [...factsOf(order, one, style), [words.plain('paper-until'), until]],
    lines: chargedLines(one).map((line) => [line.name, ''] as const),
    sums: [],
    remarks: [words.plain('paper-warranty-terms', { number: order.number })],
  };
}

function factsOf(order: Order, one: OrderCase, style: PaperStyle): [string, string][] {
  const words = texts(style.language);
  const master = findMaster(one, one.order.masterId)?.name.trim().split(/\s+/)[0];
  const day = one.order.closedAt ?? one.order.statusSince;
  return [
    [words.plain('paper-day'), dayOf(day, style)],
    [words.plain('paper-device'), categoryLabel(order.category, style.language)],
    ...(master === undefined ? [] : [[words.plain('paper-master'), master] satisfies [string, string]]),
  ];
}

/** With its year, whichever it is read in. */
function dayOf(day: Date, style: PaperStyle): string {
  return formatDay(day, { ...style, nowMs: 0 });
}

function linesOf(one: OrderCase, money: (minor: number) => string, { language }: PaperStyle): Paper['lines'] {
  return chargedLines(one).map((line) => {
    const count = line.quantityMilli === 1000 ? '' : ` × ${formatNumber(line.quantityMilli / 1000, language)}`;
    return [`${line.name}${count}`, money(lineTotal(line))] as const;
  });
}

function moneyIn(order: Order, { language }: PaperStyle): (minor: number) => string {
  return (minor) => formatMoney(minor, order.currency, language);
}
