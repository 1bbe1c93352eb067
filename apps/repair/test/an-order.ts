import type { NewOrder } from '../src/store/order-store.ts';

export const dispatcherId = 4_200_000_001;

/** Saturday noon in Moscow. */
export const noon = new Date('2026-11-21T09:00:00Z');

/** An order that is complete; a test says what is special about its own. */
export function aNewOrder(special: Partial<NewOrder> = {}): NewOrder {
  return {
    idempotencyKey: 'order-1',
    zone: 'Europe/Moscow',
    createdAt: noon,
    createdBy: dispatcherId,
    source: 'call',
    category: { kind: 'known', id: 'washing_machine' },
    problemText: 'гудит',
    problemTags: ['drain'],
    attachments: [{ kind: 'photo', fileId: 'photo-1', fileUniqueId: 'unique-1' }],
    client: { phone: '+79161234517', name: 'Анна К.' },
    address: { text: 'Лесная ул., 5', latitude: undefined, longitude: undefined },
    wanted: { kind: 'window', from: new Date('2026-11-22T07:00:00Z'), to: new Date('2026-11-22T09:00:00Z') },
    priceEstimateMinor: 2500_00,
    priceNote: 'запчасти отдельно',
    currency: 'RUB',
    ...special,
  };
}
