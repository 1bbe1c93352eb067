import type { Tx } from '@durabot/postgres';
import type { Attempt, Clock, DurableContext, Ids, Language } from '@durabot/runtime';
import { Composer, type MiddlewareFn } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import type { z } from 'zod';
import { kitTexts } from '../texts/kit-texts.ts';
import type { Action, ActionButton, ActionDefinition, ActionPress, CardButton, EntityRef } from './action.ts';
import { insertActions, lockAction, markUsed, type StoredAction } from './action-store.ts';
import { cardAfter, isEffect, type Outcome, toastOf } from './outcome.ts';

/** What actions are made of. */
export interface ActionsDeps<C extends DurableContext> {
  /** The bot's name in the runtime: its buttons are no other bot's. */
  readonly bot: string;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'short'>;
  /** In which language and zone somebody is answered. */
  reader(ctx: C): Promise<Reader> | Reader;
  /** What somebody is now, for buttons that ask for a role; asked inside the transaction of the press. */
  rolesOf?(tx: Tx, userId: number): Promise<readonly string[]>;
}

/** Who reads an answer. */
export interface Reader {
  readonly language: Language;
  /** IANA name. */
  readonly zone: string;
}

/** What keeps cards up to date after a press; `createCards` makes it. */
export interface CardsAfterPress {
  refresh(turn: Turn, of: EntityRef): Promise<void>;
  resend(turn: Turn, of: EntityRef & { chatId: number; userId: number }): Promise<void>;
}

/** Where calls are captured: a handler's context, or that of a timer or a job. */
export interface Turn {
  readonly api: DurableContext['api'];
  readonly durable: Attempt;
}

/** A product's server-side buttons. */
export interface Actions<C extends DurableContext> {
  /** @throws {Error} when the kind is defined already */
  define<Schema extends z.ZodType>(definition: ActionDefinition<C, Schema>): Action<z.input<Schema>>;
  /** Stores buttons, all in one statement, and gives the rows of a keyboard. */
  keyboard(tx: Tx, rows: readonly (readonly CardButton[])[]): Promise<InlineKeyboardButton[][]>;
  /** Handles presses of these buttons and passes on everything else. Cards, where given, show what came of them. */
  middleware(cards?: CardsAfterPress): MiddlewareFn<C>;
}

const prefix = 'a:';
const pattern = /^a:([0-9A-Za-z]{1,62})$/;

/**
 * Makes a bot's server-side buttons: Telegram carries a random code, everything else is in the database, so that a button can
 * be for certain people, for one use, for a while, and two presses of it at once are one effect and two polite answers.
 *
 * @example
 * const actions = createActions<Context>({ bot: 'repair', clock, ids, reader: (ctx) => ({ language: ctx.language, zone }) });
 * const accept = actions.define({ kind: 'order.accept', params: z.object({}), run: acceptOrder });
 * bot.use(actions.middleware());
 * const button = accept.button({ text: '✅', entity: 'order', entityId: '7', rev: 3, params: {}, singleUse: true });
 * await ctx.reply('…', { reply_markup: { inline_keyboard: await actions.keyboard(tx, [[button]]) } });
 */
