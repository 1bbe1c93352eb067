import type { InlineKeyboardButton } from 'grammy/types';
import { encodeButton, type ButtonCode } from './button-data.ts';
import type { Dialog, Step, View } from './define-dialog.ts';
import { findStep, pathOf, progressOf } from './dialog-path.ts';
import { reviewStep, type DialogState } from './dialog-state.ts';
import { escapeHtml, plainText, shorten } from './html.ts';
import type { Language } from './language.ts';
import { engineTexts } from './texts.ts';
import type { Verb } from './typed-words.ts';

/** A message as it is to be sent: Telegram HTML and its inline keyboard. */
export interface Card {
  readonly html: string;
  readonly keyboard: InlineKeyboardButton[][];
}

/** What a card needs to know beside the dialog's state. */
export interface RenderContext {
  readonly id: string;
  /** The revision that is being committed together with this card. */
  readonly rev: number;
  readonly env: unknown;
  readonly language: Language;
  /** Telegram HTML above the question. */
  readonly note?: string;
  readonly startedAt: Date;
  /** IANA zone for dates on the card. */
  readonly zone: string;
  /** Further drafts of this dialog, offered on the resume card. */
  readonly drafts?: readonly Draft[];
}

export interface Draft {
  readonly id: string;
  readonly rev: number;
  readonly startedAt: Date;
  readonly step: number;
  readonly total: number;
}

/** Draws the present question of a dialog. Pure. */
export function renderStep(dialog: Dialog, state: DialogState, at: RenderContext): Card {
  const view: View = { data: state.values, env: at.env, language: at.language };
  const card = cardFor(dialog, state, view, at);
  return at.note === undefined || at.note === '' ? card : { ...card, html: `${at.note}\n\n${card.html}` };
}

function cardFor(dialog: Dialog, state: DialogState, view: View, at: RenderContext): Card {
  switch (state.asking.kind) {
    case 'answer':
      return state.step === reviewStep ? reviewCard(dialog, state, view, at) : questionCard(dialog, state, view, at);
    case 'cancel':
      return { html: engineTexts[at.language].askCancel, keyboard: rows(at, [['delete', 'save'], ['back']]) };
    case 'resume':
      return resumeCard(dialog, state, view, at);
    case 'attach':
      return { html: engineTexts[at.language].askAttach, keyboard: rows(at, [['attach', 'drop']]) };
  }
}

function questionCard(dialog: Dialog, state: DialogState, view: View, at: RenderContext): Card {
  const texts = engineTexts[at.language];
  const step = findStep(dialog, state.step);
  if (step === undefined) return reviewCard(dialog, state, view, at);
  const title = escapeHtml(step.title(at.language, state.values));
  const { step: number, total } = progressOf(dialog, state);
  const value = state.values[step.field];
  // What was not answered yet cannot be changed: it is a step like any other.
  const heading = state.editing && value !== undefined ? texts.editing(title) : texts.progress(number, total, title);
  const shown = value === undefined ? undefined : step.show(value, view);
  const lines = [`<b>${heading}</b>`, '', step.prompt(view), ...(shown === undefined ? [] : ['', texts.now(shown)])];
  const keyboard = inColumns(choiceButtons(step, view, at), step.columns ?? 2);
  if (shown !== undefined)
    keyboard.unshift([button(at, shorten(texts.keep(plainText(shown).replaceAll(/\s+/g, ' ')), 48), verb('keep'))]);
  const first = !state.editing && pathOf(dialog, state.values)[0] === step;
  const navigation: Verb[] = [
    ...(first ? [] : ['back' as const]),
    ...(step.optional === true ? ['skip' as const] : []),
    'cancel',
  ];
  return { html: lines.join('\n'), keyboard: [...keyboard, ...rows(at, [navigation])] };
}

