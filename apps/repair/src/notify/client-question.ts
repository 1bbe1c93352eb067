import type { Completion, DurableContext, Language } from '@durabot/runtime';
import type { ActionButton, Turn } from '@durabot/kit';
import { clientActions, clientEntity } from '../cards/client-kinds.ts';
import { orderActions } from '../cards/order-kinds.ts';
import type { Desk } from '../desk.ts';
import type { OrderCase } from '../domain/order-case.ts';
import { findClientUser } from '../store/client-link-store.ts';
import { findCase } from '../store/load-case.ts';
import { texts, type Texts } from '../texts.ts';
import { recipientsOf } from './audience.ts';
import { clientRefusal } from './client-gone.ts';

/** Something that a client wants of the dispatcher whose order it is. */
export interface ClientWish {
  readonly one: OrderCase;
  /** The same however often it is told. */
  readonly id: string;
  /** What is asked, in the reader's language. */
  readonly html: (words: Texts) => string;
  /** Beside those that answer and open the order. */
  readonly button?: (words: Texts) => ActionButton;
}

/** Brings a client's wish to the dispatcher whose order it is, with a button to answer them. */
export async function tellOwner(turn: Turn, desk: Desk, { one, id, html, button }: ClientWish): Promise<void> {
  const tx = await turn.durable.tx();
  const orderId = one.order.id;
  const fact = { kind: 'created', orderId, at: new Date(desk.clock.nowMs()) } as const;
  for (const { chatId, userId } of await recipientsOf(tx, desk, 'owner', fact, one)) {
    if (userId === undefined) continue;
    await desk.notifier.notify(turn.durable, {
      userId,
      chatId,
      class: 'work',
      kind: 'order.client_asks',
      dedupKey: `client/${id}/${userId}`,
      html: ({ language }) => html(texts(language)),
      rows: ({ language }) => {
        const words = texts(language);
        const scope = { userIds: [userId] };
        const about = { entity: 'order', entityId: String(orderId), rev: one.order.rev, scope };
        const answer = {
          ...about,
          kind: orderActions.form,
          text: words.plain('button-answer'),
          params: { form: 'answer' },
        };
        const open = { ...about, kind: orderActions.card, text: words.plain('button-open'), params: {} };
        const own = button?.(words);
        return own === undefined ? [[answer, open]] : [[{ ...own, scope }], [answer, open]];
      },
    });
  }
}

/** Brings the desk's answer to the client, in the commit of the press. */
export async function answerClient(
  ctx: DurableContext,
  desk: Desk,
  said: {
    readonly orderId: number;
    readonly number: string;
    readonly answer: string;
    readonly language: Language;
    readonly id: string;
  },
): Promise<Completion> {
  const { orderId, number, answer } = said;
  const words = texts(said.language);
  const tx = await ctx.durable.tx();
  const userId = await findClientUser(tx, orderId);
  // They may have blocked the bot while the answer was written.
  if (userId === undefined) return { ok: true, card: { html: words.t('answer-nobody', { number, answer }) } };
  await desk.notifier.notify(ctx.durable, {
    userId,
    class: 'transactional',
    kind: 'client.answer',
    dedupKey: `answer/${said.id}`,
    waiting: true,
    onRefused: clientRefusal(userId),
    html: ({ language }) => texts(language).t('client-answer', { number, answer }),
    rows: ({ language }) => {
      const about = { entity: clientEntity, entityId: String(orderId), scope: { userIds: [userId] } };
      const text = texts(language).plain('button-client-question');
      return [[{ ...about, kind: clientActions.form, text, params: { form: 'question' } }]];
    },
  });
  return { ok: true, card: { html: words.t('answer-sent', { number }) } };
}

/** A client's words to the desk, outside of any form or out of one. @returns whether there is such an order */
export async function askOwner(
  turn: Turn,
  desk: Desk,
  asked: { readonly orderId: number; readonly number: string; readonly question: string; readonly id: string },
): Promise<boolean> {
  const tx = await turn.durable.tx();
  const one = await findCase(tx, asked.orderId);
  if (one === undefined) return false;
  const { number, question, id } = asked;
  await tellOwner(turn, desk, { one, id, html: (words) => words.t('client-asks', { number, question }) });
  return true;
}
