import type { Tx } from '@durabot/postgres';
import type { OrderCase } from '../domain/order-case.ts';
import { outcomeOf, type Actor, type By, type Decided } from '../domain/order-work.ts';
import { isApplied, type Outcome } from '../domain/outcome.ts';
import type { DeskPolicy } from '../domain/sla.ts';
import { lockCase } from '../store/load-case.ts';
import { saveCase } from '../store/save-case.ts';

/** Which order, as it was seen, and who does something to it when. */
export interface OnOrder {
  readonly orderId: number;
  /** What the actor had before their eyes; undefined for who saw no card, as with a typed command. */
  readonly rev: number | undefined;
  readonly actor: Actor;
  readonly at: Date;
  /** When it happened, where it is told later, and how the desk knows. */
  readonly saidAt?: Date | undefined;
  readonly note?: string | undefined;
  /** The master it is about. */
  readonly masterId?: number | undefined;
}

export type Decide<Input> = (one: OrderCase, by: By, input: Input, policy: DeskPolicy) => Decided;

export interface Care {
  /** An order that has changed since it was seen is shown again instead. */
  readonly asSeen?: boolean;
  readonly lockMasters?: boolean;
  /** It is for orders that are out of sight, too. */
  readonly deletedToo?: boolean;
}

/** Loads the order under its lock, decides, and stores what was decided; a refusal stores nothing. */
export async function decideOnOrder(
  tx: Tx,
  on: OnOrder,
  decide: (one: OrderCase, by: By) => Decided,
  care: Care = {},
): Promise<Outcome> {
  const masterIds = [on.masterId, on.actor.id].filter((id) => id !== undefined);
  const before = await lockCase(tx, on.orderId, { masterIds, lockMasters: care.lockMasters });
  if (before === undefined) return { kind: 'not_found' };
  const { rev } = before.order;
  if (before.order.deleted !== undefined && care.deletedToo !== true) {
    return { kind: 'not_allowed_now', reason: 'order_is_deleted', rev };
  }
  const decided = decide(before, { actor: on.actor, at: on.at, saidAt: on.saidAt, note: on.note });
  const isStale = on.rev !== undefined && on.rev !== rev;
  const outcome = outcomeOf(decided, before, isStale);
  if (decided.kind !== 'applied' || !isApplied(outcome)) return outcome;
  if (isStale && care.asSeen === true) return { kind: 'not_allowed_now', reason: 'changed_meanwhile', rev };
  await saveCase(tx, before, decided.next, on.at);
  return outcome;
}
