import { defineDialog, escapeHtml, type Choice, type Dialog, type DialogStep } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../../desk.ts';
import { normaliseText } from '../../domain/normalise-text.ts';
import { takeInLater } from '../../files/take-in.ts';
import { addVisitPhotos, saveFindings } from '../../store/photo-store.ts';
import { texts } from '../../texts.ts';
import { spokenChoices, spokenPrompt, voiceOf } from '../voice/transcripts.ts';
import { completeForm } from './complete-form.ts';
import {
  attachPhoto,
  photoSchema,
  placeChoice,
  placedStep,
  placeFields,
  placeOf,
  pointedStep,
  readPhotos,
  showPhotos,
} from './photo-step.ts';
import { readReason } from './read-reason.ts';
import { draftLifeMs } from '../draft-life.ts';

const voice = z.object({ fileId: z.string(), fileUniqueId: z.string() });

const draft = z.object({
  orderId: z.number(),
  number: z.string(),
  rev: z.number(),
  photos: z.array(photoSchema),
  ...placeFields,
  diagnosis: z.object({ text: z.string().optional(), voice: voice.optional() }),
  /** The words to a diagnosis that was spoken. */
  spoken: z.string().optional(),
  /** Empty: the plate cannot be read. */
  model: z.string(),
  serial: z.string(),
  /** In full years; below zero: nobody knows. */
  age: z.number().int(),
});
type Draft = z.infer<typeof draft>;

interface Env {
  readonly transcript: string | undefined;
}

type Step<Field extends keyof Draft> = DialogStep<Draft, Env, Field>;

const longestData = 100;
const oldestYears = 100;
const ages = [1, 3, 5, 10] as const;
const unknownAge = -1;

