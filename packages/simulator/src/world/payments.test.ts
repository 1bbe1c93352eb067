import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { VirtualClock } from '../clock.ts';
import { EventBus } from '../events.ts';
import { createRandom } from '../random.ts';
import { Store } from '../store/store.ts';
import { refund } from './charges.ts';
import { isInvoiceMessage } from './invoices.ts';
import { addMessage } from './messages.ts';
import type { Invoice } from './payment-records.ts';
import { answerPreCheckout, cancelCheckout, openCheckout, watchCheckouts } from './payments.ts';
import { createBot, putUser } from './people.ts';
import { balanceOf, listTransactions, paidBroadcast, topUp } from './stars.ts';
import { setCanceledByBot, setCanceledByUser, watchSubscriptions } from './subscriptions.ts';
import { privateBox, World } from './world.ts';

const BOT = 7001;
const PEOPLE = [11, 12];
const FIRST_TENTHS = 100_000;
const START_MS = 1_800_000_000_000;

type Step =
  | { kind: 'pay'; person: number; what: 'message' | 'link' | 'subscription' }
  | { kind: 'answer'; pick: number; ok: boolean; twice: boolean }
  | { kind: 'cancel' | 'refund' | 'resume' | 'stop' | 'botStop'; pick: number }
  | { kind: 'advance'; ms: number }
  | { kind: 'give'; to: number; tenths: number }
  | { kind: 'send' };

const pick = fc.integer({ min: 0, max: 1000 });
const person = fc.constantFrom(...PEOPLE);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('pay' as const),
      person,
      what: fc.constantFrom('message' as const, 'link' as const, 'subscription' as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('answer' as const), pick, ok: fc.boolean(), twice: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('refund' as const), pick }) },
  fc.record({ kind: fc.constantFrom('cancel' as const, 'resume' as const), pick }),
  fc.record({ kind: fc.constantFrom('stop' as const, 'botStop' as const), pick }),
  fc.record({ kind: fc.constant('advance' as const), ms: fc.constantFrom(4_000, 11_000, 2_592_000_000) }),
  fc.record({
    kind: fc.constant('give' as const),
    to: fc.constantFrom(BOT, ...PEOPLE),
    tenths: fc.integer({ min: 1, max: 200_000 }),
  }),
  fc.record({ kind: fc.constant('send' as const) }),
);
/** After each step, the process goes on, or dies before or after it wrote its changes down. */
const steps = fc.array(fc.tuple(step, fc.constantFrom('on', 'on', 'on', 'before', 'after')), {
  minLength: 15,
  maxLength: 45,
  size: 'max',
});

function anInvoice(stars: number, subscriptionPeriodSeconds?: number): Invoice {
  return {
    botId: BOT,
    title: 'Week',
    description: 'Seven days',
    payload: 'order',
    currency: 'XTR',
    prices: [{ label: 'Week', amount: stars }],
    totalAmount: stars,
    maxTipAmount: 0,
    suggestedTipAmounts: [],
    startParameter: '',
    needs: [],
    isFlexible: false,
    ...(subscriptionPeriodSeconds === undefined ? {} : { subscriptionPeriodSeconds }),
  };
}

/** A world whose process can die: what was not committed is lost then. */
class Life {
  readonly #lines: string[] = [];
  #nowMs = START_MS;
  world = this.#open();

