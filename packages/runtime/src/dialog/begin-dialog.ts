import type { DurableContext } from '../context.ts';
import type { Dialog, Values } from './define-dialog.ts';
import { firstOpen } from './dialog-path.ts';
import type { Engine, Session } from './dialog-session.ts';
import { initialState } from './dialog-state.ts';
import type { StoredDialog } from './dialog-store.ts';
import { setExpiry } from './dialog-timers.ts';
import type { Language } from './language.ts';
import type { Surface } from './show-card.ts';
import { standAt } from './stand-at.ts';

/** Where a new dialog begins. */
export interface Beginning {
  readonly language: Language;
  readonly surface: Surface;
  readonly initial: Values;
}

/** Begins a dialog in the present chat; another active one is parked. */
export async function beginDialog(engine: Engine, ctx: DurableContext, dialog: Dialog, at: Beginning): Promise<void> {
  const now = new Date(engine.deps.clock.nowMs());
  const expiresAt = new Date(now.getTime() + dialog.expiresAfterMs);
  const step = firstOpen(dialog, { values: at.initial, skipped: [] });
  const state = initialState(step, at.initial, { language: at.language, usedAtMs: now.getTime() });
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
  await standAt(session, state, at.surface);
}
