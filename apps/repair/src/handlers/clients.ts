import { Composer } from 'grammy';
import type { Desk, RepairContext } from '../desk.ts';
import { isMenuPress, menuWords } from '../menu.ts';
import { askOwner } from '../notify/client-question.ts';
import { listFollowedOrders, noteReach, type FollowedOrder } from '../store/client-link-store.ts';
import { showClientCard } from './client-actions.ts';

/** What clients write outside of any form. Staff who are clients too keep what they are used to. */
export function clients(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  if (!desk.settings.clients) return composer;
  const privately = composer.chatType('private').filter((ctx) => desk.roles.rolesOf(ctx.from.id).length === 0);
  const own =
    <C extends RepairContext>(handler: (ctx: C, orders: readonly FollowedOrder[]) => Promise<void>) =>
    async (ctx: C, next: () => Promise<void>): Promise<void> => {
      const userId = ctx.from?.id ?? 0;
      const orders = await listFollowedOrders(await ctx.durable.tx(), userId);
      // A stranger gets what strangers get.
      if (orders.length === 0) return next();
      await welcomeBack(ctx, desk, userId);
      await handler(ctx, orders);
    };

  privately.command(
    'start',
    own(async (ctx, orders) => {
      const open = orders.filter(isOpen);
      for (const { orderId } of open.length > 0 ? open : orders.slice(0, 1)) await showClientCard(ctx, desk, orderId);
    }),
  );
  const help = own(async (ctx: RepairContext) => {
    await ctx.reply(ctx.words.t('client-help'), { parse_mode: 'HTML' });
  });
  privately.command('help', help);
  privately.hears([...menuWords['menu-help']], help);
  privately.on('message').filter(
    (ctx) => !(ctx.msg.text ?? '').startsWith('/') && !isMenuPress(ctx.msg.text),
    own(async (ctx, orders) => {
      const order = orders.find(isOpen);
      const question = (ctx.msg?.text ?? ctx.msg?.caption ?? '').trim().slice(0, longest);
      if (order === undefined) {
        await ctx.reply(ctx.words.t('client-nothing-open'), { parse_mode: 'HTML' });
      } else if (question === '') {
        await ctx.reply(ctx.words.t('client-words-only'), { parse_mode: 'HTML' });
      } else {
        const { orderId, number } = order;
        await askOwner(ctx, desk, { orderId, number, question, id: `text/${ctx.durable.entry.id}` });
        await ctx.reply(ctx.words.t('client-asked', { number }), { parse_mode: 'HTML' });
      }
    }),
  );
  return composer;
}

/** More would be a letter. */
const longest = 1_000;

function isOpen({ status }: FollowedOrder): boolean {
  return !['closed', 'refused', 'cancelled'].includes(status);
}

/** Who writes again can be written to again, and the desk's cards say so. */
async function welcomeBack(ctx: RepairContext, desk: Desk, userId: number): Promise<void> {
  for (const orderId of await noteReach(await ctx.durable.tx(), userId, undefined))
    await desk.cards.refresh(ctx, { entity: 'order', entityId: String(orderId) });
}
