import { findZone } from '../domain/zones.ts';
import { listZones } from './zone-store.ts';
import type { Sql, Tx } from '@durabot/postgres';
import { textKey } from '../domain/normalise-text.ts';
import { toOrderCategory } from './order-row.ts';
import type { OrderCategory } from '../domain/categories.ts';
import { orderStatuses, type OrderStatus } from '../domain/machines/order-machine.ts';

/** A place of a client's, typed or pinned or both. */
export interface Address {
  readonly id: number;
  readonly text: string | undefined;
  readonly latitude: number | undefined;
  readonly longitude: number | undefined;
}

/** Where to go, before it is stored. */
export type NewAddress = Omit<Address, 'id'>;

/** Of an order that comes to the workshop: nobody goes anywhere. Its key is nobody's who lives somewhere. */
export const noAddress: NewAddress = { text: '—', latitude: undefined, longitude: undefined };

/** A client as the desk knows them when the phone rings again. */
export interface KnownClient {
  readonly id: number;
  readonly name: string | undefined;
  readonly phone: string;
  readonly orderCount: number;
  readonly lastOrder:
    | {
        readonly id: number;
        readonly number: string;
        readonly category: OrderCategory;
        readonly status: OrderStatus;
        readonly createdAt: Date;
      }
    | undefined;
  /** Last used first, at most five. */
  readonly addresses: readonly Address[];
}

/** Somebody for whom an order was taken lately. */
export interface RecentClient {
  readonly id: number;
  readonly name: string | undefined;
  readonly phone: string;
  readonly lastOrderAt: Date;
}

/** The client with this phone, with their past. Served by primary keys and `service_order_client_idx`. */
export async function findClientByPhone(sql: Sql, e164: string): Promise<KnownClient | undefined> {
  const { rows } = await sql.query<KnownClientRow>(
    `select client.id, client.name, phone.e164,
            (select count(*) from repair.service_order where client_id = client.id) as order_count,
            last_order.id as last_id, last_order.number as last_number, last_order.category, last_order.category_text,
            last_order.status, last_order.created_at as last_created_at
     from repair.client_phone as phone
     join repair.client on client.id = phone.client_id
     left join lateral (
       select id, number, category, category_text, status, created_at
       from repair.service_order
       where client_id = client.id
       order by id desc
       limit 1
     ) as last_order on true
     where phone.e164 = $1`,
    [e164],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    id: row.id,
    name: row.name ?? undefined,
    phone: row.e164,
    orderCount: row.order_count,
    lastOrder: toLastOrder(row),
    addresses: await listAddresses(sql, row.id),
  };
}

/** A client's addresses, last used first, at most five. */
export async function listAddresses(sql: Sql, clientId: number): Promise<Address[]> {
  const { rows } = await sql.query<AddressRow>(
    `select id, text, latitude, longitude
     from repair.address
     where client_id = $1 and text_key <> $2
     order by last_used_at desc, id desc
     limit 5`,
    [clientId, addressKey(noAddress)],
  );
  return rows.map(toAddress);
}

/** The clients of the newest orders, each once. Served by the primary key of `service_order`, read from its end. */
export async function listRecentClients(sql: Sql, limit: number): Promise<RecentClient[]> {
  const { rows } = await sql.query<{ id: number; name: string | null; phone: string; last_order_at: Date }>(
    `select id, name, phone, last_order_at
     from (
       select distinct on (client.id) client.id, client.name, latest.phone, latest.created_at as last_order_at,
              latest.id as order_id
       from (
         select id, client_id, phone, created_at
         from repair.service_order
         order by id desc
         limit 50
       ) as latest
       join repair.client on client.id = latest.client_id
       order by client.id, latest.id desc
     ) as recent
     order by order_id desc
     limit $1`,
    [limit],
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name ?? undefined,
    phone: row.phone,
    lastOrderAt: row.last_order_at,
  }));
}

