import {
  blobEraser,
  dataKeyEraser,
  personErasers,
  type ErasedRows,
  type Eraser,
  type ErasureSubject,
} from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import { orderBlobs } from '../store/kept-file-store.ts';

/** What takes the place of words that a column must have. */
const nothing = '—';

/** Orders of the client at hand, for every statement below. */
const ownOrders = 'select id from repair.service_order where client_id = $1';

/**
 * Forgets one client, table by table: orders, money and what was done stay, without anybody's name, phone, address or
 * words. What is found by the client's row comes before that row.
 *
 * @param isStaff somebody who works here stays a person of the bot, whoever's client they are
 */
export function clientErasers(isStaff: (userId: number) => boolean): readonly Eraser[] {
  return [
    deleting('repair.client_link', 'delete from repair.client_link where client_id = $1'),
    // Before the rows that name them; the bytes go with the sweep that follows.
    blobEraser(async (tx, { subject }) => {
      const { rows } = await tx.query<{ id: number }>(ownOrders, [Number(subject)]);
      return rows.map(({ id }) => orderBlobs(id).entity);
    }),
    deleting('repair.order_attachment', `delete from repair.order_attachment where order_id in (${ownOrders})`),
    deleting(
      'repair.visit_photo',
      `delete from repair.visit_photo
       where visit_id in (select id from repair.visit where order_id in (${ownOrders}))`,
    ),
    anonymising(
      'repair.visit',
      `update repair.visit
       set arrived_latitude = null, arrived_longitude = null, notes = null, outcome_reason = null
       where order_id in (${ownOrders})
         and (arrived_latitude is not null or notes is not null or outcome_reason is not null)`,
    ),
    anonymising(
      'repair.offer',
      `update repair.offer set decline_note = null where order_id in (${ownOrders}) and decline_note is not null`,
    ),
    anonymising(
      'repair.estimate',
      `update repair.estimate set answer_note = null where order_id in (${ownOrders}) and answer_note is not null`,
    ),
    anonymising(
      'repair.rating',
      `update repair.rating set comment = null where order_id in (${ownOrders}) and comment is not null`,
    ),
    anonymising(
      'repair.task',
      `update repair.task set note = null where order_id in (${ownOrders}) and note is not null`,
    ),
    {
      table: 'repair.order_history',
      erase: async (tx, { subject }) => {
        // The rows refuse every other change.
        await tx.query(`select set_config('repair.erasing', 'on', true)`);
        const { rowCount } = await tx.query(
          `update repair.order_history set reason = null, details = null
           where order_id in (${ownOrders}) and (reason is not null or details is not null)`,
          [Number(subject)],
        );
        await tx.query(`select set_config('repair.erasing', 'off', true)`);
        return { anonymised: rowCount ?? 0 };
      },
    },
    anonymising(
      'repair.address',
      `update repair.address
       set text = $2, text_key = 'erased:' || id, latitude = null, longitude = null, entrance = null, floor = null,
           flat = null, intercom = null, access_note = null
       where client_id = $1 and text_key <> 'erased:' || id`,
      [nothing],
    ),
    { table: 'repair.service_order', erase: (tx, { subject }) => anonymiseOrders(tx, Number(subject)) },
    // The orders point to the number that nobody has by now.
    deleting(
      'repair.client_phone',
      `delete from repair.client_phone where client_id = $1 and e164 <> $2`,
      (clientId) => [noPhone(clientId)],
    ),
    deleting('repair.client_master_block', 'delete from repair.client_master_block where client_id = $1'),
    ...tracesInChat(isStaff),
    dataKeyEraser,
    {
      table: 'repair.client',
      erase: async (tx, { subject }, at) => {
        const { rowCount } = await tx.query(
          `update repair.client
           set name = null, telegram_user_id = null, consent_at = null, unreachable_at = null, notes = null,
               blacklist_reason = null, blacklisted_at = null, blacklisted_by = null, is_vip = false, erased_at = $2, updated_at = greatest(updated_at, $2)
           where id = $1 and erased_at is null`,
          [Number(subject), at],
        );
        return { anonymised: rowCount ?? 0 };
      },
    },
  ];
}

/** A number of no country, for orders whose client is forgotten. */
function noPhone(clientId: number): string {
  return `+999${String(clientId).padStart(11, '0')}`;
}

async function anonymiseOrders(tx: Tx, clientId: number): Promise<ErasedRows> {
  await tx.query(
    `insert into repair.client_phone (e164, client_id, created_at)
     select $2, id, created_at from repair.client where id = $1
     on conflict do nothing`,
    [clientId, noPhone(clientId)],
  );
  // A reason that a state must have stays one, without its words.
  const { rowCount } = await tx.query(
    `update repair.service_order
     set phone = $2, problem_text = null, price_note = null, notes = null, device_serial = null, tags = '{}', field_values = '{}',
         category_text = case when category_text is null then null else $3 end,
         hold_note = null,
         debt_reason = case when debt_reason is null then null else $3 end,
         mismatch_reason = case when mismatch_reason is null then null else $3 end,
         refusal_reason = case when refusal_reason is null then null else $3 end,
         cancel_reason = case when cancel_reason is null then null else $3 end,
         dispute_reason = case when dispute_reason is null then null else $3 end,
         delete_reason = case when delete_reason is null then null else $3 end
     where client_id = $1 and phone <> $2`,
    [clientId, noPhone(clientId), nothing],
  );
  return { anonymised: rowCount ?? 0 };
}

/** What the bot keeps of a chat with the client. */
function tracesInChat(isStaff: (userId: number) => boolean): Eraser[] {
  const leaves = async (tx: Tx, { subject }: ErasureSubject): Promise<number | undefined> => {
    const userId = await userOf(tx, Number(subject));
    return userId === undefined || isStaff(userId) ? undefined : userId;
  };
  return [
    ...personErasers('repair', leaves),
    // A person whom a row of the company's names cannot go; then they are nameless.
    {
      table: 'repair.person',
      erase: async (tx, subject) => {
        const userId = await leaves(tx, subject);
        if (userId === undefined) return { note: 'not in the bot, or of the staff' };
        const { rowCount } = await tx.query(
          `update repair.person
           set first_name = $2, last_name = null, username = null, language_code = null
           where user_id = $1`,
          [userId, nothing],
        );
        return { anonymised: rowCount ?? 0 };
      },
    },
  ];
}

async function userOf(tx: Tx, clientId: number): Promise<number | undefined> {
  const { rows } = await tx.query<{ user_id: number | null }>(
    'select telegram_user_id as user_id from repair.client where id = $1',
    [clientId],
  );
  return rows[0]?.user_id ?? undefined;
}

function deleting(table: string, sql: string, more: (clientId: number) => readonly unknown[] = () => []): Eraser {
  return {
    table,
    erase: async (tx, { subject }) => {
      const { rowCount } = await tx.query(sql, [Number(subject), ...more(Number(subject))]);
      return { deleted: rowCount ?? 0 };
    },
  };
}

function anonymising(table: string, sql: string, more: readonly unknown[] = []): Eraser {
  return {
    table,
    erase: async (tx, { subject }) => {
      const { rowCount } = await tx.query(sql, [Number(subject), ...more]);
      return { anonymised: rowCount ?? 0 };
    },
  };
}
