import type { Dialog, Parsed, Step, Values, View } from './define-dialog.ts';
import { isAttachment, type DialogInput } from './dialog-input.ts';
import { countAnswers, findStep, firstOpen, pathOf } from './dialog-path.ts';
import { reviewStep, type DialogState } from './dialog-state.ts';
import { escapeHtml } from './html.ts';
import { languages, type Language } from './language.ts';
import { engineTexts } from './texts.ts';
import { sameWords, typedChoice, typedVerb, type Verb } from './typed-words.ts';

/** What a person did: an answer, one of the engine's words, or the wish to change one field. */
export type Move =
  | { readonly kind: 'answer'; readonly input: DialogInput; readonly messageId?: number }
  | { readonly kind: 'verb'; readonly verb: Verb }
  | { readonly kind: 'edit'; readonly step: string };

/** What became of a move. `note` is Telegram HTML to be shown above the next question. */
export type Outcome =
  /** Another question stands now. */
  | { readonly kind: 'moved'; readonly state: DialogState; readonly note?: string }
  /** The same question stands; `note` says what was wrong with the answer. */
  | { readonly kind: 'asked_again'; readonly state: DialogState; readonly note: string }
  /** Everything is answered and confirmed: `data` has passed the dialog's schema. */
  | { readonly kind: 'confirmed'; readonly state: DialogState; readonly data: Values }
  | { readonly kind: 'parked'; readonly state: DialogState }
  | { readonly kind: 'deleted' }
  /** This draft is put aside and a new dialog is to begin. */
  | { readonly kind: 'renewed'; readonly state: DialogState };

/** What the pure functions of a dialog get beside its state. */
export interface AdvanceEnv {
  readonly env: unknown;
  readonly language: Language;
}

/**
 * Decides what a move does to a dialog. Pure: the same arguments give the same outcome, nothing is read or written.
 * No answer is ever dropped but by deleting the draft, by answering again, or by skipping the step that asked for it.
 */
export function advance(dialog: Dialog, state: DialogState, move: Move, at: AdvanceEnv): Outcome {
  switch (state.asking.kind) {
    case 'answer':
      return state.step === reviewStep ? onReview(dialog, state, move, at) : onStep(dialog, state, move, at);
    case 'cancel':
      return onCancelQuestion(dialog, state, move, at);
    case 'resume':
      return onResumeQuestion(dialog, state, move, at);
    case 'attach':
      return onAttachQuestion(dialog, state, state.asking.held, move, at);
  }
}

/** Adds a file to the answers, beside the present question. A dialog that keeps no attachments stays as it is. */
export function attach(dialog: Dialog, state: DialogState, input: DialogInput): DialogState {
  const added = isAttachment(input) ? dialog.attach?.(input, state.values) : undefined;
  return added === undefined ? state : { ...state, values: { ...state.values, ...added } };
}

/** Takes the new text of a message that had answered `stepName`; the present question stays. */
export function correct(
  dialog: Dialog,
  state: DialogState,
  stepName: string,
  input: DialogInput,
  at: AdvanceEnv,
): Outcome {
  const step = findStep(dialog, stepName);
  const texts = engineTexts[at.language];
  if (step === undefined) return { kind: 'asked_again', state, note: texts.notAccepted };
  const parsed = read(step, input, viewOf(state, at));
  const title = escapeHtml(step.title(at.language, state.values));
  if (!parsed.ok) return { kind: 'asked_again', state, note: texts.correctionRefused(title, parsed.message) };
  const corrected = { ...accept(state, step, parsed), step: state.step, editing: state.editing };
  const marked = { ...corrected, corrected: [...new Set([...state.corrected, step.name])] };
  return { kind: 'moved', state: standing(dialog, marked), note: texts.correctedNote(title) };
}

