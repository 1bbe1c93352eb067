import type { Tx } from '@durabot/postgres';
import { sqlJson } from '@durabot/runtime';
import { findCategory } from '../domain/categories.ts';
import type { OrderChange } from '../domain/order-change.ts';
import { upsertAddress } from './client-store.ts';
import type { Order } from './order-row.ts';

/**
 * Writes a correction of what is stored beside the order's state; its state is `saveCase`'s. The order is locked by the
 * caller, its history written.
 */
export async function writeChange(tx: Tx, order: Order, change: OrderChange, at: Date): Promise<void> {
  switch (change.field) {
    case 'category':
      return writeCategory(tx, order, change.value);
    case 'problem':
      // The new words say what is wrong; chips of before would add to them.
      await tx.query(`update repair.service_order set problem_tags = '{}' where id = $1`, [order.id]);
      return;
    case 'client':
      await tx.query('update repair.client set name = $2, updated_at = greatest(updated_at, $3) where id = $1', [
        order.clientId,
        change.value,
        at,
      ]);
      return;
    case 'phone':
      return writePhone(tx, order, change.value, at);
    case 'address': {
      const { text, latitude, longitude } = change.value;
      const addressId = await upsertAddress(tx, order.clientId, { text, latitude, longitude }, at);
      await tx.query('update repair.service_order set address_id = $2 where id = $1', [order.id, addressId]);
      return;
    }
    case 'zone':
    case 'flat':
    case 'floor':
    case 'entrance':
    case 'intercom':
      await tx.query(
        `update repair.address set ${change.field} = $2
         where id = (select address_id from repair.service_order where id = $1)`,
        [order.id, change.value],
      );
      return;
    case 'price':
      await tx.query('update repair.service_order set price_note = $2 where id = $1', [
        order.id,
        change.value?.note ?? null,
      ]);
      return;
    case 'owner':
      await tx.query('update repair.service_order set dispatcher_id = $2 where id = $1', [order.id, change.value.id]);
      // What was theirs to do goes with it.
      await tx.query(
        `update repair.task set for_id = $2
         where order_id = $1 and for_role = 'dispatcher' and done_at is null`,
        [order.id, change.value.id],
      );
      return;
    case 'type':
      await tx.query('update repair.service_order set type_id = $2 where id = $1', [order.id, change.value.id]);
      return;
    case 'own': {
      const { key, value } = change.value;
      await tx.query(
        `update repair.service_order
         set field_values = case when $3::jsonb is null then field_values - $2
                                 else field_values || jsonb_build_object($2::text, $3::jsonb) end
         where id = $1`,
        [order.id, key, value === null ? null : sqlJson(value)],
      );
      return;
    }
    case 'wanted':
    case 'priority':
    case 'notes':
  }
}

/** Chips of the problem belong to a category; those that the new one does not have go. */
async function writeCategory(
  tx: Tx,
  order: Order,
  category: Extract<OrderChange, { field: 'category' }>['value'],
): Promise<void> {
  const known = category.kind === 'known' ? (findCategory(category.id)?.problems ?? []) : [];
  await tx.query(
    `update repair.service_order
     set category = $2, category_text = $3, problem_tags = $4
     where id = $1`,
    [
      order.id,
      category.kind === 'known' ? category.id : 'other',
      category.kind === 'known' ? null : category.text,
      order.problemTags.filter((tag) => known.some(({ id }) => id === tag)),
    ],
  );
}

/**
 * Another phone of the same client; a phone that is somebody else's makes the order theirs, at the same place. One that
 * was mistyped and is in no order any more is forgotten.
 */
async function writePhone(tx: Tx, order: Order, e164: string, at: Date): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('repair.client_phone:' || $1, 0))`, [e164]);
  const { rows } = await tx.query<{ client_id: number }>('select client_id from repair.client_phone where e164 = $1', [
    e164,
  ]);
  const owner = rows[0]?.client_id;
  if (owner === undefined)
    await tx.query('insert into repair.client_phone (e164, client_id, created_at) values ($1, $2, $3)', [
      e164,
      order.clientId,
      at,
    ]);
  if (owner === undefined || owner === order.clientId) {
    await tx.query('update repair.service_order set phone = $2 where id = $1', [order.id, e164]);
  } else {
    const { addressText: text, latitude, longitude, access, zone } = order;
    const addressId = await upsertAddress(tx, owner, { text, latitude, longitude }, at);
    await tx.query(
      `update repair.address
       set flat = coalesce(flat, $2), floor = coalesce(floor, $3), entrance = coalesce(entrance, $4),
           intercom = coalesce(intercom, $5), zone = coalesce($6, zone)
       where id = $1`,
      [
        addressId,
        access.flat ?? null,
        access.floor ?? null,
        access.entrance ?? null,
        access.intercom ?? null,
        zone ?? null,
      ],
    );
    await tx.query('update repair.service_order set phone = $2, client_id = $3, address_id = $4 where id = $1', [
      order.id,
      e164,
      owner,
      addressId,
    ]);
  }
  await tx.query(
    `delete from repair.client_phone
     where e164 = $1 and not exists (select from repair.service_order where phone = $1)
       and exists (select from repair.client_phone as other where other.client_id = client_phone.client_id and other.e164 <> $1)`,
    [order.phone],
  );
}
