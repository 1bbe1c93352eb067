import type { TimerContext } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../desk.ts';
import { theSystem } from '../domain/order-work.ts';
import { followParents } from '../use-cases/create-orders.ts';
import { fireTimersOfOrder } from '../use-cases/fire-timers.ts';
import { askNext } from './ask-next.ts';
import { orderTimer, setOrderTimer, tell } from './tell.ts';

const payload = z.object({ orderId: z.number() });

/**
 * For the bot's definition: lets what is due on an order happen, and tells of it. An order that was touched in several
 * chats is looked at in each; whoever comes second finds it settled.
 */
export function orderTimers(desk: Desk): Record<string, (ctx: TimerContext) => Promise<void>> {
  return {
    [orderTimer]: async (ctx) => {
      const { orderId } = payload.parse(ctx.timer.payload);
      const tx = await ctx.durable.tx();
      const at = new Date(desk.clock.nowMs());
      await desk.company.current();
      const fired = await fireTimersOfOrder(tx, orderId, at, desk.policy);
      const next = await askNext(tx, desk, orderId, fired, at);
      const followed = await followParents(tx, orderId, { actor: theSystem, at }, desk.policy);
      const facts = [...fired, ...next, ...followed];
      if (facts.length > 0) await tell(ctx, desk, facts, { cards: 'refresh' });
      else await setOrderTimer(ctx, orderId);
    },
  };
}
