import { eventAddress } from './event-address.ts';
import type { MessageRecord, UpdateRecord } from './types.ts';
import { isPresent, parseBox, privateBox, type World } from './world.ts';

const MESSAGE_KINDS = new Set(['message', 'channel_post', 'business_message']);

/** Tells the people of a conversation that a bot has confirmed the updates with their messages. */
export function tellDelivered(world: World, botId: number, updates: readonly UpdateRecord[]): void {
  const idsOfBox = new Map<string, number[]>();
  for (const update of updates) {
    const box = boxOf(botId, update);
    if (box === undefined) continue;
    const ids = idsOfBox.get(box);
    if (ids === undefined) idsOfBox.set(box, [messageIdOf(update)]);
    else ids.push(messageIdOf(update));
  }
  for (const [box, ids] of idsOfBox) {
    world.events.emit('delivered', { kind: 'box', box }, () => ({ ...eventAddress(box), message_ids: ids }));
  }
}

/** Ids of the messages of a conversation that a bot has not confirmed yet. */
export function listUndelivered(world: World, box: string): Set<number> {
  const ids = new Set<number>();
  for (const botId of botsIn(world, box)) {
    for (const update of world.queueOf(botId)) if (boxOf(botId, update) === box) ids.add(messageIdOf(update));
  }
  return ids;
}

/** Whether a message that a person sent has reached a bot; `undefined` where there is none to reach, or it came from one. */
export function isDelivered(
  world: World,
  message: MessageRecord,
  undelivered: ReadonlySet<number>,
): boolean | undefined {
  if (world.findUser(message.from) === undefined || botsIn(world, message.box).length === 0) return undefined;
  return !undelivered.has(message.id);
}

function botsIn(world: World, box: string): number[] {
  const address = parseBox(box);
  if (address.kind === 'private') return [address.botId];
  const bots = [...world.store.tables.bot.values()].map((bot) => bot.id);
  return bots.filter((id) => {
    const member = world.findMember(address.chatId, id);
    return member !== undefined && isPresent(member);
  });
}

/** Updates with messages stand in the queue of their chat. */
function boxOf(botId: number, update: UpdateRecord): string | undefined {
  if (!MESSAGE_KINDS.has(update.kind) || !update.queueKey.startsWith('chat:')) return undefined;
  const chatId = Number(update.queueKey.slice('chat:'.length));
  return chatId > 0 ? privateBox(botId, chatId) : String(chatId);
}

/** It is the first field of every message; parsing the whole would cost too much for each one confirmed. */
function messageIdOf(update: UpdateRecord): number {
  return Number(/"message_id":(\d+)/.exec(update.json)?.[1] ?? 0);
}
