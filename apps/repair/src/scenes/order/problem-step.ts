import { type AttachmentInput, type Choice, escapeHtml } from '@durabot/runtime';
import { findCategory, type Problem } from '../../domain/categories.ts';
import { longestText, validateProblem } from '../../domain/validate-problem.ts';
import { texts } from '../../texts.ts';
import { spokenChoices, spokenPrompt } from '../voice/transcripts.ts';
import type { OrderDraft, OrderStep, OrderView } from './order-draft.ts';

/** 2: what happened, as a frequent complaint, in words, or by a voice message or picture with or without words. */
export const problemStep: OrderStep<'problem'> = {
  name: 'problem',
  field: 'problem',
  title: (language) => texts(language).plain('step-problem'),
  prompt: ({ language }) => texts(language).t('step-problem-prompt'),
  example: ({ language }) => texts(language).plain('step-problem-example'),
  help: ({ language }) => `${texts(language).t('step-problem-prompt')}\n${texts(language).t('dialog-help')}`,
  accepts: ['choice', 'text', 'voice', 'photo', 'video', 'audio', 'document'],
  choices: ({ data, language }): Choice<OrderDraft['problem']>[] =>
    problemsOf(data).map(({ id, name }) => ({ key: id, label: name[language], value: { tags: [id] } })),
  parse: (input, view) => {
    const words = texts(view.language);
    if (input.kind === 'text') return readProblem(input.text, view);
    if (!('fileId' in input)) return { ok: false, message: words.t('step-problem-short') };
    const described = input.caption === undefined ? undefined : readProblem(input.caption, view);
    // A picture without a description adds to what was said before.
    const value = described?.ok === true ? described.value : (view.data.problem ?? { tags: [] });
    return { ok: true, value, also: attachFile(input, view.data) };
  },
  show: (problem, view) => showProblem(problem, view),
};

/** The words to a voice message that came without any; the audio is kept either way. */
export const saidStep: OrderStep<'problemSaid'> = {
  name: 'problem_said',
  field: 'problemSaid',
  partOf: 'problem',
  optional: true,
  when: ({ problem, attachments }) =>
    problem?.text === undefined &&
    problem?.tags.length === 0 &&
    (attachments ?? []).some(({ kind }) => kind === 'voice'),
  title: (language) => texts(language).plain('voice-title'),
  prompt: ({ env, language }) => spokenPrompt(env.transcript, language),
  example: ({ language }) => texts(language).plain('step-problem-example'),
  accepts: ['text', 'choice'],
  choices: ({ env, language }) => spokenChoices(env.transcript, language),
  parse: (input, view) => {
    const read = readProblem(input.kind === 'text' ? input.text : '', view);
    return read.ok ? { ok: true, value: read.value.text } : read;
  },
  show: (said) => escapeHtml(said ?? ''),
};

/** Keeps a file with the order; the same one only once. */
export function attachFile(
  input: AttachmentInput,
  data: Partial<OrderDraft>,
): { attachments: NonNullable<OrderDraft['attachments']> } {
  const { kind, fileId, fileUniqueId, caption } = input;
  const others = (data.attachments ?? []).filter((file) => file.fileUniqueId !== fileUniqueId);
  return { attachments: [...others, { kind, fileId, fileUniqueId, ...(caption === undefined ? {} : { caption }) }] };
}

function readProblem(
  typed: string,
  { language }: OrderView,
): { ok: true; value: OrderDraft['problem'] } | { ok: false; message: string } {
  const words = texts(language);
  const validated = validateProblem(typed);
  if (validated.ok) return { ok: true, value: { text: validated.text, tags: [] } };
  if (validated.reason === 'too_long') {
    return { ok: false, message: words.t('step-problem-long', { max: longestText }) };
  }
  return { ok: false, message: words.t('step-problem-short') };
}

function showProblem(problem: OrderDraft['problem'], { data, language }: OrderView): string {
  const words = texts(language);
  const chips = problemsOf(data)
    .filter(({ id }) => problem.tags.includes(id))
    .map(({ name }) => name[language]);
  const files = data.attachments ?? [];
  const first = files[0];
  const kind = first === undefined ? '' : words.plain('step-problem-attachment', { kind: first.kind });
  const attached = first === undefined ? [] : [files.length > 1 ? `📎 ${files.length}` : `📎 ${kind}`];
  const said = problem.text === undefined ? [] : [problem.text];
  return escapeHtml([...chips, ...said, ...attached].join(', '));
}

function problemsOf(data: Partial<OrderDraft>): readonly Problem[] {
  return data.category?.kind === 'known' ? (findCategory(data.category.id)?.problems ?? []) : [];
}
