import { defineDialog, escapeHtml, type Dialog } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../../desk.ts';
import { answerClient } from '../../notify/client-question.ts';
import { texts } from '../../texts.ts';
import { readReason } from './read-reason.ts';
import { draftLifeMs } from '../draft-life.ts';

const draft = z.object({ orderId: z.number(), number: z.string(), rev: z.number(), answer: z.string() });

/** What the desk answers to a client's question. */
export function answerDialog(desk: Desk): Dialog {
  return defineDialog<z.infer<typeof draft>>({
    name: 'order_answer',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    steps: [
      {
        name: 'answer',
        field: 'answer',
        title: (language) => texts(language).plain('answer-field'),
        prompt: ({ language }) => texts(language).t('answer-prompt'),
        accepts: ['text'],
        parse: (input, { language }) => readReason(input, language),
        show: (answer) => escapeHtml(answer),
      },
    ],
    review: ({ data, language }) => ({
      title: texts(language).t('form-review', { number: data.number ?? '', form: 'answer' }),
      confirm: texts(language).plain('answer-confirm'),
    }),
    complete: (ctx, data, { language, id }) => answerClient(ctx, desk, { ...data, language, id }),
    texts: {
      title: (language) => texts(language).plain('answer-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}
