import type { Desk } from '../../desk.ts';
import { formatAgo } from '@durabot/kit';
import { orderCard } from '../../domain/order-card.ts';
import type { SimilarOrder } from '../../store/similar-order-store.ts';
import { texts } from '../../texts.ts';
import type { OrderDraft, OrderView } from './order-draft.ts';

/** The key of the choice that shows the similar order above the question. */
export const openKey = 'open';

/** Says that an open order looks like this one: where the client is asked about anyway, else in a question of its own. */
export function similarOf(similar: SimilarOrder | undefined, known: OrderDraft['known']): OrderDraft['similar'] {
  if (similar === undefined) return undefined;
  return { orderId: similar.id, by: similar.by, asked: known === undefined ? 'duplicate' : 'client' };
}

/** "Looks like R-2026-000118 (opened 2 hr. ago, same phone)", Telegram HTML; `undefined` when there is nothing to say. */
export function similarLine({ data, env, language }: OrderView): string | undefined {
  if (env.similarOrder === undefined) return undefined;
  const { number, createdAt } = env.similarOrder;
  const ago = formatAgo(createdAt, { language, nowMs: env.nowMs });
  return texts(language).t('step-similar', { number, ago, by: data.similar?.by ?? 'phone' });
}

/** The similar order's card, Telegram HTML; it stands above the question, which is the way back. */
export function similarCard({ env, language }: OrderView, desk: Pick<Desk, 'settings'>): string {
  if (env.similarOrder === undefined) return '';
  const style = { language, zone: desk.settings.zone, nowMs: env.nowMs };
  return orderCard(env.similarOrder, style, { seesPhone: env.seesPhone });
}
