import type { RefusalContext } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../desk.ts';
import { noteReach } from '../store/client-link-store.ts';

const name = 'repair.client';
const payload = z.object({ userId: z.number() });

/** Who is told when a client cannot be written to. */
export function clientRefusal(userId: number): { readonly name: string; readonly payload: unknown } {
  return { name, payload: { userId } };
}

/** For the bot's definition: a client who has blocked the bot is written to no more, and the desk's cards say so. */
export function clientRefusals(desk: Desk): Record<string, (ctx: RefusalContext) => Promise<void>> {
  return {
    [name]: async (ctx) => {
      // What was wrong with one message says nothing of the next.
      if (ctx.refusal.code !== 'UNREACHABLE') return;
      const { userId } = payload.parse(ctx.refusal.payload);
      const orderIds = await noteReach(await ctx.durable.tx(), userId, new Date(desk.clock.nowMs()));
      for (const orderId of orderIds) await desk.cards.refresh(ctx, { entity: 'order', entityId: String(orderId) });
    },
  };
}
