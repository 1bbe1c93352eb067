import type { Column, ColumnAccess, Table } from '@durabot/kit';
import type { Sql } from '@durabot/postgres';
import { phoneOf } from '../domain/parse-phone.ts';
import { maskAddress } from '../domain/mask-address.ts';
import { maskPhone } from '../domain/mask-phone.ts';
import { fieldValues, ownFields, shownValues } from '../domain/order-type.ts';
import { statusLabel } from '../domain/order-status.ts';
import type { Period } from '../reports/period.ts';
import { categoryWord } from '../reports/report-words.ts';
import { column, money, text, type ReportStyle } from '../reports/report.ts';
import { toStatus } from '../store/order-row.ts';
import { inLanguages } from '../texts.ts';

/** An order as a row of a file. */
export interface OrderLine {
  readonly id: number;
  readonly number: string;
  readonly status: string;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  readonly category: string;
  readonly clientName: string | null;
  readonly phone: string;
  readonly addressText: string | null;
  readonly problemText: string | null;
  /** Of its type, as they are shown; empty where it has none. */
  readonly typeFields: unknown;
  readonly fieldValues: unknown;
  readonly masterName: string | null;
  readonly dispatcherName: string | null;
  readonly labourMinor: number;
  readonly partsMinor: number;
  readonly totalMinor: number;
  readonly paidMinor: number;
  readonly shareMinor: number;
}

/** Who a client is and what somebody wrote, is whole for administrators only. */
const personal: Readonly<Record<string, ColumnAccess>> = { admin: 'show', dispatcher: 'mask' };
const written: Readonly<Record<string, ColumnAccess>> = { admin: 'show' };

/** Orders with their money, for a spreadsheet. */
export function ordersTable(style: ReportStyle): Table<OrderLine> {
  const { language, zone } = style;
  const own = (each: Column<OrderLine>, mask?: (value: string) => string): Column<OrderLine> => ({
    ...each,
    access: personal,
    ...(mask === undefined ? {} : { mask }),
  });
  return {
    name: 'repair_orders',
    title: inLanguages('export-orders'),
    columns: [
      text('order', (row) => row.number),
      text('status', (row) => statusLabel(toStatus(row.status), language)),
      column('created-at', { kind: 'datetime', zone, value: (row: OrderLine) => row.createdAt }),
      column('closed-at', { kind: 'datetime', zone, value: (row: OrderLine) => row.closedAt }),
      text('category', (row) => categoryWord(row.category, language)),
      own(text('client', (row) => row.clientName)),
      own(
        text('phone', (row) => phoneOf(row.phone).display),
        maskPhone,
      ),
      own(
        text('address', (row) => row.addressText),
        maskAddress,
      ),
      { ...text<OrderLine>('problem', (row) => row.problemText), access: written },
      { ...text<OrderLine>('own-fields', (row) => ownText(row, language)), access: written },
      text('master', (row) => row.masterName),
      text('dispatcher', (row) => row.dispatcherName),
      money('labour', style, (row) => row.labourMinor),
      money('parts', style, (row) => row.partsMinor),
      money('total', style, (row) => row.totalMinor),
      money('paid', style, (row) => row.paidMinor),
      money('master-share', style, (row) => row.shareMinor),
    ],
  };
}

function ownText({ typeFields, fieldValues: stored }: OrderLine, language: ReportStyle['language']): string | null {
  const own = shownValues(ownFields.parse(typeFields ?? []), fieldValues.parse(stored), language);
  return own.length === 0 ? null : own.map(({ label, value }) => `${label}: ${value}`).join('; ');
}

const pageSize = 500;

/** Orders that came in within the period, page by page: a year of them is never in memory. */
export async function* listOrdersForExport(sql: Sql, { from, to }: Period): AsyncGenerator<OrderLine> {
  let after = 0;
  for (;;) {
    const { rows } = await sql.query<OrderLine>(
      `select o.id, o.number, o.status, o.created_at as "createdAt", o.closed_at as "closedAt", o.category,
              client.name as "clientName", o.phone, address.text as "addressText", o.problem_text as "problemText",
              (select fields from repair.order_type where id = o.type_id) as "typeFields",
              o.field_values as "fieldValues",
              master.name as "masterName", concat_ws(' ', person.first_name, person.last_name) as "dispatcherName",
              sums.labour as "labourMinor", sums.parts as "partsMinor", o.total_minor as "totalMinor",
              paid.amount as "paidMinor", share.amount as "shareMinor"
       from repair.service_order as o
       join repair.client on client.id = o.client_id
       join repair.address on address.id = o.address_id
       left join repair.master on master.user_id = o.master_id
       left join repair.person on person.user_id = o.dispatcher_id
       cross join lateral (
         select coalesce(sum(round(quantity_milli * unit_price_minor / 1000.0)) filter (where kind = 'work'), 0)::bigint
                  as labour,
                coalesce(sum(round(quantity_milli * unit_price_minor / 1000.0)) filter (where kind = 'part'), 0)::bigint
                  as parts
         from repair.order_line where order_id = o.id and removed_at is null
       ) as sums
       cross join lateral (
         select coalesce(sum(case kind when 'refund' then -amount_minor else amount_minor end), 0)::bigint as amount
         from repair.payment where order_id = o.id and status = 'confirmed' and kind <> 'fee'
       ) as paid
       cross join lateral (
         select coalesce(sum(share_minor), 0)::bigint as amount from repair.settlement_line where order_id = o.id
       ) as share
       where o.id > $1 and o.created_at >= $2 and o.created_at < $3 and o.deleted_at is null
       order by o.id
       limit $4`,
      [after, from, to, pageSize],
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = last.id;
  }
}
