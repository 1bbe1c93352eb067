import { loadEnv, parkActive, type Session } from './dialog-session.ts';
import type { DialogState } from './dialog-state.ts';
import { renderStep, type Draft } from './render-step.ts';
import { showCard, type Surface } from './show-card.ts';

/** Makes this the active dialog in the given state and shows its card. */
export async function standAt(
  session: Session,
  state: DialogState,
  surface: Surface,
  note?: string,
  drafts?: readonly Draft[],
): Promise<void> {
  const { ctx, dialog, stored, language, engine } = session;
  const rev = stored.rev + 1;
  const notes = [session.note, note].filter((part) => part !== undefined && part !== '');
  const card = renderStep(dialog, state, {
    id: stored.id,
    rev,
    env: await loadEnv(session, state, state.step),
    language,
    startedAt: stored.startedAt,
    zone: engine.deps.zone?.(ctx) ?? 'UTC',
    ...(notes.length === 0 ? {} : { note: notes.join('\n') }),
    ...(drafts === undefined ? {} : { drafts }),
  });
  const shown = await showCard(ctx, surface, card);
  parkActive(ctx, stored.id);
  save(session, { ...state, card: shown }, 'active');
}

/** Stores the next revision. Buttons drawn since the question was first asked stay good while the question stands. */
export function save(session: Session, state: DialogState, status: 'active' | 'parked'): void {
  const { ctx, dialog, stored, engine, language } = session;
  const rev = stored.rev + 1;
  const nowMs = engine.deps.clock.nowMs();
  // Putting a draft aside or offering it is no use of it: its age and its place among the drafts stay.
  const usedAtMs = status === 'parked' || state.asking.kind === 'resume' ? state.usedAtMs : nowMs;
  const data: DialogState = {
    ...state,
    language,
    usedAtMs,
    askedAtRev: sameQuestion(session.state, state) ? state.askedAtRev : rev,
  };
  ctx.durable.dialog.put({
    ...stored,
    version: dialog.version,
    step: state.step,
    data,
    rev,
    status,
    updatedAt: new Date(nowMs),
    expiresAt: new Date(usedAtMs + dialog.expiresAfterMs),
  });
}

/** An answer that was changed makes it another question too: a card that shows the old one must not be confirmed. */
function sameQuestion(before: DialogState, after: DialogState): boolean {
  return (
    before.step === after.step &&
    before.asking.kind === after.asking.kind &&
    before.editing === after.editing &&
    before.values === after.values
  );
}
