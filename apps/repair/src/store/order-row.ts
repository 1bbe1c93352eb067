import { isCategoryId, type OrderCategory } from '../domain/categories.ts';
import { orderStatuses, type OrderStatus } from '../domain/machines/order-machine.ts';
import { fieldValues, type FieldValues, type OrderType } from '../domain/order-type.ts';
import type { WantedTime } from '../domain/wanted-time.ts';
import { toOrderType } from './order-type-store.ts';

/** An order as it is shown: with its client, phone, address and the people behind it. */
export interface Order {
  readonly id: number;
  readonly number: string;
  readonly status: OrderStatus;
  readonly kind: OrderKind;
  readonly previousNumber: string | undefined;
  readonly category: OrderCategory;
  /** Of what type it is; undefined where nobody could choose one: then it is like the default. */
  readonly type: OrderType | undefined;
  /** By the keys of fields, also of those that its type does not have. */
  readonly fieldValues: FieldValues;
  readonly problemText: string | undefined;
  /** Problem ids of the category, see `categories.ts`. */
  readonly problemTags: readonly string[];
  readonly attachmentCount: number;
  readonly clientId: number;
  readonly clientName: string | undefined;
  readonly phone: string;
  readonly addressText: string | undefined;
  /** The part of town. */
  readonly zone: string | undefined;
  readonly latitude: number | undefined;
  readonly longitude: number | undefined;
  readonly wanted: WantedTime;
  readonly priceEstimateMinor: number | undefined;
  readonly priceNote: string | undefined;
  readonly currency: string;
  readonly createdBy: number;
  readonly createdByName: string;
  /** The dispatcher whose order it is. */
  readonly dispatcherId: number;
  readonly dispatcherName: string;
  readonly priority: number;
  readonly notes: string | undefined;
  /** How to get in, part by part. */
  readonly access: Readonly<Record<AccessPart, string | undefined>>;
  /** Why the client is not served. */
  readonly blacklistReason: string | undefined;
  readonly isDeleted: boolean;
  readonly rev: number;
  readonly createdAt: Date;
}

/** What stands beside an address to find the door by. */
export const accessParts = ['flat', 'floor', 'entrance', 'intercom'] as const;

export type AccessPart = (typeof accessParts)[number];

const orderKinds = ['ordinary', 'repeat', 'warranty'] as const;

/** Whether the order goes back to an earlier one of the client. */
export type OrderKind = (typeof orderKinds)[number];

/** The columns of {@link OrderRow}, from `service_order`, `client`, `address` and `person`. */
export const orderColumns = `
  service_order.id, service_order.number, service_order.status, service_order.kind,
  (select previous.number from repair.service_order as previous where previous.id = service_order.previous_order_id)
    as previous_number,
  service_order.category, service_order.category_text, service_order.problem_text, service_order.problem_tags,
  (select count(*) from repair.order_attachment where order_id = service_order.id) as attachment_count,
  service_order.client_id, client.name as client_name, service_order.phone,
  address.text as address_text, address.zone as address_zone, address.latitude, address.longitude,
  service_order.wanted_kind, service_order.wanted_from, service_order.wanted_to,
  service_order.price_estimate_minor, service_order.price_note, service_order.currency,
  service_order.created_by, concat_ws(' ', person.first_name, person.last_name) as created_by_name,
  service_order.dispatcher_id, concat_ws(' ', dispatcher.first_name, dispatcher.last_name) as dispatcher_name,
  service_order.priority, service_order.notes, address.flat, address.floor, address.entrance, address.intercom,
  (select to_jsonb(order_type) from repair.order_type where order_type.id = service_order.type_id) as type,
  service_order.field_values,
  client.blacklist_reason, service_order.deleted_at, service_order.rev, service_order.created_at`;

export const orderTables = `
  repair.service_order
  join repair.client on client.id = service_order.client_id
  join repair.address on address.id = service_order.address_id
  join repair.person on person.user_id = service_order.created_by
  join repair.person as dispatcher on dispatcher.user_id = service_order.dispatcher_id`;

export interface OrderRow {
  id: number;
  number: string;
  status: string;
  kind: string;
  previous_number: string | null;
  category: string;
  category_text: string | null;
  problem_text: string | null;
  problem_tags: string[];
  attachment_count: number;
  client_id: number;
  client_name: string | null;
  phone: string;
  address_text: string | null;
  address_zone: string | null;
  latitude: number | null;
  longitude: number | null;
  wanted_kind: string;
  wanted_from: Date;
  wanted_to: Date | null;
  price_estimate_minor: number | null;
  price_note: string | null;
  currency: string;
  created_by: number;
  created_by_name: string;
  dispatcher_id: number;
  dispatcher_name: string;
  priority: number;
  notes: string | null;
  flat: string | null;
  floor: string | null;
  entrance: string | null;
  intercom: string | null;
  type: Parameters<typeof toOrderType>[0] | null;
  field_values: unknown;
  blacklist_reason: string | null;
  deleted_at: Date | null;
  rev: number;
  created_at: Date;
}

export function toOrder(row: OrderRow): Order {
  return {
    id: row.id,
    number: row.number,
    status: toStatus(row.status),
    kind: orderKinds.find((kind) => kind === row.kind) ?? 'ordinary',
    previousNumber: row.previous_number ?? undefined,
    category: toOrderCategory(row.category, row.category_text),
    type: row.type === null ? undefined : toOrderType(row.type),
    fieldValues: fieldValues.parse(row.field_values),
    problemText: row.problem_text ?? undefined,
    problemTags: row.problem_tags,
    attachmentCount: row.attachment_count,
    clientId: row.client_id,
    clientName: row.client_name ?? undefined,
    phone: row.phone,
    addressText: row.address_text ?? undefined,
    zone: row.address_zone ?? undefined,
    latitude: row.latitude ?? undefined,
    longitude: row.longitude ?? undefined,
    wanted: toWanted(row),
    priceEstimateMinor: row.price_estimate_minor ?? undefined,
    priceNote: row.price_note ?? undefined,
    currency: row.currency,
    createdBy: row.created_by,
    createdByName: row.created_by_name,
    dispatcherId: row.dispatcher_id,
    dispatcherName: row.dispatcher_name,
    priority: row.priority,
    notes: row.notes ?? undefined,
    access: {
      flat: row.flat ?? undefined,
      floor: row.floor ?? undefined,
      entrance: row.entrance ?? undefined,
      intercom: row.intercom ?? undefined,
    },
    blacklistReason: row.blacklist_reason ?? undefined,
    isDeleted: row.deleted_at !== null,
    rev: row.rev,
    createdAt: row.created_at,
  };
}

/** A category this build does not know (an older or newer one wrote it) is shown by its own words or its id. */
export function toOrderCategory(category: string, text: string | null): OrderCategory {
  return isCategoryId(category) ? { kind: 'known', id: category } : { kind: 'other', text: text ?? category };
}

export function toStatus(status: string): OrderStatus {
  const known = orderStatuses.find((one) => one === status);
  if (known === undefined) throw new Error(`The order status ${status} is unknown to this build.`);
  return known;
}

function toWanted(row: OrderRow): WantedTime {
  if (row.wanted_to !== null) return { kind: 'window', from: row.wanted_from, to: row.wanted_to };
  return { kind: row.wanted_kind === 'asap' ? 'asap' : 'at', from: row.wanted_from, to: undefined };
}
