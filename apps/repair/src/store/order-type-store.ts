import type { Sql, Tx } from '@durabot/postgres';
import { sqlJson } from '@durabot/runtime';
import {
  checklistLines,
  ownFields,
  typeKeys,
  typePaths,
  typePlaces,
  typeStarts,
  type OrderType,
  type TypeName,
} from '../domain/order-type.ts';

interface Row {
  id: number;
  key: string | null;
  name: string | null;
  path: string;
  place: string;
  starts: string;
  fields: unknown;
  checklist: unknown;
  is_default: boolean;
  is_active: boolean;
}

const columns = 'id, key, name, path, place, starts, fields, checklist, is_default, is_active';

/** All types, the default first, then those that are on, in the order in which they were made. */
export async function listOrderTypes(sql: Sql): Promise<OrderType[]> {
  const { rows } = await sql.query<Row>(
    `select ${columns} from repair.order_type order by is_default desc, is_active desc, id`,
  );
  return rows.map(toOrderType);
}

/** Those that an order of one path can get; the default first. */
export async function listTypesFor(sql: Sql, path: OrderType['path']): Promise<OrderType[]> {
  return (await listOrderTypes(sql)).filter((type) => type.isActive && type.path === path);
}

export async function findOrderType(sql: Sql, id: number): Promise<OrderType | undefined> {
  const { rows } = await sql.query<Row>(`select ${columns} from repair.order_type where id = $1`, [id]);
  return rows[0] === undefined ? undefined : toOrderType(rows[0]);
}

/** The same, held until the commit: two admins change one type one after the other. */
export async function lockOrderType(tx: Tx, id: number): Promise<OrderType | undefined> {
  const { rows } = await tx.query<Row>(`select ${columns} from repair.order_type where id = $1 for update`, [id]);
  return rows[0] === undefined ? undefined : toOrderType(rows[0]);
}

/** A type as it is read from its row or from JSON of the same shape. */
export function toOrderType(row: Row): OrderType {
  return {
    id: row.id,
    ...toTypeName(row),
    path: typePaths.find((path) => path === row.path) ?? 'new',
    place: typePlaces.find((place) => place === row.place) ?? 'at_client',
    starts: typeStarts.find((starts) => starts === row.starts) ?? 'offered',
    fields: ownFields.parse(row.fields),
    checklist: checklistLines.parse(row.checklist),
    isDefault: row.is_default,
    isActive: row.is_active,
  };
}

function toTypeName({ key, name }: Pick<Row, 'key' | 'name'>): TypeName {
  return { key: typeKeys.find((known) => known === key), name: name ?? undefined };
}

/** Who changes a type, and when. */
export interface TypeChange {
  readonly by: number;
  readonly at: Date;
}

export async function insertOrderType(tx: Tx, name: string, { by, at }: TypeChange): Promise<number> {
  const { rows } = await tx.query<{ id: number }>(
    `insert into repair.order_type (name, created_at, changed_at, changed_by)
     values ($1, $2, $2, $3)
     returning id`,
    [name, at, by],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('The order type was not inserted.');
  return id;
}

/** Writes a type as it is to be; the caller holds its row. Only one is the default. */
export async function saveOrderType(tx: Tx, type: OrderType, { by, at }: TypeChange): Promise<void> {
  if (type.isDefault)
    await tx.query('update repair.order_type set is_default = false where is_default and id <> $1', [type.id]);
  await tx.query(
    `update repair.order_type
     set name = $2, place = $3, starts = $4, fields = $5::jsonb, checklist = $6::jsonb, is_default = $7, is_active = $8,
         changed_at = $9, changed_by = $10
     where id = $1`,
    [
      type.id,
      type.name ?? null,
      type.place,
      type.starts,
      sqlJson(type.fields),
      sqlJson(type.checklist),
      type.isDefault,
      type.isActive,
      at,
      by,
    ],
  );
}
