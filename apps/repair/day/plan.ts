import type { CategoryId } from '../src/domain/categories.ts';
import type { Random } from './random.ts';
import { priceList, type PriceSheet } from './staff.ts';

/** How an order comes to its master. */
export type Offering = 'direct' | 'in_turn' | 'to_all' | 'by_phone';
/** What goes wrong before somebody has it for good. */
export type Trouble = 'declined' | 'expired' | 'withdrawn' | 'undone' | 'released';
/** What becomes of an order. */
export type Fate =
  | 'done'
  | 'parts_by_hand'
  | 'parts_overnight'
  | 'estimate_approved'
  | 'estimate_rejected'
  | 'returned'
  | 'disputed'
  | 'reopened'
  | 'warranty'
  | 'closes_itself'
  | 'refused_on_site'
  | 'refused_by_desk'
  | 'fee_later'
  | 'cancelled_early'
  | 'cancelled_on_the_way'
  | 'rescheduled'
  | 'unreachable_then_done'
  | 'unreachable_then_cancelled';

export type Paying = 'cash' | 'card' | 'transfer' | 'split' | 'debt' | 'part_debt' | 'debt_paid_later';

export interface PlannedLine {
  readonly kind: 'work' | 'part';
  readonly name: string;
  readonly kopecks: number;
  readonly costKopecks: number;
  /** From the price list: a button, not typed. */
  readonly isListed: boolean;
}

export interface PlannedOrder {
  readonly index: number;
  readonly atMinutes: number;
  readonly dispatcher: number;
  /** Pasted in one text, or step by step. */
  readonly taking: 'quick' | 'steps';
  /** The phone of an earlier order: with which answer to the question what it is. */
  readonly again: 'repeat' | 'new' | undefined;
  readonly category: CategoryId;
  readonly offering: Offering;
  readonly troubles: readonly Trouble[];
  readonly fate: Fate;
  readonly lines: readonly PlannedLine[];
  readonly paying: Paying;
  readonly warrantyDays: 0 | 30 | 90 | 180;
  readonly hasReview: boolean;
  readonly feeKopecks: number;
}

/** Each of them happens at least once when there are so many orders; more often the more usual it is. */
const fates: readonly [Fate, ...Fate[]] = [
  'done',
  'refused_on_site',
  'estimate_approved',
  'parts_by_hand',
  'cancelled_on_the_way',
  'returned',
  'reopened',
  'warranty',
  'unreachable_then_done',
  'disputed',
  'cancelled_early',
  'estimate_rejected',
  'fee_later',
  'closes_itself',
  'parts_overnight',
  'refused_by_desk',
  'rescheduled',
  'unreachable_then_cancelled',
];
const troubles: readonly [Trouble, ...Trouble[]] = ['declined', 'expired', 'withdrawn', 'undone', 'released'];
const offerings: readonly [Offering, ...Offering[]] = ['direct', 'in_turn', 'to_all', 'direct', 'by_phone', 'direct'];
const payings: readonly [Paying, ...Paying[]] = [
  'cash',
  'card',
  'split',
  'transfer',
  'cash',
  'debt',
  'part_debt',
  'debt_paid_later',
];
const categories: readonly [CategoryId, ...CategoryId[]] = [
  'washing_machine',
  'refrigerator',
  'dishwasher',
  'oven',
  'water_heater',
  'tv',
];
const works = ['Чистка', 'Замена подшипника', 'Ремонт двери', 'Replacing a seal', 'Заміна шланга'] as const;
const parts = ['Ремень', 'Seal', 'Шланг', 'ТЭН'] as const;

/** From 8 to 20 by the firm's clock; a few at night. */
const opensAt = 8 * 60;
const minutesOpen = 12 * 60;

export function planDay(random: Random, count: number): PlannedOrder[] {
  const all = Array.from({ length: count }, (_, index) => planOrder(random, index, count));
  return all.toSorted((a, b) => a.atMinutes - b.atMinutes || a.index - b.index);
}

function planOrder(random: Random, index: number, count: number): PlannedOrder {
  const isNight = index % 25 === 24;
  const atMinutes = isNight
    ? 22 * 60 + 15 + random.below(60)
    : opensAt + Math.floor((index * minutesOpen) / count) + random.below(10);
  // The first orders have each fate once; then the half of them simply goes well.
  const fate = index < fates.length ? (fates[index] ?? 'done') : random.below(2) === 0 ? 'done' : random.pick(fates);
  const hasTrouble = index % 4 === 1;
  return {
    index,
    atMinutes,
    dispatcher: index % 3,
    taking: index % 3 === 2 ? 'steps' : 'quick',
    again: index >= 10 && index % 7 === 3 ? random.pick(['repeat', 'new'] as const) : undefined,
    category: random.pick(categories),
    offering: index < offerings.length ? (offerings[index] ?? 'direct') : random.pick(offerings),
    troubles: hasTrouble ? [troubles[(index >> 2) % troubles.length] ?? 'declined'] : [],
    // At night nobody comes back for a part.
    fate: isNight ? 'done' : fate,
    lines: planLines(random),
    paying: payings[index % payings.length] ?? 'cash',
    warrantyDays: fate === 'warranty' ? 90 : random.pick([30, 90, 180, 0] as const),
    hasReview: random.below(3) === 0,
    feeKopecks: random.pick([500_00, 1_000_00, 777_77, 0] as const),
  };
}

function planLines(random: Random): PlannedLine[] {
  const lines = [typed(random, 'work')];
  if (random.below(2) === 0) lines.push(...listed('part').slice(0, 1 + random.below(2)));
  if (random.below(3) === 0) lines.push(typed(random, 'part'));
  if (random.below(4) === 0) lines.push(...listed('work').slice(0, 1));
  return lines;
}

function listed(kind: PriceSheet['kind']): PlannedLine[] {
  return priceList.filter((one) => one.kind === kind).map((one) => ({ ...one, isListed: true }));
}

/** With kopecks, so that halves and thirds do not come out even. */
function typed(random: Random, kind: 'work' | 'part'): PlannedLine {
  const name = kind === 'work' ? random.pick(works) : random.pick(parts);
  const kopecks = 500_00 + random.below(900_000);
  return { kind, name, kopecks, costKopecks: 0, isListed: false };
}
