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
import type { Desk } from '../../desk.ts';
import type { CategoryId } from '../../domain/categories.ts';
import { changeFields, currentOf, orderChange, type ChangeField } from '../../domain/order-change.ts';
import { ownField, type OrderType, type OwnField } from '../../domain/order-type.ts';
import { maskPhone } from '../../domain/mask-phone.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { presenceOf } from '../../notify/presence.ts';
import { listOfferedCategories } from '../../store/category-store.ts';
import { listOrderTypes } from '../../store/order-type-store.ts';
import type { Order } from '../../store/order-row.ts';
import { findOrder } from '../../store/order-store.ts';
import { listPeople } from '../../store/person-store.ts';
import { listZones } from '../../store/zone-store.ts';
import { Html, texts } from '../../texts.ts';
import { editOrder } from '../../use-cases/edit-order.ts';
import { fieldExample } from '../own-fields.ts';
import { completeForm } from './complete-form.ts';
import { changeChoices, readField, showField, type FieldView } from './edit-fields.ts';
import { draftLifeMs } from '../draft-life.ts';

const draft = z.object({
  orderId: z.number(),
  number: z.string(),
  rev: z.number(),
  field: z.enum(changeFields),
  /** The field as it was when it was chosen, as JSON: who saves later is compared with it. */
  seen: z.string().optional(),
  /** Which of the order's own fields it is. */
  own: ownField.optional(),
  change: orderChange,
});
type Draft = z.infer<typeof draft>;

interface Env {
  readonly order: Order | undefined;
  readonly nowMs: number;
  readonly categories: readonly CategoryId[];
  readonly types: readonly OrderType[];
  readonly desk: FieldView['desk'];
  readonly zones: FieldView['zones'];
  /** Whoever may not read the client's phone may still correct it. */
  readonly seesPhone: boolean;
}

