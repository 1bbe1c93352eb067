import { formatMoney, formatWhen } from '@durabot/kit';
import { changeWords } from '../cards/change-words.ts';
import type { CardStyle } from '../domain/order-card.ts';
import type { Fact } from '../domain/fact.ts';
import { findMaster, type OrderCase } from '../domain/order-case.ts';
import type { Order } from '../store/order-row.ts';
import { texts } from '../texts.ts';

/** What a fact says in one language. Its text takes of these what it needs. */
export function factText(key: string, fact: Fact, order: Order, one: OrderCase, style: CardStyle): string {
  const masterId = 'masterId' in fact ? fact.masterId : one.order.masterId;
  const when = (at: Date | undefined): string => (at === undefined ? '…' : formatWhen(at, style));
  const money = (minor: number): string => formatMoney(minor, order.currency, style.language);
  return texts(style.language).t(key, {
    number: order.number,
    master: findMaster(one, masterId)?.name ?? '…',
    reason: reasonOf(fact, style.language),
    count: 'count' in fact ? fact.count : 0,
    until: when(untilOf(fact)),
    minutes: 'lateMs' in fact ? Math.round(fact.lateMs / 60_000) : 0,
    task: fact.kind === 'task_opened' ? fact.task : 'other',
    event: fact.kind === 'reminder' ? fact.event : fact.kind === 'undone' ? fact.event : 'other',
    stars: fact.kind === 'rated' ? fact.stars : 0,
    step: fact.kind === 'client_unreachable' ? fact.step : 'other',
    attempt: fact.kind === 'client_unreachable' ? fact.attempt : 0,
    hold: fact.kind === 'held' ? fact.hold.reason : 'other',
    who: fact.kind === 'held' ? fact.hold.nextStepBy : 'dispatcher',
    total: 'totalMinor' in fact ? money(fact.totalMinor) : '',
    paid: 'paidMinor' in fact ? money(fact.paidMinor) : 'amountMinor' in fact ? money(fact.amountMinor) : '',
    due: 'dueMinor' in fact ? money(Math.max(0, fact.dueMinor)) : '',
    changes: fact.kind === 'edited' ? changeWords(fact.changes, style, order.currency) : '',
    owes: 'dueMinor' in fact && fact.dueMinor > 0 ? 1 : 0,
    share: fact.kind === 'closed' ? money(fact.shareMinor) : '',
    fee: fact.kind === 'refused' ? money(fact.feeMinor) : fact.kind === 'cancelled' ? money(fact.falseCallMinor) : '',
  });
}

function untilOf(fact: Fact): Date | undefined {
  if (fact.kind === 'held') return fact.hold.until;
  if (fact.kind === 'rescheduled') return fact.to;
  if (fact.kind === 'client_unreachable') return fact.nextAt;
  if (fact.kind === 'task_opened') return fact.dueAt;
  return 'expiresAt' in fact ? fact.expiresAt : undefined;
}

function reasonOf(fact: Fact, language: CardStyle['language']): string {
  if (fact.kind === 'released' && fact.isUndone) return texts(language).plain('reason-undone');
  return 'reason' in fact ? fact.reason : '';
}
