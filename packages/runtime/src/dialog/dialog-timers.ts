import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { DurableContext, TimerContext } from '../context.ts';
import { dialogStateSchema } from './dialog-state.ts';
import { engineTexts } from './texts.ts';

/** The timer that ends forgotten drafts; its key is the dialog's id. */
export const expiryTimer = 'dialog_expiry';

const payloadSchema = z.object({ dialogId: z.string() });

/**
 * Sets the timer of a new dialog. Answers do not move it: when it fires and the draft was used meanwhile, it sets itself anew,
 * so a busy dialog costs no timer writes.
 */
export function setExpiry(ctx: Pick<DurableContext, 'durable'>, dialogId: string, expiresAt: Date): void {
  ctx.durable.timers.set({ name: expiryTimer, key: dialogId, dueAt: expiresAt, payload: { dialogId } });
}

/** Timer handlers to be listed under {@link DurableBot.timers}. */
export function dialogTimers(deps: { clock: Clock }): Record<string, (ctx: TimerContext) => Promise<void>> {
  return { [expiryTimer]: (ctx) => expire(ctx, deps.clock.nowMs()) };
}

async function expire(ctx: TimerContext, nowMs: number): Promise<void> {
  const { dialogId } = payloadSchema.parse(ctx.timer.payload);
  const stored = await ctx.durable.dialog.find(dialogId);
  if (stored?.expiresAt === undefined) return;
  if (stored.expiresAt.getTime() > nowMs) return setExpiry(ctx, dialogId, stored.expiresAt);
  ctx.durable.dialog.remove(dialogId);
  const state = dialogStateSchema.safeParse(stored.data);
  if (!state.success || state.data.card === undefined) return;
  // The card is changed in place: a month-old draft is no reason to wake somebody up.
  await ctx.api.editMessageText(ctx.chatId, state.data.card, engineTexts[state.data.language].expired, {
    reply_markup: { inline_keyboard: [] },
  });
}
