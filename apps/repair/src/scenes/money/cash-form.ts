import { formatMoney, shortName } from '@durabot/kit';
import { defineDialog, escapeHtml, type Choice, type Dialog, type DurableContext } from '@durabot/runtime';
import { z } from 'zod';
import { cashActs } from '../../cards/money-kinds.ts';
import type { Desk } from '../../desk.ts';
import { parseMoney } from '../../domain/parse-money.ts';
import { tellMasterOfMoney, tellOfHandover } from '../../notify/tell-of-money.ts';
import { listCash, type MasterCash } from '../../store/cash-store.ts';
import { auditMoney } from '../../store/money-audit.ts';
import { texts } from '../../texts.ts';
import { askHandover } from '../../use-cases/cash-handover.ts';
import { giveAdvance, handInCash } from '../../use-cases/settlement-use-cases.ts';
import { draftLifeMs } from '../draft-life.ts';

const draft = z.object({ act: z.enum(cashActs), masterId: z.number().optional(), amountMinor: z.int().positive() });
type Draft = z.infer<typeof draft>;

interface Env {
  readonly masters: readonly MasterCash[];
}

/** How much cash: a master brings it, the desk has it in hand, or the company gives an advance. */
export function cashDialog(desk: Desk): Dialog {
  const { currency } = desk.settings;
  const free = (data: Partial<Draft>, env: Env): number => {
    const own = env.masters.find(({ masterId }) => masterId === data.masterId);
    if (own === undefined || data.act === 'advance') return 0;
    return data.act === 'bring' ? own.heldMinor - own.askedMinor : own.heldMinor;
  };
  return defineDialog<Draft, Env>({
    name: 'cash',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    load: async () => ({ masters: await listCash(desk.db, currency) }),
    steps: [
      {
        name: 'master',
        field: 'masterId',
        // Whoever brings cash brings their own.
        when: ({ act }) => act !== 'bring',
        title: (language) => texts(language).plain('cash-master'),
        prompt: ({ language }) => texts(language).t('cash-master-prompt'),
        accepts: ['choice'],
        columns: 1,
        choices: ({ data, env, language }): Choice<number>[] =>
          env.masters
            .filter(({ heldMinor }) => data.act === 'advance' || heldMinor > 0)
            .map(({ masterId, name, heldMinor }) => ({
              key: String(masterId),
              label: `${name} · ${formatMoney(heldMinor, currency, language)}`,
              value: masterId,
            })),
        parse: (_, { language }) => ({ ok: false, message: texts(language).t('cash-master-prompt') }),
        show: (id, { env }) => escapeHtml(env.masters.find(({ masterId }) => masterId === id)?.name ?? ''),
      },
      {
        name: 'amount',
        field: 'amountMinor',
        title: (language) => texts(language).plain('cash-amount'),
        prompt: ({ data, env, language }) =>
          texts(language).t('cash-amount-prompt', {
            act: data.act ?? 'bring',
            held: formatMoney(free(data, env), currency, language),
          }),
        example: () => '5000',
        accepts: ['choice', 'text'],
        choices: ({ data, env, language }): Choice<number>[] => {
          const all = free(data, env);
          const label = texts(language).plain('cash-all', { sum: formatMoney(all, currency, language) });
          return all > 0 ? [{ key: 'all', label, value: all }] : [];
        },
        parse: (input, { data, env, language }) => {
          const parsed = parseMoney(input.kind === 'text' ? input.text : '');
          if (!parsed.ok || parsed.amountMinor === 0)
            return { ok: false, message: texts(language).t('form-amount-unclear') };
          if (data.act !== 'advance' && parsed.amountMinor > free(data, env)) {
            const held = formatMoney(free(data, env), currency, language);
            return { ok: false, message: texts(language).t('cash-too-much', { held }) };
          }
          return { ok: true, value: parsed.amountMinor };
        },
        show: (amountMinor, { language }) => formatMoney(amountMinor, currency, language),
      },
    ],
    review: ({ data, language }) => ({
      title: texts(language).t('cash-review', { act: data.act ?? 'bring' }),
      confirm: texts(language).plain('form-confirm'),
    }),
    complete: async (ctx, data, { id, language }) => {
      const words = texts(language);
      const why = await doIt(ctx, desk, data, id);
      if (why === 'more_than_is_held') return { ok: false, message: words.t('money-refused', { why }), step: 'amount' };
      if (why !== undefined) return { ok: true, card: { html: words.t('money-refused', { why }) } };
      const sum = formatMoney(data.amountMinor, currency, language);
      return { ok: true, card: { html: words.t('cash-done', { act: data.act, sum }) } };
    },
    texts: {
      title: (language) => texts(language).plain('cash-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}

/** @returns why not, as a word that `money-refused` knows; undefined when it is done */
async function doIt(ctx: DurableContext, desk: Desk, data: Draft, id: string): Promise<string | undefined> {
  if (ctx.from === undefined) return 'not_yours';
  const { currency } = desk.settings;
  const tx = await ctx.durable.tx();
  const by = { userId: ctx.from.id, name: shortName(ctx.from) };
  const actor = { id: by.userId, name: by.name, roles: desk.roles.actorsOf(by.userId) };
  const { amountMinor, masterId = by.userId } = data;
  const on = { masterId, amountMinor, currency, at: new Date(desk.clock.nowMs()), idempotencyKey: `cash:${id}`, actor };
  if (data.act === 'bring') {
    if (masterId !== by.userId) return 'not_yours';
    const asked = await askHandover(tx, on);
    if (asked.kind === 'not_allowed_now') return asked.reason;
    if (asked.kind === 'applied') await tellOfHandover(ctx, desk, asked.id);
    return undefined;
  }
  if (data.act === 'take') {
    const taken = await handInCash(tx, on);
    if (taken.kind === 'not_allowed_now') return taken.reason;
    if (taken.kind === 'not_found') return 'other';
  } else if ((await giveAdvance(tx, on)) === 'not_allowed_now') return 'not_yours';
  const action = data.act === 'take' ? 'cash.handed_in' : 'cash.advance_given';
  await auditMoney(tx, {
    action,
    entity: { kind: 'cash', id: on.idempotencyKey },
    after: { masterId, amountMinor },
    by,
    at: on.at,
  });
  await tellMasterOfMoney(ctx.durable, desk, masterId, {
    dedupKey: on.idempotencyKey,
    html: ({ language }) =>
      texts(language).t('cash-told', {
        act: data.act,
        sum: formatMoney(amountMinor, currency, language),
        name: by.name,
      }),
  });
  return undefined;
}
