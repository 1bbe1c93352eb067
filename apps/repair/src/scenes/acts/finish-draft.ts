import type { DialogStep, DialogView } from '@durabot/runtime';
import { z } from 'zod';
import { ownField, type OwnField } from '../../domain/order-type.ts';
import { totalsOf } from '../../domain/money/totals.ts';
import { ownSlots } from '../own-fields.ts';
import { photoSchema, placeFields } from './photo-step.ts';
import type { PriceItem } from '../../store/dispatch-store.ts';

const line = z.object({
  kind: z.enum(['work', 'part']),
  name: z.string(),
  priceMinor: z.number(),
  costMinor: z.number(),
});

export type FinishLine = z.infer<typeof line>;

export const payWays = ['cash', 'card', 'transfer', 'split', 'debt', 'together'] as const;
export const warrantyChoices = [30, 90, 180, 0] as const;

/** Lines of work and parts as they are gathered, for the report and for an estimate. */
export const linesDraft = z.object({
  orderId: z.number(),
  number: z.string(),
  rev: z.number(),
  category: z.string(),
  isFree: z.boolean(),
  /** What the client had paid before the report: ahead, or before the work was returned. */
  paidMinor: z.number().optional(),
  /** What was done and used, gathered answer by answer. */
  lines: z.array(line).optional(),
  /** Of which kind the next line is. */
  adding: z.enum(['work', 'part']).optional(),
  line: z.string(),
  more: z.enum(['add', 'done']),
});

export type LinesDraft = z.infer<typeof linesDraft>;

/** The answers of the report, as they are stored while it is filled in. */
export const finishDraft = linesDraft.extend({
  approvedMinor: z.number().nullable(),
  pay: z.enum(payWays).optional(),
  split: z.array(z.object({ way: z.enum(['cash', 'card', 'transfer']), amountMinor: z.number() })).optional(),
  debt: z.string().optional(),
  photos: z.array(photoSchema).optional(),
  ...placeFields,
  /** An order of the same visit that was paid already: one payment for both. */
  together: z.object({ number: z.string(), way: z.enum(['cash', 'card', 'transfer']) }).optional(),
  warranty: z.number(),
  mismatch: z.string().optional(),
  review: z.enum(['yes', 'no']),
  /** Fields of the order's own that are still empty and must not be. */
  ownFields: z.array(ownField).optional(),
  ...ownSlots,
  /** The checklist as it was when the report was begun: so many lines that nobody has looked at. */
  uncheckedLines: z.number().optional(),
  unchecked: z.literal('anyway').optional(),
});

export type FinishDraft = z.infer<typeof finishDraft>;

/** Own fields that the report asks for. */
export function fieldsOfReport({ ownFields }: Partial<FinishDraft>): readonly OwnField[] {
  return ownFields ?? [];
}

/** What the questions look at. */
export interface FinishEnv {
  readonly prices: readonly PriceItem[];
}

export type LinesView = DialogView<LinesDraft, FinishEnv>;
export type LinesStep<Field extends keyof LinesDraft> = DialogStep<LinesDraft, FinishEnv, Field>;
export type FinishStep<Field extends keyof FinishDraft> = DialogStep<FinishDraft, FinishEnv, Field>;

/** The lines as money, for totals. */
export function linesOf(data: Partial<LinesDraft> & { readonly warranty?: number | undefined }): {
  readonly kind: 'work' | 'part';
  readonly name: string;
  readonly quantityMilli: number;
  readonly unitPriceMinor: number;
  readonly costMinor: number;
  readonly providedBy: 'company';
  readonly warrantyDays?: number | undefined;
}[] {
  return (data.lines ?? []).map(({ kind, name, priceMinor, costMinor }) => ({
    kind,
    name,
    quantityMilli: 1000,
    unitPriceMinor: data.isFree === true ? 0 : priceMinor,
    costMinor,
    providedBy: 'company' as const,
    warrantyDays: data.warranty,
  }));
}

/** What is still to be paid of the lines. */
export function dueOf(data: Partial<FinishDraft>): number {
  return totalsOf(linesOf(data), []).totalMinor - (data.paidMinor ?? 0);
}
