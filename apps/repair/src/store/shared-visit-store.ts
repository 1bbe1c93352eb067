import type { Sql } from '@durabot/postgres';
import type { OrderCategory } from '../domain/categories.ts';
import { toOrderCategory } from './order-row.ts';
import { findFindings, findNewestPlace, type Findings, type Place } from './photo-store.ts';

/** An order that shares the visit of another one. */
interface SharedOrder {
  readonly number: string;
  readonly category: OrderCategory;
  /** The first one, to which the visit belongs. */
  readonly isParent: boolean;
}

/** What a card shows beside the order itself. */
export interface Beside {
  readonly shared: readonly SharedOrder[];
  readonly findings: Findings;
  readonly photos: number;
  /** Where the newest of them was taken that says so. */
  readonly place: Place | undefined;
}

export async function findBeside(sql: Sql, orderId: number): Promise<Beside> {
  const { rows } = await sql.query<{
    number: string;
    category: string;
    category_text: string | null;
    is_parent: boolean;
  }>(
    `select other.number, other.category, other.category_text, other.id = this.parent_order_id as is_parent
     from repair.service_order as this
     join repair.service_order as other
       on other.id <> this.id and (
         other.parent_order_id = this.id or other.id = this.parent_order_id
         or other.parent_order_id = this.parent_order_id
       )
     where this.id = $1 and other.deleted_at is null
     order by other.id`,
    [orderId],
  );
  const counted = await sql.query<{ count: number }>(
    `select (select count(*) from repair.order_attachment where order_id = $1 and kind = 'photo')
          + (select count(*) from repair.visit_photo join repair.visit on visit.id = visit_id where order_id = $1) as count`,
    [orderId],
  );
  return {
    shared: rows.map((row) => ({
      number: row.number,
      category: toOrderCategory(row.category, row.category_text),
      isParent: row.is_parent,
    })),
    findings: await findFindings(sql, orderId),
    photos: counted.rows[0]?.count ?? 0,
    place: await findNewestPlace(sql, orderId),
  };
}

/** An order of the same visit that was paid whole in one way: this one may have been paid with it. */
export async function findPaidTogether(
  sql: Sql,
  orderId: number,
): Promise<{ readonly number: string; readonly way: 'cash' | 'card' | 'transfer' } | undefined> {
  const { rows } = await sql.query<{ number: string; way: 'cash' | 'card' | 'transfer' }>(
    `select other.number, min(payment.method) as way
     from repair.service_order as this
     join repair.service_order as other
       on other.id <> this.id and (
         other.parent_order_id = this.id or other.id = this.parent_order_id
         or other.parent_order_id = this.parent_order_id
       )
     join repair.payment on payment.order_id = other.id and payment.kind = 'final' and payment.status = 'confirmed'
     where this.id = $1 and other.status = 'work_done' and payment.method in ('cash', 'card', 'transfer')
     group by other.id, other.number
     having count(distinct payment.method) = 1
     order by other.id desc
     limit 1`,
    [orderId],
  );
  return rows[0];
}
