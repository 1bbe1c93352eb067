import type { CardDefinition, CardFace, CardViewer } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import type { Desk } from '../desk.ts';
import { listOrderHistory } from '../store/history-store.ts';
import { findCase } from '../store/load-case.ts';
import { findOrder } from '../store/order-store.ts';
import { texts } from '../texts.ts';
import { orderButtons } from './order-buttons.ts';
import { orderFace } from './order-face.ts';
import { groupLanguage, viewerOf } from './order-viewer.ts';

/** What a card is drawn with. */
type CardDesk = Pick<Desk, 'settings' | 'clock' | 'policy' | 'roles'>;

/** An order as everybody sees it: one card, drawn by who looks and what they may do. */
export function orderCardDefinition(desk: CardDesk): CardDefinition {
  return { entity: 'order', kind: 'order', render: (tx, entityId, viewer) => draw(desk, tx, Number(entityId), viewer) };
}

async function draw(desk: CardDesk, tx: Tx, orderId: number, viewer: CardViewer): Promise<CardFace> {
  const order = await findOrder(tx, orderId);
  const one = await findCase(tx, orderId);
  if (order === undefined || one === undefined || one.order.deleted !== undefined) return { kind: 'gone' };
  const nowMs = desk.clock.nowMs();
  const at = new Date(nowMs);
  const who = await viewerOf(tx, desk, { order, state: one.order, viewer, at });
  if (who === undefined) {
    const words = texts(groupLanguage(desk.settings.country));
    return { kind: 'gone', html: words.t('face-no-access', { number: order.number }) };
  }
  const style = { language: who.language, zone: desk.settings.zone, nowMs };
  const history = who.isDesk ? await listOrderHistory(tx, orderId) : [];
  return {
    kind: 'shown',
    html: orderFace(order, one, history, who, style),
    rows: orderButtons(one, who, at, desk.policy),
    rev: one.order.rev,
  };
}
