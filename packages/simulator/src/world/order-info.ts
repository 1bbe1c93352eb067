import type { JsonObject } from '../json.ts';
import type { OrderField } from './payment-records.ts';
import type { World } from './world.ts';

/** What a person tells when paying: what was given, and play values for the rest of what is asked for. */
export function playOrderInfo(
  world: World,
  userId: number,
  needs: readonly OrderField[],
  given: JsonObject | undefined,
): JsonObject | undefined {
  if (needs.length === 0) return undefined;
  const user = world.findUser(userId);
  const play: Record<OrderField, unknown> = {
    name: [user?.first_name, user?.last_name].filter((part) => part !== undefined).join(' '),
    phone_number: `1555${String(userId % 10_000_000).padStart(7, '0')}`,
    email: `${user?.username ?? `user${userId}`}@example.com`,
    shipping_address: {
      country_code: 'UA',
      state: '',
      city: 'Kyiv',
      street_line1: 'Play street 1',
      street_line2: '',
      post_code: '01001',
    },
  };
  const info: JsonObject = {};
  for (const field of ['name', 'phone_number', 'email', 'shipping_address'] as const) {
    if (needs.includes(field)) info[field] = given?.[field] ?? play[field];
  }
  return info;
}
