import { formatDay, qrPng, type ActionPress, type Outcome } from '@durabot/kit';
import { Composer, InputFile } from 'grammy';
import { z } from 'zod';
import { clientActions } from '../cards/client-kinds.ts';
import { orderActions } from '../cards/order-kinds.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { joinClient, lockClientLink, putClientLink, type ClientLink } from '../store/client-link-store.ts';
import { findOrder } from '../store/order-store.ts';
import { showClientCard } from './client-actions.ts';

/** How long a link that nobody has opened opens something. */
const linkLifeMs = 30 * 24 * 3_600_000;
const tokenPattern = /^c[0-9A-Za-z]{30}$/;

/** Links by which clients reach their order without a login: made by the desk, opened once, bound by a word of consent. */
export function clientLink(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  const { actions } = desk;
  actions.define({
    kind: orderActions.clientLink,
    params: z.unknown(),
    run: (ctx, press) => giveLink(ctx, desk, press),
  });
  actions.define({
    kind: orderActions.clientQr,
    params: z.unknown(),
    run: (ctx, press) => sendQr(ctx, desk, press),
  });
  actions.define({
    kind: clientActions.join,
    params: z.object({ token: z.string().regex(tokenPattern) }),
    run: (ctx, press) => join(ctx, desk, press.params.token),
  });
  actions.define({
    kind: clientActions.leave,
    params: z.unknown(),
    run: async (ctx) => {
      await ctx.editMessageText(ctx.words.t('client-left'), { parse_mode: 'HTML' });
      return { kind: 'applied', toast: false };
    },
  });
  if (!desk.settings.clients) return composer;
  composer
    .chatType('private')
    .command('start')
    .filter(
      (ctx) => tokenPattern.test(ctx.match),
      (ctx) => open(ctx, desk, ctx.match),
    );
  return composer;
}

/** Each press makes another link: what was stored of the last one cannot be read back. */
async function giveLink(ctx: RepairContext, desk: Desk, press: ActionPress<unknown>): Promise<Outcome> {
  const tx = await ctx.durable.tx();
  const orderId = Number(press.entityId);
  const order = await findOrder(tx, orderId);
  if (order === undefined || !desk.settings.clients) return { kind: 'expired' };
  // Three times ten characters of 62: more than anybody could guess.
  const token = `c${desk.ids.short()}${desk.ids.short()}${desk.ids.short()}`;
  const expiresAt = new Date(press.at.getTime() + linkLifeMs);
  await putClientLink(tx, { token, orderId, at: press.at, expiresAt });
  const url = `https://t.me/${ctx.me.username}?start=${token}`;
  const until = formatDay(expiresAt, { language: ctx.language, zone: desk.settings.zone, nowMs: press.at.getTime() });
  const qr = { entity: 'order', entityId: press.entityId, kind: orderActions.clientQr, params: {} };
  const scope = { userIds: [press.by.userId] };
  // A code is for somebody who stands beside; a group has nobody to show it to.
  const rows = ctx.chat?.type === 'private' ? [[{ ...qr, text: ctx.words.plain('button-client-qr'), scope }]] : [];
  await ctx.reply(ctx.words.t('client-link', { number: order.number, url, until }), {
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    reply_markup: { inline_keyboard: await desk.actions.keyboard(tx, rows) },
  });
  return { kind: 'applied', toast: false };
}

/**
 * The link of the message as a picture, for a client who stands beside or gets a print. It is read from the message: only
 * there does it stand, and another one would end it.
 */
async function sendQr(ctx: RepairContext, desk: Desk, press: ActionPress<unknown>): Promise<Outcome> {
  const order = await findOrder(await ctx.durable.tx(), Number(press.entityId));
  const [url] = /https:\/\/t\.me\/\w+\?start=c[0-9A-Za-z]{30}/.exec(ctx.callbackQuery?.message?.text ?? '') ?? [];
  if (order === undefined || url === undefined || !desk.settings.clients) return { kind: 'expired' };
  if (ctx.chat?.type !== 'private') return { kind: 'not_allowed_now', reason: ctx.words.plain('client-qr-private') };
  await ctx.replyWithPhoto(new InputFile(qrPng(url), `${order.number}.png`), {
    caption: ctx.words.t('client-qr', { number: order.number }),
    parse_mode: 'HTML',
  });
  return { kind: 'applied', toast: false };
}

/** Somebody opens a link: once they agree, the order is theirs to follow. */
async function open(ctx: RepairContext, desk: Desk, token: string): Promise<void> {
  const userId = ctx.from?.id;
  const tx = await ctx.durable.tx();
  const link = await lockClientLink(tx, token);
  const refused = refusalOf(link, userId, new Date(desk.clock.nowMs()));
  if (link === undefined || userId === undefined || refused !== undefined) {
    await ctx.reply(ctx.words.t('client-link-refused', { reason: refused ?? 'unknown' }), { parse_mode: 'HTML' });
    return;
  }
  if (link.usedBy === userId) {
    await showClientCard(ctx, desk, link.orderId);
    return;
  }
  const about = { entity: 'client_link', entityId: String(link.orderId), scope: { userIds: [userId] } };
  const inline_keyboard = await desk.actions.keyboard(tx, [
    [
      { ...about, kind: clientActions.join, text: ctx.words.plain('button-client-join'), params: { token } },
      { ...about, kind: clientActions.leave, text: ctx.words.plain('button-client-leave'), params: {} },
    ],
  ]);
  await ctx.reply(ctx.words.t('client-consent', { number: link.number }), {
    parse_mode: 'HTML',
    reply_markup: { inline_keyboard },
  });
}

async function join(ctx: RepairContext, desk: Desk, token: string): Promise<Outcome> {
  const userId = ctx.from?.id;
  const tx = await ctx.durable.tx();
  const at = new Date(desk.clock.nowMs());
  const link = await lockClientLink(tx, token);
  const refused = refusalOf(link, userId, at);
  if (link === undefined || userId === undefined || refused !== undefined)
    return {
      kind: 'not_allowed_now',
      reason: ctx.words.plain('client-link-refused', { reason: refused ?? 'unknown' }),
    };
  if (link.usedBy === undefined) await joinClient(tx, { token, clientId: link.clientId, userId, at });
  await ctx.editMessageText(ctx.words.t('client-joined', { number: link.number }), { parse_mode: 'HTML' });
  await showClientCard(ctx, desk, link.orderId);
  // The desk sees that it need not call any more.
  await desk.cards.refresh(ctx, { entity: 'order', entityId: String(link.orderId) });
  return { kind: 'applied', toast: false };
}

/** Why a link opens nothing for somebody. */
function refusalOf(
  link: ClientLink | undefined,
  userId: number | undefined,
  at: Date,
): 'unknown' | 'expired' | 'used' | undefined {
  if (link === undefined || userId === undefined) return 'unknown';
  if (link.usedBy !== undefined) return link.usedBy === userId ? undefined : 'used';
  return link.expiresAt <= at ? 'expired' : undefined;
}