/**
 * The client who owns this phone, made when unknown. A name that is given takes the place of the old one.
 * Two transactions with the same new phone wait for each other and find the same client.
 */
export async function upsertClient(
  tx: Tx,
  client: { readonly phone: string; readonly name?: string | undefined },
  at: Date,
): Promise<number> {
  // The phone's row does not exist yet, so there is nothing to lock but its name.
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('repair.client_phone:' || $1, 0))`, [client.phone]);
  const { rows } = await tx.query<{ client_id: number }>(
    `select client_id
     from repair.client_phone
     where e164 = $1`,
    [client.phone],
  );
  const known = rows[0]?.client_id;
  if (known === undefined) return insertClient(tx, client, at);
  if (client.name !== undefined) {
    await tx.query(
      `update repair.client
       set name = $2, updated_at = $3
       where id = $1 and name is distinct from $2`,
      [known, client.name, at],
    );
  }
  return known;
}

/** The client's address, made when unknown, with the part of town that its words say; the same text in another spelling is the same address. */
export async function upsertAddress(tx: Tx, clientId: number, address: NewAddress, at: Date): Promise<number> {
  const { rows } = await tx.query<{ id: number }>(
    `insert into repair.address (client_id, text, text_key, latitude, longitude, created_at, last_used_at, zone)
     values ($1, $2, $3, $4, $5, $6, $6, $7)
     on conflict (client_id, text_key) do update
     set last_used_at = greatest(address.last_used_at, excluded.last_used_at),
         latitude = coalesce(excluded.latitude, address.latitude),
         longitude = coalesce(excluded.longitude, address.longitude),
         -- What the desk has chosen stays.
         zone = coalesce(address.zone, excluded.zone)
     returning id`,
    [
      clientId,
      address.text ?? null,
      addressKey(address),
      address.latitude ?? null,
      address.longitude ?? null,
      at,
      findZone(address.text, await listZones(tx)) ?? null,
    ],
  );
  return idOf(rows);
}

async function insertClient(tx: Tx, client: { phone: string; name?: string | undefined }, at: Date): Promise<number> {
  const { rows } = await tx.query<{ id: number }>(
    `insert into repair.client (name, created_at, updated_at)
     values ($1, $2, $2)
     returning id`,
    [client.name ?? null, at],
  );
  const id = idOf(rows);
  await tx.query(
    `insert into repair.client_phone (e164, client_id, created_at)
     values ($1, $2, $3)`,
    [client.phone, id, at],
  );
  return id;
}

/** The same for every way to type the same address. A pin without words is known by its place, to about ten metres. */
export function addressKey(address: Partial<NewAddress>): string {
  const words = address.text === undefined ? '' : textKey(address.text);
  if (words !== '') return words;
  return `@${address.latitude?.toFixed(4) ?? ''},${address.longitude?.toFixed(4) ?? ''}`;
}

interface AddressRow {
  id: number;
  text: string | null;
  latitude: number | null;
  longitude: number | null;
}

interface KnownClientRow {
  id: number;
  name: string | null;
  e164: string;
  order_count: number;
  last_id: number | null;
  last_number: string | null;
  category: string | null;
  category_text: string | null;
  status: string | null;
  last_created_at: Date | null;
}

function toLastOrder(row: KnownClientRow): KnownClient['lastOrder'] {
  const status = orderStatuses.find((one) => one === row.status);
  if (row.last_id === null || row.last_number === null || row.category === null) return undefined;
  if (status === undefined || row.last_created_at === null) return undefined;
  return {
    id: row.last_id,
    number: row.last_number,
    category: toOrderCategory(row.category, row.category_text),
    status,
    createdAt: row.last_created_at,
  };
}

function toAddress(row: AddressRow): Address {
  return {
    id: row.id,
    text: row.text ?? undefined,
    latitude: row.latitude ?? undefined,
    longitude: row.longitude ?? undefined,
  };
}

function idOf(rows: readonly { id: number }[]): number {
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('An insert returned no id.');
  return id;
}
