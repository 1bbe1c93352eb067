import { eventAddress } from './event-address.ts';
import type { KeyboardRecord, MessageRecord } from './types.ts';
import { parseBox, type World } from './world.ts';

/** Lets a message that carries a reply keyboard (or takes it away) take effect for the people who see it. */
export function setKeyboards(world: World, message: MessageRecord): void {
  const { markup } = message;
  if (markup === undefined || 'inline_keyboard' in markup) return;
  for (const userId of receivers(world, message)) {
    const key = keyboardKey(message.box, userId);
    if (markup['remove_keyboard'] === true) world.store.tables.keyboard.delete(key);
    else world.store.tables.keyboard.put(key, { messageId: message.id, markup });
    world.events.emit('dialog', { kind: 'user', userId }, () => eventAddress(message.box));
  }
}

export function findKeyboard(world: World, box: string, userId: number): KeyboardRecord | undefined {
  return world.store.tables.keyboard.get(keyboardKey(box, userId));
}

/** A one-time keyboard hides after its use; an answer to "reply to this" ends the request. */
export function noteKeyboardUse(world: World, box: string, userId: number): void {
  const keyboard = findKeyboard(world, box, userId);
  if (keyboard === undefined) return;
  if (keyboard.markup['force_reply'] === true) {
    world.store.tables.keyboard.delete(keyboardKey(box, userId));
  } else if (keyboard.markup['one_time_keyboard'] === true && keyboard.hidden !== true) {
    world.store.tables.keyboard.put(keyboardKey(box, userId), { ...keyboard, hidden: true });
  } else return;
  world.events.emit('dialog', { kind: 'user', userId }, () => eventAddress(box));
}

function keyboardKey(box: string, userId: number): string {
  return `${box}/${userId}`;
}

/** In groups, a selective keyboard is for those mentioned and for the one replied to. */
function receivers(world: World, message: MessageRecord): number[] {
  const address = parseBox(message.box);
  if (address.kind === 'private') return [address.userId];
  const people = world
    .listMembers(address.chatId)
    .map((member) => member.userId)
    .filter((id) => world.findUser(id) !== undefined);
  if (message.markup?.['selective'] !== true) return people;
  const chosen = new Set<number>();
  if (message.replyTo !== undefined) {
    const replied = world.boxes.find(message.box, message.replyTo);
    if (replied !== undefined) chosen.add(replied.from);
  }
  if (message.content.kind === 'text') {
    const { text, entities } = message.content;
    for (const entity of entities) {
      if (entity.type === 'text_mention' && entity.user !== undefined) chosen.add(entity.user.id);
      if (entity.type !== 'mention') continue;
      const name = text.slice(entity.offset + 1, entity.offset + entity.length).toLowerCase();
      for (const id of people) if (world.findUser(id)?.username?.toLowerCase() === name) chosen.add(id);
    }
  }
  return people.filter((id) => chosen.has(id));
}
