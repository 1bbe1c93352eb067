import { formatMoney, formatWhen, type ActionButton } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import type { Dialog, Dialogs } from '@durabot/runtime';
import { Composer } from 'grammy';
import { z } from 'zod';
import type { Desk, RepairContext } from '../desk.ts';
import { menuWords } from '../menu.ts';
import {
  changeCompanySetting,
  listSettingChanges,
  readCompanySettings,
  takesValue,
  type CompanySettings,
  type SettingName,
} from '../store/company-settings.ts';
import { defineTermPages, termNames, termText, termsButton, type TermName } from './company-limits.ts';
import { defineZonePages, zonesButton } from './zones.ts';
import type { Texts } from '../texts.ts';
import { createMoneyPages, type MoneyPage } from './money-pages.ts';

const kinds = {
  show: 'settings.show',
  times: 'settings.times',
  limits: 'settings.limits',
  set: 'setting.set',
} as const;
const regular = ['report_daily', 'report_weekly', 'report_monthly', 'settlements_weekly'] as const;
/** Times that are offered: nobody asks for a report at night. */
const times = [
  '07:00',
  '07:30',
  '08:00',
  '08:30',
  '09:00',
  '09:30',
  '10:00',
  '12:00',
  '18:00',
  '20:00',
  '21:00',
  '21:30',
];
/** Cash limits that are offered, in minor units; null: none. */
const limits = [10_000_00, 20_000_00, 30_000_00, 50_000_00, 100_000_00, null] as const;

const change = z.union([
  z.object({ name: z.enum(regular), isOn: z.boolean() }),
  z.object({ name: z.enum(regular), time: z.string() }),
  z.object({ name: z.literal('csv_delimiter'), value: z.enum([';', ',']) }),
  z.object({ name: z.literal('cash_limit_minor'), value: z.number().nullable() }),
  z.object({ name: z.enum(termNames), value: z.int() }),
]);
type Change = z.output<typeof change>;

/** `/settings`: what an administrator changes while the bot runs. */
export function companySettings(
  desk: Desk,
  onChange: (ctx: RepairContext, settings: CompanySettings) => void,
  zones: { readonly dialogs: Dialogs; readonly dialog: Dialog },
): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  const privately = composer.chatType('private');
  const { turn, act, send } = createMoneyPages(desk);
  const sendSettings = (ctx: RepairContext): Promise<void> => send(ctx, (tx) => settingsPage(ctx, desk, tx));
  privately.command('settings', sendSettings);
  privately.hears([...menuWords['menu-settings']], sendSettings);
  turn(kinds.show, z.unknown(), (ctx, tx) => settingsPage(ctx, desk, tx));
  turn(kinds.times, z.object({ name: z.enum(regular) }), async (ctx, _, { params: { name } }) => timesPage(ctx, name));
  turn(kinds.limits, z.unknown(), async (ctx) => limitsPage(ctx, desk));
  turn(
    kinds.set,
    change,
    async (ctx, tx, { params, by, at }) => {
      const before = await readCompanySettings(tx);
      const { name, value } = valueOf(params, before);
      if (!takesValue(name, value)) return undefined;
      await changeCompanySetting(tx, { name, value, by, at });
      desk.company.forget();
      onChange(ctx, await readCompanySettings(tx));
      const page = await settingsPage(ctx, desk, tx);
      return { ...page, rows: [[undoButton(ctx, desk, params, before)], ...page.rows] };
    },
    { kind: 'applied' },
  );
  const back = (words: Texts): ActionButton => button(kinds.show, words.plain('reports-back'), {});
  defineTermPages({ turn }, desk, (text, params) => button(kinds.set, text, params), back);
  defineZonePages({ turn, act }, desk, zones.dialogs, zones.dialog, back);
  return composer;
}

/** The whole setting as a change makes it. */
function valueOf(params: Change, now: CompanySettings): { readonly name: SettingName; readonly value: unknown } {
  if ('isOn' in params) return { name: params.name, value: { ...now[params.name], isOn: params.isOn } };
  if ('time' in params) return { name: params.name, value: { ...now[params.name], time: params.time } };
  return params;
}

