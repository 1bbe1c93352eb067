import { formatMoney, formatNumber, type ActionButton, type Outcome } from '@durabot/kit';
import { Composer } from 'grammy';
import { z } from 'zod';
import type { Desk, RepairContext } from '../desk.ts';
import { statusLabel } from '../domain/order-status.ts';
import { periodOf } from '../reports/period.ts';
import { categoryWord } from '../reports/report-words.ts';
import { findMasterById, listMasters } from '../store/master-store.ts';
import { toStatus } from '../store/order-row.ts';
import { listDone, readMasterStats, type MasterStats } from '../store/stats-store.ts';

const kind = 'master.stats';
const mostDone = 40;

/** `/stats`: a master in numbers, for themselves and for the desk; `/done`: what was finished today. */
export function stats(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  const privately = composer.chatType('private');
  privately.command('stats', async (ctx) => {
    const userId = ctx.from.id;
    if (desk.roles.may(userId, 'see_reports')) await askWhose(ctx, desk);
    else if (!desk.roles.may(userId, 'see_own_money'))
      await ctx.reply(ctx.words.t('not-allowed-now'), { parse_mode: 'HTML' });
    if (desk.roles.may(userId, 'see_own_money')) await sendStats(ctx, desk, userId);
  });
  privately.command('done', async (ctx) => {
    const userId = ctx.from.id;
    const isDesk = desk.roles.may(userId, 'see_reports');
    if (isDesk || desk.roles.may(userId, 'see_own_money')) await sendDone(ctx, desk, isDesk ? undefined : userId);
    else await ctx.reply(ctx.words.t('not-allowed-now'), { parse_mode: 'HTML' });
  });
  desk.actions.define({
    kind,
    params: z.object({ masterId: z.number() }),
    run: async (ctx, { params, by }): Promise<Outcome> => {
      if (!desk.roles.may(by.userId, 'see_reports'))
        return { kind: 'not_allowed_now', reason: ctx.words.plain('not-allowed-now') };
      await sendStats(ctx, desk, params.masterId);
      return { kind: 'applied', toast: false };
    },
  });
  return composer;
}

async function askWhose(ctx: RepairContext, desk: Desk): Promise<void> {
  const tx = await ctx.durable.tx();
  const masters = await listMasters(tx);
  const rows = masters.map(({ userId, name }): ActionButton[] => [
    {
      kind,
      text: name,
      entity: 'master',
      entityId: String(userId),
      params: { masterId: userId },
      scope: { roles: ['admin', 'dispatcher'] },
    },
  ]);
  const inline_keyboard = await desk.actions.keyboard(tx, rows);
  const html = ctx.words.t(masters.length === 0 ? 'masters-nobody' : 'stats-whose');
  await ctx.reply(html, { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
}

async function sendStats(ctx: RepairContext, desk: Desk, masterId: number): Promise<void> {
  const tx = await ctx.durable.tx();
  const master = await findMasterById(tx, masterId);
  if (master === undefined) {
    await ctx.reply(ctx.words.t('masters-nobody'), { parse_mode: 'HTML' });
    return;
  }
  const { zone } = desk.settings;
  const nowMs = desk.clock.nowMs();
  const now = new Date(nowMs);
  const parts: string[] = [ctx.words.t('stats-head', { name: master.name })];
  for (const period of ['this_week', 'last_30_days'] as const) {
    const query = { ...periodOf(period, nowMs, zone), zone, now };
    parts.push(statsText(ctx, desk, period, await readMasterStats(tx, query, masterId)));
  }
  await ctx.reply(parts.join('\n\n'), { parse_mode: 'HTML' });
}

function statsText(
  { words, language }: RepairContext,
  desk: Desk,
  period: 'this_week' | 'last_30_days',
  its: MasterStats,
): string {
  const money = (minor: number): string => formatMoney(minor, desk.settings.currency, language);
  return words.t('stats-period', {
    period: words.plain('reports-period', { period }),
    accepted: its.accepted,
    offers: its.offers,
    acceptRate: part(its.accepted, its.offers),
    onTime: its.onTime,
    arrivals: its.arrivals,
    onTimeRate: part(its.onTime, its.arrivals),
    stars: its.meanStars === undefined ? '—' : formatNumber(Math.round(its.meanStars * 10) / 10, language),
    ratings: its.ratings,
    closed: its.closed,
    refused: its.refused,
    released: its.released,
    gross: money(its.grossMinor),
    share: money(its.shareMinor),
  });
}

function part(some: number, of: number): string {
  return of === 0 ? '—' : `${Math.round((some / of) * 100)} %`;
}

async function sendDone(ctx: RepairContext, desk: Desk, masterId: number | undefined): Promise<void> {
  const { words, language } = ctx;
  const { zone, currency } = desk.settings;
  const done = await listDone(await ctx.durable.tx(), { ...periodOf('today', desk.clock.nowMs(), zone), masterId });
  if (done.length === 0) {
    await ctx.reply(words.t('done-nothing'), { parse_mode: 'HTML' });
    return;
  }
  const lines = done.slice(0, mostDone).map(({ number, status, category, masterName, totalMinor }) =>
    words.t('done-line', {
      number,
      status: statusLabel(toStatus(status), language),
      category: categoryWord(category, language),
      master: masterId === undefined ? (masterName ?? '—') : 'own',
      sum: formatMoney(totalMinor, currency, language),
    }),
  );
  if (done.length > lines.length) lines.push(words.t('report-more', { count: done.length - lines.length }));
  const sum = done.reduce((total, { totalMinor }) => total + totalMinor, 0);
  const html = [words.t('done-head', { count: done.length, sum: formatMoney(sum, currency, language) }), '', ...lines];
  await ctx.reply(html.join('\n'), { parse_mode: 'HTML' });
}
