import type { Dialog, Step, Values } from './define-dialog.ts';
import { reviewStep, type DialogState } from './dialog-state.ts';

/** The steps that are asked with these answers, in order; branches are followed, a circle ends where it closes. */
export function pathOf(dialog: Dialog, data: Values): Step[] {
  const path: Step[] = [];
  let step = dialog.steps[0];
  while (step !== undefined && !path.includes(step)) {
    if (step.when?.(data) ?? true) path.push(step);
    step = following(dialog, step, data);
  }
  return path;
}

function following(dialog: Dialog, step: Step, data: Values): Step | undefined {
  const asked = step.when?.(data) ?? true;
  const target = asked ? step.next?.(data) : undefined;
  if (target === reviewStep) return undefined;
  if (target !== undefined) return findStep(dialog, target);
  return dialog.steps[dialog.steps.indexOf(step) + 1];
}

export function findStep(dialog: Dialog, name: string): Step | undefined {
  return dialog.steps.find((step) => step.name === name);
}

/** Whether the step needs no question any more: answered, or passed over where that is allowed. */
export function isDone(step: Step, state: Pick<DialogState, 'values' | 'skipped'>): boolean {
  return state.values[step.field] !== undefined || (step.optional === true && state.skipped.includes(step.name));
}

/** The first step that still needs an answer, or the review. */
export function firstOpen(dialog: Dialog, state: Pick<DialogState, 'values' | 'skipped'>): string {
  return pathOf(dialog, state.values).find((step) => !isDone(step, state))?.name ?? reviewStep;
}

/** Where a person is, as they count: the review is the last step. */
export interface Progress {
  readonly step: number;
  readonly total: number;
}

export function progressOf(dialog: Dialog, state: Pick<DialogState, 'values' | 'step'>): Progress {
  const path = pathOf(dialog, state.values);
  const counted = path.filter((step) => step.partOf === undefined);
  const total = counted.length + 1;
  if (state.step === reviewStep) return { step: total, total };
  const at = path.findIndex((step) => step.name === state.step);
  const upTo = path.slice(0, at + 1).filter((step) => step.partOf === undefined).length;
  return { step: Math.max(1, upTo), total };
}

/** How many fields were answered. */
export function countAnswers(dialog: Dialog, state: Pick<DialogState, 'values'>): number {
  return pathOf(dialog, state.values).filter((step) => state.values[step.field] !== undefined).length;
}
