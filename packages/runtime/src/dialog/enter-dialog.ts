import type { DurableContext } from '../context.ts';
import { beginDialog, type Prefill } from './begin-dialog.ts';
import { encodeButton } from './button-data.ts';
import type { Dialog, Values } from './define-dialog.ts';
import { countAnswers, progressOf } from './dialog-path.ts';
import { languageFor, openSession, type Engine, type Session } from './dialog-session.ts';
import { dialogStateSchema } from './dialog-state.ts';
import type { StoredDialog } from './dialog-store.ts';
import type { Language } from './language.ts';
import { fitDialog } from './migrate-dialog.ts';
import type { Draft } from './render-step.ts';
import type { Surface } from './show-card.ts';
import { standAt } from './stand-at.ts';
import { engineTexts } from './texts.ts';

/** After a command that had nothing to do with it: says that the dialog waits, with a button that leads back. */
export async function tellOfParked(engine: Engine, ctx: DurableContext, dialogId: string): Promise<void> {
  // The command may have begun another dialog or offered this very draft; then that is what its reader looks at.
  if (ctx.durable.dialog.active() !== undefined) return;
  const stored = await ctx.durable.dialog.find(dialogId);
  const fit = stored === undefined ? undefined : fitDialog(engine.definitions, stored);
  if (stored === undefined || fit === undefined || !('dialog' in fit) || countAnswers(fit.dialog, fit.state) === 0)
    return;
  const language = await languageFor(engine, ctx);
  const texts = engineTexts[language];
  const button = {
    text: texts.resume,
    callback_data: encodeButton(stored.id, stored.rev, { kind: 'verb', verb: 'resume' }),
  };
  await ctx.reply(texts.parked(fit.dialog.texts.title(language)), { reply_markup: { inline_keyboard: [[button]] } });
}

/** What became of entering a dialog. */
export type Entered = 'begun' | 'draft_offered' | 'sent_to_private';

/** How many further drafts are offered beside the newest. */
const otherDrafts = 4;

/** Begins a dialog, or offers its drafts, or leads from a group to the private chat. */
export async function enterDialog(
  engine: Engine,
  ctx: DurableContext,
  dialog: Dialog,
  initial: Values,
): Promise<Entered> {
  const language = await languageFor(engine, ctx);
  if (dialog.privateOnly === true && ctx.chat?.type !== 'private') {
    await leadToPrivate(ctx, dialog, language);
    return 'sent_to_private';
  }
  if (await offerDrafts(engine, ctx, dialog)) return 'draft_offered';
  await beginDialog(engine, ctx, dialog, { language, surface: { kind: 'new' }, initial });
  return 'begun';
}

/** Begins a dialog out of a text. */
export async function prefillDialog(
  engine: Engine,
  ctx: DurableContext,
  dialog: Dialog,
  prefill: Prefill,
): Promise<void> {
  const language = await languageFor(engine, ctx);
  if (dialog.privateOnly === true && ctx.chat?.type !== 'private') return leadToPrivate(ctx, dialog, language);
  await beginDialog(engine, ctx, dialog, { language, surface: { kind: 'new' }, initial: prefill.values, prefill });
}

/** Shows the newest unfinished dialog of this kind, if there is one. */
export async function offerDrafts(engine: Engine, ctx: DurableContext, dialog: Dialog): Promise<boolean> {
  const language = await languageFor(engine, ctx);
  const [newest, ...others] = await listDrafts(engine, ctx, dialog);
  const session = newest === undefined ? undefined : openSession(engine, ctx, newest, language);
  if (session === undefined) return false;
  await offerDraft(session, others);
  return true;
}

/** Asks whether to go on with this draft. */
export async function offerDraft(
  session: Session,
  others: readonly StoredDialog[] = [],
  surface: Surface = { kind: 'new' },
): Promise<void> {
  const drafts = others.slice(0, otherDrafts).flatMap((other) => describeDraft(session.engine, other));
  await standAt(session, { ...session.state, asking: { kind: 'resume' } }, surface, undefined, drafts);
}

async function listDrafts(engine: Engine, ctx: DurableContext, dialog: Dialog): Promise<StoredDialog[]> {
  const nowMs = engine.deps.clock.nowMs();
  const all = await ctx.durable.dialog.list();
  const alive = all.filter(({ name, expiresAt }) => name === dialog.name && (expiresAt?.getTime() ?? Infinity) > nowMs);
  return alive.toSorted((one, other) => usedAt(other) - usedAt(one));
}

function usedAt(stored: StoredDialog): number {
  const state = dialogStateSchema.safeParse(stored.data);
  return state.success ? state.data.usedAtMs : stored.updatedAt.getTime();
}

function describeDraft(engine: Engine, stored: StoredDialog): Draft[] {
  const fit = fitDialog(engine.definitions, stored);
  if (!('dialog' in fit)) return [];
  const { id, rev, startedAt } = stored;
  return [{ id, rev, startedAt, ...progressOf(fit.dialog, fit.state) }];
}

async function leadToPrivate(ctx: DurableContext, dialog: Dialog, language: Language): Promise<void> {
  const texts = engineTexts[language];
  const url = `https://t.me/${ctx.me.username}?start=${dialog.name}`;
  await ctx.reply(texts.groupLink, { reply_markup: { inline_keyboard: [[{ text: texts.openPrivate, url }]] } });
}
