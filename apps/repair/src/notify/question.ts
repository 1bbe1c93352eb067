import { shortName } from '@durabot/kit';
import type { Completion, DurableContext, Language } from '@durabot/runtime';
import { orderActions } from '../cards/order-kinds.ts';
import type { Desk } from '../desk.ts';
import { findCase } from '../store/load-case.ts';
import { texts } from '../texts.ts';
import { recipientsOf } from './audience.ts';

/** Brings a master's question to the dispatcher whose order it is. */
export async function notifyQuestion(
  ctx: DurableContext,
  desk: Desk,
  asked: {
    readonly orderId: number;
    readonly number: string;
    readonly reason: string;
    readonly language: Language;
    readonly id: string;
  },
): Promise<Completion> {
  const { orderId, number, reason: question } = asked;
  const tx = await ctx.durable.tx();
  const one = await findCase(tx, orderId);
  if (one === undefined || ctx.from === undefined)
    return { ok: false, message: texts(asked.language).t('refusal', { reason: 'not_found' }) };
  const name = shortName(ctx.from);
  const fact = { kind: 'created', orderId, at: new Date(desk.clock.nowMs()) } as const;
  for (const { chatId, userId } of await recipientsOf(tx, desk, 'owner', fact, one)) {
    if (userId === undefined) continue;
    await desk.notifier.notify(ctx.durable, {
      userId,
      chatId,
      class: 'work',
      kind: 'order.question',
      dedupKey: `question/${asked.id}/${userId}`,
      html: ({ language }) => texts(language).t('question-asked', { number, name, question }),
      rows: ({ language }) => {
        const text = texts(language).plain('button-open');
        const about = { entity: 'order', entityId: String(orderId), params: {}, scope: { userIds: [userId] } };
        return [[{ ...about, kind: orderActions.card, text }]];
      },
    });
  }
  return { ok: true, card: { html: texts(asked.language).t('question-sent', { number }) } };
}
