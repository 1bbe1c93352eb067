import { defineDialog, escapeHtml, type Choice, type Dialog, type Language } from '@durabot/runtime';
import { z } from 'zod';
import { orderForms, type OrderForm } from '../../cards/order-kinds.ts';
import type { Desk } from '../../desk.ts';
import type { Doing } from '../../handlers/act.ts';
import { notifyQuestion } from '../../notify/question.ts';
import { texts } from '../../texts.ts';
import { blacklistClientOf } from '../../use-cases/blacklist.ts';
import { completeForm } from './complete-form.ts';
import { readReason } from './read-reason.ts';
import { draftLifeMs } from '../draft-life.ts';

const draft = z.object({
  orderId: z.number(),
  number: z.string(),
  rev: z.number(),
  form: z.enum(orderForms),
  reason: z.string(),
});
type Draft = z.infer<typeof draft>;

/** Reasons that are given often; any other one is typed. */
const usual: Partial<Record<OrderForm, readonly string[]>> = {
  cancel: ['changed_mind', 'found_other', 'duplicate', 'no_parts'],
  release: ['no_time', 'ill', 'far', 'not_my_profile'],
  return: ['photos', 'sum', 'not_finished'],
  delete: ['duplicate', 'test'],
};

/** One question, why, and what is done with the answer. */
export function reasonDialog(desk: Desk): Dialog {
  return defineDialog<Draft>({
    name: 'order_reason',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    steps: [
      {
        name: 'reason',
        field: 'reason',
        title: (language) => texts(language).plain('form-reason'),
        prompt: ({ data, language }) => texts(language).t('form-reason-prompt', { form: data.form ?? 'cancel' }),
        example: ({ language }) => texts(language).plain('form-reason-example'),
        accepts: ['text', 'choice'],
        choices: ({ data, language }) => choicesFor(data.form, language),
        parse: (input, { language }) => readReason(input, language),
        show: (reason) => escapeHtml(reason),
      },
    ],
    review: ({ data, language }) => ({
      title: texts(language).t('form-review', { number: data.number ?? '', form: data.form ?? 'cancel' }),
      confirm: texts(language).plain('form-confirm'),
    }),
    complete: (ctx, data, { language, id }) =>
      data.form === 'question'
        ? notifyQuestion(ctx, desk, { ...data, language, id })
        : completeForm(ctx, desk, data, language, doingOf(desk, data)),
    texts: {
      title: (language) => texts(language).plain('form-reason-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}

function choicesFor(form: OrderForm | undefined, language: Language): Choice<string>[] {
  return (form === undefined ? [] : (usual[form] ?? [])).map((key) => {
    const label = texts(language).plain('form-usual-reason', { reason: key });
    return { key, label, value: label };
  });
}

function doingOf(desk: Desk, { form, reason }: Draft): Doing {
  const { orders } = desk;
  switch (form) {
    case 'cancel':
      return (tx, on) => orders.cancel(tx, { ...on, reason });
    case 'release':
      return (tx, on) => orders.release(tx, { ...on, reason });
    case 'return':
      return (tx, on) => orders.returnToWork(tx, { ...on, reason });
    case 'dispute':
      return (tx, on) => orders.dispute(tx, { ...on, reason });
    case 'end_dispute':
      return (tx, on) => orders.endDispute(tx, { ...on, reason });
    case 'reopen':
      return (tx, on) => orders.reopen(tx, { ...on, reason });
    case 'take_up_again':
      return (tx, on) => orders.takeUpAgain(tx, { ...on, reason });
    case 'delete':
      return (tx, on) => orders.deleteOrder(tx, { ...on, reason });
    case 'blacklist':
      return (tx, on) => blacklistClientOf(tx, { ...on, reason });
    case 'finish':
    case 'hold':
    case 'refuse':
    case 'question':
    case 'inspect':
    case 'device':
    case 'late':
    case 'estimate':
    case 'answer':
    case 'edit':
    case 'reschedule':
    case 'pay':
      throw new Error(`The form ${form} is none that asks for a reason only.`);
  }
}
