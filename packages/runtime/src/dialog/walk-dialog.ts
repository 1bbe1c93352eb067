import { advance, type Move, type Outcome } from './advance.ts';
import { decodeButton } from './button-data.ts';
import type { Dialog, Values } from './define-dialog.ts';
import type { DialogInput } from './dialog-input.ts';
import { firstOpen, pathOf } from './dialog-path.ts';
import { initialState, reviewStep, type DialogState } from './dialog-state.ts';
import type { Language } from './language.ts';
import { renderStep } from './render-step.ts';
import type { InlineKeyboardButton } from 'grammy/types';

/** How a dialog is walked at random; see {@link walkDialog}. */
export interface Walk {
  readonly dialog: Dialog;
  readonly language: Language;
  /** Stands for the definition's `load`. */
  env(at: { readonly step: string; readonly data: Values; readonly input?: DialogInput }): unknown;
  /** For each step an answer that it accepts. */
  readonly valid: Readonly<Record<string, DialogInput>>;
  /** Answers for anywhere, wanted or not. */
  readonly others: readonly DialogInput[];
  /** Chooses a whole number from 0 up to, but not including, `below`. */
  choose(below: number): number;
  readonly moves: number;
}

/**
 * Walks a dialog at random, by the buttons that its cards really show and by typed answers, and then answers what is open.
 * Meant for property tests.
 *
 * @returns the steps that were visited
 * @throws Error when a card cannot be drawn, a button does not fit, an answer is lost, or valid answers do not lead to the end
 */
export function walkDialog(walk: Walk): Set<string> {
  let state = begin(walk);
  const visited = new Set([state.step]);
  for (let count = 0; count < walk.moves; count += 1) {
    const move = chooseMove(walk, state);
    const outcome = perform(walk, state, move);
    mustKeepAnswers(walk, state, move, outcome);
    state = stateAfter(walk, outcome);
    mustStandOnAStep(walk, state);
    visited.add(state.step);
  }
  mustReachTheEnd(walk, state);
  return visited;
}

function begin({ dialog, language }: Walk): DialogState {
  return initialState(firstOpen(dialog, { values: {}, skipped: [] }), {}, { language, usedAtMs: 0 });
}

function chooseMove(walk: Walk, state: DialogState): Move {
  const answer = walk.valid[state.step];
  // Most moves go on, else the walks would hardly leave the first steps.
  if (answer !== undefined && walk.choose(4) < 3) return { kind: 'answer', input: answer, messageId: 0 };
  const buttons = buttonsOf(walk, state);
  const typed: DialogInput[] = [...walk.others, ...buttons.map(({ text }): DialogInput => ({ kind: 'text', text }))];
  const chosen = walk.choose(buttons.length + typed.length);
  const input = typed[chosen - buttons.length];
  if (input !== undefined) return { kind: 'answer', input, messageId: chosen };
  const button = buttons[chosen];
  if (button === undefined) throw new Error(`There is no button ${chosen}; choose() went too far.`);
  return moveOf(button);
}

function buttonsOf({ dialog, language, env }: Walk, state: DialogState): InlineKeyboardButton[] {
  const at = { id: 'Dialog0001', rev: 1, startedAt: new Date(0), zone: 'UTC', language };
  const card = renderStep(dialog, state, { ...at, env: env({ step: state.step, data: state.values }) });
  if (card.html.trim() === '') throw new Error(`The card of ${state.step} is empty.`);
  return card.keyboard.flat();
}

function moveOf(button: InlineKeyboardButton): Move {
  const data = 'callback_data' in button ? button.callback_data : '';
  const press = decodeButton(data);
  if (press === undefined || Buffer.byteLength(data) > 64)
    throw new Error(`The button ${button.text} has bad data ${data}.`);
  return press.code.kind === 'choice' ? { kind: 'answer', input: press.code } : press.code;
}

function perform({ dialog, language, env }: Walk, state: DialogState, move: Move): Outcome {
  const input = move.kind === 'answer' ? { input: move.input } : {};
  return advance(dialog, state, move, { language, env: env({ step: state.step, data: state.values, ...input }) });
}

function stateAfter(walk: Walk, outcome: Outcome): DialogState {
  switch (outcome.kind) {
    case 'moved':
    case 'asked_again':
    case 'confirmed':
      return outcome.state;
    case 'parked':
    case 'renewed':
      return { ...outcome.state, asking: { kind: 'resume' } };
    case 'deleted':
      return begin(walk);
  }
}

/** An answer may only change by answering or skipping its own step, or by following from another answer. */
function mustKeepAnswers({ dialog }: Walk, before: DialogState, move: Move, outcome: Outcome): void {
  if (outcome.kind === 'deleted') return;
  const step = dialog.steps.find(({ name }) => name === before.step);
  const lost = Object.keys(before.values).filter((field) => outcome.state.values[field] === undefined);
  if (move.kind === 'answer' || (move.kind === 'verb' && move.verb === 'skip')) {
    // What an answer clears beside its own field is asked again, so it has to belong to a step.
    const unasked = lost.filter(
      (field) => field !== step?.field && !dialog.steps.some((other) => other.field === field),
    );
    if (unasked.some((field) => dialog.data.shape[field]?.safeParse(undefined).success !== true)) {
      throw new Error(`Answering ${before.step} lost ${unasked.join(', ')}, which no step asks for.`);
    }
    return;
  }
  if (lost.length > 0) throw new Error(`${JSON.stringify(move)} at ${before.step} lost ${lost.join(', ')}.`);
}

function mustStandOnAStep({ dialog }: Walk, state: DialogState): void {
  if (state.step === reviewStep || pathOf(dialog, state.values).some(({ name }) => name === state.step)) return;
  throw new Error(`The dialog stands on ${state.step}, which these answers do not lead to.`);
}

function mustReachTheEnd(walk: Walk, from: DialogState): void {
  let state: DialogState = { ...from, asking: { kind: 'answer' } };
  const mostAnswers = walk.dialog.steps.length * 3 + 3;
  for (let count = 0; count < mostAnswers; count += 1) {
    const input = walk.valid[state.step];
    const move: Move =
      state.step === reviewStep || input === undefined ? { kind: 'verb', verb: 'confirm' } : { kind: 'answer', input };
    const outcome = perform(walk, state, move);
    if (outcome.kind === 'confirmed') return;
    state = stateAfter(walk, outcome);
  }
  throw new Error(`Valid answers did not lead to the end; the dialog is stuck at ${state.step}.`);
}
