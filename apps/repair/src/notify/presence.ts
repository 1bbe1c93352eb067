import { createPresence, type Presence } from '@durabot/kit';
import type { Desk } from '../desk.ts';

/** Who is editing which order, for the others to see. */
export function presenceOf(desk: Pick<Desk, 'clock'>): Presence {
  return createPresence({ bot: 'repair', clock: desk.clock });
}
