import type { Dialog, Dialogs } from '@durabot/runtime';
import { Composer } from 'grammy';
import type { Desk, RepairContext } from '../desk.ts';
import { isOrderText, parseOrderText } from '../domain/parse-order-text.ts';
import { draftFromText } from '../scenes/order/draft-from-text.ts';

/** A text that says enough of an order, pasted or forwarded outside of any dialog, opens the order dialog filled in. */
export function quickCreate(desk: Desk, dialogs: Dialogs, dialog: Dialog): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  composer.chatType('private').on('message:text', async (ctx, next) => {
    const { text } = ctx.msg;
    if (text.startsWith('/') || !desk.roles.may(ctx.from.id, 'create_order')) return next();
    const { country, currency, zone } = desk.settings;
    const read = parseOrderText(text, { country, currency, zone, nowMs: desk.clock.nowMs(), language: ctx.language });
    if (!isOrderText(read)) return next();
    const { values, guessed } = await draftFromText(desk, read);
    const note = ctx.words.t(guessed.length === 0 ? 'quick-understood' : 'quick-guessed');
    await dialogs.prefill(ctx, dialog, { values, guessed, note });
  });
  return composer;
}