/** What the master finds: photos before, the diagnosis in words or by voice, and which device it is. */
export function inspectDialog(desk: Desk): Dialog {
  return defineDialog<Draft, Env>({
    name: 'order_inspect',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    load: async (_, { step, data }) => ({
      transcript:
        step === 'spoken' && data.diagnosis?.voice !== undefined
          ? await desk.transcripts?.findTranscript(data.diagnosis.voice)
          : undefined,
    }),
    steps: [
      photosStep(desk.policy.requiredPhotosBefore > 0),
      placedStep,
      pointedStep,
      diagnosisStep,
      spokenStep,
      modelStep,
      serialStep,
      ageStep,
    ],
    attach: attachPhoto,
    review: ({ data, language }) => ({
      title: texts(language).t('form-review', { number: data.number ?? '', form: 'inspect' }),
      confirm: texts(language).plain('form-confirm'),
    }),
    complete: (ctx, data, { language }) =>
      completeForm(
        ctx,
        desk,
        data,
        language,
        async (tx, on) => {
          const { photos } = data;
          const about = { orderId: on.orderId, stage: 'before', at: on.at, by: on.actor.id } as const;
          takeInLater(ctx, await addVisitPhotos(tx, { ...about, ...placeOf(data) }, photos));
          const diagnosis = data.diagnosis.text ?? data.spoken ?? '';
          const outcome = await desk.orders.inspect(tx, { ...on, photos: photos.length, diagnosis });
          const { model, serial, age } = data;
          if (outcome.kind === 'applied' || outcome.kind === 'stale_but_compatible') {
            if (data.diagnosis.voice !== undefined) takeInLater(ctx, on.orderId);
            await saveFindings(tx, on.orderId, {
              diagnosis,
              voice: data.diagnosis.voice,
              model: model === '' ? undefined : model,
              serial: serial === '' ? undefined : serial,
              ageYears: age < 0 ? undefined : age,
            });
          }
          return outcome;
        },
        { has_photos_before: 'photos', has_reason: 'diagnosis' },
      ),
    texts: {
      title: (language) => texts(language).plain('inspect-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}

/** 1: what it looked like before; an album is one answer. */
function photosStep(isRequired: boolean): Step<'photos'> {
  return {
    name: 'photos',
    field: 'photos',
    title: (language) => texts(language).plain('inspect-photos'),
    prompt: ({ language }) => texts(language).t('inspect-photos-prompt'),
    accepts: ['photo', 'choice'],
    choices: ({ language }) => [
      ...(isRequired ? [] : [{ key: 'none', label: texts(language).plain('inspect-no-photos') }]),
      placeChoice(language),
    ],
    parse: (input, { data, language }) => {
      const read = readPhotos(input, data);
      return read === undefined
        ? { ok: false, message: texts(language).t('inspect-photos-prompt') }
        : { ok: true, ...read };
    },
    show: (photos, { language }) => showPhotos(photos, language),
  };
}

/** 2: what is wrong with it. */
const diagnosisStep: Step<'diagnosis'> = {
  name: 'diagnosis',
  field: 'diagnosis',
  title: (language) => texts(language).plain('inspect-diagnosis'),
  prompt: ({ language }) => texts(language).t('inspect-diagnosis-prompt'),
  example: ({ language }) => texts(language).plain('inspect-diagnosis-example'),
  accepts: ['text', 'voice'],
  parse: (input, { language }) => {
    const spoken = voiceOf(input);
    if (spoken !== undefined) return { ok: true, value: { voice: spoken }, also: { spoken: undefined } };
    const read = readReason(input, language);
    return read.ok ? { ok: true, value: { text: read.value }, also: { spoken: undefined } } : read;
  },
  show: (diagnosis, { language }) =>
    escapeHtml(diagnosis.text ?? texts(language).plain('step-problem-attachment', { kind: 'voice' })),
};

/** The words to a voice message. */
const spokenStep: Step<'spoken'> = {
  name: 'spoken',
  field: 'spoken',
  partOf: 'diagnosis',
  when: ({ diagnosis }) => diagnosis?.voice !== undefined,
  title: (language) => texts(language).plain('voice-title'),
  prompt: ({ env, language }) => spokenPrompt(env.transcript, language),
  example: ({ language }) => texts(language).plain('inspect-diagnosis-example'),
  accepts: ['text', 'choice'],
  choices: ({ env, language }) => spokenChoices(env.transcript, language),
  parse: (input, { language }) => readReason(input, language),
  show: (words) => escapeHtml(words ?? ''),
};

/** What stands on the device's plate. */
const modelStep: Step<'model'> = { name: 'model', field: 'model', ...dataStep('model') };
const serialStep: Step<'serial'> = { name: 'serial', field: 'serial', ...dataStep('serial') };

function dataStep(field: 'model' | 'serial'): Omit<DialogStep<Draft, Env, 'model'>, 'name' | 'field'> {
  return {
    title: (language) => texts(language).plain('inspect-device', { field }),
    prompt: ({ language }) => texts(language).t('inspect-device-prompt', { field }),
    accepts: ['text', 'choice'],
    choices: ({ language }) => [{ key: 'unknown', label: texts(language).plain('inspect-unknown'), value: '' }],
    parse: (input, { language }) => {
      const value = input.kind === 'text' ? normaliseText(input.text).replaceAll('\n', ' ') : '';
      if (value === '' || value.length > longestData)
        return { ok: false, message: texts(language).t('inspect-device-prompt', { field }) };
      return { ok: true, value };
    },
    show: (value, { language }) => escapeHtml(value === '' ? texts(language).plain('inspect-unknown') : value),
  };
}

/** How old it is, in full years. */
const ageStep: Step<'age'> = {
  name: 'age',
  field: 'age',
  columns: 4,
  title: (language) => texts(language).plain('inspect-device', { field: 'age' }),
  prompt: ({ language }) => texts(language).t('inspect-device-prompt', { field: 'age' }),
  example: () => '7',
  accepts: ['text', 'choice'],
  choices: ({ language }): Choice<number>[] => [
    ...ages.map((years) => ({
      key: `y${years}`,
      label: texts(language).plain('inspect-years', { count: years }),
      value: years,
    })),
    { key: 'unknown', label: texts(language).plain('inspect-unknown'), value: unknownAge },
  ],
  parse: (input, { language }) => {
    const years = Number(/^\s*(\d{1,3})(?!\d)/.exec(input.kind === 'text' ? input.text : '')?.[1] ?? Number.NaN);
    if (Number.isNaN(years) || years > oldestYears)
      return { ok: false, message: texts(language).t('inspect-device-prompt', { field: 'age' }) };
    return { ok: true, value: years };
  },
  show: (years, { language }) =>
    escapeHtml(
      years === unknownAge
        ? texts(language).plain('inspect-unknown')
        : texts(language).plain('inspect-years', { count: years }),
    ),
};
