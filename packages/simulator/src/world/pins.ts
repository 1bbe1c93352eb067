import { addMessage, emitMessage, saveMessage } from './messages.ts';
import type { MessageRecord } from './types.ts';
import type { World } from './world.ts';

/** Pins a message, which the chat is told with a message. @returns whether it was not pinned before */
export function pinMessage(world: World, message: MessageRecord, by: number, isSilent = false): boolean {
  const wasPinned = message.pinnedAtMs !== undefined;
  message.pinnedAtMs = world.clock.now();
  saveMessage(world, message);
  emitMessage(world, 'edit', message);
  if (wasPinned) return false;
  addMessage(world, {
    box: message.box,
    from: by,
    content: { kind: 'service', fields: {}, pinned: message.id },
    thread: message.thread,
    isSilent,
  });
  return true;
}

export function unpinMessage(world: World, message: MessageRecord): void {
  if (message.pinnedAtMs === undefined) return;
  delete message.pinnedAtMs;
  saveMessage(world, message);
  emitMessage(world, 'edit', message);
}

/** The pinned messages of a conversation, the newest message first, as Telegram shows them. */
export function listPinned(world: World, box: string, isWanted?: (message: MessageRecord) => boolean): MessageRecord[] {
  const pinned = world.boxes
    .list(box)
    .filter((message) => message.pinnedAtMs !== undefined && message.deletedAt === undefined)
    .toReversed();
  return isWanted === undefined ? pinned : pinned.filter(isWanted);
}

/** Unpins everything of a conversation, or only of one topic (`undefined`: General). */
export function unpinAll(world: World, box: string, isWanted?: (message: MessageRecord) => boolean): void {
  for (const message of listPinned(world, box, isWanted)) unpinMessage(world, message);
}
