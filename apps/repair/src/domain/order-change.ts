import { z } from 'zod';
import type { Order } from '../store/order-row.ts';
import { categoryIds } from './categories.ts';
import { fieldValue, typeKeys, type OwnField } from './order-type.ts';

/** What may be corrected of an order, one at a time, in the order in which it is offered. */
export const changeFields = [
  'category',
  'problem',
  'client',
  'phone',
  'address',
  'zone',
  'flat',
  'floor',
  'entrance',
  'intercom',
  'wanted',
  'priority',
  'price',
  'notes',
  'owner',
  'type',
  'own',
] as const;

export type ChangeField = (typeof changeFields)[number];

const accessPart = z.string().min(1).max(20).nullable();

/** A field and what it is to be; plain JSON, as a dialog keeps it. Null takes a value away. */
export const orderChange = z.discriminatedUnion('field', [
  z.object({
    field: z.literal('category'),
    value: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('known'), id: z.enum(categoryIds) }),
      z.object({ kind: z.literal('other'), text: z.string() }),
    ]),
  }),
  z.object({ field: z.literal('problem'), value: z.string() }),
  z.object({ field: z.literal('client'), value: z.string() }),
  z.object({ field: z.literal('phone'), value: z.string() }),
  z.object({
    field: z.literal('address'),
    value: z.object({
      text: z.string().optional(),
      latitude: z.number().optional(),
      longitude: z.number().optional(),
    }),
  }),
  z.object({ field: z.literal('zone'), value: z.string().min(1).max(100).nullable() }),
  z.object({ field: z.literal('flat'), value: accessPart }),
  z.object({ field: z.literal('floor'), value: accessPart }),
  z.object({ field: z.literal('entrance'), value: accessPart }),
  z.object({ field: z.literal('intercom'), value: accessPart }),
  z.object({
    field: z.literal('wanted'),
    value: z.object({
      kind: z.enum(['asap', 'at', 'window']),
      from: z.iso.datetime(),
      to: z.iso.datetime().optional(),
    }),
  }),
  z.object({ field: z.literal('priority'), value: z.number().int().min(0).max(3) }),
  z.object({
    field: z.literal('price'),
    value: z.object({ amountMinor: z.number().optional(), note: z.string().optional() }).nullable(),
  }),
  z.object({ field: z.literal('notes'), value: z.string().nullable() }),
  z.object({
    field: z.literal('type'),
    value: z.object({ id: z.number(), key: z.enum(typeKeys).optional(), name: z.string().optional() }),
  }),
  z.object({
    field: z.literal('own'),
    value: z.object({ key: z.string(), label: z.string(), value: fieldValue.nullable() }),
  }),
  z.object({ field: z.literal('owner'), value: z.object({ id: z.number(), name: z.string() }) }),
]);

export type OrderChange = z.infer<typeof orderChange>;

/**
 * A field as it is now, in the form of {@link OrderChange}; what two people saw is compared by it.
 *
 * @param own which of the order's own fields, where it is one of them
 */
export function currentOf(order: Order, field: ChangeField, own?: Pick<OwnField, 'key' | 'label'>): unknown {
  switch (field) {
    case 'category':
      return order.category;
    case 'problem':
      return order.problemText ?? null;
    case 'client':
      return order.clientName ?? null;
    case 'phone':
      return order.phone;
    case 'address':
      return { text: order.addressText, latitude: order.latitude, longitude: order.longitude };
    case 'zone':
      return order.zone ?? null;
    case 'flat':
    case 'floor':
    case 'entrance':
    case 'intercom':
      return order.access[field] ?? null;
    case 'wanted': {
      const { kind, from, to } = order.wanted;
      return { kind, from: from.toISOString(), to: to?.toISOString() };
    }
    case 'priority':
      return order.priority;
    case 'price':
      return order.priceEstimateMinor === undefined && order.priceNote === undefined
        ? null
        : { amountMinor: order.priceEstimateMinor, note: order.priceNote };
    case 'notes':
      return order.notes ?? null;
    case 'type':
      return order.type === undefined ? null : { id: order.type.id, key: order.type.key, name: order.type.name };
    case 'own':
      return own === undefined ? null : { key: own.key, label: own.label, value: order.fieldValues[own.key] ?? null };
    case 'owner':
      return { id: order.dispatcherId, name: order.dispatcherName };
  }
}

/** Whether two values are one, by what they are as JSON. */
export function sameValue(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  return JSON.stringify(Object.fromEntries(fields.toSorted(([a], [b]) => (a < b ? -1 : 1))));
}
