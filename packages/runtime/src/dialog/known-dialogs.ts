import type { Dialog } from './define-dialog.ts';
import { reviewStep } from './dialog-state.ts';

/** What a build knows of a dialog, as it is kept for operators. */
export interface KnownDialog {
  name: string;
  version: number;
  steps: string[];
  /** It has a `migrate` of its own, which may know steps that are not among these. */
  migrates: boolean;
  /** Versions that are finished as they were begun. */
  finishes: { version: number; steps: string[] }[];
}

/** How a stored dialog stands with a build. */
export type DialogFit =
  /** It goes on as it is. */
  | 'current'
  /** It is finished on the version that began it. */
  | 'finishes'
  /** It is taken over to the present version when its user comes back. */
  | 'migrates'
  /** The rest is stuck, or will be asked anew: */
  | 'unknown_dialog'
  | 'unknown_step'
  | 'newer_version'
  | 'migration_failed'
  /** The build that runs the bot has not told what it knows. */
  | 'untold';

/** Whether somebody should look at it. */
export function isStuck(fit: DialogFit): boolean {
  return ['unknown_dialog', 'unknown_step', 'newer_version', 'migration_failed'].includes(fit);
}

export function knownDialogs(definitions: readonly Dialog[]): KnownDialog[] {
  return definitions.map((dialog) => ({
    name: dialog.name,
    version: dialog.version,
    steps: stepsOf(dialog),
    migrates: dialog.migrate !== undefined,
    finishes:
      dialog.finishOnOldVersion === true
        ? (dialog.previous ?? []).map((old) => ({ version: old.version, steps: stepsOf(old) }))
        : [],
  }));
}

/** Says what becomes of a stored dialog under a build, without its data; the engine itself decides by `fitDialog`. */
export function judgeDialog(
  known: readonly KnownDialog[] | undefined,
  stored: { name: string; version: number; step: string; stuck: string | undefined },
): DialogFit {
  if (known === undefined) return 'untold';
  const dialog = known.find(({ name }) => name === stored.name);
  if (dialog === undefined) return 'unknown_dialog';
  if (stored.stuck !== undefined) return 'migration_failed';
  if (stored.version > dialog.version) return 'newer_version';
  if (stored.version === dialog.version) return dialog.steps.includes(stored.step) ? 'current' : 'unknown_step';
  const old = dialog.finishes.find(({ version }) => version === stored.version);
  if (old?.steps.includes(stored.step) === true) return 'finishes';
  return dialog.migrates || dialog.steps.includes(stored.step) ? 'migrates' : 'unknown_step';
}

function stepsOf({ steps }: Dialog): string[] {
  return [...steps.map(({ name }) => name), reviewStep];
}
