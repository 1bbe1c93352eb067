import type { ActionButton, ActionPress, Outcome } from '@durabot/kit';
import { listUnreachable } from '@durabot/runtime';
import { Composer, InputFile } from 'grammy';
import type { InlineKeyboardMarkup } from 'grammy/types';
import { z } from 'zod';
import { audit } from '../audit.ts';
import { runtimeName, type Desk, type RepairContext } from '../desk.ts';
import { orderLine } from '../domain/order-card.ts';
import { statusLabel } from '../domain/order-status.ts';
import { orderStatuses } from '../domain/machines/order-machine.ts';
import { orderActions } from '../cards/order-kinds.ts';
import { countBoard, listBoard, type BoardFilter } from '../store/board-store.ts';
import { menuWords } from '../menu.ts';
import { tell } from '../notify/tell.ts';
import { boardPicture } from '../pictures/board-picture.ts';
import { listMasters } from '../store/master-store.ts';
import { fireMaster } from '../use-cases/master-use-cases.ts';
import { profileButton } from './master-profile.ts';
import { onlyWith } from './permission.ts';

const pageSize = 8;
const buttonsPerRow = 4;
/** States that the board counts; what is over is found by its number. */
const shownStatuses = ['new', 'offering', 'assigned', 'in_progress', 'on_hold', 'work_done'] as const;

const filter = z.discriminatedUnion('by', [
  z.object({ by: z.literal('status'), status: z.enum(orderStatuses) }),
  z.object({ by: z.literal('overdue') }),
  z.object({ by: z.literal('without_master') }),
  z.object({ by: z.literal('today') }),
  z.object({ by: z.literal('text'), text: z.string() }),
]);
type PageOf = z.infer<typeof filter>;

const pageKind = 'board.page';
const fireKind = 'master.fire';
const pictureKind = 'board.picture';

/** `/board`, `/today`, `/hold`, and `/masters`: what is open, counted, and page by page. */
export function board(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  const privately = composer.chatType('private');
  const see = <C extends RepairContext>(handler: (ctx: C) => Promise<void>): ((ctx: C) => Promise<void>) =>
    onlyWith(desk, 'see_orders', handler);
  privately.command(
    'board',
    see((ctx) => sendBoard(ctx, desk)),
  );
  privately.hears(
    [...menuWords['menu-board']],
    see((ctx) => sendBoard(ctx, desk)),
  );
  privately.hears(
    [...menuWords['menu-masters']],
    see((ctx) => sendMasters(ctx, desk)),
  );
  privately.command(
    'today',
    see((ctx) => sendPage(ctx, desk, { by: 'today' })),
  );
  desk.actions.define({
    kind: pictureKind,
    params: z.unknown(),
    run: async (ctx): Promise<Outcome> => {
      if (ctx.from === undefined || !desk.roles.may(ctx.from.id, 'see_orders'))
        return { kind: 'not_allowed_now', reason: ctx.words.plain('not-allowed-now') };
      const picture = await boardPicture(desk, ctx.language);
      await ctx.replyWithPhoto(new InputFile(picture, 'board.png'));
      return { kind: 'applied', toast: false };
    },
  });
  privately.command(
    'hold',
    see((ctx) => sendPage(ctx, desk, { by: 'status', status: 'on_hold' })),
  );
  privately.command(
    'masters',
    see((ctx) => sendMasters(ctx, desk)),
  );
  desk.actions.define({
    kind: pageKind,
    params: z.object({ filter, skip: z.number().int().nonnegative(), isTurned: z.boolean() }),
    run: async (ctx, { params }): Promise<Outcome> => {
      if (ctx.from === undefined || !desk.roles.may(ctx.from.id, 'see_orders'))
        return { kind: 'not_allowed_now', reason: ctx.words.plain('not-allowed-now') };
      const page = await pageOf(ctx, desk, params.filter, params.skip);
      const other = { parse_mode: 'HTML', reply_markup: page.reply_markup } as const;
      if (params.isTurned) await ctx.editMessageText(page.html, other);
      else await ctx.reply(page.html, other);
      return { kind: 'applied', toast: false };
    },
  });
  desk.actions.define({
    kind: fireKind,
    params: z.object({ name: z.string(), isSure: z.boolean() }),
    run: (ctx, press) => fire(ctx, desk, press),
  });
  return composer;
}

