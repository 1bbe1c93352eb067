import type { Tx } from '@durabot/postgres';
import { audit } from '../audit.ts';
import { viewerOf } from '../cards/order-viewer.ts';
import type { Desk } from '../desk.ts';
import type { OrderState } from '../domain/order-case.ts';
import { wallTimeOf } from '../domain/wall-clock.ts';
import type { Order } from '../store/order-row.ts';
import { findPerson } from '../store/person-store.ts';

/**
 * A card is sent to somebody: where it shows the client's phone, that is audited, once a person, order and day of the
 * company. In a master's own group the card is the master's.
 */
export async function notePhoneShown(
  tx: Tx,
  desk: Pick<Desk, 'settings' | 'roles' | 'clock'>,
  shown: {
    readonly order: Order;
    readonly state: OrderState;
    readonly chatId: number;
    readonly userId?: number | undefined;
  },
): Promise<void> {
  const { order, state, chatId, userId } = shown;
  const at = new Date(desk.clock.nowMs());
  const viewer = await viewerOf(tx, desk, { order, state, viewer: { chatId, userId }, at });
  if (viewer?.seesPhone !== true) return;
  const personId = chatId > 0 ? (userId ?? chatId) : viewer.masterId;
  if (personId === undefined) return;
  const day = wallTimeOf(at.getTime(), desk.settings.zone).date.toString();
  const { rowCount } = await tx.query(
    `insert into repair.phone_reveal (order_id, user_id, day)
     values ($1, $2, $3)
     on conflict do nothing`,
    [order.id, personId, day],
  );
  if (rowCount === 0) return;
  const person = await findPerson(tx, personId);
  const by = { userId: personId, name: [person?.firstName, person?.lastName].filter(Boolean).join(' ') };
  await audit(tx, { at, by, action: 'order.phone_shown', entity: { kind: 'order', id: order.id } });
}
