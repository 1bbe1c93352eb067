import type { Dialog, Values } from './define-dialog.ts';
import { findStep, firstOpen, isDone, pathOf } from './dialog-path.ts';
import { dialogStateSchema, initialState, reviewStep, type DialogState } from './dialog-state.ts';
import type { StoredDialog } from './dialog-store.ts';

/** How a stored dialog fits the definitions of this build. */
export type Fit =
  | { readonly kind: 'current'; readonly dialog: Dialog; readonly state: DialogState }
  /** Goes on with the definition that began it. */
  | { readonly kind: 'on_old_version'; readonly dialog: Dialog; readonly state: DialogState }
  | {
      readonly kind: 'migrated';
      readonly dialog: Dialog;
      readonly state: DialogState;
      /** Fields whose answers could not be taken over. */
      readonly lostFields: readonly string[];
      /** The step on which it stood does not exist any more. */
      readonly stepMissing: boolean;
    }
  /** This build knows no dialog of that name: it must stay as it is. */
  | { readonly kind: 'unknown' }
  /** The definition's `migrate` threw: it must stay as it is, too. */
  | { readonly kind: 'failed'; readonly error: unknown };

/** Fits a stored dialog to the definitions at hand. Pure; never guesses: what was changed is in the answer. */
export function fitDialog(definitions: readonly Dialog[], stored: StoredDialog): Fit {
  const dialog = definitions.find((candidate) => candidate.name === stored.name);
  if (dialog === undefined) return { kind: 'unknown' };
  const parsed = dialogStateSchema.safeParse(stored.data);
  const state = parsed.success
    ? { ...parsed.data, step: stored.step }
    : initialState(stored.step, {}, { language: 'en', usedAtMs: stored.updatedAt.getTime() });
  if (stored.version === dialog.version && parsed.success && knows(dialog, stored.step)) {
    return { kind: 'current', dialog, state };
  }
  const old = dialog.previous?.find((candidate) => candidate.version === stored.version);
  if (dialog.finishOnOldVersion === true && old !== undefined && parsed.success && knows(old, stored.step)) {
    return { kind: 'on_old_version', dialog: old, state };
  }
  try {
    return migrate(dialog, stored, state);
  } catch (error) {
    return { kind: 'failed', error };
  }
}

function migrate(dialog: Dialog, stored: StoredDialog, state: DialogState): Fit {
  const wanted =
    dialog.migrate === undefined || stored.version === dialog.version
      ? { step: stored.step, data: state.values }
      : dialog.migrate({ version: stored.version, step: stored.step, data: state.values });
  const values = valuesThatParse(dialog, wanted.data);
  const skipped = state.skipped.filter((name) => findStep(dialog, name)?.optional === true);
  const refitted: DialogState = {
    ...state,
    values,
    skipped,
    asking: { kind: 'answer' },
    step: nearestStep(dialog, { values, skipped }, wanted.step),
  };
  return {
    kind: 'migrated',
    dialog,
    state: { ...refitted, editing: false },
    lostFields: Object.keys(wanted.data).filter((field) => values[field] === undefined),
    stepMissing: !knows(dialog, wanted.step),
  };
}

/** Each known field is tried by itself: one answer that no longer fits does not cost the others. */
function valuesThatParse(dialog: Dialog, data: Values): Values {
  const values: Values = {};
  for (const [field, schema] of Object.entries(dialog.data.shape)) {
    const parsed = schema.safeParse(data[field]);
    if (data[field] !== undefined && parsed.success) values[field] = parsed.data;
  }
  return values;
}

/** The wanted step where everything before it is answered; else the first question on the way that is open. */
function nearestStep(dialog: Dialog, state: Pick<DialogState, 'values' | 'skipped'>, wanted: string): string {
  const path = pathOf(dialog, state.values);
  const index = wanted === reviewStep ? path.length : path.findIndex((step) => step.name === wanted);
  const open = path.slice(0, Math.max(index, 0)).find((step) => !isDone(step, state));
  if (open !== undefined) return open.name;
  return index >= 0 ? wanted : firstOpen(dialog, state);
}

function knows(dialog: Dialog, step: string): boolean {
  return step === reviewStep || findStep(dialog, step) !== undefined;
}
