import { formatWhen } from '@durabot/kit';
import { defineDialog, escapeHtml, type Choice, type Dialog, type Language } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../../desk.ts';
import { parseWhen } from '../../domain/parse-when.ts';
import { texts } from '../../texts.ts';
import { completeForm } from './complete-form.ts';
import { readReason } from './read-reason.ts';
import { draftLifeMs } from '../draft-life.ts';

const reasons = ['parts', 'client', 'long_repair', 'workshop', 'other'] as const;
const people = ['dispatcher', 'master', 'client', 'admin'] as const;
/** Days ahead that are offered, each at ten in the morning. */
const daysAhead = [1, 3, 7, 14] as const;
const dayMs = 24 * 3_600_000;

const draft = z.object({
  orderId: z.number(),
  number: z.string(),
  rev: z.number(),
  why: z.object({ reason: z.enum(reasons), note: z.string().optional() }),
  /** ISO, as it is stored. */
  until: z.string(),
  who: z.enum(people),
});
type Draft = z.infer<typeof draft>;

interface Env {
  readonly nowMs: number;
}

/** Why an order waits, until when, and who has to act then. There is no hold without a date. */
export function holdDialog(desk: Desk): Dialog {
  const { zone } = desk.settings;
  return defineDialog<Draft, Env>({
    name: 'order_hold',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    load: async () => ({ nowMs: desk.clock.nowMs() }),
    steps: [
      {
        name: 'why',
        field: 'why',
        title: (language) => texts(language).plain('form-reason'),
        prompt: ({ language }) => texts(language).t('hold-why'),
        accepts: ['choice', 'text'],
        choices: ({ language }) =>
          reasons.map((reason) => ({ key: reason, label: holdReason(reason, language), value: { reason } })),
        parse: (input, { language }) => {
          const read = readReason(input, language);
          return read.ok ? { ok: true, value: { reason: 'other', note: read.value } } : read;
        },
        show: ({ reason, note }, { language }) =>
          escapeHtml(note === undefined ? holdReason(reason, language) : `${holdReason(reason, language)}: ${note}`),
      },
      {
        name: 'until',
        field: 'until',
        title: (language) => texts(language).plain('hold-until'),
        prompt: ({ language }) => texts(language).t('hold-until-prompt'),
        example: ({ language }) => texts(language).plain('step-when-example'),
        accepts: ['choice', 'text'],
        choices: ({ env, language }) => daysFrom(desk, env.nowMs, language),
        parse: (input, { env, language }) => {
          const words = texts(language);
          const parsed = parseWhen(input.kind === 'text' ? input.text : '', { nowMs: env.nowMs, zone, language });
          const from = parsed.ok && parsed.kind !== 'asap' ? parsed.from : undefined;
          if (from === undefined || from.getTime() <= env.nowMs)
            return { ok: false, message: words.t('hold-until-unclear') };
          return { ok: true, value: from.toISOString() };
        },
        show: (until, { env, language }) =>
          escapeHtml(formatWhen(new Date(until), { zone, language, nowMs: env.nowMs })),
      },
      {
        name: 'who',
        field: 'who',
        title: (language) => texts(language).plain('hold-who'),
        prompt: ({ language }) => texts(language).t('hold-who-prompt'),
        accepts: ['choice'],
        choices: ({ language }) => people.map((who) => ({ key: who, label: whoLabel(who, language), value: who })),
        parse: (_, { language }) => ({ ok: false, message: texts(language).t('hold-who-prompt') }),
        show: (who, { language }) => escapeHtml(whoLabel(who, language)),
      },
    ],
    review: ({ data, language }) => ({
      title: texts(language).t('form-review', { number: data.number ?? '', form: 'hold' }),
      confirm: texts(language).plain('form-confirm'),
    }),
    complete: (ctx, data, { language }) =>
      completeForm(
        ctx,
        desk,
        data,
        language,
        (tx, on) =>
          desk.orders.hold(tx, {
            ...on,
            reason: data.why.reason,
            until: new Date(data.until),
            nextStepBy: data.who,
            ...(data.why.note === undefined ? {} : { note: data.why.note }),
          }),
        { has_hold_date: 'until' },
      ),
    texts: {
      title: (language) => texts(language).plain('hold-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}

function daysFrom(desk: Desk, nowMs: number, language: Language): Choice<string>[] {
  return daysAhead.map((days) => {
    const at = desk.policy.nextMorning(new Date(nowMs + (days - 1) * dayMs));
    // With its day: pressed after midnight it must not mean another one.
    return {
      key: at.toISOString().slice(0, 10),
      label: formatWhen(at, { zone: desk.settings.zone, language, nowMs }),
      value: at.toISOString(),
    };
  });
}

function holdReason(reason: string, language: Language): string {
  return texts(language).plain('hold-reason', { reason });
}

function whoLabel(who: string, language: Language): string {
  return texts(language).plain('hold-next', { who });
}