function onStep(dialog: Dialog, state: DialogState, move: Move, at: AdvanceEnv): Outcome {
  const texts = engineTexts[at.language];
  const step = findStep(dialog, state.step);
  if (step === undefined) return { kind: 'moved', state: standing(dialog, state) };
  if (move.kind === 'edit') return edit(dialog, state, move.step, at);
  if (move.kind === 'verb') return onVerb(dialog, state, step, move.verb, at);
  const view = viewOf(state, at);
  const { input } = move;
  if (input.kind === 'text') {
    const choice = typedChoice(step, input.text, view);
    if (choice !== undefined)
      return onAnswer(dialog, state, step, { kind: 'choice', key: choice.key }, at, move.messageId);
    const verb = typedVerb(input.text, ['back', 'skip', 'cancel', 'keep']);
    if (verb !== undefined) return onVerb(dialog, state, step, verb, at);
  }
  if (!step.accepts.includes(input.kind) && isAttachment(input) && dialog.attach?.(input, state.values) !== undefined) {
    return { kind: 'moved', state: { ...state, asking: { kind: 'attach', held: [input] } } };
  }
  if (input.kind === 'other' || !step.accepts.includes(input.kind)) {
    return { kind: 'asked_again', state, note: `${texts.notAccepted} ${expectation(step, view)}` };
  }
  return onAnswer(dialog, state, step, input, at, move.messageId);
}

function onAnswer(
  dialog: Dialog,
  state: DialogState,
  step: Step,
  input: DialogInput,
  at: AdvanceEnv,
  messageId: number | undefined,
): Outcome {
  const parsed = read(step, input, viewOf(state, at));
  if (!parsed.ok) return { kind: 'asked_again', state, note: parsed.message };
  const accepted = accept(state, step, parsed);
  const answeredBy = messageId === undefined ? state.answeredBy : { ...state.answeredBy, [step.name]: messageId };
  const next = goOn(dialog, { ...accepted, answeredBy }, step);
  return { kind: 'moved', state: next, ...(parsed.note === undefined ? {} : { note: parsed.note }) };
}

function onVerb(dialog: Dialog, state: DialogState, step: Step, verb: Verb, at: AdvanceEnv): Outcome {
  const texts = engineTexts[at.language];
  const expected = expectation(step, viewOf(state, at));
  switch (verb) {
    case 'back':
      return back(dialog, state, at);
    case 'cancel':
      return cancel(dialog, state);
    case 'keep':
      if (state.values[step.field] === undefined) return { kind: 'asked_again', state, note: expected };
      return { kind: 'moved', state: goOn(dialog, withoutGuess(state, step), step) };
    case 'skip': {
      if (step.optional !== true) return { kind: 'asked_again', state, note: `${texts.cannotSkip} ${expected}` };
      const skipped = [...new Set([...state.skipped, step.name])];
      return {
        kind: 'moved',
        state: goOn(dialog, { ...withoutGuess(state, step), skipped, values: without(state.values, step.field) }, step),
      };
    }
    case 'resume':
    case 'new':
    case 'delete':
    case 'save':
    case 'confirm':
    case 'attach':
    case 'drop':
      return { kind: 'asked_again', state, note: expected };
  }
}

function onReview(dialog: Dialog, state: DialogState, move: Move, at: AdvanceEnv): Outcome {
  const texts = engineTexts[at.language];
  if (move.kind === 'edit') return edit(dialog, state, move.step, at);
  const verb = move.kind === 'verb' ? move.verb : reviewVerb(move.input);
  if (verb === 'back') return back(dialog, state, at);
  if (verb === 'cancel') return cancel(dialog, state);
  if (verb === 'confirm') return confirm(dialog, state, at);
  if (move.kind === 'answer') {
    const named = stepByTitle(dialog, state, move.input);
    if (named !== undefined) return edit(dialog, state, named.name, at);
    if (isAttachment(move.input) && dialog.attach?.(move.input, state.values) !== undefined) {
      return { kind: 'moved', state: { ...state, asking: { kind: 'attach', held: [move.input] } } };
    }
  }
  return { kind: 'asked_again', state, note: texts.reviewHint };
}

function reviewVerb(input: DialogInput): Verb | undefined {
  return input.kind === 'text' ? typedVerb(input.text, ['confirm', 'back', 'cancel']) : undefined;
}

