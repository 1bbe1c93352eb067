import { formatWhen, shortName, type ActionButton, type Outcome } from '@durabot/kit';
import type { Dialogs } from '@durabot/runtime';
import { Composer } from 'grammy';
import { z } from 'zod';
import { orderActions } from '../cards/order-kinds.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { orderLine } from '../domain/order-card.ts';
import { isApplied } from '../domain/outcome.ts';
import type { OrderFormDialogs } from '../scenes/acts/order-forms.ts';
import { listDeletedOrders, type DeletedOrder, type Order } from '../store/order-store.ts';
import { Html } from '../texts.ts';
import { doAndTell, refusalText } from './act.ts';
import { openForm } from './order-actions.ts';
import { argumentOf, onOrderOf } from './order-of-number.ts';
import { onlyWith } from './permission.ts';
import { orderButton } from './search.ts';

const pageSize = 6;
const pageKind = 'deleted.page';

/** `/delete_order`, `/deleted` and `/restore`: what is put out of sight, and brought back as it was. */
export function deletedOrders(desk: Desk, dialogs: Dialogs, forms: OrderFormDialogs): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  const privately = composer.chatType('private');
  const admin = <C extends RepairContext>(handler: (ctx: C) => Promise<void>): ((ctx: C) => Promise<void>) =>
    onlyWith(desk, 'manage_roles', handler);
  privately.command(
    'delete_order',
    admin((ctx) =>
      onOrderOf(ctx, desk, argumentOf(ctx), {
        kind: orderActions.form,
        params: { form: 'delete' },
        run: async ({ id }) => {
          await openForm(ctx, desk, dialogs, forms, { entityId: String(id) }, 'delete');
        },
      }),
    ),
  );
  privately.command(
    'deleted',
    admin((ctx) => show(ctx, desk, 0, false)),
  );
  privately.command(
    'restore',
    admin((ctx) =>
      onOrderOf(ctx, desk, argumentOf(ctx), {
        kind: orderActions.restore,
        withDeleted: true,
        run: (order) => restore(ctx, desk, order),
      }),
    ),
  );
  // Money of a closed order is corrected by opening it: what was settled is countered by a line of its own.
  privately.command(
    ['edit_closed', 'closed_order'],
    admin((ctx) =>
      onOrderOf(ctx, desk, argumentOf(ctx), {
        kind: orderActions.card,
        run: async ({ id, number, status }) => {
          await desk.cards.send(ctx, {
            entity: 'order',
            entityId: String(id),
            kind: 'order',
            chatId: ctx.chat?.id ?? 0,
            userId: ctx.from?.id,
          });
          await ctx.reply(ctx.words.t('edit-closed', { number, state: status === 'closed' ? 'closed' : 'open' }), {
            parse_mode: 'HTML',
          });
        },
      }),
    ),
  );
  desk.actions.define({
    kind: pageKind,
    params: z.object({ skip: z.number().int().nonnegative() }),
    run: async (ctx, { params }): Promise<Outcome> => {
      if (ctx.from === undefined || !desk.roles.may(ctx.from.id, 'manage_roles'))
        return { kind: 'not_allowed_now', reason: ctx.words.plain('not-allowed-now') };
      await show(ctx, desk, params.skip, true);
      return { kind: 'applied', toast: false };
    },
  });
  return composer;
}

async function restore(ctx: RepairContext, desk: Desk, order: Order): Promise<void> {
  if (ctx.from === undefined) return;
  const outcome = await doAndTell(ctx, desk, {
    on: {
      orderId: order.id,
      rev: undefined,
      at: new Date(desk.clock.nowMs()),
      userId: ctx.from.id,
      name: shortName(ctx.from),
    },
    doing: (tx, on) => desk.orders.restore(tx, on),
    cards: 'refresh',
  });
  const { number } = order;
  const html = isApplied(outcome)
    ? ctx.words.t('restored', { number })
    : ctx.words.t('form-refused', { number, why: refusalText(outcome, ctx.words) });
  const open: ActionButton = orderButton(order.id, number, false);
  const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), isApplied(outcome) ? [[open]] : []);
  await ctx.reply(html, { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
}

async function show(ctx: RepairContext, desk: Desk, skip: number, isTurned: boolean): Promise<void> {
  const { words, language } = ctx;
  const style = { language, zone: desk.settings.zone, nowMs: desk.clock.nowMs() };
  const { orders, hasMore } = await listDeletedOrders(desk.db, { skip, limit: pageSize });
  const turns = [
    ...(skip > 0 ? [turn(words.plain('board-back'), Math.max(0, skip - pageSize))] : []),
    ...(hasMore ? [turn(words.plain('board-more'), skip + pageSize)] : []),
  ];
  const rows = orders.map(({ order }) => [orderButton(order.id, order.number, true)]);
  const inline_keyboard = await desk.actions.keyboard(
    await ctx.durable.tx(),
    turns.length === 0 ? rows : [...rows, turns],
  );
  const line = ({ order, at, byName, reason }: DeletedOrder): string =>
    words.t('deleted-line', {
      order: new Html(orderLine(order, style)),
      when: formatWhen(at, style),
      name: byName,
      reason,
    });
  const html =
    orders.length === 0 ? words.t('deleted-none') : [words.t('deleted-title'), ...orders.map(line)].join('\n\n');
  const other = { parse_mode: 'HTML', reply_markup: { inline_keyboard } } as const;
  if (isTurned) await ctx.editMessageText(html, other);
  else await ctx.reply(html, other);
}

function turn(text: string, skip: number): ActionButton {
  const scope = { roles: ['admin'] };
  return { kind: pageKind, text, entity: 'deleted', entityId: 'page', params: { skip }, scope };
}
