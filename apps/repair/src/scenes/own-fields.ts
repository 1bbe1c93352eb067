import { escapeHtml, type Choice, type DialogStep } from '@durabot/runtime';
import { z } from 'zod';
import {
  fieldValue,
  ownField,
  readFieldValue,
  showFieldValue,
  typeKeys,
  typeName,
  typePlaces,
  type FieldValues,
  type OrderType,
  type OwnField,
} from '../domain/order-type.ts';
import { texts } from '../texts.ts';

/** A type as a dialog keeps it: as it was when the dialog was begun, whatever an admin changes meanwhile. */
export const draftType = z.object({
  id: z.number(),
  key: z.enum(typeKeys).optional(),
  name: z.string().optional(),
  place: z.enum(typePlaces),
  fields: z.array(ownField),
});

export type DraftType = z.infer<typeof draftType>;

export function toDraftType({ id, key, name, place, fields }: OrderType): DraftType {
  return {
    id,
    ...(key === undefined ? {} : { key }),
    ...(name === undefined ? {} : { name }),
    place,
    fields: fields.map((field) => ({ ...field })),
  };
}

export function showDraftType({ key, name }: DraftType, language: Parameters<typeof typeName>[1]): string {
  return escapeHtml(typeName({ key, name }, language));
}

/** With the key of its field: an answer is never taken for another field's. */
const slot = z.object({ key: z.string(), value: fieldValue }).optional();

/** A dialog's steps are known before its answers are, so it has a step for each field that there may be. */
const slotNames = ['own1', 'own2', 'own3', 'own4', 'own5', 'own6', 'own7', 'own8'] as const;

/** Where answers to own fields are kept; to be spread into a draft's shape. */
export const ownSlots = {
  own1: slot,
  own2: slot,
  own3: slot,
  own4: slot,
  own5: slot,
  own6: slot,
  own7: slot,
  own8: slot,
} as const;

type Slot = (typeof slotNames)[number];
export type SlotDraft = { [Name in Slot]?: z.infer<typeof slot> };
type SlotStep = DialogStep<SlotDraft, unknown, Slot>;

/** When other fields are asked, the answers to the former ones have no place. */
export const clearedSlots: { readonly [Name in Slot]: undefined } = {
  own1: undefined,
  own2: undefined,
  own3: undefined,
  own4: undefined,
  own5: undefined,
  own6: undefined,
  own7: undefined,
  own8: undefined,
};

/** The answers by key, of the fields that were asked. */
export function ownValuesOf(draft: SlotDraft, fields: readonly OwnField[]): FieldValues {
  const values: Record<string, FieldValues[string]> = {};
  for (const name of slotNames) {
    const answer = draft[name];
    if (answer !== undefined && fields.some(({ key }) => key === answer.key)) values[answer.key] = answer.value;
  }
  return values;
}

/** The step that asks for a field, for who has to go back to it. */
export function stepOfField(fields: readonly OwnField[], key: string): Slot | undefined {
  return slotNames[fields.findIndex((field) => field.key === key)];
}

/** One question for each field that `fieldsOf` finds in the answers. */
export function ownFieldSteps(fieldsOf: (draft: object) => readonly OwnField[]): SlotStep[] {
  return slotNames.map((name, index): SlotStep => {
    const fieldIn = (draft: object): OwnField | undefined => fieldsOf(draft)[index];
    return {
      name,
      field: name,
      // Where there are none, the docs say what the step is for.
      title: (language, draft = {}) => fieldIn(draft)?.label ?? texts(language).plain('own-field'),
      when: (draft) => fieldIn(draft) !== undefined,
      prompt: ({ data, language }) => {
        const field = fieldIn(data);
        return field === undefined ? '' : fieldPrompt(field, language);
      },
      example: ({ data, language }) => fieldExample(fieldIn(data), language),
      accepts: ['text', 'choice'],
      choices: ({ data, language }) =>
        fieldChoices(fieldIn(data), language).map(({ key, label, value }) => {
          const field = fieldIn(data)?.key ?? '';
          return value === undefined ? { key, label } : { key, label, value: { key: field, value } };
        }),
      parse: (input, { data, language }) => {
        const field = fieldIn(data);
        const value = field === undefined || input.kind !== 'text' ? undefined : readFieldValue(field, input.text);
        if (field === undefined || value === undefined)
          return { ok: false, message: texts(language).t('own-field-unclear', { kind: field?.kind ?? 'text' }) };
        return { ok: true, value: { key: field.key, value } };
      },
      show: (answer, { language }) => (answer === undefined ? '' : escapeHtml(showFieldValue(answer.value, language))),
    };
  });
}

/** Telegram HTML. */
export function fieldPrompt({ label, kind }: OwnField, language: Parameters<typeof typeName>[1]): string {
  return texts(language).t('own-field-prompt', { label, kind });
}

export function fieldExample(field: OwnField | undefined, language: Parameters<typeof typeName>[1]): string {
  const [option] = field?.options ?? [];
  return field?.kind === 'choice' && option !== undefined
    ? option
    : texts(language).plain('own-field-example', { kind: field?.kind ?? 'text' });
}

/** What can be pressed instead of typed. */
export function fieldChoices(
  field: OwnField | undefined,
  language: Parameters<typeof typeName>[1],
): Choice<FieldValues[string]>[] {
  if (field?.kind === 'yes_no')
    return [true, false].map((value) => ({
      key: value ? 'yes' : 'no',
      label: showFieldValue(value, language),
      value,
    }));
  if (field?.kind !== 'choice') return [];
  return (field.options ?? []).map((option, index) => ({ key: `o${index}`, label: option, value: option }));
}
