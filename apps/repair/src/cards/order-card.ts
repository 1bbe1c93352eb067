import type { CardDefinition, CardFace, CardViewer } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import type { Desk } from '../desk.ts';
import { listOrderHistory } from '../store/history-store.ts';
import type { OrderCase } from '../domain/order-case.ts';
import { findCase } from '../store/load-case.ts';
import { findOrder, type Order } from '../store/order-store.ts';
import { findBeside, type Beside } from '../store/shared-visit-store.ts';
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

interface Loaded {
  readonly rev: number | undefined;
  readonly order: Order | undefined;
  readonly one: OrderCase | undefined;
  readonly beside: Beside;
}

const loaded = new WeakMap<Tx, Map<number, Loaded>>();

/** An order stands in many chats: what all its cards are drawn from is read once, as long as its rev stays. */
async function loadOnce(tx: Tx, orderId: number): Promise<Loaded> {
  const known = loaded.get(tx) ?? new Map<number, Loaded>();
  loaded.set(tx, known);
  const { rows } = await tx.query<{ rev: number }>('select rev from repair.service_order where id = $1', [orderId]);
  const rev = rows[0]?.rev;
  const before = known.get(orderId);
  if (before !== undefined && before.rev === rev) return before;
  const fresh = {
    rev,
    order: await findOrder(tx, orderId),
    one: await findCase(tx, orderId),
    beside: await findBeside(tx, orderId),
  };
  known.set(orderId, fresh);
  return fresh;
}

async function draw(desk: CardDesk, tx: Tx, orderId: number, viewer: CardViewer): Promise<CardFace> {
  const { order, one, beside } = await loadOnce(tx, orderId);
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
    html: orderFace(order, one, history, who, style, beside),
    rows: orderButtons(one, who, at, desk.policy, { photos: beside.photos }),
    rev: one.order.rev,
  };
}
