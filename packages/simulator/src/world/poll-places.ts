import type { MessageRecord } from './types.ts';
import type { World } from './world.ts';

/** Remembers that a message shows its poll: all messages of a poll change together. */
export function notePollMessage(world: World, message: MessageRecord): void {
  if (message.content.kind !== 'poll') return;
  const poll = world.store.tables.poll.get(message.content.poll);
  if (poll === undefined) return;
  poll.places.push({ box: message.box, messageId: message.id });
  world.store.tables.poll.put(poll.id, poll);
}
