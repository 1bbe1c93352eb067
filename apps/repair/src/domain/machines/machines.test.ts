import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { decide } from '@durabot/kit';
import { formerMoves, machinesPage } from './machines-page.ts';
import { orderMachine, orderStatuses, reopenDays, type OrderEvent, type OrderFacts } from './order-machine.ts';
import { visitMachine } from './visit-machine.ts';

/** Everything that a condition could ask for. */
const allowing: OrderFacts = {
  asMasterOnly: false,
  asClientOnly: false,
  asSystemOnly: false,
  visit: undefined,
  hasLiveOffer: true,
  masterNeedsConfirmation: false,
  hasHoldDate: true,
  hasNextStep: true,
  awaitsApproval: false,
  hasReason: true,
  estimateHasLines: true,
  hasContact: true,
  hasAddress: true,
  hasCategory: true,
  hasAmount: true,
  hasPaymentOrDebt: true,
  hasPhotosBefore: true,
  hasPhotos: true,
  hasWarrantyDays: true,
  hasRequiredFields: true,
  explainsMismatch: true,
  hasMismatch: false,
  isDisputed: false,
  isUnderWarranty: true,
  daysSinceClosed: 0,
  moneyMoved: false,
};

describe('the tables', () => {
  test('are the page; `npm run docs:machines` writes it', async () => {
    expect(await readFile(new URL('../../../docs/STATE-MACHINES.md', import.meta.url), 'utf8')).toBe(machinesPage());
  });

  test('hold every step that a one-status desk had', () => {
    const listed = formerMoves.flatMap(({ moves }) =>
      moves.filter((one) =>
        one.machine === 'order'
          ? orderMachine.transitions.some(({ from, event }) => from === one.from && event === one.event)
          : visitMachine.transitions.some(({ from, event }) => from === one.from && event === one.event),
      ),
    );
    expect(listed).toEqual(formerMoves.flatMap(({ moves }) => moves));
    expect(formerMoves).toHaveLength(15);
  });

  test('refuse every event in every state that they do not list, with both names', () => {
    const events = new Set<OrderEvent>(orderMachine.transitions.map(({ event }) => event));
    let refused = 0;
    for (const from of orderStatuses) {
      for (const event of events) {
        if (orderMachine.transitions.some((one) => one.from === from && one.event === event)) continue;
        const answer = decide(orderMachine, { from, event, actors: ['admin', 'master', 'client'], facts: allowing });
        expect(answer).toEqual({ kind: 'illegal_transition', from, event });
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(200);
  });
});

const tried = (from: (typeof orderStatuses)[number], event: OrderEvent, who: string, facts: Partial<OrderFacts>) =>
  decide(orderMachine, {
    from,
    event,
    actors: (['dispatcher', 'admin', 'master', 'client', 'system'] as const).filter((one) => one === who),
    facts: { ...allowing, ...facts },
  });

describe('the conditions', () => {
  test('no hold without a date or without somebody who acts then', () => {
    expect(tried('assigned', 'hold', 'master', {})).toMatchObject({ kind: 'applied', to: 'on_hold' });
    expect(tried('assigned', 'hold', 'master', { hasHoldDate: false })).toEqual({
      kind: 'guarded',
      guard: 'has_hold_date',
    });
    expect(tried('assigned', 'hold', 'master', { hasNextStep: false })).toEqual({
      kind: 'guarded',
      guard: 'has_next_step',
    });
  });

  test('a master gives back before being there, and refuses only there', () => {
    const master = { asMasterOnly: true };
    expect(tried('in_progress', 'release', 'master', { ...master, visit: 'en_route' })).toMatchObject({
      kind: 'applied',
    });
    expect(tried('in_progress', 'release', 'master', { ...master, visit: 'on_site' })).toMatchObject({
      kind: 'guarded',
    });
    expect(tried('in_progress', 'refuse', 'master', { ...master, visit: 'on_site' })).toMatchObject({
      kind: 'applied',
    });
    expect(tried('assigned', 'refuse', 'master', { ...master, visit: 'planned' })).toMatchObject({ kind: 'guarded' });
  });

  test('a client cancels until the master sets out, the desk until the master is there', () => {
    expect(tried('assigned', 'cancel', 'client', { asClientOnly: true, visit: 'planned' })).toMatchObject({
      kind: 'applied',
    });
    expect(tried('in_progress', 'cancel', 'client', { asClientOnly: true })).toMatchObject({ kind: 'not_yours' });
    expect(tried('in_progress', 'cancel', 'dispatcher', { visit: 'en_route' })).toMatchObject({
      kind: 'applied',
      effects: expect.arrayContaining(['pay_false_call']),
    });
    expect(tried('in_progress', 'cancel', 'dispatcher', { visit: 'on_site' })).toMatchObject({ kind: 'guarded' });
  });

  test('nothing closes by itself when the money differs, and nobody closes what is disputed', () => {
    const bySystem = { asSystemOnly: true };
    expect(tried('work_done', 'close', 'system', bySystem)).toMatchObject({ kind: 'applied' });
    expect(tried('work_done', 'close', 'system', { ...bySystem, hasMismatch: true })).toMatchObject({
      kind: 'guarded',
    });
    expect(tried('work_done', 'close', 'admin', { isDisputed: true })).toMatchObject({ kind: 'guarded' });
  });

  test('a closed order opens again within its time, by an admin', () => {
    expect(tried('closed', 'reopen', 'admin', { daysSinceClosed: reopenDays })).toMatchObject({ kind: 'applied' });
    expect(tried('closed', 'reopen', 'admin', { daysSinceClosed: reopenDays + 0.01 })).toMatchObject({
      kind: 'guarded',
    });
    expect(tried('closed', 'reopen', 'dispatcher', {})).toEqual({ kind: 'not_yours', who: ['admin'] });
  });
});