/** Puts back what a change has replaced; a change itself, so it can be taken back, too. */
function undoButton(ctx: RepairContext, desk: Desk, params: Change, before: CompanySettings): ActionButton {
  const { words, language } = ctx;
  const undo = (value: string, back: Change): ActionButton =>
    button(kinds.set, words.plain('setting-undo', { value }), back);
  if ('isOn' in params || 'time' in params) {
    const was = before[params.name];
    const back = 'isOn' in params ? { isOn: was.isOn } : { time: was.time };
    return undo(words.plain('setting-regular', stateOf(was)), { name: params.name, ...back });
  }
  const { name } = params;
  if (name === 'csv_delimiter') return undo(before[name], { name, value: before[name] });
  if (name !== 'cash_limit_minor') return undo(termText(desk)(name, before[name], ctx), { name, value: before[name] });
  const limit = before[name];
  const text = limit === null ? words.plain('profile-no-limit') : formatMoney(limit, desk.settings.currency, language);
  return undo(text, { name, value: limit });
}

function button(kind: string, text: string, params: unknown): ActionButton {
  return { kind, text, entity: 'setting', entityId: 'all', params, scope: { roles: ['admin'] } };
}

async function settingsPage(ctx: RepairContext, desk: Desk, tx: Tx): Promise<MoneyPage> {
  const { words, language } = ctx;
  const { zone, currency } = desk.settings;
  const settings = await readCompanySettings(tx);
  const changes = await listSettingChanges(tx);
  const limit = settings.cash_limit_minor;
  const shown: Readonly<Record<Exclude<SettingName, TermName | 'zones'>, string>> = {
    report_daily: words.plain('setting-regular', stateOf(settings.report_daily)),
    report_weekly: words.plain('setting-regular', stateOf(settings.report_weekly)),
    report_monthly: words.plain('setting-regular', stateOf(settings.report_monthly)),
    settlements_weekly: words.plain('setting-regular', stateOf(settings.settlements_weekly)),
    csv_delimiter: settings.csv_delimiter,
    cash_limit_minor: limit === null ? words.plain('profile-no-limit') : formatMoney(limit, currency, language),
  };
  const lines = [...regular, 'csv_delimiter' as const, 'cash_limit_minor' as const].map((name) => {
    const changed = changes.get(name);
    const line = words.t('setting-line', { name: words.plain('setting-name', { name }), value: shown[name] });
    if (changed === undefined) return line;
    const when = formatWhen(changed.at, { language, zone, nowMs: desk.clock.nowMs() });
    return `${line}\n${words.t('setting-changed', { when, name: changed.name })}`;
  });
  const rows: ActionButton[][] = regular.map((name) => {
    const { isOn, time } = settings[name];
    const label = words.plain('setting-short', { name });
    return [
      button(kinds.set, `${isOn ? '🔔' : '🔕'} ${label}`, { name, isOn: !isOn }),
      button(kinds.times, `🕗 ${time}`, { name }),
    ];
  });
  const other = settings.csv_delimiter === ';' ? ',' : ';';
  rows.push([
    button(kinds.set, words.plain('setting-csv', { delimiter: other }), { name: 'csv_delimiter', value: other }),
    button(kinds.limits, words.plain('setting-limit'), {}),
  ]);
  rows.push([
    termsButton(words.plain('setting-terms')),
    zonesButton(words.plain('setting-zones', { count: settings.zones.length })),
  ]);
  const terms = termNames.flatMap((name) => {
    const changed = changes.get(name);
    if (changed === undefined) return [];
    const value = termText(desk)(name, settings[name], ctx);
    const when = formatWhen(changed.at, { language, zone, nowMs: desk.clock.nowMs() });
    const line = words.t('setting-line', { name: words.plain('setting-term', { name }), value });
    return [`${line}\n${words.t('setting-changed', { when, name: changed.name })}`];
  });
  return { html: [words.t('settings-title'), '', ...lines, ...terms].join('\n'), rows };
}

function stateOf({ isOn, time }: { readonly isOn: boolean; readonly time: string }): { state: string; time: string } {
  return { state: isOn ? 'on' : 'off', time };
}

function timesPage({ words }: RepairContext, name: (typeof regular)[number]): MoneyPage {
  const rows: ActionButton[][] = [];
  for (let at = 0; at < times.length; at += 4)
    rows.push(times.slice(at, at + 4).map((time) => button(kinds.set, time, { name, time })));
  rows.push([button(kinds.show, words.plain('reports-back'), {})]);
  return { html: words.t('setting-time', { name: words.plain('setting-name', { name }) }), rows };
}

function limitsPage({ words, language }: RepairContext, desk: Desk): MoneyPage {
  const rows: ActionButton[][] = limits.map((value) => {
    const text =
      value === null ? words.plain('profile-no-limit') : formatMoney(value, desk.settings.currency, language);
    return [button(kinds.set, text, { name: 'cash_limit_minor', value })];
  });
  rows.push([button(kinds.show, words.plain('reports-back'), {})]);
  return { html: words.t('setting-limit-title'), rows };
}
