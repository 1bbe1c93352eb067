import type { Sql, Tx } from '@durabot/postgres';
import type { Actor } from '../domain/order-work.ts';
import { cashHeld, handInCash } from './settlement-use-cases.ts';

/** Cash that a master says they bring. */
export interface Handover {
  readonly id: number;
  readonly masterId: number;
  readonly masterName: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly status: 'asked' | 'taken' | 'refused';
  readonly askedAt: Date;
  readonly answeredAt: Date | undefined;
  readonly answeredByName: string | undefined;
  readonly answeredBy: number | undefined;
}

/** What became of an answer to a handover. */
export type HandoverOutcome =
  | { readonly kind: 'applied'; readonly handover: Handover; readonly heldMinor: number }
  | { readonly kind: 'already_applied'; readonly handover: Handover }
  | { readonly kind: 'not_allowed_now'; readonly reason: string }
  | { readonly kind: 'not_found' };

/** A master says that they hand in cash; the desk has to count it. The same key is asked once. */
export async function askHandover(
  tx: Tx,
  on: {
    readonly masterId: number;
    readonly amountMinor: number;
    readonly currency: string;
    readonly at: Date;
    readonly idempotencyKey: string;
  },
): Promise<
  | { readonly kind: 'applied' | 'already_applied_by_me'; readonly id: number }
  | { readonly kind: 'not_allowed_now'; readonly reason: string }
> {
  // Nobody asks twice at once: what is asked for together must not be more than is there.
  await tx.query('select 1 from repair.master where user_id = $1 for no key update', [on.masterId]);
  const { rows: again } = await tx.query<{ id: number }>(
    'select id from repair.cash_handover where idempotency_key = $1',
    [on.idempotencyKey],
  );
  if (again[0] !== undefined) return { kind: 'already_applied_by_me', id: again[0].id };
  if (!Number.isSafeInteger(on.amountMinor) || on.amountMinor <= 0)
    return { kind: 'not_allowed_now', reason: 'amount_is_not_positive' };
  const held = await cashHeld(tx, on.masterId, on.currency);
  const asked = await sumAsked(tx, on.masterId, on.currency);
  if (on.amountMinor > held - asked) return { kind: 'not_allowed_now', reason: 'more_than_is_held' };
  const { rows } = await tx.query<{ id: number }>(
    `insert into repair.cash_handover (master_id, amount_minor, currency, asked_at, idempotency_key)
     values ($1, $2, $3, $4, $5)
     returning id`,
    [on.masterId, on.amountMinor, on.currency, on.at, on.idempotencyKey],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('The handover was not inserted.');
  return { kind: 'applied', id };
}

/** What of a master's cash is on its way to the desk. */
async function sumAsked(sql: Sql, masterId: number, currency: string): Promise<number> {
  const { rows } = await sql.query<{ asked: number }>(
    `select coalesce(sum(amount_minor), 0)::bigint as asked
     from repair.cash_handover
     where master_id = $1 and currency = $2 and status = 'asked'`,
    [masterId, currency],
  );
  return rows[0]?.asked ?? 0;
}

/** The desk has counted the money, or there was none. */
export async function answerHandover(
  tx: Tx,
  on: { readonly id: number; readonly isTaken: boolean; readonly actor: Actor; readonly at: Date },
): Promise<HandoverOutcome> {
  await tx.query('select 1 from repair.cash_handover where id = $1 for update', [on.id]);
  const handover = await findHandover(tx, on.id);
  if (handover === undefined) return { kind: 'not_found' };
  if (!on.actor.roles.some((role) => role === 'dispatcher' || role === 'admin'))
    return { kind: 'not_allowed_now', reason: 'not_yours' };
  if (handover.status !== 'asked') return { kind: 'already_applied', handover };
  if (on.isTaken) {
    const { masterId, amountMinor, currency } = handover;
    const idempotencyKey = `handover:${on.id}`;
    const taken = await handInCash(tx, { masterId, amountMinor, currency, idempotencyKey, actor: on.actor, at: on.at });
    if (taken.kind === 'not_allowed_now') return taken;
  }
  await tx.query(
    `update repair.cash_handover
     set status = $2, answered_at = $3, answered_by = $4
     where id = $1`,
    [on.id, on.isTaken ? 'taken' : 'refused', on.at, on.actor.id ?? null],
  );
  const after = await findHandover(tx, on.id);
  if (after === undefined) return { kind: 'not_found' };
  return { kind: 'applied', handover: after, heldMinor: await cashHeld(tx, after.masterId, after.currency) };
}

export async function findHandover(sql: Sql, id: number): Promise<Handover | undefined> {
  const { rows } = await sql.query<{
    id: number;
    master_id: number;
    name: string;
    amount_minor: number;
    currency: string;
    status: Handover['status'];
    asked_at: Date;
    answered_at: Date | null;
    answered_by: number | null;
    answered_by_name: string | null;
  }>(
    `select handover.id, handover.master_id, master.name, handover.amount_minor, handover.currency, handover.status,
            handover.asked_at, handover.answered_at, handover.answered_by, person.first_name as answered_by_name
     from repair.cash_handover as handover
     join repair.master on master.user_id = handover.master_id
     left join repair.person on person.user_id = handover.answered_by
     where handover.id = $1`,
    [id],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    id: row.id,
    masterId: row.master_id,
    masterName: row.name,
    amountMinor: row.amount_minor,
    currency: row.currency,
    status: row.status,
    askedAt: row.asked_at,
    answeredAt: row.answered_at ?? undefined,
    answeredBy: row.answered_by ?? undefined,
    answeredByName: row.answered_by_name ?? undefined,
  };
}
