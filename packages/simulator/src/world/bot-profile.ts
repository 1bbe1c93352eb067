import type { BotRecord } from './types.ts';
import type { World } from './world.ts';

/** What a bot says of itself. */
export type ProfileField = 'name' | 'description' | 'short_description';

/** A text of a bot's page, as somebody with this language reads it; without one in their language, the common one. */
export function profileText(world: World, bot: BotRecord, field: ProfileField, language: string): string {
  const own = world.store.tables.meta.get(profileKey(bot, field, language))?.['text'];
  if (typeof own === 'string') return own;
  return field === 'name' ? bot.first_name : (bot[field] ?? '');
}

/** Keeps a text for one language; an empty one makes way for the common one. */
export function putProfileText(
  world: World,
  bot: BotRecord,
  { field, language, text }: { field: ProfileField; language: string; text: string },
): void {
  const key = profileKey(bot, field, language);
  if (text === '') world.store.tables.meta.delete(key);
  else world.store.tables.meta.put(key, { text });
}

function profileKey(bot: BotRecord, field: ProfileField, language: string): string {
  return `profile:${bot.id}:${field}:${language}`;
}

/**
 * Gives a bot its profile photo, or takes it away.
 *
 * @param fileId key of the photo's file
 * @returns whether the bot had one before
 */
export function putBotPhoto(world: World, botId: number, fileId: string | undefined): boolean {
  const { meta } = world.store.tables;
  const hadOne = findBotPhoto(world, botId) !== undefined;
  if (fileId === undefined) meta.delete(`bot_photo:${botId}`);
  else meta.put(`bot_photo:${botId}`, { file: fileId });
  return hadOne;
}

/** Key of the file of the bot's profile photo. */
export function findBotPhoto(world: World, botId: number): string | undefined {
  const file = world.store.tables.meta.get(`bot_photo:${botId}`)?.['file'];
  return typeof file === 'string' ? file : undefined;
}
