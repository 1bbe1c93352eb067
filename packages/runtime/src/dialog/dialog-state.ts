import { z } from 'zod';
import { dialogInputSchema } from './dialog-input.ts';
import { languages } from './language.ts';

/** The place of the card with all answers; comes after the last step of every dialog. */
export const reviewStep = 'review';

/** What is being asked at present: the step's own question, or one of the engine's about the dialog itself. */
const askingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer') }),
  /** Delete the draft or save it for later? */
  z.object({ kind: z.literal('cancel') }),
  /** Go on, begin anew or delete? Shown at the next visit. */
  z.object({ kind: z.literal('resume') }),
  /** A photo or the like came where none was asked for. */
  z.object({ kind: z.literal('attach'), held: z.array(dialogInputSchema) }),
]);

export const dialogStateSchema = z.object({
  /** A step's name or {@link reviewStep}; the same as the stored dialog's `step`. */
  step: z.string(),
  /** Answers by field. */
  values: z.record(z.string(), z.unknown()),
  /** Optional steps that the person passed over, so that they are not asked again. */
  skipped: z.array(z.string()),
  asking: askingSchema,
  /** One field is being changed from the review card; the next answer leads back to it. */
  editing: z.boolean(),
  /** Which message answered which step, to know an edited one again. */
  answeredBy: z.record(z.string(), z.number()),
  /** Steps whose answer was taken from an edited message. */
  corrected: z.array(z.string()),
  /** Steps whose answer was read out of a text and may be wrong; answering the step, or keeping its answer, says that it is right. */
  guessed: z.array(z.string()).optional(),
  /** The album whose first picture was the last answer or is held; its other pictures join without a word. */
  album: z.string().optional(),
  /** The newest card's message, where it is known: after a press. */
  card: z.number().optional(),
  /** The `rev` since which the present question stands; buttons that are not older still fit. */
  askedAtRev: z.number(),
  /** The last press that was acted on, to answer its repetition. */
  pressed: z.object({ rev: z.number(), code: z.string() }).optional(),
  language: z.enum(languages),
  /** When an answer was last given or a question asked; parking or offering a draft is no use of it. */
  usedAtMs: z.number(),
});

/** A dialog's state as `StoredDialog.data` holds it. */
export type DialogState = z.infer<typeof dialogStateSchema>;

export function initialState(
  step: string,
  values: Record<string, unknown>,
  { language, usedAtMs }: Pick<DialogState, 'language' | 'usedAtMs'>,
): DialogState {
  return {
    step,
    values,
    skipped: [],
    asking: { kind: 'answer' },
    editing: false,
    answeredBy: {},
    corrected: [],
    askedAtRev: 1,
    language,
    usedAtMs,
  };
}
