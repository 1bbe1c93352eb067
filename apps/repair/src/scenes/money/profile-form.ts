import { formatMoney, shortName } from '@durabot/kit';
import { defineDialog, escapeHtml, type Dialog } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../../desk.ts';
import { normaliseText } from '../../domain/normalise-text.ts';
import { parseMoney } from '../../domain/parse-money.ts';
import { readShifts, shiftsOf } from '../../domain/read-shifts.ts';
import { auditMoney } from '../../store/money-audit.ts';
import { setProfileField, setShifts, setZones } from '../../store/profile-store.ts';
import { listZones } from '../../store/zone-store.ts';
import { texts } from '../../texts.ts';
import { draftLifeMs } from '../draft-life.ts';

/** What of a master is typed; the rest are buttons. */
export const typedFields = ['zones', 'shifts', 'limit'] as const;

/** Shifts are planned for four weeks. */
const plannedDays = 28;

const draft = z.object({
  masterId: z.number(),
  name: z.string(),
  field: z.enum(typedFields),
  /** As it was typed. */
  value: z.string(),
});
type Draft = z.infer<typeof draft>;

/** One question about a master: where they go, when they work, how much cash they may hold. */
export function profileDialog(desk: Desk): Dialog {
  const { currency, zone } = desk.settings;
  return defineDialog<Draft, { readonly zones: readonly string[] }>({
    name: 'master_profile',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    load: async () => ({ zones: (await listZones(desk.db)).map(({ name }) => name) }),
    steps: [
      {
        name: 'value',
        field: 'value',
        title: (language) => texts(language).plain('profile-value'),
        prompt: ({ data, env, language }) => {
          const words = texts(language);
          const asked = words.t('profile-prompt', { field: data.field ?? 'zones', name: data.name ?? '' });
          if (data.field !== 'zones' || env.zones.length === 0) return asked;
          return `${asked}\n${words.t('profile-zones-known', { zones: env.zones.join(', ') })}`;
        },
        example: ({ data }) =>
          ({ zones: 'Сокольники, Митино', shifts: 'пн–пт 9–18, сб 10–15', limit: '20000' })[data.field ?? 'zones'],
        accepts: ['text'],
        parse: (input, { data, language }) => {
          const text = input.kind === 'text' ? normaliseText(input.text) : '';
          const field = data.field ?? 'zones';
          if (!isFine(text, field)) return { ok: false, message: texts(language).t('profile-unclear', { field }) };
          return { ok: true, value: text };
        },
        show: (value) => escapeHtml(value),
      },
    ],
    review: ({ data, language }) => {
      const footer = data.field === 'shifts' ? shownShifts(data.value ?? '') : undefined;
      return {
        title: texts(language).t('profile-review', { field: data.field ?? 'zones', name: data.name ?? '' }),
        confirm: texts(language).plain('form-confirm'),
        ...(footer === undefined ? {} : { footer: texts(language).t('profile-shifts-ahead', { count: footer }) }),
      };
    },
    complete: async (ctx, { masterId, name, field, value }, { language }) => {
      const words = texts(language);
      if (ctx.from === undefined || !desk.roles.may(ctx.from.id, 'manage_money'))
        return { ok: false, message: words.t('not-allowed-now') };
      const tx = await ctx.durable.tx();
      const at = new Date(desk.clock.nowMs());
      const change = { entity: { kind: 'master', id: String(masterId) }, at } as const;
      const by = { userId: ctx.from.id, name: shortName(ctx.from) };
      if (field === 'zones') {
        const zones = zonesOf(value);
        await setZones(tx, masterId, zones);
        await auditMoney(tx, { ...change, action: 'master.zones_set', after: { zones }, by });
      } else if (field === 'shifts') {
        const nowMs = at.getTime();
        await setShifts(tx, masterId, at, shiftsOf(readShifts(value) ?? [], { nowMs, zone, days: plannedDays }));
        await auditMoney(tx, { ...change, action: 'master.shifts_set', after: { shifts: value }, by });
      } else {
        const cashLimitMinor = limitOf(value) ?? null;
        await setProfileField(tx, masterId, 'cashLimitMinor', cashLimitMinor);
        await auditMoney(tx, { ...change, action: 'master.cash_limit_set', after: { cashLimitMinor }, by });
      }
      const limit = field === 'limit' ? limitOf(value) : undefined;
      const shown = limit === undefined ? value : formatMoney(limit, currency, language);
      return { ok: true, card: { html: words.t('profile-done', { field, name, value: shown }) } };
    },
    texts: {
      title: (language) => texts(language).plain('profile-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });

  function shownShifts(value: string): number {
    return shiftsOf(readShifts(value) ?? [], { nowMs: desk.clock.nowMs(), zone, days: plannedDays }).length;
  }
}

/** Nothing, written as a word or a sign. */
function isNothing(text: string): boolean {
  return /^(?:нет|немає|none|no|0|-|—)$/i.test(text);
}

function isFine(text: string, field: Draft['field']): boolean {
  if (text === '') return false;
  if (isNothing(text)) return true;
  if (field === 'shifts') return readShifts(text) !== undefined;
  return field === 'zones' ? zonesOf(text).every((each) => each.length <= 100) : parseMoney(text).ok;
}

function zonesOf(text: string): string[] {
  if (isNothing(text)) return [];
  return [...new Set(text.split(/[,;\n]/).map((each) => each.trim()))].filter((each) => each !== '');
}

function limitOf(text: string): number | undefined {
  if (isNothing(text)) return undefined;
  const parsed = parseMoney(text);
  return parsed.ok ? parsed.amountMinor : undefined;
}