function stepByTitle(dialog: Dialog, state: DialogState, input: DialogInput): Step | undefined {
  if (input.kind !== 'text') return undefined;
  const { text } = input;
  return pathOf(dialog, state.values).find((step) =>
    titlesOf(step, state.values).some((title) => sameWords(title, text)),
  );
}

function titlesOf(step: Step, values: Values): string[] {
  return languages.map((language) => step.title(language, values));
}

function confirm(dialog: Dialog, state: DialogState, at: AdvanceEnv): Outcome {
  const open = firstOpen(dialog, state);
  const parsed = dialog.data.safeParse(onlyAsked(dialog, state.values));
  if (open === reviewStep && parsed.success) return { kind: 'confirmed', state, data: parsed.data };
  const faulty =
    open === reviewStep ? faultyStep(dialog, state, parsed.error?.issues[0]?.path[0]) : findStep(dialog, open);
  const title = faulty === undefined ? '' : escapeHtml(faulty.title(at.language, state.values));
  const to = faulty === undefined ? state : { ...state, step: faulty.name, editing: true };
  return { kind: 'moved', state: to, note: engineTexts[at.language].missing(title) };
}

function faultyStep(dialog: Dialog, state: DialogState, field: PropertyKey | undefined): Step | undefined {
  const path = pathOf(dialog, state.values);
  return path.find((step) => step.field === field) ?? path[0];
}

/** Answers to steps that a branch has made meaningless stay in the draft, but are not part of the result. */
function onlyAsked(dialog: Dialog, values: Values): Values {
  const unasked = new Set(dialog.steps.map((step) => step.field));
  for (const step of pathOf(dialog, values)) unasked.delete(step.field);
  return Object.fromEntries(Object.entries(values).filter(([field]) => !unasked.has(field)));
}

function onCancelQuestion(dialog: Dialog, state: DialogState, move: Move, at: AdvanceEnv): Outcome {
  const open: DialogState = { ...state, asking: { kind: 'answer' } };
  const verb = verbOf(move, ['delete', 'save', 'back', 'resume', 'cancel']);
  if (verb === 'delete') return { kind: 'deleted' };
  if (verb === 'save') return { kind: 'parked', state: open };
  if (verb === 'back' || verb === 'resume') return { kind: 'moved', state: open };
  if (verb === 'cancel') return { kind: 'asked_again', state, note: '' };
  // Anything else is the answer to the question that is still visible above: the person has changed their mind.
  return move.kind === 'verb' ? { kind: 'moved', state: open } : advance(dialog, open, move, at);
}

function onResumeQuestion(dialog: Dialog, state: DialogState, move: Move, at: AdvanceEnv): Outcome {
  const open: DialogState = { ...state, asking: { kind: 'answer' } };
  switch (verbOf(move, ['resume', 'new', 'delete', 'save', 'cancel', 'back'])) {
    case 'resume':
      return { kind: 'moved', state: standing(dialog, open) };
    case 'new':
      return { kind: 'renewed', state: open };
    case 'delete':
      return { kind: 'deleted' };
    case 'cancel':
    case 'back':
    case 'save':
      return { kind: 'parked', state: open };
    case 'skip':
    case 'keep':
    case 'confirm':
    case 'attach':
    case 'drop':
    case undefined:
      return { kind: 'asked_again', state, note: engineTexts[at.language].resumeHint };
  }
}

function onAttachQuestion(
  dialog: Dialog,
  state: DialogState,
  held: readonly DialogInput[],
  move: Move,
  at: AdvanceEnv,
): Outcome {
  const texts = engineTexts[at.language];
  const open: DialogState = { ...state, asking: { kind: 'answer' } };
  const verb = verbOf(move, ['attach', 'drop', 'back', 'cancel']);
  if (verb === 'attach') {
    return {
      kind: 'moved',
      state: held.reduce((all, input) => attach(dialog, all, input), open),
      note: texts.attached,
    };
  }
  if (verb === 'drop' || verb === 'back') return { kind: 'moved', state: open, note: texts.notAttached };
  if (verb === 'cancel') return cancel(dialog, open);
  return advance(dialog, open, move, at);
}

