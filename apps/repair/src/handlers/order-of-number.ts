import type { ActionButton } from '@durabot/kit';
import type { Desk, RepairContext } from '../desk.ts';
import { listOrdersByNumber, type Order } from '../store/order-store.ts';

/**
 * Does something to the order whose number was typed; where several years have it, asks which by buttons of `kind`. What
 * is out of sight is found where `withDeleted` says so.
 */
export async function onOrderOf(
  ctx: RepairContext,
  desk: Desk,
  typed: string,
  then: {
    readonly kind: string;
    readonly params?: object;
    readonly withDeleted?: boolean;
    run(order: Order): Promise<void>;
  },
): Promise<void> {
  const { words } = ctx;
  const number = typed.trim();
  const command = ctx.message?.text?.split(/[\s@]/)[0] ?? '/order';
  if (number === '') {
    await ctx.reply(words.t('number-usage', { command }), { parse_mode: 'HTML' });
    return;
  }
  const found = await listOrdersByNumber(desk.db, number, then.withDeleted === true ? 'with_deleted' : 'in_sight');
  const [first, second] = found;
  if (first === undefined) {
    await ctx.reply(words.t('order-not-found', { number: number.slice(0, 40) }), { parse_mode: 'HTML' });
  } else if (second === undefined) {
    await then.run(first);
  } else {
    const rows = found.map(({ id, number: text }): ActionButton[] => [
      { kind: then.kind, text, entity: 'order', entityId: String(id), params: then.params ?? {} },
    ]);
    const inline_keyboard = await desk.actions.keyboard(await ctx.durable.tx(), rows);
    await ctx.reply(words.t('order-ambiguous'), { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
  }
}

/** What was typed after a command. */
export function argumentOf(ctx: RepairContext): string {
  return typeof ctx.match === 'string' ? ctx.match : '';
}
