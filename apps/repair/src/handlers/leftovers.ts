import type { Dialog, Dialogs } from '@durabot/runtime';
import { Composer } from 'grammy';
import type { Desk, RepairContext } from '../desk.ts';
import { menuFor } from '../menu.ts';

/** What nothing else has taken: nobody stays without an answer, and no button keeps turning. */
export function leftovers(desk: Desk, dialogs: Dialogs, dialog: Dialog): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  const privately = composer.chatType('private');
  privately.command('cancel', async (ctx) => {
    // Nothing is under way, but a draft may lie aside; its card has a button to delete it.
    if (await dialogs.offerDrafts(ctx, dialog)) return;
    const reply_markup = menuFor(desk.roles, ctx.from.id, ctx.words);
    await ctx.reply(ctx.words.t('nothing-to-cancel'), { parse_mode: 'HTML', reply_markup });
  });
  privately.on('message', async (ctx) => {
    const hasRole = desk.roles.rolesOf(ctx.from.id).length > 0;
    const name = ctx.from.first_name;
    const text = hasRole
      ? ctx.words.t('not-understood')
      : ctx.words.t('start-unknown', { name, id: String(ctx.from.id) });
    await ctx.reply(text, { parse_mode: 'HTML', reply_markup: menuFor(desk.roles, ctx.from.id, ctx.words) });
  });
  // In a group people talk to each other; only a command that is ours gets a word.
  composer
    .chatType(['group', 'supergroup'])
    .command(['start', 'help', 'orders', 'order', 'language', 'cancel'], async (ctx) => {
      const url = `https://t.me/${ctx.me.username}`;
      const inline_keyboard = [[{ text: ctx.words.plain('open-private'), url }]];
      await ctx.reply(ctx.words.t('only-private'), { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
    });
  composer.on('callback_query', (ctx) => ctx.answerCallbackQuery({ text: ctx.words.plain('button-outdated') }));
  return composer;
}
