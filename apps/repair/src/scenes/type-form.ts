import { shortName } from '@durabot/kit';
import {
  defineDialog,
  escapeHtml,
  type Completion,
  type Dialog,
  type DurableContext,
  type Language,
} from '@durabot/runtime';
import { z } from 'zod';
import { audit } from '../audit.ts';
import type { Desk } from '../desk.ts';
import { normaliseText } from '../domain/normalise-text.ts';
import {
  checklistLines,
  fieldKinds,
  fieldStages,
  longestCheck,
  longestLabel,
  longestTypeName,
  mostChecks,
  mostFields,
  mostOptions,
  typeName,
  type OrderType,
  type OwnField,
} from '../domain/order-type.ts';
import {
  findOrderType,
  insertOrderType,
  lockOrderType,
  listOrderTypes,
  saveOrderType,
} from '../store/order-type-store.ts';
import { texts } from '../texts.ts';
import { draftLifeMs } from './draft-life.ts';

const forms = ['add', 'rename', 'field', 'checklist'] as const;

/** What is typed about a type. */
export type TypeForm = (typeof forms)[number];

const draft = z.object({
  form: z.enum(forms),
  /** A new type has none yet. */
  typeId: z.number().optional(),
  name: z.string().optional(),
  label: z.string().optional(),
  kind: z.enum(fieldKinds).optional(),
  options: z.array(z.string()).optional(),
  required: z.enum(fieldStages).optional(),
  lines: checklistLines.optional(),
});
type Draft = z.infer<typeof draft>;

