import type { ActionButton, CardDefinition, CardFace, CardViewer } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import type { Desk } from '../desk.ts';
import { listOrderHistory } from '../store/history-store.ts';
import type { OrderCase } from '../domain/order-case.ts';
import { findCase } from '../store/load-case.ts';
import { findClientReach, type ClientReach } from '../store/client-link-store.ts';
import { findOrder, type Order } from '../store/order-store.ts';
import { findBeside, type Beside } from '../store/shared-visit-store.ts';
import { texts } from '../texts.ts';
import { presenceOf } from '../notify/presence.ts';
import { orderButtons } from './order-buttons.ts';
import { orderFace } from './order-face.ts';
import { orderActions } from './order-kinds.ts';
import { groupLanguage, viewerOf, type OrderViewer } from './order-viewer.ts';

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
  readonly client: ClientReach | undefined;
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
    client: await findClientReach(tx, orderId),
  };
  known.set(orderId, fresh);
  return fresh;
}

async function draw(desk: CardDesk, tx: Tx, orderId: number, viewer: CardViewer): Promise<CardFace> {
  const { order, one, client, beside } = await loadOnce(tx, orderId);
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
  const of = { entity: 'order', entityId: String(orderId) };
  // In a company's group nobody's name is read out.
  const editing = who.isPublic ? undefined : await presenceOf(desk).line(tx, of, { ...style, userId: viewer.userId });
  return {
    kind: 'shown',
    html: orderFace(order, one, history, who, style, {
      editing,
      client: desk.settings.clients ? client : undefined,
      visit: beside,
    }),
    rows: [...orderButtons(one, who, at, desk.policy, { photos: beside.photos }), ...linkRow(desk, one, who)],
    rev: one.order.rev,
  };
}

/** A link for the client, as long as there is something to follow. */
function linkRow(desk: CardDesk, { order }: OrderCase, who: OrderViewer): ActionButton[][] {
  if (!desk.settings.clients || !who.isDesk || ['closed', 'refused', 'cancelled'].includes(order.status)) return [];
  const text = texts(who.language).plain('button-client-link');
  const about = { entity: 'order', entityId: String(order.id), rev: order.rev, scope: who.scope };
  return [[{ ...about, kind: orderActions.clientLink, text, params: {} }]];
}
