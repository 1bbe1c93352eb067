import type { ActionButton } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import { escapeHtml, shorten, type Dialog, type Dialogs } from '@durabot/runtime';
import { Composer } from 'grammy';
import { z } from 'zod';
import { audit } from '../audit.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { mostFields, typeName, typePlaces, typeStarts, type OrderType } from '../domain/order-type.ts';
import { findOrderType, listOrderTypes, lockOrderType, saveOrderType } from '../store/order-type-store.ts';
import type { TypeForm } from '../scenes/type-form.ts';
import { categoryPage, defineCategories } from './categories.ts';
import { createMoneyPages, type MoneyPage } from './money-pages.ts';

const typeKinds = {
  list: 'type.list',
  show: 'type.show',
  fields: 'type.fields',
  set: 'type.set',
  drop: 'type.drop_field',
  form: 'type.form',
} as const;

/** What a press changes of a type; what is typed has a dialog. */
const change = z.union([
  z.object({ place: z.enum(typePlaces) }),
  z.object({ starts: z.enum(typeStarts) }),
  z.object({ isActive: z.boolean() }),
  z.object({ isDefault: z.literal(true) }),
]);

/** `/types`: of what types orders are, with their fields, places, beginnings and checklists; and what is repaired. */
export function orderTypes(desk: Desk, dialogs: Dialogs, dialog: Dialog): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  defineCategories(desk);
  const { turn, act, send } = createMoneyPages(desk, 'manage_roles');
  composer.chatType('private').command('types', (ctx) => send(ctx, (tx) => listPage(ctx, tx)));
  const nothing = z.unknown();
  turn(typeKinds.list, nothing, (ctx, tx) => listPage(ctx, tx));
  turn(typeKinds.show, nothing, (ctx, tx, { entityId }) => typePage(ctx, tx, Number(entityId)));
  turn(typeKinds.fields, nothing, (ctx, tx, { entityId }) => fieldsPage(ctx, tx, Number(entityId)));
  turn(
    typeKinds.set,
    change,
    async (ctx, tx, { entityId, params, by, at }) => {
      const type = await lockOrderType(tx, Number(entityId));
      if (type === undefined) return undefined;
      await save(tx, type, { ...type, ...params, ...('isDefault' in params ? { isActive: true } : {}) }, { by, at });
      return typePage(ctx, tx, type.id);
    },
    { kind: 'applied' },
  );
  turn(
    typeKinds.drop,
    z.object({ key: z.string() }),
    async (ctx, tx, { entityId, params, by, at }) => {
      const type = await lockOrderType(tx, Number(entityId));
      if (type === undefined) return undefined;
      await save(tx, type, { ...type, fields: type.fields.filter(({ key }) => key !== params.key) }, { by, at });
      return fieldsPage(ctx, tx, type.id);
    },
    { kind: 'applied' },
  );
  act(typeKinds.form, z.object({ form: z.enum(['add', 'rename', 'field', 'checklist']) }), async (ctx, press) => {
    const form: TypeForm = press.params.form;
    const type = form === 'add' ? undefined : await findOrderType(await ctx.durable.tx(), Number(press.entityId));
    if (form !== 'add' && type === undefined) return { kind: 'expired' };
    const values = { form, ...(type === undefined ? {} : { typeId: type.id }) };
    await dialogs.prefill(ctx, dialog, { values, guessed: [], note: type === undefined ? '' : nameOf(ctx, type) });
    return { kind: 'applied', toast: false };
  });
  return composer;
}

/** A rule that the table would refuse is no button: the default type is always on. */
async function save(
  tx: Tx,
  before: OrderType,
  type: OrderType,
  { by, at }: { readonly by: { readonly userId: number; readonly name: string }; readonly at: Date },
): Promise<void> {
  await saveOrderType(tx, type.isDefault ? { ...type, isActive: true } : type, { by: by.userId, at });
  await audit(tx, {
    at,
    by,
    action: 'order_type.changed',
    entity: { kind: 'order_type', id: type.id },
    before: seen(before),
    after: seen(type),
  });
}

/** What the audit keeps of a type: names and lines are words, and stay with the type. */
function seen({ place, starts, isActive, isDefault, fields }: OrderType) {
  return { place, starts, isActive, isDefault, fields: fields.length };
}