/** One field of an order: which, what it is to be, and both values before it is saved. */
export function editDialog(desk: Desk): Dialog {
  const viewOf = (env: Env, language: Language, data: Partial<Draft>): FieldView & Env => ({
    ...env,
    settings: desk.settings,
    language,
    own: data.own,
  });
  return defineDialog<Draft, Env>({
    name: 'order_edit',
    version: 1,
    expiresAfterMs: draftLifeMs,
    privateOnly: true,
    data: draft,
    load: (ctx, { data }) => loadEditView(desk, data.orderId, ctx.from?.id),
    steps: [
      {
        name: 'field',
        field: 'field',
        title: (language) => texts(language).plain('edit-field'),
        prompt: ({ language }) => texts(language).t('edit-field-prompt'),
        accepts: ['choice'],
        columns: 3,
        choices: ({ env, language }) => [
          ...changeFields
            .filter((field) => field !== 'own' && (field !== 'type' || env.types.length > 1))
            .map((field) => ({ key: field, label: fieldName(field, language) })),
          ...(env.order?.type?.fields ?? []).map(({ key, label }) => ({ key: `own-${key}`, label })),
        ],
        parse: (input, { env, language }) => {
          const key = input.kind === 'choice' ? input.key : '';
          const own = env.order?.type?.fields.find((each) => key === `own-${each.key}`);
          const field = own === undefined ? changeFields.find((each) => each === key) : 'own';
          if (field === undefined || env.order === undefined)
            return { ok: false, message: texts(language).t('edit-field-prompt') };
          const seen = JSON.stringify(currentOf(env.order, field, own));
          return { ok: true, value: field, also: { seen, own, change: undefined } };
        },
        show: (field, { data, language }) => escapeHtml(fieldName(field, language, data.own)),
      },
      {
        name: 'value',
        field: 'change',
        title: (language) => texts(language).plain('edit-value'),
        prompt: ({ data, env, language }) =>
          texts(language).t('edit-value-prompt', {
            field: data.field ?? 'notes',
            label: data.own?.label ?? '',
            now: new Html(beforeOf(data, viewOf(env, language, data))),
          }),
        example: ({ data, language }) =>
          data.own === undefined
            ? texts(language).plain('edit-example', { field: data.field ?? 'notes' })
            : fieldExample(data.own, language),
        accepts: ['text', 'choice', 'contact', 'location'],
        choices: ({ data, env, language }) =>
          data.field === undefined ? [] : changeChoices(data.field, viewOf(env, language, data)),
        parse: (input, { data, env, language }) => {
          const change =
            data.field === undefined ? undefined : readField(data.field, input, viewOf(env, language, data));
          if (change !== undefined) return { ok: true, value: change };
          return { ok: false, message: texts(language).t('edit-unclear') };
        },
        show: (change, { data, env, language }) => showField(change, viewOf(env, language, data)),
      },
    ],
    review: ({ data, env, language }) => ({
      title: texts(language).t('edit-review', { number: data.number ?? '' }),
      footer: texts(language).t('edit-before', { before: new Html(beforeOf(data, viewOf(env, language, data))) }),
      confirm: texts(language).plain('edit-save'),
    }),
    complete: (ctx, data, { language }) => complete(desk, ctx, data, language),
    texts: {
      title: (language) => texts(language).plain('edit-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}

/** What the questions about a field look at, for who reads them. */
export async function loadEditView(
  desk: Desk,
  orderId: number | undefined,
  readerId: number | undefined,
): Promise<Env> {
  const people = await listPeople(desk.db, desk.roles.desk());
  const order = orderId === undefined ? undefined : await findOrder(desk.db, orderId);
  return {
    order,
    seesPhone: readerId !== undefined && order !== undefined && desk.roles.seesPhone(readerId, order),
    nowMs: desk.clock.nowMs(),
    categories: await listOfferedCategories(desk.db),
    zones: (await listZones(desk.db)).map(({ name }) => name),
    types: await listTypesOf(desk, order),
    desk: people.map(({ userId, firstName, lastName }) => ({
      id: userId,
      name: [firstName, lastName].filter((part) => part !== undefined).join(' '),
    })),
  };
}

/** All that are on, and the one that it has. */
async function listTypesOf(desk: Desk, order: Order | undefined): Promise<readonly OrderType[]> {
  return (await listOrderTypes(desk.db)).filter(({ id, isActive }) => isActive || id === order?.type?.id);
}

/** The field as it was when it was chosen, Telegram HTML. */
function beforeOf(data: Partial<Draft>, view: FieldView & Pick<Env, 'seesPhone'>): string {
  const value: unknown = data.seen === undefined ? null : JSON.parse(data.seen);
  const before = orderChange.safeParse({ field: data.field, value });
  if (before.success && before.data.field === 'phone' && !view.seesPhone)
    return escapeHtml(maskPhone(before.data.value));
  return before.success ? showField(before.data, view) : '—';
}

async function complete(desk: Desk, ctx: DurableContext, data: Draft, language: Language): Promise<Completion> {
  const words = texts(language);
  const { change, number } = data;
  const seen: unknown = data.seen === undefined ? null : JSON.parse(data.seen);
  let came: Outcome | undefined;
  const completion = await completeForm(ctx, desk, data, language, async (tx, on) => {
    if (on.actor.id !== undefined) await presenceOf(desk).leave(tx, entityOf(data), on.actor.id);
    came = await editOrder(tx, { ...on, change, seen }, desk.orders);
    return came;
  });
  if (came?.kind !== 'already_applied_by_other') return completion;
  const by = { name: came.name, field: fieldName(change.field, language, data.own) };
  return { ok: true, card: { html: words.t('edit-by-other', { number, ...by }) } };
}

/** Shows the others for a minute and a half that somebody is at it. */
export async function showPresence(ctx: DurableContext, desk: Desk, orderId: number): Promise<void> {
  if (ctx.from === undefined) return;
  const of = entityOf({ orderId });
  const who = { userId: ctx.from.id, name: shortName(ctx.from) };
  const until = await presenceOf(desk).enter(await ctx.durable.tx(), of, who);
  await desk.cards.refresh(ctx, of);
  desk.cards.refreshAt(ctx.durable, of, new Date(until.getTime() + 1_000));
}

function entityOf({ orderId }: { readonly orderId: number }): { readonly entity: string; readonly entityId: string } {
  return { entity: 'order', entityId: String(orderId) };
}

function fieldName(field: ChangeField, language: Language, own?: OwnField): string {
  if (own !== undefined) return own.label;
  return texts(language).plain('edit-field-name', { field });
}