function reviewCard(dialog: Dialog, state: DialogState, view: View, at: RenderContext): Card {
  const texts = engineTexts[at.language];
  const { title, footer, confirm } = dialog.review(view);
  const { step, total } = progressOf(dialog, { ...state, step: reviewStep });
  const path = pathOf(dialog, state.values);
  const lines = [
    `<b>${texts.progress(step, total, title)}</b>`,
    '',
    ...path.map((entry) => fieldLine(entry, state, view)),
    ...(footer === undefined ? [] : ['', footer]),
    '',
    texts.chooseField,
  ];
  const edits = path.map((entry) =>
    button(at, `✏️ ${entry.title(at.language, state.values)}`, { kind: 'edit', step: entry.name }),
  );
  return {
    html: lines.join('\n'),
    keyboard: [[button(at, confirm, verb('confirm'))], ...inColumns(edits, 2), ...rows(at, [['back', 'cancel']])],
  };
}

function resumeCard(dialog: Dialog, state: DialogState, view: View, at: RenderContext): Card {
  const texts = engineTexts[at.language];
  const { step, total } = progressOf(dialog, state);
  const entered = answeredLines(dialog, state, view);
  const date = dayOf(at.startedAt, at);
  const lines = [
    texts.unfinished(escapeHtml(dialog.texts.unfinished(at.language)), date, step, total),
    ...(entered.length === 0 ? [] : ['', ...entered]),
  ];
  const others = (at.drafts ?? []).map((draft) => [
    button(
      { ...at, id: draft.id, rev: draft.rev },
      texts.otherDraft(dayOf(draft.startedAt, at), draft.step, draft.total),
      verb('resume'),
    ),
  ]);
  return { html: lines.join('\n'), keyboard: [...rows(at, [['resume'], ['new', 'delete']]), ...others] };
}

/** Every answer in a line of its own, Telegram HTML. */
export function answeredLines(dialog: Dialog, state: DialogState, view: View): string[] {
  return pathOf(dialog, state.values)
    .filter((step) => state.values[step.field] !== undefined)
    .map((step) => fieldLine(step, state, view));
}

function fieldLine(step: Step, state: DialogState, view: View): string {
  const texts = engineTexts[view.language];
  const value = state.values[step.field];
  const shown = value === undefined ? texts.nothing : step.show(value, view);
  const mark = state.corrected.includes(step.name) ? ` <i>(${texts.corrected})</i>` : '';
  const isGuess = value !== undefined && state.guessed?.includes(step.name) === true;
  const line = `${escapeHtml(step.title(view.language, state.values))}: <b>${shown}</b>${mark}`;
  return isGuess ? `⚠️ ${line} <i>(${texts.guessed})</i>` : line;
}

function choiceButtons(step: Step, view: View, at: RenderContext): InlineKeyboardButton[] {
  return (step.choices?.(view) ?? []).map(({ key, label }) => button(at, label, { kind: 'choice', key }));
}

function rows(at: RenderContext, verbRows: readonly (readonly Verb[])[]): InlineKeyboardButton[][] {
  const texts = engineTexts[at.language];
  const labels: Partial<Record<Verb, string>> = {
    back: texts.back,
    skip: texts.skip,
    cancel: texts.cancel,
    resume: texts.resume,
    new: texts.startNew,
    delete: texts.delete,
    save: texts.saveForLater,
    attach: texts.attach,
    drop: texts.doNotAttach,
  };
  return verbRows.map((row) => row.map((name) => button(at, labels[name] ?? name, verb(name))));
}

function verb(name: Verb): ButtonCode {
  return { kind: 'verb', verb: name };
}

function button(at: Pick<RenderContext, 'id' | 'rev'>, text: string, code: ButtonCode): InlineKeyboardButton {
  return { text, callback_data: encodeButton(at.id, at.rev, code) };
}

function inColumns(buttons: readonly InlineKeyboardButton[], columns: number): InlineKeyboardButton[][] {
  const grid: InlineKeyboardButton[][] = [];
  for (let index = 0; index < buttons.length; index += columns) grid.push(buttons.slice(index, index + columns));
  return grid;
}

function dayOf(moment: Date, at: Pick<RenderContext, 'language' | 'zone'>): string {
  return new Intl.DateTimeFormat(at.language, { day: 'numeric', month: 'short', timeZone: at.zone }).format(moment);
}
