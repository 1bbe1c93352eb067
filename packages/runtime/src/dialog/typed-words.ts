import type { Choice, Step, View } from './define-dialog.ts';
import { languages } from './language.ts';
import { engineTexts, type EngineTexts } from './texts.ts';

/** What a button of the engine, or its typed name, asks for. */
export const verbs = [
  'back',
  'skip',
  'cancel',
  'keep',
  'resume',
  'new',
  'delete',
  'save',
  'confirm',
  'attach',
  'drop',
] as const;

export type Verb = (typeof verbs)[number];

/** Plain words for the verbs, beside the labels on the buttons. */
const wordsFor: Readonly<Record<Verb, readonly string[]>> = {
  back: ['назад', 'вернуться', 'повернутися', 'back', '/back'],
  skip: ['пропустить', 'пропуск', 'пропустити', 'дальше', 'далі', 'skip', '/skip'],
  cancel: ['отмена', 'отменить', 'скасувати', 'скасування', 'відміна', 'cancel', 'stop', '/cancel'],
  keep: ['оставить', 'залишити', 'keep'],
  resume: ['продолжить', 'продовжити', 'continue', 'resume'],
  new: ['заново', 'новая', 'новый', 'нова', 'новий', 'new', 'start anew'],
  delete: ['удалить', 'видалити', 'delete', 'да', 'так', 'yes'],
  save: ['сохранить', 'зберегти', 'save', 'нет', 'ні', 'no'],
  confirm: [
    'да',
    'так',
    'ок',
    'верно',
    'вірно',
    'готово',
    'создать',
    'створити',
    'yes',
    'ok',
    'create',
    'confirm',
    'done',
  ],
  attach: ['прикрепить', 'додати', 'attach', 'да', 'так', 'yes'],
  drop: ['не нужно', 'не надо', 'не треба', 'нет', 'ні', 'no'],
};

const labels: Readonly<Partial<Record<Verb, (texts: EngineTexts) => string>>> = {
  back: (texts) => texts.back,
  skip: (texts) => texts.skip,
  cancel: (texts) => texts.cancel,
  resume: (texts) => texts.resume,
  new: (texts) => texts.startNew,
  delete: (texts) => texts.delete,
  save: (texts) => texts.saveForLater,
  attach: (texts) => texts.attach,
  drop: (texts) => texts.doNotAttach,
};

const known = new Map(
  verbs.map((verb) => {
    const label = labels[verb];
    const shown = label === undefined ? [] : languages.map((language) => label(engineTexts[language]));
    return [verb, new Set([...wordsFor[verb], ...shown].map(normalize))];
  }),
);

/** Whether the text names one of these verbs, in any language; the first that fits. */
export function typedVerb(text: string, allowed: readonly Verb[]): Verb | undefined {
  const wanted = normalize(text);
  return wanted === '' ? undefined : allowed.find((verb) => known.get(verb)?.has(wanted) === true);
}

/** The choice whose label was typed, whichever of the languages it was typed in. */
export function typedChoice(step: Step, text: string, view: View): Choice<unknown> | undefined {
  const wanted = normalize(text);
  if (wanted === '' || step.choices === undefined) return undefined;
  // The person's own language first: a word may mean different choices in two languages.
  for (const language of [view.language, ...languages.filter((other) => other !== view.language)]) {
    const found = step.choices({ ...view, language }).find((choice) => normalize(choice.label) === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether two texts say the same to a reader: case, emoji and closing punctuation aside. */
export function sameWords(one: string, other: string): boolean {
  const words = normalize(one);
  return words !== '' && words === normalize(other);
}

/** Makes typed and shown words comparable: no emoji, arrows or punctuation at the ends, one case, one space, е for ё. */
function normalize(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/[’ʼ`]/g, "'")
    .replace(/^[^\p{L}\p{N}+/]+|[^\p{L}\p{N}]+$/gu, '')
    .replace(/\s+/g, ' ');
}
