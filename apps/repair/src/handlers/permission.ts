import type { Desk, RepairContext } from '../desk.ts';
import type { Permission } from '../roles.ts';

/** The handler, for those who may; the others read so, with the id by which an administrator can let them in. */
export function onlyWith<C extends RepairContext>(
  desk: Desk,
  permission: Permission,
  handler: (ctx: C) => Promise<void>,
): (ctx: C) => Promise<void> {
  return async (ctx) => {
    if (ctx.from !== undefined && desk.roles.may(ctx.from.id, permission)) return handler(ctx);
    if (ctx.callbackQuery !== undefined) await ctx.answerCallbackQuery();
    if (ctx.from !== undefined && desk.roles.may(ctx.from.id, 'see_orders')) {
      // Of the desk, and not of those who run it: their id would help nobody.
      await ctx.reply(ctx.words.t('not-allowed-now'), { parse_mode: 'HTML' });
      return;
    }
    await ctx.reply(ctx.words.t('not-allowed', { id: String(ctx.from?.id ?? '') }), { parse_mode: 'HTML' });
  };
}
