import {
  defineDialog,
  escapeHtml,
  type Choice,
  type Completion,
  type Dialog,
  type DurableContext,
  type Language,
} from '@durabot/runtime';
import { z } from 'zod';
import { clientForms, type ClientForm } from '../../cards/client-kinds.ts';
import type { Desk } from '../../desk.ts';
import { isApplied } from '../../domain/outcome.ts';
import { refusalText } from '../../handlers/act.ts';
import { actForClient } from '../../handlers/client-act.ts';
import { askOwner } from '../../notify/client-question.ts';
import { commentRating } from '../../store/rating-store.ts';
import { findFollowedOrder } from '../../store/client-link-store.ts';
import { texts } from '../../texts.ts';
import { readReason } from '../acts/read-reason.ts';
import { draftLifeMs } from '../draft-life.ts';

const draft = z.object({
  orderId: z.number(),
  number: z.string(),
  rev: z.number(),
  form: z.enum(clientForms),
  words: z.string(),
});
type Draft = z.infer<typeof draft>;

/** Why clients call off, in the words that most of them would use. */
const reasons = ['changed_mind', 'found_other', 'works_again', 'too_long'] as const;

/** What a client says in words of their own: a question, why they cancel or disagree, or what they thought of it. */
export function clientWordsDialog(desk: Desk): Dialog {
  return defineDialog<Draft>({
    name: 'client_words',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    privateOnly: true,
    steps: [
      {
        name: 'words',
        field: 'words',
        title: (language) => texts(language).plain('client-words-field'),
        prompt: ({ data, language }) => texts(language).t('client-words-prompt', { form: data.form ?? 'question' }),
        accepts: ['text', 'choice'],
        choices: ({ data, language }): Choice<string>[] =>
          (data.form === 'cancel' ? reasons : []).map((reason) => {
            const label = texts(language).plain('client-reason', { reason });
            return { key: reason, label, value: label };
          }),
        parse: (input, { language }) => readReason(input, language),
        show: (words) => escapeHtml(words),
      },
    ],
    review: ({ data, language }) => ({
      title: texts(language).t('client-words-review', { number: data.number ?? '', form: data.form ?? 'question' }),
      confirm: texts(language).plain('client-words-confirm', { form: data.form ?? 'question' }),
    }),
    complete: (ctx, data, { language, id }) => complete(ctx, desk, data, language, id),
    texts: {
      title: (language) => texts(language).plain('client-words-title'),
      unfinished: (language) => texts(language).plain('client-words-unfinished'),
    },
  });
}

async function complete(
  ctx: DurableContext,
  desk: Desk,
  data: Draft,
  language: Language,
  id: string,
): Promise<Completion> {
  const words = texts(language);
  const { orderId, number, form, words: said } = data;
  const userId = ctx.from?.id;
  const tx = await ctx.durable.tx();
  if (userId === undefined || (await findFollowedOrder(tx, userId, orderId)) === undefined)
    return { ok: true, card: { html: words.t('client-not-yours') } };
  const done: Completion = { ok: true, card: { html: words.t('client-words-done', { number, form }) } };
  if (form === 'comment') {
    await commentRating(tx, orderId, said);
    return done;
  }
  if (form === 'question') {
    await askOwner(ctx, desk, { orderId, number, question: said, id });
    return done;
  }
  const outcome = await actForClient(ctx, desk, { orderId, rev: data.rev, userId }, (to, on) =>
    form === 'cancel'
      ? desk.orders.cancel(to, { ...on, reason: said })
      : desk.orders.dispute(to, { ...on, reason: said }),
  );
  if (isApplied(outcome) || outcome.kind === 'already_applied_by_me') return done;
  const why = refusalText(outcome, words);
  return { ok: true, card: { html: words.t('form-refused', { number, why }) } };
}

/** What is known before the client says anything. */
export function wordsAbout(
  order: { readonly orderId: number; readonly number: string; readonly rev: number },
  form: ClientForm,
): Record<string, unknown> {
  return { ...order, form };
}
