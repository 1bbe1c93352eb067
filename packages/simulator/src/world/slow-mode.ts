import { isAdministrator } from './rights.ts';
import type { ChatRecord } from './types.ts';
import type { World } from './world.ts';

/** Whole seconds until somebody may write again in a chat with slow mode; 0 for administrators and elsewhere. */
export function slowModeRest(world: World, chat: ChatRecord, userId: number): number {
  const delay = chat.slowModeDelay ?? 0;
  if (delay === 0 || isAdministrator(world.findMember(chat.id, userId))) return 0;
  const now = world.clock.seconds();
  const messages = world.boxes.list(String(chat.id));
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (message === undefined || message.date + delay <= now) return 0;
    if (message.from === userId && message.content.kind !== 'service') return message.date + delay - now;
  }
  return 0;
}
