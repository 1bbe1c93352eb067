import type { DurableContext } from '../context.ts';
import type { Card } from './render-step.ts';

/** Where a card goes: over the message that was pressed or another known one, or to the end of the chat. */
export type Surface = { readonly kind: 'edit'; readonly messageId: number } | { readonly kind: 'new' };

/** Shows a card and returns its message's id, which is virtual for a new one. */
export async function showCard(ctx: DurableContext, surface: Surface, card: Card): Promise<number> {
  const options = {
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    reply_markup: { inline_keyboard: card.keyboard },
  } as const;
  const chatId = ctx.chatId;
  if (surface.kind === 'edit' && chatId !== undefined) {
    await ctx.api.editMessageText(chatId, surface.messageId, card.html, options);
    return surface.messageId;
  }
  const { reply_markup, ...plain } = options;
  const message = await ctx.reply(card.html, card.keyboard.length === 0 ? plain : { ...plain, reply_markup });
  return message.message_id;
}