export function createActions<C extends DurableContext>(deps: ActionsDeps<C>): Actions<C> {
  const { bot, clock, ids } = deps;
  const runners = new Map<string, (ctx: C, press: ActionPress<unknown>) => Promise<Outcome>>();

  return {
    define: (definition) => {
      const { kind, params } = definition;
      if (runners.has(kind)) throw new Error(`There are two actions of the kind ${kind}.`);
      runners.set(kind, async (ctx, press) => {
        const read = params.safeParse(press.params);
        // Drawn by an older release that meant something else by it.
        if (!read.success) return { kind: 'expired' };
        return definition.run(ctx, { ...press, params: read.data });
      });
      return { kind, button: (input) => ({ ...input, kind }) };
    },
    keyboard: async (tx, rows) => {
      const drawn = rows.map((row) =>
        row.map((button) => (isLink(button) ? button : { ...button, code: ids.short() })),
      );
      const actions = drawn.flat().filter((button): button is ActionButton & { code: string } => !isLink(button));
      await insertActions(tx, bot, actions, clock.nowMs());
      return drawn.map((row) =>
        row.map((button) =>
          isLink(button) ? button : { text: button.text, callback_data: `${prefix}${button.code}` },
        ),
      );
    },
    middleware: (cards) => {
      const composer = new Composer<C>();
      composer.callbackQuery(pattern, async (ctx) => {
        const code = ctx.callbackQuery.data.slice(prefix.length);
        await answer(ctx, code, cards);
      });
      return composer.middleware();
    },
  };

  async function answer(ctx: C, code: string, cards: CardsAfterPress | undefined): Promise<void> {
    const tx = await ctx.durable.tx();
    const reader = await deps.reader(ctx);
    const action = await lockAction(tx, bot, code);
    const outcome = action === undefined ? ({ kind: 'expired' } as const) : await outcomeOf(ctx, tx, action, reader);
    // Telegram takes one answer for a press. It goes before everything else that this press has caused.
    const text = toastOf(outcome, reader);
    await ctx.answerCallbackQuery(text === undefined ? {} : { text });
    if (action !== undefined && cards !== undefined) await showCard(ctx, cards, action, outcome);
  }

  async function outcomeOf(ctx: C, tx: Tx, action: StoredAction, { language }: Reader): Promise<Outcome> {
    const query = ctx.callbackQuery;
    const run = runners.get(action.kind);
    const at = new Date(clock.nowMs());
    if (query === undefined || run === undefined) return { kind: 'expired' };
    if (!(await mayPress(tx, action, query.from.id)))
      return { kind: 'not_allowed_now', reason: kitTexts(language).plain('outcome-not-yours') };
    // Before its expiry: whoever has done it is told so, however late they press again.
    if (action.singleUse && action.used !== undefined) {
      const { by, ...used } = action.used;
      return by === query.from.id ? { kind: 'already_applied_by_me' } : { kind: 'already_applied_by_other', ...used };
    }
    if (action.expiresAt.getTime() <= at.getTime()) return { kind: 'expired' };
    const by = { userId: query.from.id, name: shortName(query.from) };
    const { entity, entityId, params, revSeen } = action;
    const idempotencyKey = `cb:${bot}:${query.id}`;
    const outcome = await run(ctx, { entity, entityId, params, revSeen, by, at, idempotencyKey });
    if (isEffect(outcome)) await markUsed(tx, action.code, { at, by: by.userId, name: by.name, outcome: outcome.kind });
    return outcome;
  }

  async function mayPress(tx: Tx, { userIds, roles }: StoredAction, userId: number): Promise<boolean> {
    if (userIds.length === 0 && roles.length === 0) return true;
    if (userIds.includes(userId)) return true;
    if (roles.length === 0 || deps.rolesOf === undefined) return false;
    const own = await deps.rolesOf(tx, userId);
    return roles.some((role) => own.includes(role));
  }

  async function showCard(ctx: C, cards: CardsAfterPress, of: EntityRef, outcome: Outcome): Promise<void> {
    const { entity, entityId } = of;
    const after = cardAfter(outcome);
    if (after === 'refresh') await cards.refresh(ctx, { entity, entityId });
    if (after === 'resend' && ctx.chat !== undefined && ctx.from !== undefined)
      await cards.resend(ctx, { entity, entityId, chatId: ctx.chat.id, userId: ctx.from.id });
  }
}

function isLink(button: CardButton): button is { readonly text: string; readonly url: string } {
  return 'url' in button;
}

/** `Сергей П.`: enough for colleagues, and no more than they need. */
export function shortName({ first_name, last_name }: { first_name: string; last_name?: string | undefined }): string {
  const initial = Array.from(last_name ?? '')[0];
  return initial === undefined ? first_name : `${first_name} ${initial}.`;
}
