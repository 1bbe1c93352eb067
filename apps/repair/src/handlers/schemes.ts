import type { ActionButton } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import type { Dialog, Dialogs } from '@durabot/runtime';
import { Composer } from 'grammy';
import { z } from 'zod';
import type { Desk, RepairContext } from '../desk.ts';
import { alwaysHalf, halfAndThreeFifths, halfAndTwoFifths } from '../domain/money/share-scheme.ts';
import { schemeExample, schemeText } from '../reports/scheme-text.ts';
import { schemeValues } from '../scenes/money/scheme-form.ts';
import { listMasters } from '../store/master-store.ts';
import { auditMoney } from '../store/money-audit.ts';
import { findScheme, giveScheme, listSchemes, putScheme } from '../store/scheme-store.ts';
import type { Texts } from '../texts.ts';
import { createMoneyPages, type MoneyPage } from './money-pages.ts';

const kinds = {
  menu: 'schemes.menu',
  show: 'scheme.show',
  ready: 'scheme.ready',
  form: 'scheme.form',
  choose: 'scheme.choose_master',
  give: 'scheme.give',
} as const;

/** What holds by category for whoever has no scheme of their own; each can be taken as one, too. */
const ready = { two_fifths: halfAndTwoFifths, half: alwaysHalf, three_fifths: halfAndThreeFifths } as const;
const readyNames = ['two_fifths', 'half', 'three_fifths'] as const;

/** `/schemes`: how masters' shares are computed, and who has which. */
export function schemes(desk: Desk, dialogs: Dialogs, schemeDialog: Dialog): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  const { turn, act, send } = createMoneyPages(desk);
  composer.chatType('private').command('schemes', (ctx) => send(ctx, (tx) => menu(ctx, desk, tx)));
  turn(kinds.menu, z.unknown(), (ctx, tx) => menu(ctx, desk, tx));
  turn(kinds.show, z.unknown(), (ctx, tx, { entityId }) => show(ctx, desk, tx, Number(entityId)));
  turn(kinds.choose, z.unknown(), (ctx, tx, { entityId }) => choose(ctx, tx, entityId));
  turn(
    kinds.ready,
    z.object({ ready: z.enum(readyNames) }),
    async (ctx, tx, { params, by, at }) => {
      const name = ctx.words.plain('scheme-ready', { ready: params.ready });
      const scheme = ready[params.ready];
      const id = await putScheme(tx, { id: undefined, name, scheme, at });
      if (id === undefined) return menu(ctx, desk, tx);
      await auditMoney(tx, {
        action: 'scheme.added',
        entity: { kind: 'scheme', id: String(id) },
        after: { name, rules: scheme },
        by,
        at,
      });
      return show(ctx, desk, tx, id);
    },
    { kind: 'applied' },
  );
  turn(
    kinds.give,
    z.object({ masterId: z.number(), isTheirs: z.boolean() }),
    async (ctx, tx, { entityId, params: { masterId, isTheirs }, by, at }) => {
      const schemeId = isTheirs ? undefined : Number(entityId);
      await giveScheme(tx, masterId, schemeId);
      const entity = { kind: 'master', id: String(masterId) } as const;
      await auditMoney(tx, { action: 'master.scheme_given', entity, after: { schemeId: schemeId ?? null }, by, at });
      return choose(ctx, tx, entityId);
    },
    { kind: 'applied' },
  );
  act(kinds.form, z.object({ id: z.number().optional() }), async (ctx, { params: { id } }) => {
    const found = id === undefined ? undefined : await findScheme(await ctx.durable.tx(), id);
    if (found === undefined) await dialogs.enter(ctx, schemeDialog);
    else await dialogs.prefill(ctx, schemeDialog, { values: schemeValues(found), guessed: [], note: '' });
    return { kind: 'applied', toast: false };
  });
  return composer;
}

function button(kind: string, text: string, entityId: string, params: unknown): ActionButton {
  return { kind, text, entity: 'scheme', entityId, params, scope: { roles: ['admin'] } };
}

async function menu({ words, language }: RepairContext, desk: Desk, tx: Tx): Promise<MoneyPage> {
  const { currency } = desk.settings;
  const all = await listSchemes(tx);
  const usual = readyNames.map((name) =>
    words.t('scheme-usual-line', {
      name: words.plain('scheme-ready', { ready: name }),
      text: schemeText(ready[name], currency, language),
      where: words.plain('scheme-ready-where', { ready: name }),
    }),
  );
  const own = all.map(({ name, scheme, masters }) =>
    words.t('scheme-line', {
      name,
      text: schemeText(scheme, currency, language),
      masters: namesOf(masters, words),
    }),
  );
  const html = [
    words.t('schemes-usual'),
    ...usual,
    '',
    words.t('schemes-own'),
    ...(own.length === 0 ? [words.t('schemes-none')] : own),
  ];
  const rows = all.map(({ id, name }) => [button(kinds.show, name, String(id), {})]);
  const names = new Set(all.map(({ name }) => name));
  for (const each of readyNames) {
    const name = words.plain('scheme-ready', { ready: each });
    if (!names.has(name)) rows.push([button(kinds.ready, words.plain('scheme-take', { name }), each, { ready: each })]);
  }
  rows.push([button(kinds.form, words.plain('scheme-add'), 'new', {})]);
  return { html: html.join('\n').slice(0, 4_000), rows };
}

async function show(ctx: RepairContext, desk: Desk, tx: Tx, id: number): Promise<MoneyPage> {
  const { words, language } = ctx;
  const { currency } = desk.settings;
  const found = await findScheme(tx, id);
  if (found === undefined) return menu(ctx, desk, tx);
  const html = words.t('scheme-card', {
    name: found.name,
    text: schemeText(found.scheme, currency, language),
    example: schemeExample(found.scheme, currency, language),
    masters: namesOf(found.masters, words),
  });
  const rows = [
    [
      button(kinds.choose, words.plain('scheme-give'), String(id), {}),
      button(kinds.form, words.plain('price-change'), String(id), { id }),
    ],
    [button(kinds.menu, words.plain('reports-back'), 'menu', {})],
  ];
  return { html, rows };
}

async function choose({ words }: RepairContext, tx: Tx, entityId: string): Promise<MoneyPage> {
  const found = await findScheme(tx, Number(entityId));
  const masters = await listMasters(tx);
  const rows = masters.map(({ userId, name }) => {
    const isTheirs = found?.masters.some((master) => master.userId === userId) === true;
    return [button(kinds.give, `${isTheirs ? '✅ ' : ''}${name}`, entityId, { masterId: userId, isTheirs })];
  });
  rows.push([button(kinds.show, words.plain('reports-back'), entityId, {})]);
  return { html: words.t('scheme-choose', { name: found?.name ?? '' }), rows };
}

function namesOf(masters: readonly { readonly name: string }[], words: Texts): string {
  return masters.length === 0 ? words.plain('scheme-nobody') : masters.map(({ name }) => name).join(', ');
}
