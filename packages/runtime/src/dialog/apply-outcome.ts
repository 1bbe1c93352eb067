import type { Outcome } from './advance.ts';
import type { Values } from './define-dialog.ts';
import { beginDialog } from './begin-dialog.ts';
import { loadEnv, type Session } from './dialog-session.ts';
import { reviewStep, type DialogState } from './dialog-state.ts';
import { expiryTimer } from './dialog-timers.ts';
import { showCard, type Surface } from './show-card.ts';
import { save, standAt } from './stand-at.ts';
import { engineTexts } from './texts.ts';

/** Writes an outcome and shows it. Returns the toast for a press; empty when there is nothing to say. */
export async function applyOutcome(session: Session, outcome: Outcome, surface: Surface): Promise<string> {
  const { ctx, language } = session;
  const texts = engineTexts[language];
  switch (outcome.kind) {
    case 'moved':
    case 'asked_again':
      await standAt(session, outcome.state, surface, outcome.note);
      return '';
    case 'confirmed':
      return complete(session, outcome.state, outcome.data, surface);
    case 'parked':
      save(session, { ...outcome.state, asking: { kind: 'answer' } }, 'parked');
      await showCard(ctx, surface, { html: texts.saved, keyboard: [] });
      return '';
    case 'deleted':
      forget(session);
      await showCard(ctx, surface, { html: texts.deleted, keyboard: [] });
      return texts.toastDeleted;
    case 'renewed':
      save(session, outcome.state, 'parked');
      await beginDialog(session.engine, ctx, session.dialog, { language, surface, initial: {} });
      return '';
  }
}

async function complete(session: Session, state: DialogState, data: Values, surface: Surface): Promise<string> {
  const { ctx, dialog, stored, language } = session;
  const completion = await dialog.complete(ctx, data, {
    id: stored.id,
    language,
    answeredBy: state.answeredBy,
  });
  if (!completion.ok) {
    const step = completion.step ?? reviewStep;
    await standAt(session, { ...state, step, editing: step !== reviewStep }, surface, completion.message);
    return '';
  }
  forget(session);
  const { card } = completion;
  const keyboard = (card?.buttons ?? []).map((row) => [...row]);
  const html = card?.html ?? dialog.review({ data, env: await loadEnv(session, state, reviewStep), language }).title;
  await showCard(ctx, surface, { html, keyboard });
  return completion.toast ?? '';
}

function forget({ ctx, stored }: Session): void {
  ctx.durable.dialog.remove(stored.id);
  ctx.durable.timers.cancel(expiryTimer, stored.id);
}
