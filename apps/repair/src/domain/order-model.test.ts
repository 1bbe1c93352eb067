import { describe, expect, test } from 'vitest';
import { faultOf } from '../../test/order-faults.ts';
import { aCase } from '../../test/order-model.ts';
import { often, playOrders } from '../../test/order-play.ts';
import type { Earning, Offer, OrderCase } from './order-case.ts';
import type { PendingTimer } from './timers.ts';

/** A million of them, on every core: `npm run orders:model`. */
const sequences = Number(process.env['ORDER_SEQUENCES'] ?? 10_000);
const seed = Number(process.env['ORDER_SEED'] ?? 1);

describe('whatever two people do to an order at once, in any order', () => {
  test(`nothing breaks (${sequences} sequences, seed ${seed})`, () => {
    const applied = playOrders({ sequences, seed });
    // Random people get everywhere, or the test would say little.
    for (const name of often) expect(applied[name] ?? 0, name).toBeGreaterThan(0);
  }, 600_000);
});

describe('whoever watches the people sees', () => {
  const at = new Date('2026-11-21T09:00:00Z');
  const before = aCase(at);
  const offer = (seq: number): Offer => ({
    id: seq,
    seq,
    masterId: seq,
    mode: 'direct',
    status: 'accepted',
    isActive: true,
    sentBy: 1,
    sentAt: at,
    seenAt: undefined,
    respondedAt: at,
    expiresAt: at,
    declineReason: undefined,
    declineNote: undefined,
  });
  const timer: PendingTimer = {
    id: 1,
    entity: 'order',
    entitySeq: 0,
    event: 'limit_new',
    dueAt: at,
    unless: 'is_not_new',
    setAt: at,
    state: 'done',
  };
  const earning: Earning = {
    id: 1,
    kind: 'refusal_fee',
    masterId: 11,
    at,
    idempotencyKey: 'one',
    reverses: undefined,
    explanation: { scheme: undefined },
    grossMinor: 100,
    partsMinor: 0,
    shareMinor: 40,
    companyMinor: 59,
  };
  const status = (now: OrderCase['order']['status']): Partial<OrderCase> => ({
    order: { ...before.order, status: now },
  });

  test.each<[string, Partial<OrderCase>, Partial<OrderCase>, string]>([
    ['two accepted offers', {}, { offers: [offer(1), offer(2)] }, 'two accepted offers'],
    ['a change that no table has', {}, status('closed'), 'new became closed'],
    ['a state without what belongs to it', status('assigned'), status('assigned'), 'assigned without a master'],
    [
      'a timer that fired twice',
      { timers: [timer] },
      { timers: [{ ...timer }] },
      'the timer limit_new was settled twice',
    ],
    ['a kopeck that is lost in a split', {}, { earnings: [earning] }, 'a split loses money'],
    [
      'work that was divided and not closed',
      {},
      { earnings: [{ ...earning, kind: 'order', shareMinor: 41 }] },
      '100 was divided instead of 0',
    ],
  ])('%s', (_, was, is, fault) => {
    expect(faultOf({ ...before, ...was }, { ...before, ...is })).toBe(fault);
  });
});
