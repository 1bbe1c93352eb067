import type { InlineKeyboardButton } from 'grammy/types';
import type { z } from 'zod';
import type { DurableContext } from '../context.ts';
import type { AttachmentInput, DialogInput, InputKind } from './dialog-input.ts';
import { reviewStep } from './dialog-state.ts';
import type { Language } from './language.ts';

/** What a step's functions may look at: they are pure, everything they need is in here. */
export interface DialogView<Data, Env> {
  /** The answers so far; a field is missing until its step was answered. */
  readonly data: Partial<Data>;
  /** What the dialog's `load` brought for the present step. */
  readonly env: Env;
  readonly language: Language;
}

/** One answer that can be given by a button, or by typing its label in any language. */
export interface Choice<Value> {
  /** Names the choice in the button: 1 to 24 of `A-Za-z0-9_-`, the same whenever the same choice is meant. */
  readonly key: string;
  /** Plain text. */
  readonly label: string;
  /** The answer it stands for; without it the step's `parse` gets the key. */
  readonly value?: Value;
}

/** What a step makes of an input: the answer, or what to ask instead. */
export type Parsed<Value, Data = Record<string, unknown>> =
  | {
      readonly ok: true;
      readonly value: Value;
      /** Telegram HTML, shown above the next question: how the answer was understood. */
      readonly note?: string;
      /** Other fields that follow from this answer; `undefined` clears one. */
      readonly also?: { readonly [Field in keyof Data]?: Data[Field] | undefined };
    }
  | {
      readonly ok: false;
      /** Telegram HTML: what is wrong or still open, with an example. */
      readonly message: string;
    };

/** A named question of a dialog and what becomes of its answer. */
export interface DialogStep<Data, Env, Field extends keyof Data & string> {
  /** Stays the same from version to version; `a-z0-9_`, at most 24. */
  readonly name: string;
  /** Where the answer is kept. */
  readonly field: Field;
  /** A word or two for the progress line and the review card's buttons; plain text. Without answers: for the docs. */
  title(language: Language, data?: Partial<Data>): string;
  /** The question, Telegram HTML. */
  prompt(view: DialogView<Data, Env>): string;
  /** An example of a good answer, plain text; shown when something else came. */
  example?(view: DialogView<Data, Env>): string;
  /** What `/help` says while this step waits, Telegram HTML. */
  help?(view: DialogView<Data, Env>): string;
  readonly accepts: readonly InputKind[];
  choices?(view: DialogView<Data, Env>): readonly Choice<Data[Field]>[];
  /** Choices per row; 2 when not given. */
  readonly columns?: number;
  parse(input: DialogInput, view: DialogView<Data, Env>): Parsed<Data[Field], Data>;
  /** How an answer is shown on cards, Telegram HTML. */
  show(value: Data[Field], view: DialogView<Data, Env>): string;
  /** May be skipped; the schema's field has to be optional then. */
  readonly optional?: boolean;
  /** Whether the step is asked at all, given the answers so far; always when not given. */
  when?(data: Partial<Data>): boolean;
  /** The step that follows, or `review`; the next in the list when not given or `undefined`. */
  next?(data: Partial<Data>): string | undefined;
  /** All that `next` may name, for the checks at start and the drawing in the docs. */
  readonly leadsTo?: readonly string[];
  /** An earlier step that this one only completes; both count as one in "step 3 of 7". */
  readonly partOf?: string;
}

type AnyStep<Data, Env> = { [Field in keyof Data & string]: DialogStep<Data, Env, Field> }[keyof Data & string];

/** How a dialog ended. */
export type Completion =
  | {
      readonly ok: true;
      /** Takes the place of the review card; without it the card only loses its buttons. */
      readonly card?: { readonly html: string; readonly buttons?: readonly (readonly InlineKeyboardButton[])[] };
      /** Plain text of the short notice after the press. */
      readonly toast?: string;
    }
  | {
      readonly ok: false;
      /** Telegram HTML: why not, and what to do. */
      readonly message: string;
      /** The step to go to; the review card when not given. */
      readonly step?: string;
    };

/** What a dialog is built from; see {@link defineDialog}. */
export interface DialogDefinition<Data, Env> {
  /** Names the dialog in storage, links and positions: `create_order`. */
  readonly name: string;
  /** Raise it with every change of steps or data that old drafts would notice. */
  readonly version: number;
  /** How long a draft is kept after its last change. */
  readonly expiresAfterMs: number;
  /** All answers of a complete dialog. Plain JSON: moments are ISO strings. */
  readonly data: z.ZodType<Data> & { readonly shape: Readonly<Record<string, z.ZodType>> };
  /** Looks up what the step needs before it is asked (`input` missing) or answered. May read, must not write. */
  load?(
    ctx: DurableContext,
    at: {
      readonly step: string;
      readonly data: Partial<Data>;
      readonly language: Language;
      readonly input?: DialogInput;
    },
  ): Promise<Env>;
  readonly steps: readonly AnyStep<Data, Env>[];
  /** What every new dialog knows from its beginning, however it is begun; what it is begun with counts more. May read. */
  initial?(ctx: DurableContext): Promise<Partial<Data>>;
  /** The heading of the review card and, if wanted, more lines under the answers. Telegram HTML. */
  review(view: DialogView<Data, Env>): { readonly title: string; readonly footer?: string; readonly confirm: string };
  /**
   * Does what the dialog is for, in the commit of the press. `id` is unique to this dialog: the idempotency key.
   * `answeredBy` are the messages that answered steps, by their names: a message that is edited later is known again by it.
   */
  complete(
    ctx: DurableContext,
    data: Data,
    at: {
      readonly id: string;
      readonly language: Language;
      readonly answeredBy: Readonly<Record<string, number>>;
    },
  ): Promise<Completion>;
  /** Takes the answers of an older version over. Without it, fields that still parse are kept. */
  migrate?(old: { readonly version: number; readonly step: string; readonly data: Record<string, unknown> }): {
    readonly step: string;
    readonly data: Record<string, unknown>;
  };
  /** Older versions that may still be finished as they were begun. */
  readonly previous?: readonly Dialog[];
  /** Whether drafts of a version in `previous` go on with it; otherwise they are migrated. */
  readonly finishOnOldVersion?: boolean;
  /** The dialog asks for personal data: in a group it answers with a link to the private chat. */
  readonly privateOnly?: boolean;
  /** Takes a photo, voice or file along that came where none was asked for. */
  attach?(input: AttachmentInput, data: Partial<Data>): Partial<Data> | undefined;
  readonly texts: {
    /** What is being filled in, nominative, plain text: "Order". */
    title(language: Language): string;
    /** "an unfinished order" in "There is … from 3 Nov"; plain text, in the case that the engine's sentence needs. */
    unfinished(language: Language): string;
  };
}

