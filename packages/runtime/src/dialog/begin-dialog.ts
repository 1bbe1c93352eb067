import type { DurableContext } from '../context.ts';
import type { Dialog, Values } from './define-dialog.ts';
import { firstOpen } from './dialog-path.ts';
import { loadEnv, type Engine, type Session } from './dialog-session.ts';
import { initialState, reviewStep, type DialogState } from './dialog-state.ts';
import type { StoredDialog } from './dialog-store.ts';
import { setExpiry } from './dialog-timers.ts';
import type { Language } from './language.ts';
import { answeredLines } from './render-step.ts';
import type { Surface } from './show-card.ts';
import { standAt } from './stand-at.ts';

/** Where a new dialog begins. */
export interface Beginning {
  readonly language: Language;
  readonly surface: Surface;
  readonly initial: Values;
  /** The answers come from a text and not from questions; see {@link Prefill}. */
  readonly prefill?: Prefill;
}

/** Answers that were read out of one text. */
export interface Prefill {
  /** By field. */
  readonly values: Values;
  /** Names of the steps whose answer may be wrong: they are marked until somebody has looked at them. */
  readonly guessed: readonly string[];
  /** Telegram HTML above the first card. */
  readonly note: string;
}

/** Begins a dialog in the present chat; another active one is parked. */
export async function beginDialog(engine: Engine, ctx: DurableContext, dialog: Dialog, at: Beginning): Promise<void> {
  const now = new Date(engine.deps.clock.nowMs());
  const expiresAt = new Date(now.getTime() + dialog.expiresAfterMs);
  const { prefill } = at;
  const initial = { ...(await dialog.initial?.(ctx)), ...at.initial };
  // Of a text nobody expects that it says what need not be said.
  const skipped = prefill === undefined ? [] : unsaid(dialog, initial);
  const step = firstOpen(dialog, { values: initial, skipped });
  const fresh = initialState(step, initial, { language: at.language, usedAtMs: now.getTime() });
  // As in an edit from the review card, only what is missing is asked.
  const state =
    prefill === undefined ? fresh : { ...fresh, skipped, guessed: [...prefill.guessed], editing: step !== reviewStep };
  const stored: StoredDialog = {
    id: engine.deps.ids.short(),
    name: dialog.name,
    version: dialog.version,
    step,
    data: state,
    rev: 0,
    status: 'active',
    startedAt: now,
    updatedAt: now,
    expiresAt,
  };
  setExpiry(ctx, stored.id, expiresAt);
  const session: Session = { engine, ctx, stored, dialog, state, language: at.language, note: undefined, moved: false };
  await standAt(session, state, at.surface, prefill === undefined ? undefined : await noteOf(session, state, prefill));
}

function unsaid(dialog: Dialog, values: Values): string[] {
  return dialog.steps
    .filter((step) => step.optional === true && values[step.field] === undefined)
    .map(({ name }) => name);
}

/** Where a question comes first, what was understood stands above it; the review card shows that by itself. */
async function noteOf(session: Session, state: DialogState, { note }: Prefill): Promise<string> {
  if (state.step === reviewStep) return note;
  const { dialog, language } = session;
  const view = { data: state.values, env: await loadEnv(session, state, reviewStep), language };
  return [note, ...answeredLines(dialog, state, view)].join('\n');
}
