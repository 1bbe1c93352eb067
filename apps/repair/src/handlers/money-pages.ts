import type { ActionButton, ActionPress, Outcome } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import type { z } from 'zod';
import type { Desk, RepairContext } from '../desk.ts';
import type { Permission } from '../roles.ts';

/** What a message about money shows. */
export interface MoneyPage {
  readonly html: string;
  readonly rows: readonly (readonly ActionButton[])[];
  /** In a message of its own. */
  readonly isNew?: boolean;
}

/** Messages of buttons that turn one into the other, for whoever may and for nobody else. */
export interface MoneyPages {
  /** A button that turns its message into another page; nothing to show, and the button has expired. */
  turn<Params>(
    kind: string,
    params: z.ZodType<Params>,
    draw: (ctx: RepairContext, tx: Tx, press: ActionPress<Params>) => Promise<MoneyPage | undefined>,
    outcome?: Outcome,
  ): void;
  /** A button that does something else. */
  act<Params>(
    kind: string,
    params: z.ZodType<Params>,
    run: (ctx: RepairContext, press: ActionPress<Params>) => Promise<Outcome>,
  ): void;
  /** The first page, by a command. */
  send(ctx: RepairContext, draw: (tx: Tx) => Promise<MoneyPage>): Promise<void>;
}

/** Makes them; whoever may not, by default manage the money, is told so. */
export function createMoneyPages(desk: Desk, permission: Permission = 'manage_money'): MoneyPages {
  const may = (userId: number | undefined): boolean => userId !== undefined && desk.roles.may(userId, permission);

  const show = async (ctx: RepairContext, tx: Tx, { html, rows }: MoneyPage, isNew: boolean): Promise<void> => {
    const inline_keyboard = await desk.actions.keyboard(tx, rows);
    const other = { parse_mode: 'HTML', reply_markup: { inline_keyboard } } as const;
    if (isNew) await ctx.reply(html, other);
    else await ctx.editMessageText(html, other);
  };

  const act: MoneyPages['act'] = (kind, params, run) => {
    desk.actions.define({
      kind,
      params,
      run: async (ctx, press): Promise<Outcome> =>
        may(press.by.userId)
          ? run(ctx, press)
          : { kind: 'not_allowed_now', reason: ctx.words.plain('not-allowed-now') },
    });
  };

  return {
    act,
    turn: (kind, params, draw, outcome = { kind: 'applied', toast: false }) =>
      act(kind, params, async (ctx, press) => {
        const tx = await ctx.durable.tx();
        const page = await draw(ctx, tx, press);
        if (page === undefined) return { kind: 'expired' };
        await show(ctx, tx, page, page.isNew === true);
        return outcome;
      }),
    send: async (ctx, draw) => {
      if (!may(ctx.from?.id)) {
        await ctx.reply(ctx.words.t('not-allowed-now'), { parse_mode: 'HTML' });
        return;
      }
      const tx = await ctx.durable.tx();
      await show(ctx, tx, await draw(tx), true);
    },
  };
}