/** Answers of any dialog. */
export type Values = Record<string, unknown>;

/** A step of any dialog, as the engine sees it. */
export type Step = DialogStep<Values, unknown, string>;

/** Any checked definition, as the engine sees it. */
export type Dialog = Omit<DialogDefinition<Values, unknown>, 'steps'> & { readonly steps: readonly Step[] };

/** What any step's functions look at. */
export type View = DialogView<Values, unknown>;

/**
 * Declares a dialog: a list of named questions that ends with a review card.
 * The engine adds back, skip, cancel, resume, editing one field, expiry and the handling of old buttons.
 *
 * @throws TypeError when the definition contradicts itself; it is meant to be called at start
 * @example
 * const feedback = defineDialog({
 *   name: 'feedback', version: 1, expiresAfterMs: 30 * 24 * 3_600_000,
 *   data: z.object({ text: z.string() }),
 *   steps: [{ name: 'text', field: 'text', title: () => 'Text', prompt: () => 'What happened?', accepts: ['text'],
 *     parse: (input) => (input.kind === 'text' ? { ok: true, value: input.text } : { ok: false, message: 'Please type.' }),
 *     show: (value) => escapeHtml(value) }],
 *   review: () => ({ title: 'Your feedback', confirm: 'Send' }),
 *   complete: async () => ({ ok: true }),
 *   texts: { title: () => 'Feedback', unfinished: () => 'unfinished feedback' },
 * });
 */
export function defineDialog<Data extends object, Env = undefined>(definition: DialogDefinition<Data, Env>): Dialog;
// The engine hands each function only values that the same definition has parsed, so its types are forgotten from here on.
export function defineDialog(dialog: Dialog): Dialog {
  const faults = [...faultsOf(dialog)];
  if (faults.length > 0) throw new TypeError(`Dialog ${dialog.name} version ${dialog.version}: ${faults.join('; ')}.`);
  return dialog;
}

function* faultsOf(dialog: Dialog): Generator<string> {
  if (!/^[a-z][a-z0-9_]{0,31}$/.test(dialog.name)) yield 'the name is not 1 to 32 of a-z, 0-9 and _';
  if (!Number.isInteger(dialog.version) || dialog.version < 1) yield 'the version is not a whole number from 1';
  if (dialog.steps.length === 0) yield 'there are no steps';
  const seen = new Set<string>();
  for (const step of dialog.steps) {
    yield* stepFaults(dialog, step, seen);
    seen.add(step.name);
  }
  for (const old of dialog.previous ?? []) {
    if (old.name !== dialog.name || old.version >= dialog.version)
      yield `previous has ${old.name} version ${old.version}`;
  }
}

function* stepFaults(dialog: Dialog, step: Step, earlier: ReadonlySet<string>): Generator<string> {
  if (!/^[a-z][a-z0-9_]{0,23}$/.test(step.name)) yield `the step name ${step.name} is not 1 to 24 of a-z, 0-9 and _`;
  if (step.name === reviewStep) yield `no step may be called ${reviewStep}`;
  if (earlier.has(step.name)) yield `the step ${step.name} is there twice`;
  if (step.partOf !== undefined && !earlier.has(step.partOf))
    yield `${step.name} is part of a step that does not come before it`;
  if (step.accepts.length === 0) yield `the step ${step.name} accepts nothing`;
  if (step.accepts.includes('choice') !== (step.choices !== undefined))
    yield `the step ${step.name} has choices or accepts them, not both`;
  if ((step.next === undefined) !== (step.leadsTo === undefined))
    yield `the step ${step.name} has only one of next and leadsTo`;
  const targets = new Set([reviewStep, ...dialog.steps.map(({ name }) => name)]);
  for (const target of step.leadsTo ?? [])
    if (!targets.has(target)) yield `${step.name} leads to an unknown step ${target}`;
  const schema = dialog.data.shape[step.field];
  if (schema === undefined) {
    yield `the step ${step.name} fills an unknown field ${step.field}`;
  } else if ((step.optional === true || step.when !== undefined) && !schema.safeParse(undefined).success) {
    yield `the step ${step.name} can be left out, but its field ${step.field} is not optional`;
  }
}
