import { codeOf } from '@durabot/bot-api';
import type { DurableContext } from '../context.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Log } from '@durabot/postgres';
import type { Dialog } from './define-dialog.ts';
import type { DialogInput } from './dialog-input.ts';
import type { DialogState } from './dialog-state.ts';
import type { StoredDialog } from './dialog-store.ts';
import { escapeHtml } from './html.ts';
import { languageOf, type Language } from './language.ts';
import { fitDialog } from './migrate-dialog.ts';
import { engineTexts } from './texts.ts';

/** What the dialogs of a bot need from outside. */
export interface DialogsDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** The language to speak; Telegram's `language_code` when not given. */
  language?(ctx: DurableContext): Language | Promise<Language>;
  /** Whether a message is a command of the bot's although it looks like text: a button of its menu. */
  isCommand?(ctx: DurableContext): boolean;
  /** Whether such a command asks for help: it gets help on the present step first, and the dialog goes on. */
  isHelp?(ctx: DurableContext): boolean;
  /** IANA zone for dates on cards; UTC when not given. */
  zone?(ctx: DurableContext): string;
  /** After so long without a change a typed message brings the draft's card, instead of counting as an answer; a day when not given. */
  readonly idleMs?: number;
}

/** The dialogs of one bot and their means. */
export interface Engine {
  readonly definitions: readonly Dialog[];
  readonly deps: DialogsDeps;
}

/** A stored dialog, opened for one update. */
export interface Session {
  readonly engine: Engine;
  readonly ctx: DurableContext;
  readonly stored: StoredDialog;
  readonly dialog: Dialog;
  readonly state: DialogState;
  readonly language: Language;
  /** Telegram HTML: what the user has to know about a change of the dialog's version. */
  readonly note: string | undefined;
  /** The question on which the dialog stood is not the present one any more. */
  readonly moved: boolean;
}

/**
 * Fits a stored dialog to this build; `undefined` when this build does not know it or cannot take it over, which is then
 * reported, parked, and shown to operators.
 */
export function openSession(
  engine: Engine,
  ctx: DurableContext,
  stored: StoredDialog,
  language: Language,
): Session | undefined {
  const fit = fitDialog(engine.definitions, stored);
  const about = { dialog: stored.id, position: positionOf(stored), version: stored.version };
  switch (fit.kind) {
    case 'unknown':
      engine.deps.log.warn(about, 'dialog unknown to this build was left as it is');
      if (stored.status === 'active') ctx.durable.dialog.put({ ...stored, status: 'parked', rev: stored.rev + 1 });
      return undefined;
    case 'failed':
      // Not the message: it may hold an answer.
      engine.deps.log.error({ ...about, code: codeOf(fit.error) }, 'dialog was not migrated and left as it is');
      ctx.durable.dialog.put({ ...stored, status: 'parked', rev: stored.rev + 1, stuck: 'MIGRATION_FAILED' });
      return undefined;
    case 'current':
    case 'on_old_version':
      return { engine, ctx, stored, dialog: fit.dialog, state: fit.state, language, note: undefined, moved: false };
    case 'migrated': {
      const { lostFields, stepMissing } = fit;
      engine.deps.log.info({ ...about, lostFields, stepMissing, to: fit.dialog.version }, 'dialog was migrated');
      const lost = fit.dialog.steps.filter((step) => lostFields.includes(step.field));
      const note = engineTexts[language].updated(
        lost.map((step) => escapeHtml(step.title(language, fit.state.values))),
      );
      const moved = fit.state.step !== stored.step;
      return { engine, ctx, stored, dialog: fit.dialog, state: fit.state, language, note, moved };
    }
  }
}

/** Where a dialog stands, as operators read it: `create_order:phone`. */
export function positionOf(stored: Pick<StoredDialog, 'name' | 'step'>): string {
  return `${stored.name}:${stored.step}`;
}

export async function languageFor(engine: Engine, ctx: DurableContext): Promise<Language> {
  return (await engine.deps.language?.(ctx)) ?? languageOf(ctx.from?.language_code);
}

/** What the definition's `load` brings for a step. */
export async function loadEnv(
  { dialog, ctx, language }: Pick<Session, 'dialog' | 'ctx' | 'language'>,
  state: DialogState,
  step: string,
  input?: DialogInput,
): Promise<unknown> {
  return dialog.load?.(ctx, { step, data: state.values, language, ...(input === undefined ? {} : { input }) });
}

/** Puts the active dialog aside, so that another one may begin. */
export function parkActive(ctx: DurableContext, except?: string): void {
  const active = ctx.durable.dialog.active();
  if (active === undefined || active.id === except) return;
  ctx.durable.dialog.put({ ...active, status: 'parked', rev: active.rev + 1 });
}
