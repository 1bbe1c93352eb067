import { formatMoney, type ActionButton, type Outcome } from '@durabot/kit';
import type { Dialog, Dialogs } from '@durabot/runtime';
import { Composer } from 'grammy';
import { z } from 'zod';
import { cashActs, moneyActions, type CashAct } from '../cards/money-kinds.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { settlementSums } from '../domain/money/settlement-sums.ts';
import { periodOf } from '../reports/period.ts';
import { reportPeriod } from '../reports/report-text.ts';
import { listCash } from '../store/cash-store.ts';
import { listOpenLines, listSettlements, type NamedSettlement } from '../store/settlement-store.ts';

const sheetsOfMaster = 4;
const sheetsOfAll = 10;

/** `/money` and `/settlements`: a master's cash, share and sheets; for the desk everybody's. */
export function money(desk: Desk, dialogs: Dialogs, cashDialog: Dialog): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  composer.chatType('private').command(['money', 'settlements'], async (ctx) => {
    const userId = ctx.from.id;
    const isMaster = desk.roles.may(userId, 'see_own_money');
    if (desk.roles.may(userId, 'take_cash')) await sendAll(ctx, desk, userId);
    else if (!isMaster) {
      await ctx.reply(ctx.words.t('not-allowed-now'), { parse_mode: 'HTML' });
      return;
    }
    if (isMaster) await sendOwn(ctx, desk, userId);
  });
  desk.actions.define({
    kind: moneyActions.form,
    params: z.object({ act: z.enum(cashActs), masterId: z.number().optional() }),
    run: async (ctx, { params, by }): Promise<Outcome> => {
      if (!desk.roles.may(by.userId, permissionOf[params.act]))
        return { kind: 'not_allowed_now', reason: ctx.words.plain('not-allowed-now') };
      const cash = await listCash(await ctx.durable.tx(), desk.settings.currency, params.masterId);
      if (
        params.act !== 'advance' &&
        !cash.some(({ heldMinor, askedMinor }) => heldMinor > (params.act === 'bring' ? askedMinor : 0))
      )
        return { kind: 'not_allowed_now', reason: ctx.words.plain('money-no-cash') };
      await dialogs.prefill(ctx, cashDialog, { values: params, guessed: [], note: '' });
      return { kind: 'applied', toast: false };
    },
  });
  return composer;
}

const permissionOf = { bring: 'see_own_money', take: 'take_cash', advance: 'manage_money' } as const;

