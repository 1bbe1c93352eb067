import type { ActionButton, Outcome } from '@durabot/kit';
import { formatTime, formatWhen } from '@durabot/kit';
import { escapeHtml } from '@durabot/runtime';
import { Composer } from 'grammy';
import { z } from 'zod';
import { changeWords } from '../cards/change-words.ts';
import type { Desk, RepairContext } from '../desk.ts';
import type { CardStyle } from '../domain/order-card.ts';
import { statusLabel } from '../domain/order-status.ts';
import { listTimeline, type TimelineLine } from '../store/history-store.ts';
import { findOrder, type Order } from '../store/order-store.ts';
import { texts } from '../texts.ts';
import { argumentOf, onOrderOf } from './order-of-number.ts';
import { onlyWith } from './permission.ts';

const pageSize = 10;
const pageKind = 'order.history';

/** `/history <number>`: all that happened to an order, the latest first: what, when, who, and how it came to be known. */
export function orderHistory(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  composer.chatType('private').command(
    'history',
    onlyWith(desk, 'see_orders', (ctx) =>
      onOrderOf(ctx, desk, argumentOf(ctx), {
        kind: pageKind,
        params: { skip: 0, isTurned: false },
        withDeleted: ctx.from !== undefined && desk.roles.may(ctx.from.id, 'manage_roles'),
        run: (order) => show(ctx, desk, order, { skip: 0, isTurned: false }),
      }),
    ),
  );
  desk.actions.define({
    kind: pageKind,
    params: z.object({ skip: z.number().int().nonnegative(), isTurned: z.boolean() }),
    run: async (ctx, { entityId, params }): Promise<Outcome> => {
      if (ctx.from === undefined || !desk.roles.may(ctx.from.id, 'see_orders'))
        return { kind: 'not_allowed_now', reason: ctx.words.plain('not-allowed-now') };
      const order = await findOrder(desk.db, Number(entityId));
      if (order === undefined) return { kind: 'expired' };
      await show(ctx, desk, order, params);
      return { kind: 'applied', toast: false };
    },
  });
  return composer;
}

async function show(
  ctx: RepairContext,
  desk: Desk,
  order: Order,
  { skip, isTurned }: { readonly skip: number; readonly isTurned: boolean },
): Promise<void> {
  const { words, language } = ctx;
  const style = { language, zone: desk.settings.zone, nowMs: desk.clock.nowMs() };
  const { lines, hasMore } = await listTimeline(desk.db, order.id, { skip, limit: pageSize });
  const turn = (text: string, to: number): ActionButton => ({
    kind: pageKind,
    text,
    entity: 'order',
    entityId: String(order.id),
    params: { skip: to, isTurned: true },
  });
  const turns = [
    ...(skip > 0 ? [turn(words.plain('board-back'), Math.max(0, skip - pageSize))] : []),
    ...(hasMore ? [turn(words.plain('board-more'), skip + pageSize)] : []),
  ];
  const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), turns.length === 0 ? [] : [turns]);
  const html = [
    words.t('timeline-title', { number: order.number, page: Math.floor(skip / pageSize) + 1 }),
    ...lines.map((line) => timelineLine(line, style, order.currency)),
  ].join('\n\n');
  const other = { parse_mode: 'HTML', reply_markup: { inline_keyboard } } as const;
  if (isTurned) await ctx.editMessageText(html, other);
  else await ctx.reply(html, other);
}

/** `сб 21 нояб., 12:00 · Анна · кнопкой` over what was done, and why. */
function timelineLine(line: TimelineLine, style: CardStyle, currency: string): string {
  const words = texts(style.language);
  const who = escapeHtml(line.actorName ?? words.plain('history-system'));
  const via =
    line.saidAt === undefined
      ? words.t('timeline-via', { via: line.actorName === undefined ? 'timer' : 'bot' })
      : words.t('timeline-said', { at: formatTime(line.saidAt, style) });
  const moved =
    line.fromStatus === undefined || line.fromStatus === line.toStatus
      ? ''
      : ` → ${statusLabel(line.toStatus, style.language)}`;
  const changes = line.event === 'edit' ? escapeHtml(changeWords(line.details, style, currency)) : '';
  const check = line.check === undefined ? '' : words.t('timeline-check', line.check);
  const what = `<b>${words.t('timeline-event', { event: line.event })}</b>${moved}`;
  const why = [changes, check, line.reason === undefined ? '' : escapeHtml(line.reason)].filter((part) => part !== '');
  return [`<i>${formatWhen(line.at, style)} · ${who} · ${via}</i>`, [what, ...why].join(': ')].join('\n');
}
