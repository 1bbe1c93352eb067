import { describe, expect, test } from 'vitest';
import { aCase, fireDue, randomAttempt, type Dice } from '../../test/order-model.ts';
import { faultOf } from '../../test/order-faults.ts';
import type { OrderCase } from './order-case.ts';
import type { By, Decided } from './order-work.ts';
import { plainPolicy } from './sla.ts';

/** A million of them take about a minute: `ORDER_SEQUENCES=1000000`. */
const sequences = Number(process.env['ORDER_SEQUENCES'] ?? 10_000);
const seed = Number(process.env['ORDER_SEED'] ?? 1);

const begin = new Date('2026-11-21T09:00:00Z');

describe('whatever two people do to an order at once, in any order', () => {
  test(`nothing breaks (${sequences} sequences, seed ${seed})`, () => {
    const dice = createDice(seed);
    const applied: Record<string, number> = {};
    for (let index = 0; index < sequences; index++) play(dice, index, applied);
    // Random people get everywhere, or the test would say little.
    const often = [
      'accept',
      'finish',
      'close',
      'reopen',
      'undo',
      'approve',
      'refuse',
      'cancel',
      'unreachable',
      'timer',
    ];
    for (const name of often) expect(applied[name] ?? 0, name).toBeGreaterThan(0);
  }, 600_000);
});

function play(dice: Dice, index: number, applied: Record<string, number>): void {
  let now = aCase(begin);
  let atMs = begin.getTime();
  // What each of the two has before their eyes; it is renewed only now and then.
  const seen: [OrderCase, OrderCase] = [now, now];
  const trail: (readonly string[])[] = [];
  for (let steps = 4 + dice(9); steps > 0; steps--) {
    const who = dice(2) === 0 ? 0 : 1;
    if (dice(2) === 0) seen[who] = now;
    atMs += dice(4) === 0 ? dice(30 * 3_600_000) : dice(60_000);
    const at = new Date(atMs);
    const before = now;
    const due = dice(3) === 0 ? fireDue(before, at, plainPolicy) : undefined;
    const attempt = randomAttempt(dice, seen[who]);
    const by: By = { actor: attempt.actor, at, note: dice(2) === 0 ? 'по звонку' : undefined };
    const decided: Decided =
      due ??
      (before.order.deleted === undefined || attempt.name === 'restore'
        ? attempt.try(before, by, plainPolicy)
        : { kind: 'not_allowed_now', reason: 'order_is_deleted' });
    const name = due === undefined ? attempt.name : 'timer';
    trail.push([attempt.actor.name, name, decided.kind]);
    if (decided.kind !== 'applied') continue;
    now = decided.next;
    applied[name] = (applied[name] ?? 0) + 1;
    const fault = faultOf(before, now);
    if (fault !== undefined)
      throw new Error(`Sequence ${index}: ${fault}\n${trail.map((one) => one.join(' ')).join('\n')}`);
  }
}

/** Small and fast, and the same everywhere. */
function createDice(start: number): Dice {
  let state = start >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}
