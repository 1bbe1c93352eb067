import type { Sql } from '@durabot/postgres';
import { typeName } from '../../domain/order-type.ts';
import { listTypesFor } from '../../store/order-type-store.ts';
import { texts } from '../../texts.ts';
import { clearedSlots, showDraftType, toDraftType } from '../own-fields.ts';
import type { OrderDraft, OrderStep } from './order-draft.ts';

/** Before everything else, where the company has several types: which one, the usual one first. */
export const typeStep: OrderStep<'type'> = {
  name: 'type',
  field: 'type',
  when: ({ asksType }) => asksType === true,
  title: (language) => texts(language).plain('step-type'),
  prompt: ({ language }) => texts(language).t('step-type-prompt'),
  help: ({ language }) => `${texts(language).t('step-type-prompt')}\n${texts(language).t('dialog-help')}`,
  accepts: ['choice'],
  columns: 1,
  // Without a value: with another type other fields are asked.
  choices: ({ env, language }) =>
    (env.types ?? []).map((type) => ({
      key: `t${type.id}`,
      label: type.isDefault
        ? texts(language).plain('step-type-usual', { name: typeName(type, language) })
        : typeName(type, language),
    })),
  parse: (input, { env, language }) => {
    const type = env.types?.find(({ id }) => input.kind === 'choice' && input.key === `t${id}`);
    if (type === undefined) return { ok: false, message: texts(language).t('step-type-prompt') };
    return { ok: true, value: toDraftType(type), also: clearedSlots };
  },
  show: (type, { language }) => (type === undefined ? '—' : showDraftType(type, language)),
};

/** What a new order knows of types from its beginning; the only type is nobody's question. */
export async function typesAtStart(sql: Sql): Promise<Partial<OrderDraft>> {
  const [usual, ...others] = await listTypesFor(sql, 'new');
  const [warranty] = await listTypesFor(sql, 'warranty');
  return {
    ...(warranty === undefined ? {} : { warrantyType: toDraftType(warranty) }),
    ...(others.length > 0 ? { asksType: true } : usual === undefined ? {} : { usualType: toDraftType(usual) }),
  };
}

/** A text says nothing of types: it is of the usual one until somebody changes it on the card. */
export async function usualType(sql: Sql): Promise<Partial<OrderDraft>> {
  const [usual] = await listTypesFor(sql, 'new');
  return usual === undefined ? {} : { type: toDraftType(usual) };
}
