import type { OrderStatus } from '../domain/machines/order-machine.ts';
import type { ImportSettings } from './import-settings.ts';
import type { MoneyName } from './import-report.ts';
import type { OriginalRow } from './original-file.ts';
import { moneyOf } from './read-cell.ts';

/** Work or parts of an order, by the columns of `order_line`. */
export interface LineRow {
  readonly seq: number;
  readonly kind: 'work' | 'part';
  readonly name: string;
  readonly quantity_milli: number;
  readonly unit_price_minor: number;
  readonly cost_minor: number;
  readonly provided_by: 'company';
  readonly added_at: Date;
}

/** A payment, by the columns of its table. */
export interface PaymentRow {
  readonly kind: 'prepay' | 'final' | 'fee';
  readonly method: 'cash';
  readonly amount_minor: number;
  readonly currency: string;
  readonly status: 'confirmed';
  readonly at: Date;
  readonly idempotency_key: string;
}

/** What an order was worth to its master, by the columns of `settlement_line`. */
export interface EarningRow {
  readonly master_id: number;
  readonly kind: 'order' | 'refusal_fee';
  readonly gross_minor: number;
  readonly parts_minor: number;
  readonly share_minor: number;
  readonly company_minor: number;
  readonly currency: string;
  readonly at: Date;
  /** What the file calls the company's part. */
  readonly explanation: { readonly imported: true; readonly companyMinor: number };
  readonly idempotency_key: string;
}

/** An order's money. */
export interface ImportedMoney {
  readonly columns: Readonly<Record<string, unknown>>;
  readonly lines: readonly LineRow[];
  readonly payments: readonly PaymentRow[];
  readonly earning: EarningRow | undefined;
  /** What the file says, in minor units. */
  readonly before: Readonly<Record<MoneyName, number>>;
}

/**
 * Reads the amounts of an order. The earlier bot wrote who got what; that is taken as it was, not computed again. Of
 * closed orders everything was paid: so the lines, payments and shares leave nobody owing anything.
 */
export function mapMoney(
  row: OriginalRow,
  order: {
    readonly originalId: number;
    readonly status: OrderStatus;
    readonly masterId: number | undefined;
    readonly updatedAt: Date;
    readonly closedAt: Date | undefined;
  },
  { currency, source }: ImportSettings,
  warn: (reason: string) => void,
): ImportedMoney {
  const amount = (column: string): number => {
    const minor = moneyOf(row, column);
    if (minor === 'unclear') warn(`${column}_unreadable`);
    return typeof minor === 'number' ? minor : 0;
  };
  const { status, updatedAt: at } = order;
  const total = amount('total_amount');
  const materials = amount('materials_cost');
  const prepaid = amount('prepayment_amount');
  const share = amount('master_profit');
  const company = amount('company_profit');
  const before = { closed: 0, materials: 0, masters: 0, company: 0, prepaid, fees: 0 };
  const payment = (kind: PaymentRow['kind'], amountMinor: number, when: Date): PaymentRow => ({
    kind,
    method: 'cash',
    amount_minor: amountMinor,
    currency,
    status: 'confirmed',
    at: when,
    idempotency_key: `import:${source}:order:${order.originalId}:${kind}`,
  });
  const payments: PaymentRow[] = prepaid > 0 ? [payment('prepay', prepaid, at)] : [];

  if (status === 'closed') {
    const closedAt = order.closedAt ?? at;
    if (moneyOf(row, 'total_amount') === undefined) warn('closed_without_total');
    if (prepaid > total) warn('prepaid_more_than_total');
    if (total > prepaid) payments.push(payment('final', total - prepaid, closedAt));
    const earning = earningOf(
      { ...order, kind: 'order', gross: total, parts: materials, share, company, at: closedAt },
      { warn, currency, source },
    );
    return {
      columns: { total_minor: total, discount_minor: Math.max(0, materials - total) },
      lines: linesOf(total, materials, closedAt),
      payments,
      earning,
      before: { ...before, closed: total, materials, masters: share, company },
    };
  }
  if (status === 'refused') {
    if (total === 0) return { columns: {}, lines: [], payments, earning: undefined, before };
    const earning = earningOf(
      { ...order, kind: 'refusal_fee', gross: total, parts: materials, share, company, at },
      { warn, currency, source },
    );
    return {
      columns: { fee_minor: total, fee_state: 'paid' },
      lines: [],
      payments: [...payments, payment('fee', total, at)],
      earning,
      before: { ...before, fees: total, masters: share, company },
    };
  }
  // Named before the end, an amount is what was expected.
  if (total > 0) warn('total_before_closing');
  return { columns: total > 0 ? { price_estimate_minor: total } : {}, lines: [], payments, earning: undefined, before };
}

function linesOf(total: number, materials: number, at: Date): LineRow[] {
  const line = (seq: number, kind: LineRow['kind'], name: string, price: number): LineRow => ({
    seq,
    kind,
    name,
    quantity_milli: 1000,
    unit_price_minor: price,
    // Parts were charged at their cost: the earlier bot divided what was left.
    cost_minor: kind === 'part' ? price : 0,
    provided_by: 'company',
    added_at: at,
  });
  const work = Math.max(0, total - materials);
  const lines = work > 0 || materials === 0 ? [line(1, 'work', 'Работа', work)] : [];
  if (materials > 0) lines.push(line(lines.length + 1, 'part', 'Материалы', materials));
  return lines;
}

function earningOf(
  order: {
    readonly originalId: number;
    readonly masterId: number | undefined;
    readonly kind: EarningRow['kind'];
    readonly gross: number;
    readonly parts: number;
    readonly share: number;
    readonly company: number;
    readonly at: Date;
  },
  tools: {
    readonly warn: (reason: string) => void;
    readonly currency: string;
    readonly source: string;
  },
): EarningRow | undefined {
  const { gross, parts } = order;
  const { share, company } = order;
  if (order.masterId === undefined) {
    tools.warn('closed_without_master');
    return undefined;
  }
  // Nothing is lost between the client's money and the three who get it: the company's part takes the difference.
  const rest = gross - parts - share;
  if (rest !== company) tools.warn('shares_do_not_sum');
  return {
    master_id: order.masterId,
    kind: order.kind,
    gross_minor: gross,
    parts_minor: parts,
    share_minor: share,
    company_minor: rest,
    currency: tools.currency,
    at: order.at,
    explanation: { imported: true, companyMinor: company },
    idempotency_key: `import:${tools.source}:order:${order.originalId}:share`,
  };
}
