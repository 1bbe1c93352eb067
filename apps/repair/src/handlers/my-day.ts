import { formatTime, type ActionButton, type Outcome } from '@durabot/kit';
import { escapeHtml } from '@durabot/runtime';
import { Composer, InputFile } from 'grammy';
import { z } from 'zod';
import { orderActions } from '../cards/order-kinds.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { categoryLabel } from '../domain/categories.ts';
import { dayPicture } from '../pictures/day-picture.ts';
import { listDay, type DayVisit } from '../store/day-store.ts';
import { findMasterById } from '../store/master-store.ts';
import { Html, type Texts } from '../texts.ts';

const pictureKind = 'day.picture';
const buttonsPerRow = 4;

/** `/today` for a master: the visits of the day by their hours, with addresses and a way to each, and as a picture. */
export function myDay(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  composer.command('today', async (ctx, next) => {
    // Who sees all orders means all of today's.
    if (ctx.from === undefined || desk.roles.may(ctx.from.id, 'see_orders')) return next();
    return sendDay(ctx, desk, ctx.from.id);
  });
  composer.command('day', (ctx) => sendDay(ctx, desk, ctx.from?.id ?? 0));
  desk.actions.define({
    kind: pictureKind,
    params: z.unknown(),
    run: (ctx, press) => sendPicture(ctx, desk, press.by.userId),
  });
  return composer;
}

async function visitsOf(desk: Desk, masterId: number): Promise<DayVisit[]> {
  const { dayFrom, dayTo } = desk.policy.dayOf(new Date(desk.clock.nowMs()));
  return listDay(desk.db, masterId, { from: dayFrom, to: dayTo });
}

async function sendDay(ctx: RepairContext, desk: Desk, masterId: number): Promise<void> {
  const { words } = ctx;
  const visits = await visitsOf(desk, masterId);
  if (visits.length === 0) {
    await ctx.reply(words.t('day-nothing'), { parse_mode: 'HTML' });
    return;
  }
  const about = { scope: { userIds: [masterId] }, params: {} };
  const rows: ActionButton[][] = [];
  visits.forEach(({ order }, index) => {
    if (index % buttonsPerRow === 0) rows.push([]);
    const text = String(Number(order.number.split('-')[2] ?? 0));
    rows.at(-1)?.push({ ...about, kind: orderActions.card, text, entity: 'order', entityId: String(order.id) });
  });
  rows.push([
    { ...about, kind: pictureKind, text: words.plain('day-picture'), entity: 'master', entityId: String(masterId) },
  ]);
  const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), rows);
  const lines = visits.map((visit) => lineOf(visit, desk, ctx));
  await ctx.reply([words.t('day-title', { count: visits.length }), ...lines].join('\n\n'), {
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    reply_markup: { inline_keyboard },
  });
}

/** These are visits of their own, which they have accepted: the whole address, and the way to it. */
function lineOf({ order, status, from, to, others }: DayVisit, desk: Desk, ctx: RepairContext): string {
  const { words, language } = ctx;
  const style = { zone: desk.settings.zone, language };
  const time = to === undefined ? formatTime(from, style) : `${formatTime(from, style)}–${formatTime(to, style)}`;
  const lines = [
    `<b>${time}</b> · <b>${order.number}</b> · ${words.t('visit-status', { status })}`,
    escapeHtml(categoryLabel(order.category, language)),
    placeOf(order, words),
    others === 0 ? undefined : words.t('day-others', { count: others }),
  ];
  return lines.filter((line) => line !== undefined).join('\n');
}

function placeOf({ type, addressText, latitude, longitude }: DayVisit['order'], words: Texts): string | undefined {
  if (type?.place === 'workshop') return words.t('place-workshop');
  const query =
    latitude !== undefined && longitude !== undefined
      ? `${latitude},${longitude}`
      : encodeURIComponent(addressText ?? '');
  if (query === '') return undefined;
  const link = `<a href="https://maps.google.com/?q=${query}">${words.t('day-map')}</a>`;
  return words.t('day-place', { address: addressText ?? '', link: new Html(link) });
}

async function sendPicture(ctx: RepairContext, desk: Desk, masterId: number): Promise<Outcome> {
  const visits = await visitsOf(desk, masterId);
  const name = (await findMasterById(desk.db, masterId))?.name ?? '';
  const style = { zone: desk.settings.zone, language: ctx.language, nowMs: desk.clock.nowMs() };
  const picture = await dayPicture(visits, { name }, style);
  await ctx.replyWithPhoto(new InputFile(picture, 'day.png'));
  return { kind: 'applied', toast: false };
}
