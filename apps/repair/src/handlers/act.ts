import type { ActionPress, Outcome } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import type { Desk, RepairContext } from '../desk.ts';
import { isApplied, type Outcome as OrderOutcome } from '../domain/outcome.ts';
import { theClientName, theSystem } from '../domain/order-work.ts';
import { statusLabel } from '../domain/order-status.ts';
import { orderStatuses } from '../domain/machines/order-machine.ts';
import { auditFacts } from '../audit.ts';
import { askNext } from '../notify/ask-next.ts';
import { tell } from '../notify/tell.ts';
import { followParents } from '../use-cases/create-orders.ts';
import type { OnOrder } from '../use-cases/decide-on-order.ts';
import type { Texts } from '../texts.ts';

/** What does something to an order, given who does it to which order as seen. */
export type Doing = (tx: Tx, on: OnOrder) => Promise<OrderOutcome>;

/** Does something to the order of a button: decides, tells everybody concerned, and answers the press. */
export async function actOnOrder(
  ctx: RepairContext,
  desk: Desk,
  press: Pick<ActionPress<unknown>, 'entityId' | 'revSeen' | 'at' | 'by'>,
  doing: Doing,
  applied: Partial<Outcome & { kind: 'applied' }> = {},
): Promise<Outcome> {
  const { userId, name } = press.by;
  const orderId = Number(press.entityId);
  const outcome = await doAndTell(ctx, desk, {
    on: { orderId, rev: press.revSeen, at: press.at, userId, name },
    doing,
    cards: 'leave',
  });
  // The card under the button may be as old as the press; the others are drawn by whoever changed the order.
  if (outcome.kind === 'not_allowed_now' || outcome.kind === 'illegal_transition')
    await desk.cards.refresh(ctx, { entity: 'order', entityId: press.entityId });
  if (outcome.kind === 'applied') return { ...applied, kind: 'applied' };
  return pressOutcome(outcome, ctx.words);
}

/** The same outside of buttons: the end of a dialog, a command. */
export async function doAndTell(
  ctx: RepairContext,
  desk: Desk,
  act: {
    readonly on: {
      readonly orderId: number;
      readonly rev: number | undefined;
      readonly at: Date;
      readonly userId: number;
      readonly name: string;
    };
    readonly doing: Doing;
    readonly cards: 'refresh' | 'leave';
  },
): Promise<OrderOutcome> {
  const { orderId, rev, at, userId, name } = act.on;
  const roles = desk.roles.actorsOf(userId);
  const actor = { id: userId, name, roles };
  const isDesk = roles.some((role) => role === 'dispatcher' || role === 'admin');
  const tx = await ctx.durable.tx();
  // Where the desk acts for a master, it is on record how the desk knows.
  const note = isDesk ? ctx.words.plain('note-by-phone') : undefined;
  const outcome = await act.doing(tx, { orderId, rev, actor, at, note });
  if (!isApplied(outcome)) return outcome;
  await auditFacts(tx, outcome.facts, { userId, name });
  const next = await askNext(tx, desk, orderId, outcome.facts, at);
  const followed = await followParents(tx, orderId, { actor, at }, desk.policy);
  await tell(ctx, desk, [...outcome.facts, ...next, ...followed], { userId, cards: act.cards });
  return outcome;
}

/** What a press reads about an outcome that changed nothing. */
export function pressOutcome(outcome: OrderOutcome, words: Texts): Outcome {
  switch (outcome.kind) {
    case 'applied':
    case 'stale_but_compatible':
    case 'already_applied_by_me':
      return { kind: outcome.kind };
    case 'already_applied_by_other':
      return { kind: 'already_applied_by_other', name: nameOf(outcome.name, words), at: outcome.at };
    case 'not_allowed_now':
    case 'illegal_transition':
      return { kind: 'not_allowed_now', reason: refusalText(outcome, words) };
    case 'not_found':
      return { kind: 'expired' };
  }
}

/** Who has no name here is named for what they are. */
function nameOf(name: string, words: Texts): string {
  if (name === theClientName) return words.plain('history-client');
  return name === theSystem.name ? words.plain('history-system') : name;
}

/** Why not, as a sentence; plain text. */
export function refusalText(outcome: OrderOutcome, words: Texts): string {
  if (outcome.kind === 'illegal_transition') {
    if (outcome.of === 'visit') return words.plain('refusal-visit', { status: outcome.from ?? 'none' });
    if (outcome.of === 'offer') return words.plain('refusal-offer', { status: outcome.from ?? 'none' });
    const status = orderStatuses.find((one) => one === outcome.from);
    return status === undefined
      ? words.plain('refusal', { reason: 'other' })
      : words.plain('refusal-status', { status: statusLabel(status, words.language) });
  }
  return words.plain('refusal', { reason: outcome.kind === 'not_allowed_now' ? outcome.reason : outcome.kind });
}