async function sendBoard(ctx: RepairContext, desk: Desk): Promise<void> {
  const { words } = ctx;
  const { byStatus, overdue, withoutMaster } = await countBoard(desk.db, new Date(desk.clock.nowMs()));
  const buttons: ActionButton[] = [];
  if (overdue > 0) buttons.push(pageButton(words.plain('board-overdue', { count: overdue }), { by: 'overdue' }));
  if (withoutMaster > 0)
    buttons.push(pageButton(words.plain('board-without-master', { count: withoutMaster }), { by: 'without_master' }));
  for (const status of shownStatuses) {
    const count = byStatus.get(status) ?? 0;
    if (count > 0) buttons.push(pageButton(`${statusLabel(status, ctx.language)} ${count}`, { by: 'status', status }));
  }
  const rows = buttons.map((_, index) => buttons.slice(index, index + 2)).filter((__, index) => index % 2 === 0);
  if (buttons.length > 0)
    rows.push([
      { kind: pictureKind, text: words.plain('board-picture'), entity: 'board', entityId: 'picture', params: {} },
    ]);
  const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), rows);
  const html = words.t(buttons.length === 0 ? 'board-empty' : 'board-title');
  await ctx.reply(html, { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
}

function pageButton(text: string, of: PageOf, skip = 0, isTurned = false): ActionButton {
  return { kind: pageKind, text, entity: 'board', entityId: of.by, params: { filter: of, skip, isTurned } };
}

async function sendPage(ctx: RepairContext, desk: Desk, of: PageOf): Promise<void> {
  const page = await pageOf(ctx, desk, of, 0);
  await ctx.reply(page.html, { parse_mode: 'HTML', reply_markup: page.reply_markup });
}

async function pageOf(
  ctx: RepairContext,
  desk: Desk,
  of: PageOf,
  skip: number,
): Promise<{ html: string; reply_markup: InlineKeyboardMarkup }> {
  const { words, language } = ctx;
  const nowMs = desk.clock.nowMs();
  const at = new Date(nowMs);
  const { orders, hasMore } = await listBoard(desk.db, filterOf(desk, of, at), { at, skip, limit: pageSize });
  const style = { language, zone: desk.settings.zone, nowMs };
  const rows: ActionButton[][] = [];
  orders.forEach((order, index) => {
    if (index % buttonsPerRow === 0) rows.push([]);
    const text = String(Number(order.number.split('-')[2] ?? 0));
    rows.at(-1)?.push({ kind: orderActions.card, text, entity: 'order', entityId: String(order.id), params: {} });
  });
  const turns: ActionButton[] = [];
  if (skip > 0) turns.push(pageButton(words.plain('board-back'), of, Math.max(0, skip - pageSize), true));
  if (hasMore) turns.push(pageButton(words.plain('board-more'), of, skip + pageSize, true));
  if (turns.length > 0) rows.push(turns);
  const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), rows);
  const html =
    orders.length === 0 ? words.t('board-nothing') : orders.map((order) => orderLine(order, style)).join('\n\n');
  return { html, reply_markup: { inline_keyboard } };
}

function filterOf(desk: Desk, of: PageOf, at: Date): BoardFilter {
  if (of.by !== 'today') return of;
  const { dayFrom, dayTo } = desk.policy.dayOf(at);
  return { by: 'today', from: dayFrom, to: dayTo };
}

async function sendMasters(ctx: RepairContext, desk: Desk): Promise<void> {
  const masters = await listMasters(desk.db);
  const chats = masters.map(({ chatId }) => chatId);
  const unreachable = await listUnreachable(desk.db, runtimeName, chats);
  const lines = masters.map(({ name, status, openVisits, chatId }) => {
    const line = ctx.words.t('masters-line', { name, status, visits: openVisits });
    return unreachable.has(chatId) ? `${line}\n${ctx.words.t('masters-unreachable')}` : line;
  });
  const html = lines.length === 0 ? ctx.words.t('masters-nobody') : lines.join('\n');
  const mayFire = ctx.from !== undefined && desk.roles.may(ctx.from.id, 'manage_roles');
  const rows = mayFire
    ? masters.map(({ userId, name }) => [profileButton(userId, `⚙️ ${name}`), fireButton(ctx, userId, name, false)])
    : [];
  const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), rows);
  await ctx.reply(html, { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
}

function fireButton(ctx: RepairContext, masterId: number, name: string, isSure: boolean): ActionButton {
  const text = ctx.words.plain(isSure ? 'masters-fire-sure' : 'masters-fire', { name });
  return { kind: fireKind, text, entity: 'master', entityId: String(masterId), params: { name, isSure } };
}

/** Lets a master go, after a second press: their orders return to the pool at once, and their cards are closed to them. */
async function fire(
  ctx: RepairContext,
  desk: Desk,
  { entityId, params, by, at }: ActionPress<{ name: string; isSure: boolean }>,
): Promise<Outcome> {
  const tx = await ctx.durable.tx();
  const masterId = Number(entityId);
  const actor = { id: by.userId, name: by.name, roles: desk.roles.actorsOf(by.userId) };
  if (!actor.roles.includes('admin')) return { kind: 'not_allowed_now', reason: ctx.words.plain('not-allowed-now') };
  if (!params.isSure) {
    const inline_keyboard = await desk.actions.keyboard(tx, [[fireButton(ctx, masterId, params.name, true)]]);
    const html = ctx.words.t('masters-fire-ask', { name: params.name });
    await ctx.reply(html, { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
    return { kind: 'applied', toast: false };
  }
  const fired = await fireMaster(tx, { masterId, actor, at }, desk.policy);
  if (fired.kind === 'already_applied_by_me') return { kind: 'already_applied_by_me' };
  if (fired.kind !== 'applied')
    return { kind: 'not_allowed_now', reason: ctx.words.plain('refusal', { reason: 'other' }) };
  await desk.roles.grants.revoke(tx, { userId: masterId, role: 'master' });
  const user = { kind: 'user', id: masterId } as const;
  await audit(tx, { at, by, action: 'role.revoked', entity: user, before: { roles: ['master'] } });
  await tell(ctx, desk, fired.facts, { userId: by.userId, cards: 'refresh' });
  return { kind: 'applied' };
}
