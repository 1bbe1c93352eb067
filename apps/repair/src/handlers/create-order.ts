import { Composer } from 'grammy';
import type { Dialog, Dialogs } from '@durabot/runtime';
import type { Desk, RepairContext } from '../desk.ts';
import { menuWords } from '../menu.ts';
import { onlyWith } from './permission.ts';

/** `/create_order`, its menu button and the link from a group: all begin the order dialog, or offer to go on with one. */
export function createOrder(desk: Desk, dialogs: Dialogs, dialog: Dialog): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  const enter = onlyWith<RepairContext>(desk, 'create_order', async (ctx) => {
    await dialogs.enter(ctx, dialog);
  });
  // In a group too: the dialog answers there with a link to the private chat.
  composer.command(['create_order', 'new'], enter);
  const privately = composer.chatType('private');
  privately.hears([...menuWords['menu-create']], enter);
  privately.command('start').filter((ctx) => ctx.match === dialog.name, enter);
  // Who comes back after a while begins with /start: the welcome is followed by what they have left unfinished.
  privately.command('start', async (ctx, next) => {
    await next();
    if (desk.roles.may(ctx.from.id, 'create_order')) await dialogs.offerDrafts(ctx, dialog);
  });
  return composer;
}