function verbOf(move: Move, allowed: readonly Verb[]): Verb | undefined {
  if (move.kind === 'verb') return allowed.includes(move.verb) ? move.verb : undefined;
  if (move.kind === 'edit' || move.input.kind !== 'text') return undefined;
  return typedVerb(move.input.text, allowed);
}

function edit(dialog: Dialog, state: DialogState, name: string, at: AdvanceEnv): Outcome {
  const step = pathOf(dialog, state.values).find((candidate) => candidate.name === name);
  if (step === undefined) return { kind: 'asked_again', state, note: engineTexts[at.language].choiceGone };
  return { kind: 'moved', state: { ...state, step: step.name, editing: true } };
}

function back(dialog: Dialog, state: DialogState, at: AdvanceEnv): Outcome {
  if (state.editing && firstOpen(dialog, state) === reviewStep) {
    return { kind: 'moved', state: { ...state, step: reviewStep, editing: false } };
  }
  const path = pathOf(dialog, state.values);
  const index = state.step === reviewStep ? path.length : path.findIndex((step) => step.name === state.step);
  const previous = path[index - 1];
  if (previous === undefined) return { kind: 'asked_again', state, note: engineTexts[at.language].firstStep };
  return { kind: 'moved', state: { ...state, step: previous.name } };
}

/** One answer is quickly given again; from the second on nothing is thrown away without asking. */
function cancel(dialog: Dialog, state: DialogState): Outcome {
  if (countAnswers(dialog, state) < 2) return { kind: 'deleted' };
  return { kind: 'moved', state: { ...state, asking: { kind: 'cancel' } } };
}

/** After an answer: to the next step, or, while one field is edited, to what its answer has opened, else back to the card. */
function goOn(dialog: Dialog, state: DialogState, from: Step): DialogState {
  const open = firstOpen(dialog, state);
  if (state.editing) return { ...state, step: open, editing: open !== reviewStep };
  const path = pathOf(dialog, state.values);
  const next = path[path.indexOf(from) + 1];
  return { ...state, step: next?.name ?? open };
}

/** The same state on a step that is still asked; after a change the present one may no longer be. */
function standing(dialog: Dialog, state: DialogState): DialogState {
  const open = firstOpen(dialog, state);
  if (state.step === reviewStep) return { ...state, step: open };
  const still = pathOf(dialog, state.values).some((step) => step.name === state.step);
  return still ? state : { ...state, step: open, editing: false };
}

function read(step: Step, input: DialogInput, view: View): Parsed<unknown> {
  const texts = engineTexts[view.language];
  if (input.kind !== 'choice') {
    if (step.accepts.includes(input.kind)) return step.parse(input, view);
    return { ok: false, message: `${texts.notAccepted} ${expectation(step, view)}` };
  }
  const choice = step.choices?.(view).find((candidate) => candidate.key === input.key);
  if (choice === undefined) return { ok: false, message: texts.choiceGone };
  return choice.value === undefined ? step.parse(input, view) : { ok: true, value: choice.value };
}

function accept(state: DialogState, step: Step, parsed: Extract<Parsed<unknown>, { ok: true }>): DialogState {
  const values: Values = { ...state.values, ...parsed.also, [step.field]: parsed.value };
  for (const [field, value] of Object.entries(parsed.also ?? {})) if (value === undefined) delete values[field];
  return {
    ...withoutGuess(state, step),
    values,
    skipped: state.skipped.filter((name) => name !== step.name),
    corrected: state.corrected.filter((name) => name !== step.name),
  };
}

/** What a person has answered or looked at is no guess any more. */
function withoutGuess(state: DialogState, step: Step): DialogState {
  return state.guessed === undefined
    ? state
    : { ...state, guessed: state.guessed.filter((name) => name !== step.name) };
}

function expectation(step: Step, view: View): string {
  const texts = engineTexts[view.language];
  const example = step.example?.(view);
  const waiting = texts.expected(escapeHtml(step.title(view.language, view.data)));
  return example === undefined ? waiting : `${waiting} ${escapeHtml(texts.example(example))}`;
}

function viewOf(state: DialogState, at: AdvanceEnv): View {
  return { data: state.values, env: at.env, language: at.language };
}

function without(values: Values, field: string): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== field));
}
