import type { ActionButton } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import type { Dialog, Dialogs } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk, RepairContext } from '../desk.ts';
import { zoneSchema, type Zone } from '../domain/zones.ts';
import { listZones } from '../store/zone-store.ts';
import type { Texts } from '../texts.ts';
import { putZone, removeZone } from '../use-cases/zones.ts';
import type { MoneyPage, MoneyPages } from './money-pages.ts';

const kinds = { list: 'zones.list', form: 'zone.form', remove: 'zone.remove', put: 'zone.put' } as const;

/** What stands in a message of 4096 signs. */
const shownWords = 12;

/** The page of parts of town in `/settings`: what is there, with words to change and a way to take one off. */
export function defineZonePages(
  { turn, act }: Pick<MoneyPages, 'turn' | 'act'>,
  desk: Desk,
  dialogs: Dialogs,
  dialog: Dialog,
  back: (words: Texts) => ActionButton,
): void {
  const list = (ctx: RepairContext, tx: Tx, undo?: Zone): Promise<MoneyPage> => listPage(ctx, tx, back, undo);
  turn(kinds.list, z.unknown(), (ctx, tx) => list(ctx, tx));
  turn(
    kinds.remove,
    z.object({ name: z.string() }),
    async (ctx, tx, { params, by, at }) => {
      const zone = await removeZone(tx, { ...params, by, at });
      desk.company.forget();
      return list(ctx, tx, zone);
    },
    { kind: 'applied' },
  );
  turn(
    kinds.put,
    zoneSchema,
    async (ctx, tx, { params, by, at }) => {
      await putZone(tx, { ...params, by, at });
      desk.company.forget();
      return list(ctx, tx);
    },
    { kind: 'applied' },
  );
  act(kinds.form, z.object({ name: z.string().optional() }), async (ctx, { params: { name } }) => {
    const zone = (await listZones(await ctx.durable.tx())).find((one) => one.name === name);
    await dialogs.prefill(ctx, dialog, { values: zone ?? {}, guessed: [], note: '' });
    return { kind: 'applied', toast: false };
  });
}

/** Opens the page. */
export function zonesButton(text: string): ActionButton {
  return button(kinds.list, text, {});
}

function button(kind: string, text: string, params: unknown): ActionButton {
  return { kind, text, entity: 'setting', entityId: 'zones', params, scope: { roles: ['admin'] } };
}

async function listPage(
  { words }: RepairContext,
  tx: Tx,
  back: (words: Texts) => ActionButton,
  undo: Zone | undefined,
): Promise<MoneyPage> {
  const zones = await listZones(tx);
  const lines = zones.map(({ name, words: own }) => {
    const more = own.length > shownWords ? ', …' : '';
    return words.t('setting-line', { name, value: own.slice(0, shownWords).join(', ') + more });
  });
  const rows: ActionButton[][] = [];
  if (undo !== undefined) rows.push([button(kinds.put, words.plain('setting-undo', { value: undo.name }), undo)]);
  rows.push(
    ...zones.map(({ name }) => [
      button(kinds.form, `✏️ ${name}`, { name }),
      button(kinds.remove, `🗑 ${name}`, { name }),
    ]),
    [button(kinds.form, words.plain('zones-add'), {})],
    [back(words)],
  );
  const html = [words.t('zones-title'), ...(lines.length === 0 ? [] : [lines.join('\n')]), words.t('zones-how')];
  return { html: html.join('\n\n').slice(0, 4_000), rows };
}