/** A type's name, a new field, or the lines of its checklist: what an admin types; the rest is buttons of `/types`. */
export function typeDialog(desk: Desk): Dialog {
  return defineDialog<Draft>({
    name: 'order_type',
    version: 1,
    expiresAfterMs: draftLifeMs,
    privateOnly: true,
    data: draft,
    steps: [
      {
        name: 'name',
        field: 'name',
        when: ({ form }) => form === 'add' || form === 'rename',
        title: (language) => texts(language).plain('type-name'),
        prompt: ({ language }) => texts(language).t('type-name-prompt'),
        example: ({ language }) => texts(language).plain('type-name-example'),
        accepts: ['text'],
        parse: (input, { language }) => {
          const name = lineIn(input.kind === 'text' ? input.text : '', longestTypeName);
          return name === undefined ? refused(language, longestTypeName) : { ok: true, value: name };
        },
        show: (name) => escapeHtml(name ?? ''),
      },
      {
        name: 'label',
        field: 'label',
        when: ({ form }) => form === 'field',
        title: (language) => texts(language).plain('type-field-label'),
        prompt: ({ language }) => texts(language).t('type-field-label-prompt'),
        example: ({ language }) => texts(language).plain('type-field-label-example'),
        accepts: ['text'],
        parse: (input, { language }) => {
          const label = lineIn(input.kind === 'text' ? input.text : '', longestLabel);
          return label === undefined ? refused(language, longestLabel) : { ok: true, value: label };
        },
        show: (label) => escapeHtml(label ?? ''),
      },
      {
        name: 'kind',
        field: 'kind',
        when: ({ form }) => form === 'field',
        title: (language) => texts(language).plain('type-field-kind'),
        prompt: ({ language }) => texts(language).t('type-field-kind-prompt'),
        accepts: ['choice'],
        choices: ({ language }) =>
          fieldKinds.map((kind) => ({
            key: kind,
            label: texts(language).plain('own-field-kind', { kind }),
            value: kind,
          })),
        parse: (_, { language }) => ({ ok: false, message: texts(language).t('type-field-kind-prompt') }),
        show: (kind, { language }) => texts(language).t('own-field-kind', { kind: kind ?? 'text' }),
      },
      {
        name: 'options',
        field: 'options',
        when: ({ form, kind }) => form === 'field' && kind === 'choice',
        partOf: 'kind',
        title: (language) => texts(language).plain('type-field-options'),
        prompt: ({ language }) => texts(language).t('type-field-options-prompt', { max: mostOptions }),
        example: ({ language }) => texts(language).plain('type-field-options-example'),
        accepts: ['text'],
        parse: (input, { language }) => {
          const options = linesIn(input.kind === 'text' ? input.text : '', /[\n,;]/u);
          if (options.length < 2 || options.length > mostOptions || options.some(({ length }) => length > longestLabel))
            return { ok: false, message: texts(language).t('type-field-options-prompt', { max: mostOptions }) };
          return { ok: true, value: options };
        },
        show: (options = []) => escapeHtml(options.join(', ')),
      },
      {
        name: 'required',
        field: 'required',
        when: ({ form }) => form === 'field',
        title: (language) => texts(language).plain('type-field-required'),
        prompt: ({ language }) => texts(language).t('type-field-required-prompt'),
        accepts: ['choice'],
        columns: 1,
        choices: ({ language }) =>
          fieldStages.map((stage) => ({
            key: stage,
            label: texts(language).plain('own-field-stage', { stage }),
            value: stage,
          })),
        parse: (_, { language }) => ({ ok: false, message: texts(language).t('type-field-required-prompt') }),
        show: (stage, { language }) => texts(language).t('own-field-stage', { stage: stage ?? 'never' }),
      },
      {
        name: 'lines',
        field: 'lines',
        when: ({ form }) => form === 'checklist',
        title: (language) => texts(language).plain('type-checklist'),
        prompt: ({ language }) => texts(language).t('type-checklist-prompt', { max: mostChecks }),
        example: ({ language }) => texts(language).plain('type-checklist-example'),
        accepts: ['text', 'choice'],
        choices: ({ language }) => [{ key: 'none', label: texts(language).plain('type-checklist-none'), value: [] }],
        parse: (input, { language }) => {
          const lines = linesIn(input.kind === 'text' ? input.text : '', /\n/u);
          if (lines.length === 0 || lines.length > mostChecks || lines.some(({ length }) => length > longestCheck))
            return {
              ok: false,
              message: texts(language).t('type-checklist-unclear', { max: mostChecks, longest: longestCheck }),
            };
          return { ok: true, value: lines };
        },
        show: (lines = [], { language }) =>
          lines.length === 0
            ? texts(language).t('type-checklist-none')
            : lines.map((line) => `\n• ${escapeHtml(line)}`).join(''),
      },
    ],
    review: ({ data, language }) => ({
      title: texts(language).t('type-form-review', { form: data.form ?? 'add' }),
      confirm: texts(language).plain('form-confirm'),
    }),
    complete: (ctx, data, { language }) => complete(desk, ctx, data, language),
    texts: {
      title: (language) => texts(language).plain('type-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}

async function complete(desk: Desk, ctx: DurableContext, data: Draft, language: Language): Promise<Completion> {
  const words = texts(language);
  if (ctx.from === undefined || !desk.roles.may(ctx.from.id, 'manage_roles'))
    return { ok: false, message: words.t('not-allowed-now') };
  const tx = await ctx.durable.tx();
  const by = { userId: ctx.from.id, name: shortName(ctx.from) };
  const at = new Date(desk.clock.nowMs());
  const all = await listOrderTypes(tx);
  const id = data.form === 'add' ? await insertOrderType(tx, data.name ?? '', { by: by.userId, at }) : data.typeId;
  const type = id === undefined ? undefined : await lockOrderType(tx, id);
  if (type === undefined) return { ok: true, card: { html: words.t('type-gone') } };
  const changed = data.form === 'add' ? type : withAnswers(type, data, () => keyOf(desk, all, data));
  if (changed.fields.length > mostFields)
    return { ok: true, card: { html: words.t('type-too-many-fields', { max: mostFields }) } };
  await saveOrderType(tx, changed, { by: by.userId, at });
  const action = data.form === 'add' ? 'order_type.added' : 'order_type.changed';
  await audit(tx, { at, by, action, entity: { kind: 'order_type', id: type.id }, after: { form: data.form } });
  const back = {
    kind: 'type.show',
    text: words.plain('type-open'),
    entity: 'order_type',
    entityId: String(type.id),
    params: {},
    scope: { roles: ['admin'] },
  };
  const now = await findOrderType(tx, type.id);
  return {
    ok: true,
    card: {
      html: words.t('type-done', { name: typeName(now ?? changed, language) }),
      buttons: await desk.actions.keyboard(tx, [[back]]),
    },
  };
}

function withAnswers(type: OrderType, data: Draft, newKey: () => string): OrderType {
  const { form, name, label, kind, required, options, lines } = data;
  switch (form) {
    case 'add':
    case 'rename':
      return { ...type, name };
    case 'checklist':
      return { ...type, checklist: lines ?? [] };
    case 'field': {
      if (label === undefined || kind === undefined || required === undefined) return type;
      const field: OwnField = { key: newKey(), label, kind, required, ...(kind === 'choice' ? { options } : {}) };
      return { ...type, fields: [...type.fields.filter(({ key }) => key !== field.key), field] };
    }
  }
}

/** The same question of another type is the same field: its value goes along when an order's type is changed. */
function keyOf(desk: Desk, all: readonly OrderType[], { label, kind }: Draft): string {
  const known = all
    .flatMap(({ fields }) => fields)
    .find((field) => field.kind === kind && field.label.toLowerCase() === label?.toLowerCase());
  return known?.key ?? desk.ids.short();
}

function lineIn(typed: string, longest: number): string | undefined {
  const text = normaliseText(typed).replaceAll('\n', ' ');
  return text.length < 2 || text.length > longest ? undefined : text;
}

/** Each once, in their order. */
function linesIn(typed: string, between: RegExp): string[] {
  return [...new Set(typed.split(between).map((line) => normaliseText(line).replace(/^[•\-–—]\s*/u, '')))].filter(
    (line) => line !== '',
  );
}

function refused(language: Language, max: number): { ok: false; message: string } {
  return { ok: false, message: texts(language).t('type-name-bad', { max }) };
}