function nameOf({ language }: RepairContext, type: OrderType): string {
  return escapeHtml(typeName(type, language));
}

function button(kind: string, text: string, id: number | 'all', params: unknown = {}): ActionButton {
  return { kind, text, entity: 'order_type', entityId: String(id), params, scope: { roles: ['admin'] } };
}

async function listPage(ctx: RepairContext, tx: Tx): Promise<MoneyPage> {
  const { words, language } = ctx;
  const types = await listOrderTypes(tx);
  const lines = types.map((type) =>
    words.t('type-line', {
      name: typeName(type, language),
      state: stateOf(type),
      place: type.place,
      fields: type.fields.length,
      checks: type.checklist.length,
    }),
  );
  const rows = types.map((type) => [
    button(typeKinds.show, `${type.isActive ? '✅' : '▫️'} ${typeName(type, language)}`, type.id),
  ]);
  rows.push([button(typeKinds.form, words.plain('type-add'), 'all', { form: 'add' })]);
  rows.push([button(categoryPage, words.plain('types-categories'), 'all')]);
  return { html: [words.t('order-types-title'), '', ...lines].join('\n'), rows };
}

function stateOf({ isDefault, isActive, path }: OrderType): string {
  if (!isActive) return 'off';
  if (path === 'warranty') return 'warranty';
  return isDefault ? 'default' : 'on';
}

async function typePage(ctx: RepairContext, tx: Tx, id: number): Promise<MoneyPage | undefined> {
  const type = await findOrderType(tx, id);
  if (type === undefined) return undefined;
  const { words, language } = ctx;
  const { place, starts, fields, checklist, isActive, isDefault } = type;
  const html = [
    words.t('type-card', { name: typeName(type, language), state: stateOf(type), place, starts }),
    '',
    words.t('type-fields', { count: fields.length }),
    ...fieldLines(type, ctx),
    '',
    words.t('type-checks', { count: checklist.length }),
    ...checklist.map((line) => `• ${escapeHtml(line)}`),
  ];
  const other = place === 'workshop' ? 'at_client' : 'workshop';
  const start = starts === 'desk' ? 'offered' : 'desk';
  const rows: ActionButton[][] = [
    [
      button(typeKinds.form, words.plain('type-rename'), id, { form: 'rename' }),
      button(typeKinds.fields, words.plain('type-edit-fields', { count: fields.length }), id),
    ],
    [button(typeKinds.form, words.plain('type-edit-checks', { count: checklist.length }), id, { form: 'checklist' })],
    [button(typeKinds.set, words.plain('type-place', { place: other }), id, { place: other })],
    [button(typeKinds.set, words.plain('type-starts', { starts: start }), id, { starts: start })],
  ];
  if (!isDefault) {
    const toggle = button(typeKinds.set, words.plain('type-active', { isActive: isActive ? 'yes' : 'no' }), id, {
      isActive: !isActive,
    });
    const usual = button(typeKinds.set, words.plain('type-make-default'), id, { isDefault: true });
    rows.push(type.path === 'new' ? [usual, toggle] : [toggle]);
  }
  rows.push([button(typeKinds.list, words.plain('reports-back'), 'all')]);
  return { html: html.join('\n'), rows };
}

function fieldLines({ fields }: OrderType, { words }: RepairContext): string[] {
  return fields.map(({ label, kind, required, options = [] }) =>
    words.t('type-field-line', { label, kind, required, options: options.join(', ') }),
  );
}

/** Fields are taken away here; what was written into them stays with the orders. */
async function fieldsPage(ctx: RepairContext, tx: Tx, id: number): Promise<MoneyPage | undefined> {
  const type = await findOrderType(tx, id);
  if (type === undefined) return undefined;
  const { words } = ctx;
  const html = [words.t('type-fields-title', { name: typeName(type, ctx.language) }), '', ...fieldLines(type, ctx)];
  const rows = type.fields.map(({ key, label }) => [
    button(typeKinds.drop, shorten(words.plain('type-drop-field', { label }), 48), id, { key }),
  ]);
  if (type.fields.length < mostFields)
    rows.unshift([button(typeKinds.form, words.plain('type-add-field'), id, { form: 'field' })]);
  rows.push([button(typeKinds.show, words.plain('reports-back'), id)]);
  return { html: html.join('\n'), rows };
}
