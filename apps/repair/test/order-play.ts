import { plainPolicy } from '../src/domain/sla.ts';
import type { OrderCase } from '../src/domain/order-case.ts';
import type { By, Decided } from '../src/domain/order-work.ts';
import { faultOf } from './order-faults.ts';
import { aCase, fireDue, randomAttempt, type Dice } from './order-model.ts';

const begin = new Date('2026-11-21T09:00:00Z');

/** How often each act was done, of all that were tried. */
export type Applied = Record<string, number>;

/** Acts that random people must get to, or trying them would say little. */
export const often = [
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

/**
 * Plays orders on which two people act at once, in any order.
 *
 * @throws Error with what went wrong in the first sequence that broke a promise, and what everybody did in it
 */
export function playOrders({ sequences, seed }: { readonly sequences: number; readonly seed: number }): Applied {
  const dice = createDice(seed);
  const applied: Applied = {};
  for (let index = 0; index < sequences; index++) play(dice, index, applied);
  return applied;
}

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
