import type { Attempt, TimerContext } from '@durabot/runtime';
import type { Desk, RepairContext } from '../desk.ts';
import { listOrdersDue } from '../use-cases/fire-timers.ts';
import { orderTimer } from './tell.ts';

/** The runtime's timer that looks for what no other one woke for. */
const sweepTimer = 'repair.sweep';
const everyMs = 2 * 60_000;
const apartMs = 10_000;
/** What is due since less has a timer of its own on its way. */
const graceMs = 30_000;
const mostAtOnce = 50;

/** Sees to it that orders which nobody has touched in a chat have their time run, too. */
export interface OrderSweep {
  /** Keeps the sweep of this person's private chat going, if they are of the desk; costs nothing while it does. */
  keep(ctx: RepairContext): void;
  /** For the bot's definition. */
  readonly timers: Record<string, (ctx: TimerContext) => Promise<void>>;
}

/**
 * An order's timers are rows, and the runtime wakes for them in the chat where one was set. An order that was imported, or
 * made on the web, has no such chat: each private chat of the desk looks for those every other minute, and sets there what
 * it finds. However many look, `fireTimersOfOrder` settles each timer once.
 */
export function createOrderSweep(desk: Desk): OrderSweep {
  // Until when somebody's next sweep is known to be set. One that was rolled back is set anew once it is past.
  const setUntil = new Map<number, number>();

  const set = (durable: Attempt, userId: number): void => {
    // On steps of the clock: to set it again changes nothing and puts nothing off. One chat after another, so that the
    // first finds what is due and the others find it done.
    const offsetMs = (Math.max(0, desk.roles.desk().indexOf(userId)) * apartMs) % everyMs;
    const dueMs = (Math.floor((desk.clock.nowMs() - offsetMs) / everyMs) + 1) * everyMs + offsetMs;
    durable.timers.set({ name: sweepTimer, dueAt: new Date(dueMs) });
    setUntil.set(userId, dueMs);
  };

  return {
    keep: (ctx) => {
      if (ctx.from === undefined || ctx.chat?.type !== 'private') return;
      const { id } = ctx.from;
      if (!desk.roles.may(id, 'see_orders') || (setUntil.get(id) ?? 0) > desk.clock.nowMs()) return;
      set(ctx.durable, id);
    },
    timers: {
      [sweepTimer]: async (ctx) => {
        await desk.roles.refresh();
        // Whoever has left the desk looks for nothing any more.
        if (!desk.roles.may(ctx.chatId, 'see_orders')) return;
        const nowMs = desk.clock.nowMs();
        const due = await listOrdersDue(desk.db, new Date(nowMs - graceMs), mostAtOnce);
        for (const orderId of due) {
          ctx.durable.timers.set({
            name: orderTimer,
            key: String(orderId),
            dueAt: new Date(nowMs),
            payload: { orderId },
          });
        }
        set(ctx.durable, ctx.chatId);
      },
    },
  };
}
