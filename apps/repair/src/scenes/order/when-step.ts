import { type Choice, type DialogInput, escapeHtml, type Language } from '@durabot/runtime';
import type { Desk } from '../../desk.ts';
import { formatWanted } from '../../domain/format-wanted.ts';
import { parseWhen } from '../../domain/parse-when.ts';
import { instantOf, wallTimeOf } from '../../domain/wall-clock.ts';
import { workingHours } from '../../domain/wanted-time.ts';
import { Html, texts } from '../../texts.ts';
import { draftWanted, wantedOf, type OrderDraft, type OrderStep } from './order-draft.ts';

/** The halves of an afternoon that are offered for today, each while it is still half an hour away. */
const afternoons = [
  { from: 14, to: 18 },
  { from: 18, to: workingHours.to },
] as const;
const noticeMinutes = 30;

/** 5: when to come: now, today, tomorrow, or any time in words. */
export function whenStep(desk: Desk): OrderStep<'wanted'> {
  const { zone } = desk.settings;
  return {
    name: 'when',
    field: 'wanted',
    title: (language) => texts(language).plain('step-when'),
    prompt: ({ language }) => texts(language).t('step-when-prompt'),
    example: ({ language }) => texts(language).plain('step-when-example'),
    help: ({ language }) => `${texts(language).t('step-when-prompt')}\n${texts(language).t('dialog-help')}`,
    accepts: ['text', 'choice'],
    choices: ({ env, language }) => whenChoices({ nowMs: env.nowMs, language, zone }),
    parse: (input, { env, language }) => readWhen(input, { nowMs: env.nowMs, language, zone }),
    show: (wanted, { env, language }) =>
      escapeHtml(formatWanted(wantedOf(wanted), { zone, language, nowMs: env.nowMs })),
  };
}

/** What a time is read against. */
interface WhenView {
  readonly nowMs: number;
  readonly language: Language;
  readonly zone: string;
}

/** A time in words, and how it was understood. */
export function readWhen(
  input: DialogInput,
  { nowMs, language, zone }: WhenView,
): { ok: true; value: OrderDraft['wanted']; note: string } | { ok: false; message: string } {
  const words = texts(language);
  // The only choice without a value is the one that asks for words.
  if (input.kind !== 'text') {
    const example = words.t('for-example', { example: words.plain('step-when-example') });
    return { ok: false, message: `${words.t('step-when-choose-prompt')}\n<i>${example}</i>` };
  }
  const parsed = parseWhen(input.text, { nowMs, zone, language });
  if (!parsed.ok) return { ok: false, message: refusal(parsed.reason, language) };
  const note = words.t('step-when-understood', { when: new Html(`<b>${escapeHtml(parsed.label)}</b>`) });
  return { ok: true, value: draftWanted(parsed), note };
}

/** Now, today, tomorrow, or words. */
export function whenChoices({ nowMs, language, zone }: WhenView): Choice<OrderDraft['wanted']>[] {
  const words = texts(language);
  const { date, minutes } = wallTimeOf(nowMs, zone);
  const between = (day: typeof date, from: number, to: number): OrderDraft['wanted'] =>
    draftWanted({
      kind: 'window',
      from: instantOf({ date: day, minutes: from * 60 }, zone),
      to: instantOf({ date: day, minutes: to * 60 }, zone),
    });
  const afternoon = afternoons.find(({ from }) => minutes <= from * 60 - noticeMinutes);
  const tomorrow = date.add({ days: 1 });
  // The keys hold the day: a button pressed after midnight must not mean another day than the one it was drawn for.
  return [
    {
      key: 'now',
      label: words.plain('step-when-now'),
      value: { kind: 'asap', from: new Date(nowMs).toISOString() },
    },
    ...(afternoon === undefined
      ? []
      : [
          {
            key: `${date.toString()}_${afternoon.from}`,
            label: words.plain('step-when-today', { hours: `${afternoon.from}–${afternoon.to}` }),
            value: between(date, afternoon.from, afternoon.to),
          },
        ]),
    {
      key: tomorrow.toString(),
      label: words.plain('step-when-tomorrow'),
      value: between(tomorrow, workingHours.from, workingHours.to),
    },
    { key: 'choose', label: words.plain('step-when-choose') },
  ];
}

function refusal(reason: 'past' | 'too_far' | 'unclear', language: Language): string {
  const words = texts(language);
  const example = `<i>${words.t('for-example', { example: words.plain('step-when-example') })}</i>`;
  switch (reason) {
    case 'past':
      return `${words.t('step-when-past')}\n${example}`;
    case 'too_far':
      return words.t('step-when-far');
    case 'unclear':
      return `${words.t('step-when-unclear')}\n${example}`;
  }
}