  #open(): World {
    const clock = new VirtualClock(() => START_MS);
    clock.set({ now: this.#nowMs, frozen: true });
    const store = new Store();
    for (const line of this.#lines) store.applyLine(line);
    store.useLog({ append: (line) => void this.#lines.push(line) });
    const random = createRandom(this.#lines.length + 1);
    const files = { put: () => undefined, get: () => undefined };
    const world = new World({ store, clock, random, events: new EventBus(1), files });
    world.reindex();
    watchCheckouts(world);
    watchSubscriptions(world);
    return world;
  }

  crash(): void {
    this.#nowMs = this.world.clock.now();
    this.world.clock.stop();
    this.world = this.#open();
  }
}

function begin(): Life {
  const life = new Life();
  const { world } = life;
  createBot(world, { username: 'tester_bot', token: `${BOT}:${'A'.repeat(35)}` });
  for (const id of PEOPLE) {
    putUser(world, { id, first_name: `Person ${id}` });
    const content = { kind: 'invoice', invoice: anInvoice(3_000) } as const;
    addMessage(world, { box: privateBox(BOT, id), from: BOT, content });
  }
  world.store.commit();
  return life;
}

function chosen<Row>(rows: Iterable<Row>, index: number): Row | undefined {
  const list = [...rows];
  return list[index % Math.max(1, list.length)];
}

function run(world: World, change: Step, given: { tenths: number }): void {
  const { checkout, charge, subscription } = world.store.tables;
  switch (change.kind) {
    case 'pay':
      return pay(world, change.person, change.what);
    case 'answer': {
      const waiting = chosen(checkout.values(), change.pick);
      if (waiting === undefined) return;
      const { queryId } = waiting;
      const error = change.ok ? undefined : 'Sold out';
      answerPreCheckout(world, BOT, queryId, error);
      if (change.twice && answerPreCheckout(world, BOT, queryId, undefined)) throw new Error('answered twice');
      return;
    }
    case 'cancel': {
      const open = chosen(checkout.values(), change.pick);
      if (open !== undefined) cancelCheckout(world, open);
      return;
    }
    case 'refund': {
      const made = chosen(charge.values(), change.pick);
      if (made !== undefined) refund(world, BOT, made.userId, made.id);
      return;
    }
    case 'stop':
    case 'resume': {
      const one = chosen(subscription.values(), change.pick);
      if (one !== undefined) setCanceledByUser(world, one, change.kind === 'stop');
      return;
    }
    case 'botStop': {
      const one = chosen(subscription.values(), change.pick);
      if (one !== undefined) setCanceledByBot(world, one, change.pick % 2 === 0);
      return;
    }
    case 'advance':
      world.clock.set({ advance_ms: change.ms });
      return;
    case 'give':
      topUp(world, change.to, change.tenths);
      given.tenths += change.tenths;
      return;
    case 'send':
    default:
      paidBroadcast(world, BOT)?.pay();
  }
}

function pay(world: World, userId: number, what: 'message' | 'link' | 'subscription'): void {
  const box = privateBox(BOT, userId);
  const period = what === 'subscription' ? 2_592_000 : undefined;
  const source = what === 'message' ? { box, messageId: world.boxes.list(box)[0]?.id ?? 0 } : undefined;
  const invoice = what === 'message' ? anInvoice(3_000) : anInvoice(what === 'link' ? 700 : 2_500, period);
  openCheckout(world, { invoice, userId, box, source, tipAmount: 0 });
}

function checkBooks(world: World, givenTenths: number): void {
  let sum = 0;
  let paidToApi = 0;
  for (const owner of [BOT, ...PEOPLE]) {
    const balance = balanceOf(world, owner);
    expect(balance).toBeGreaterThanOrEqual(0);
    const transactions = listTransactions(world, owner, 0, 10_000);
    const first = owner === BOT ? 0 : FIRST_TENTHS;
    expect(transactions.reduce((total, one) => total + one.tenths, first)).toBe(balance);
    for (const one of transactions) if (one.partner.kind === 'api') paidToApi -= one.tenths;
    sum += balance;
  }
  expect(sum + paidToApi).toBe(PEOPLE.length * FIRST_TENTHS + givenTenths);
}

function checkCharges(world: World): void {
  const charges = [...world.store.tables.charge.values()];
  const checkouts = [...world.store.tables.checkout.values()].filter((one) => one.state === 'paid');
  // One charge a checkout; the others are renewals of what a checkout began.
  expect(new Set(checkouts.map((one) => one.chargeId)).size).toBe(checkouts.length);
  const renewals = charges.filter((one) => one.subscriptionId !== undefined && one.subscriptionId !== one.id);
  expect(charges.length).toBe(checkouts.length + renewals.length);
  const moved = new Map<string, number[]>();
  for (const move of PEOPLE.flatMap((id) => listTransactions(world, id, 0, 10_000))) {
    moved.set(move.id, [...(moved.get(move.id) ?? []), move.tenths]);
  }
  for (const one of charges) {
    const expected = one.refundedAt === undefined ? [-one.amount * 10] : [-one.amount * 10, one.amount * 10];
    expect(moved.get(one.id)).toEqual(expected);
  }
  for (const id of PEOPLE) {
    const fromMessage = checkouts.filter((one) => one.userId === id && one.source !== undefined);
    expect(fromMessage.length).toBeLessThanOrEqual(1);
    const message = world.boxes.list(privateBox(BOT, id))[0];
    if (message === undefined || !isInvoiceMessage(message)) continue;
    expect(message.content.paidBy?.[id] !== undefined).toBe(fromMessage.length === 1);
  }
}

describe('payments', () => {
  it('keep the sum of Stars, charge nobody twice and let no balance fall below zero, whenever the process dies', () => {
    const property = fc.property(steps, (story) => {
      const life = begin();
      const given = { tenths: 0 };
      for (const [change, end] of story) {
        const before = given.tenths;
        run(life.world, change, given);
        if (end === 'before') {
          // Time that passed has renewed and ended things by itself, and kept them.
          if (change.kind !== 'advance') given.tenths = before;
        } else life.world.store.commit();
        if (end !== 'on') life.crash();
        checkBooks(life.world, given.tenths);
        checkCharges(life.world);
      }
      life.world.clock.stop();
    });
    expect(() => fc.assert(property, { numRuns: 100 })).not.toThrow();
  }, 30_000);
});
