import type { MiddlewareFn } from 'grammy';
import type { DurableContext, TimerContext } from '../context.ts';
import type { Prefill } from './begin-dialog.ts';
import { buttonPrefix } from './button-data.ts';
import type { Dialog, Values } from './define-dialog.ts';
import type { DialogsDeps, Engine } from './dialog-session.ts';
import { dialogTimers } from './dialog-timers.ts';
import { enterDialog, offerDrafts, prefillDialog, tellOfParked, type Entered } from './enter-dialog.ts';
import { handleEditedMessage, handleMessage, type Handled } from './handle-message.ts';
import { handlePress } from './handle-press.ts';

/** The dialogs of one bot. */
export interface Dialogs {
  /**
   * Takes answers, presses of dialogs' buttons and edits of answers; everything else goes on to the bot's handlers.
   * Stands right after {@link durable}, before commands. An unrelated command parks the active dialog first;
   * `/help` gets help on the present step before the bot's own.
   */
  readonly middleware: MiddlewareFn<DurableContext>;
  /** Begins a dialog with the answers in `initial`; an unfinished one is offered instead, and a group gets a link. */
  enter(ctx: DurableContext, dialog: Dialog, initial?: Values): Promise<Entered>;
  /**
   * Begins a dialog with answers that were read out of one text: what is missing is asked, then the review card comes,
   * where guesses are marked. Drafts stay as they are, as the text must not get lost over them.
   */
  prefill(ctx: DurableContext, dialog: Dialog, prefill: Prefill): Promise<void>;
  /** Shows the newest unfinished dialog of this kind, for `/start`; `false` when there is none. */
  offerDrafts(ctx: DurableContext, dialog: Dialog): Promise<boolean>;
  /** To be spread into {@link DurableBot.timers}. */
  readonly timers: Record<string, (ctx: TimerContext) => Promise<void>>;
}

/**
 * Puts dialogs together for a bot.
 *
 * @throws TypeError when two definitions have one name
 * @example
 * const dialogs = createDialogs([createOrder], { clock, ids, log });
 * bot.use(durable(), dialogs.middleware);
 * bot.command('create_order', (ctx) => dialogs.enter(ctx, createOrder));
 */
export function createDialogs(definitions: readonly Dialog[], deps: DialogsDeps): Dialogs {
  const names = definitions.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new TypeError(`Two dialogs are called ${twice}; list an older version under its \`previous\`.`);
  const engine: Engine = { definitions, deps };
  return {
    middleware: async (ctx, next) => {
      const before = ctx.durable.dialog.active();
      const handled = await dispatch(engine, ctx);
      if (handled === 'taken') return;
      await next();
      if (handled === 'parked' && before !== undefined) await tellOfParked(engine, ctx, before.id);
    },
    enter: (ctx, dialog, initial = {}) => enterDialog(engine, ctx, dialog, initial),
    prefill: (ctx, dialog, prefill) => prefillDialog(engine, ctx, dialog, prefill),
    offerDrafts: (ctx, dialog) => offerDrafts(engine, ctx, dialog),
    timers: dialogTimers(deps),
  };
}

async function dispatch(engine: Engine, ctx: DurableContext): Promise<Handled> {
  const data = ctx.callbackQuery?.data;
  if (data?.startsWith(buttonPrefix) === true) {
    await handlePress(engine, ctx, data);
    return 'taken';
  }
  if (ctx.message !== undefined) return handleMessage(engine, ctx, ctx.message);
  if (ctx.editedMessage !== undefined) return handleEditedMessage(engine, ctx, ctx.editedMessage);
  return 'passed_on';
}
