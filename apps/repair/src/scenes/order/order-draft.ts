import type { DialogStep, DialogView } from '@durabot/runtime';
import { z } from 'zod';
import { categoryIds } from '../../domain/categories.ts';
import type { OwnField } from '../../domain/order-type.ts';
import { draftType, ownSlots } from '../own-fields.ts';
import type { WantedTime } from '../../domain/wanted-time.ts';
import type { OrderEnv } from './order-env.ts';

const attachment = z.object({
  kind: z.enum(['photo', 'voice', 'video', 'audio', 'document']),
  fileId: z.string(),
  fileUniqueId: z.string(),
  caption: z.string().optional(),
});

/** The answers of the order dialog, as they are stored while it is filled in: plain JSON, moments as ISO strings. */
export const orderDraft = z.object({
  category: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('known'), id: z.enum(categoryIds) }),
    z.object({ kind: z.literal('other'), text: z.string() }),
  ]),
  problem: z.object({ text: z.string().optional(), tags: z.array(z.string()) }),
  /** The words to a problem that was only spoken. */
  problemSaid: z.string().optional(),
  /** Files that came with the description or were attached on the way. */
  attachments: z.array(attachment).optional(),
  phone: z.object({ e164: z.string(), name: z.string().optional() }),
  /** Set when the phone belongs to a client with orders. */
  known: z.object({ clientId: z.number(), lastOrderId: z.number() }).optional(),
  relation: z.enum(['new', 'repeat', 'warranty']).optional(),
  /** The company has several types: which one is asked first. */
  asksType: z.literal(true).optional(),
  type: draftType.optional(),
  /** Of what type it is where nobody is asked. */
  usualType: draftType.optional(),
  /** What it is of when the relation is "under warranty". */
  warrantyType: draftType.optional(),
  ...ownSlots,
  /** The newest open order that looks like this one, and the step on which that is said: one warning, one decision. */
  similar: z
    .object({ orderId: z.number(), by: z.enum(['phone', 'address']), asked: z.enum(['client', 'duplicate']) })
    .optional(),
  /** Said on the step `duplicate`: this is another order all the same. */
  anyway: z.literal(true).optional(),
  /** Nobody asks for it where the order comes to the workshop. */
  address: z
    .object({
      text: z.string().optional(),
      latitude: z.number().optional(),
      longitude: z.number().optional(),
    })
    .optional(),
  wanted: z.object({ kind: z.enum(['asap', 'at', 'window']), from: z.iso.datetime(), to: z.iso.datetime().optional() }),
  price: z.object({ amountMinor: z.number().optional(), note: z.string().optional() }).optional(),
});

export type OrderDraft = z.infer<typeof orderDraft>;

/** A step of the order dialog that fills `Field`. */
export type OrderStep<Field extends keyof OrderDraft> = DialogStep<OrderDraft, OrderEnv, Field>;

export type OrderView = DialogView<OrderDraft, OrderEnv>;

/** The type that the order will have, as the dialog knew it when it was begun. */
export function typeOfDraft({ relation, type, usualType, warrantyType }: Partial<OrderDraft>): OrderDraft['type'] {
  return relation === 'warranty' && warrantyType !== undefined ? warrantyType : (type ?? usualType);
}

/** Its fields that are asked for as the order is taken. */
export function fieldsOfDraft(draft: Partial<OrderDraft>): readonly OwnField[] {
  return (typeOfDraft(draft)?.fields ?? []).filter(({ required }) => required === 'submit');
}

export function draftWanted(wanted: WantedTime): OrderDraft['wanted'] {
  const to = wanted.to === undefined ? {} : { to: wanted.to.toISOString() };
  return { kind: wanted.kind, from: wanted.from.toISOString(), ...to };
}

export function wantedOf(draft: OrderDraft['wanted']): WantedTime {
  const from = new Date(draft.from);
  if (draft.kind === 'window' && draft.to !== undefined) return { kind: 'window', from, to: new Date(draft.to) };
  return { kind: draft.kind === 'asap' ? 'asap' : 'at', from, to: undefined };
}
