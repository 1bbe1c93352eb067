import type { JsonObject } from '../json.ts';
import { isRightOf, RIGHTS } from './rights.ts';
import type { RightName } from './member-records.ts';
import type { ChatType } from './types.ts';
import type { World } from './world.ts';

/** Rights that a bot asks for when somebody adds it as an administrator. */
export type AskingChat = 'supergroup' | 'channel';

/** @param rights `undefined` takes the wish back */
export function putDefaultRights(
  world: World,
  botId: number,
  chat: AskingChat,
  rights: readonly string[] | undefined,
): void {
  const { meta } = world.store.tables;
  if (rights === undefined) meta.delete(keyOf(botId, chat));
  else meta.put(keyOf(botId, chat), { rights });
}

export function renderDefaultRights(world: World, botId: number, chat: AskingChat): JsonObject {
  const kept = world.store.tables.meta.get(keyOf(botId, chat))?.['rights'];
  const rights: readonly unknown[] = Array.isArray(kept) ? kept : [];
  const json: JsonObject = {};
  for (const right of RIGHTS) if (isRightOf(chat, right)) json[right] = rights.includes(right);
  json['is_anonymous'] = rights.includes('is_anonymous');
  return json;
}

/** What a bot gets that somebody promotes without a list of rights; `undefined` when it has no wish. */
export function wishedRights(world: World, botId: number, type: ChatType): RightName[] | undefined {
  const kept = world.store.tables.meta.get(keyOf(botId, type === 'channel' ? 'channel' : 'supergroup'))?.['rights'];
  return Array.isArray(kept) ? RIGHTS.filter((right) => kept.includes(right)) : undefined;
}

function keyOf(botId: number, chat: AskingChat): string {
  return `default_rights:${botId}:${chat}`;
}
