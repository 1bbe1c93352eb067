import type { DurableContext } from '../context.ts';
import { advance, type Move } from './advance.ts';
import { applyOutcome } from './apply-outcome.ts';
import { decodeButton, type Press } from './button-data.ts';
import { languageFor, loadEnv, openSession, type Engine, type Session } from './dialog-session.ts';
import { offerDraft } from './enter-dialog.ts';
import { judgePress, type Judgement } from './judge-press.ts';
import type { Surface } from './show-card.ts';
import { standAt } from './stand-at.ts';
import { engineTexts } from './texts.ts';

/** Handles a press of a dialog's button: acts at most once, and acknowledges every press exactly once. */
export async function handlePress(engine: Engine, ctx: DurableContext, data: string): Promise<void> {
  const language = await languageFor(engine, ctx);
  const texts = engineTexts[language];
  const press = decodeButton(data);
  if (press === undefined) return acknowledge(ctx, texts.toastStale);
  const active = ctx.durable.dialog.active();
  const stored = active?.id === press.dialogId ? active : await ctx.durable.dialog.find(press.dialogId);
  const session = stored === undefined ? undefined : openSession(engine, ctx, stored, language);
  if (stored !== undefined && session === undefined) return acknowledge(ctx, texts.unavailable);
  const judgement = session?.moved === true ? 'stale' : judgePress(press, stored, session?.state);
  const toast =
    session === undefined ? await onNothing(ctx, judgement, language) : await act(session, press, judgement);
  await acknowledge(ctx, toast);
}

async function acknowledge(ctx: DurableContext, toast: string): Promise<void> {
  await ctx.answerCallbackQuery(toast === '' ? {} : { text: toast });
}

/** The dialog is not there any more: it was finished or deleted, it expired, or it is another person's. */
async function onNothing(
  ctx: DurableContext,
  judgement: Judgement,
  language: keyof typeof engineTexts,
): Promise<string> {
  const texts = engineTexts[language];
  // In a group the button may be another member's, whose dialog goes on.
  if (ctx.chat?.type !== 'private') return texts.toastStale;
  if (judgement === 'repeated') return texts.toastAlready;
  const surface = surfaceOf(ctx);
  // The keyboard of a dialog that is gone would only disappoint again.
  if (surface.kind === 'edit') await ctx.editMessageReplyMarkup({ reply_markup: { inline_keyboard: [] } });
  return texts.toastStale;
}

async function act(session: Session, press: Press, judgement: Judgement): Promise<string> {
  const texts = engineTexts[session.language];
  const pressed: Session = {
    ...session,
    state: { ...session.state, pressed: { rev: press.rev, code: press.written } },
  };
  switch (judgement) {
    case 'repeated':
    case 'gone':
      return texts.toastAlready;
    case 'stale':
      await standAt(pressed, pressed.state, { kind: 'new' });
      return texts.toastStale;
    case 'parked':
      return onParked(pressed, press);
    case 'fresh':
      return perform(pressed, press, surfaceOf(session.ctx));
    case 'compatible':
      return (await perform(pressed, press, { kind: 'new' })) || texts.toastUpdated;
  }
}

async function onParked(session: Session, press: Press): Promise<string> {
  if (press.code.kind === 'verb' && press.code.verb === 'resume') {
    const asked: Session = { ...session, state: { ...session.state, asking: { kind: 'resume' } } };
    return perform(asked, press, surfaceOf(session.ctx));
  }
  await offerDraft(session);
  return engineTexts[session.language].toastUpdated;
}

async function perform(session: Session, press: Press, surface: Surface): Promise<string> {
  const { dialog, state, language } = session;
  const move = moveOf(press);
  const input = move.kind === 'answer' ? move.input : undefined;
  const env = await loadEnv(session, state, state.step, input);
  return applyOutcome(session, advance(dialog, state, move, { env, language }), surface);
}

function moveOf({ code }: Press): Move {
  return code.kind === 'choice' ? { kind: 'answer', input: code } : code;
}

/** The pressed message, unless Telegram will not let it be edited any more. */
function surfaceOf(ctx: DurableContext): Surface {
  const message = ctx.callbackQuery?.message;
  // A date of 0 marks a message that is too old to be accessible.
  return message === undefined || message.date === 0
    ? { kind: 'new' }
    : { kind: 'edit', messageId: message.message_id };
}