async function sendOwn(ctx: RepairContext, desk: Desk, userId: number): Promise<void> {
  const { words, language } = ctx;
  const { zone, currency } = desk.settings;
  const tx = await ctx.durable.tx();
  const nowMs = desk.clock.nowMs();
  const show = (minor: number): string => formatMoney(minor, currency, language);
  const [own] = await listCash(tx, currency, userId);
  const heldMinor = own?.heldMinor ?? 0;
  const lines = await listOpenLines(tx, userId, currency);
  const week = periodOf('this_week', nowMs, zone);
  const thisWeek = lines.filter(({ at }) => at >= week.from);
  const sums = settlementSums(thisWeek, 0);
  const earlier = settlementSums(
    lines.filter(({ at }) => at < week.from),
    0,
  );
  const orders = thisWeek.filter(({ kind }) => kind === 'order' || kind === 'warranty_rework').length;
  const isOver = own?.limitMinor !== undefined && heldMinor >= own.limitMinor;
  const html = [
    words.t('money-cash', {
      held: show(heldMinor),
      limit: own?.limitMinor === undefined ? 'none' : show(own.limitMinor),
    }),
    ...(own !== undefined && own.askedMinor > 0 ? [words.t('money-asked', { sum: show(own.askedMinor) })] : []),
    ...(isOver ? [words.t('money-over-limit')] : []),
    '',
    words.t('money-week', {
      period: reportPeriod({ from: week.from, to: new Date(nowMs + 1), zone, now: new Date(nowMs) }, language),
      orders,
      gross: show(sums.grossMinor),
      share: show(sums.shareMinor),
    }),
    ...(sums.advancesMinor === 0 ? [] : [words.t('money-advances', { sum: show(sums.advancesMinor) })]),
    ...(earlier.shareMinor === 0 ? [] : [words.t('money-earlier', { sum: show(earlier.shareMinor) })]),
  ];
  const sheets = await listSettlements(tx, { masterId: userId, limit: sheetsOfMaster });
  if (sheets.length > 0) html.push('', words.t('money-sheets'));
  const rows: ActionButton[][] = [];
  if (heldMinor > (own?.askedMinor ?? 0)) rows.push([cashButton(ctx, 'bring', userId, userId)]);
  rows.push(...sheets.map((sheet) => [sheetButton(ctx, desk, sheet, userId, false)]));
  const inline_keyboard = await desk.actions.keyboard(tx, rows);
  await ctx.reply(html.join('\n'), { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
}

async function sendAll(ctx: RepairContext, desk: Desk, userId: number): Promise<void> {
  const { words, language } = ctx;
  const { currency } = desk.settings;
  const tx = await ctx.durable.tx();
  const show = (minor: number): string => formatMoney(minor, currency, language);
  const cash = await listCash(tx, currency);
  const holders = cash.filter(({ heldMinor }) => heldMinor !== 0);
  const lines = holders.map(({ name, heldMinor, limitMinor, askedMinor }) =>
    words.t('money-line', {
      name,
      held: show(heldMinor),
      over: limitMinor !== undefined && heldMinor >= limitMinor ? 'yes' : 'no',
      asked: askedMinor === 0 ? 'none' : show(askedMinor),
    }),
  );
  const html = [words.t('money-all'), ...(lines.length === 0 ? [words.t('money-nobody')] : lines)];
  const rows: ActionButton[][] = [];
  if (holders.some(({ heldMinor }) => heldMinor > 0)) rows.push([cashButton(ctx, 'take', userId)]);
  if (desk.roles.may(userId, 'manage_money')) {
    const draft = {
      kind: moneyActions.draft,
      text: words.plain('money-draft'),
      entity: 'settlement',
      entityId: 'week',
    };
    rows.push([{ ...draft, params: {}, scope: { roles: ['admin'] } }]);
    if (cash.length > 0) rows.push([cashButton(ctx, 'advance', userId)]);
    const sheets = await listSettlements(tx, { limit: sheetsOfAll });
    if (sheets.length > 0) html.push('', words.t('money-sheets'));
    rows.push(...sheets.map((sheet) => [sheetButton(ctx, desk, sheet, userId, true)]));
  }
  const inline_keyboard = await desk.actions.keyboard(tx, rows);
  await ctx.reply(html.join('\n'), { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
}

function cashButton({ words }: RepairContext, act: CashAct, userId: number, masterId?: number): ActionButton {
  return {
    kind: moneyActions.form,
    text: words.plain('money-act', { act }),
    entity: 'cash',
    entityId: String(masterId ?? 'all'),
    params: { act, ...(masterId === undefined ? {} : { masterId }) },
    scope: { userIds: [userId] },
  };
}

function sheetButton(
  { words, language }: RepairContext,
  desk: Desk,
  sheet: NamedSettlement,
  userId: number,
  withName: boolean,
): ActionButton {
  const { zone } = desk.settings;
  const now = new Date(desk.clock.nowMs());
  const period = reportPeriod({ from: sheet.periodFrom, to: sheet.periodTo, zone, now }, language);
  const status = words.plain('settlement-status', { status: sheet.status });
  return {
    kind: moneyActions.open,
    text: `${withName ? `${sheet.masterName} · ` : ''}${period} · ${status}`,
    entity: 'settlement',
    entityId: String(sheet.id),
    params: {},
    scope: { userIds: [userId] },
  };
}
