import type { Language } from '@durabot/runtime';
import { z } from 'zod';
import { texts } from '../texts.ts';
import { normaliseText } from './normalise-text.ts';

export const fieldKinds = ['text', 'number', 'choice', 'yes_no'] as const;
/** When a field has to be filled in: as the order is taken, before the work is handed in, or not at all. */
export const fieldStages = ['submit', 'finish', 'never'] as const;
export const typeKeys = ['on_site', 'workshop', 'warranty'] as const;
export const typePaths = ['new', 'warranty'] as const;
export const typePlaces = ['at_client', 'workshop'] as const;
export const typeStarts = ['offered', 'desk'] as const;

/** So many fields has a type at most: a longer form nobody fills in on the phone. */
export const mostFields = 8;
export const mostOptions = 8;
export const mostChecks = 20;
export const longestLabel = 40;
export const longestCheck = 100;
export const longestTypeName = 60;
const longestValue = 200;

/** A field that orders of one type have, beside what all orders have. */
export const ownField = z.object({
  /** Never given twice, so that a value is never read as another field's. */
  key: z.string().regex(/^[A-Za-z0-9]{1,16}$/),
  label: z.string().min(1).max(longestLabel),
  kind: z.enum(fieldKinds),
  required: z.enum(fieldStages),
  /** What can be chosen. */
  options: z.array(z.string().min(1).max(longestLabel)).max(mostOptions).optional(),
});

export type OwnField = z.infer<typeof ownField>;

export const ownFields = z.array(ownField).max(mostFields);
export const checklistLines = z.array(z.string().min(1).max(longestCheck)).max(mostChecks);

/** A choice is kept in its words: what was chosen stays readable when it is offered no more. */
export const fieldValue = z.union([z.string(), z.number(), z.boolean()]);
export const fieldValues = z.record(z.string(), fieldValue);

export type FieldValue = z.infer<typeof fieldValue>;
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** By what a type is named: a word of the program, or what an admin has typed. */
export interface TypeName {
  readonly key: (typeof typeKeys)[number] | undefined;
  readonly name: string | undefined;
}

/** What orders of one type have in common. */
export interface OrderType extends TypeName {
  readonly id: number;
  readonly path: (typeof typePaths)[number];
  readonly place: (typeof typePlaces)[number];
  readonly starts: (typeof typeStarts)[number];
  readonly fields: readonly OwnField[];
  readonly checklist: readonly string[];
  /** Taken where nothing was chosen. */
  readonly isDefault: boolean;
  readonly isActive: boolean;
}

/** The name of a type, plain text. */
export function typeName({ key, name }: TypeName, language: Language): string {
  return name ?? texts(language).plain('order-type-name', { key: key ?? 'other' });
}

/** Fields that have to be filled in at a stage and are not. */
export function missingFields(
  fields: readonly OwnField[],
  values: FieldValues,
  stage: OwnField['required'],
): OwnField[] {
  return fields.filter(({ key, required }) => required === stage && values[key] === undefined);
}

/** A value out of what was typed; undefined when the field cannot be that. */
export function readFieldValue({ kind, options = [] }: OwnField, typed: string): FieldValue | undefined {
  const text = normaliseText(typed).replaceAll('\n', ' ');
  switch (kind) {
    case 'text':
      return text === '' || text.length > longestValue ? undefined : text;
    case 'number':
      return readNumber(text);
    case 'choice':
      return options.find((option) => option.toLowerCase() === text.toLowerCase());
    case 'yes_no':
      if (/^(?:да|так|yes|y|\+)$/iu.test(text)) return true;
      return /^(?:нет|ні|no|n|-)$/iu.test(text) ? false : undefined;
  }
}

function readNumber(text: string): number | undefined {
  if (!/^-?\d[\d\s]{0,14}(?:[.,]\d{1,4})?$/u.test(text)) return undefined;
  const value = Number(text.replaceAll(/\s/gu, '').replace(',', '.'));
  return Number.isFinite(value) ? value : undefined;
}

/** A value as people read it, plain text. */
export function showFieldValue(value: FieldValue, language: Language): string {
  if (typeof value === 'boolean') return texts(language).plain('own-yes-no', { answer: value ? 'yes' : 'no' });
  return typeof value === 'number' ? value.toLocaleString(language, { maximumFractionDigits: 4 }) : value;
}

/** Every field of the type that has a value, with what it is; of other types' fields nothing is said. */
export function shownValues(
  fields: readonly OwnField[],
  values: FieldValues,
  language: Language,
): { readonly label: string; readonly value: string }[] {
  return fields.flatMap(({ key, label }) => {
    const value = values[key];
    return value === undefined ? [] : [{ label, value: showFieldValue(value, language) }];
  });
}

/** What a line of a checklist has come to. */
export const checkStates = ['open', 'done', 'failed'] as const;

export const check = z.object({ text: z.string(), state: z.enum(checkStates) });
export const checks = z.array(check);

export type Check = z.infer<typeof check>;

/** The next one when its button is pressed. */
export function nextState(state: Check['state']): Check['state'] {
  return checkStates[(checkStates.indexOf(state) + 1) % checkStates.length] ?? 'open';
}

/** How far a checklist is. */
export function countChecks(list: readonly Check[]): {
  readonly done: number;
  readonly failed: number;
  readonly open: number;
} {
  const of = (state: Check['state']): number => list.filter((one) => one.state === state).length;
  return { done: of('done'), failed: of('failed'), open: of('open') };
}
