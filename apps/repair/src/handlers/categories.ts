import type { ActionButton, Outcome } from '@durabot/kit';
import type { InlineKeyboardMarkup } from 'grammy/types';
import { z } from 'zod';
import { audit } from '../audit.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { categoryIds, categoryLabel } from '../domain/categories.ts';
import { listOfferedCategories, setCategoryOffered } from '../store/category-store.ts';

const kind = 'category.offer';
export const categoryPage = 'category.page';

/** A page of `/types`: what the company repairs; an admin switches a category off in new orders, and on again. */
export function defineCategories(desk: Desk): void {
  desk.actions.define({
    kind: categoryPage,
    params: z.unknown(),
    run: async (ctx, { by }): Promise<Outcome> => {
      if (!desk.roles.may(by.userId, 'manage_roles'))
        return { kind: 'not_allowed_now', reason: ctx.words.plain('not-allowed-now') };
      await redraw(ctx, desk);
      return { kind: 'applied', toast: false };
    },
  });
  desk.actions.define({
    kind,
    params: z.object({ category: z.enum(categoryIds), isOffered: z.boolean() }),
    run: async (ctx, { params, by, at }): Promise<Outcome> => {
      if (!desk.roles.may(by.userId, 'manage_roles'))
        return { kind: 'not_allowed_now', reason: ctx.words.plain('not-allowed-now') };
      const tx = await ctx.durable.tx();
      const { category, isOffered } = params;
      const before = (await listOfferedCategories(tx)).includes(category);
      if (before === isOffered) {
        await redraw(ctx, desk);
        return { kind: 'already_applied_by_me' };
      }
      await setCategoryOffered(tx, { category, isOffered, by: by.userId, at });
      await audit(tx, {
        at,
        by,
        action: 'category.changed',
        entity: { kind: 'category', id: category },
        after: { isOffered },
      });
      await redraw(ctx, desk);
      return { kind: 'applied' };
    },
  });
}

async function redraw(ctx: RepairContext, desk: Desk): Promise<void> {
  const { html, reply_markup } = await draw(ctx, desk);
  await ctx.editMessageText(html, { parse_mode: 'HTML', reply_markup });
}

async function draw(ctx: RepairContext, desk: Desk): Promise<{ html: string; reply_markup: InlineKeyboardMarkup }> {
  const tx = await ctx.durable.tx();
  const offered = await listOfferedCategories(tx);
  const buttons = categoryIds.map((category): ActionButton => {
    const isOffered = offered.includes(category);
    const label = categoryLabel({ kind: 'known', id: category }, ctx.language);
    return {
      kind,
      text: `${isOffered ? '✅' : '▫️'} ${label}`,
      entity: 'category',
      entityId: category,
      params: { category, isOffered: !isOffered },
      scope: { roles: ['admin'] },
    };
  });
  const rows: ActionButton[][] = [];
  for (let at = 0; at < buttons.length; at += 2) rows.push(buttons.slice(at, at + 2));
  return { html: ctx.words.t('types-title'), reply_markup: { inline_keyboard: await desk.actions.keyboard(tx, rows) } };
}
