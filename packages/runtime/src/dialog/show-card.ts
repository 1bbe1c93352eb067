import type { DurableContext } from '../context.ts';
import type { Card } from './render-step.ts';

/** Where a card goes: over the message that was pressed or another known one, or to the end of the chat. */
export type Surface = { readonly kind: 'edit'; readonly messageId: number } | { readonly kind: 'new' };

/**
 * Shows a card and says in which message, where that is known. The number of a new message is not asked for:
 * the pipeline would have to remember each, and the next press brings it.
 */
export async function showCard(ctx: DurableContext, surface: Surface, card: Card): Promise<number | undefined> {
  const options = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const;
  const reply_markup = { inline_keyboard: card.keyboard };
  if (surface.kind === 'edit' && ctx.chatId !== undefined) {
    await ctx.api.editMessageText(ctx.chatId, surface.messageId, card.html, { ...options, reply_markup });
    return surface.messageId;
  }
  await ctx.reply(card.html, card.keyboard.length === 0 ? options : { ...options, reply_markup });
  return undefined;
}
