import { findBotPhoto } from '../../world/bot-profile.ts';
import { renderPhoto } from '../../world/render-media.ts';
import type { Answer, Call } from '../call.ts';
import { readKnownUser } from '../read-user.ts';

/** The photos of a person or a bot, the present one first, each in three sizes. */
export function getUserProfilePhotos(call: Call): Answer {
  const { params, world, bot } = call;
  const offset = params.integer('offset', 0, 0);
  const limit = params.integer('limit', 100, 1, 100);
  const userId = readKnownUser(call);
  const botPhoto = findBotPhoto(world, userId);
  const ids = botPhoto === undefined ? (world.findUser(userId)?.photos ?? []) : [botPhoto];
  const photos = ids.slice(offset, offset + limit).flatMap((id) => {
    const file = world.store.tables.file.get(id);
    return file === undefined ? [] : [renderPhoto(file, { kind: 'bot', botId: bot.id }, true)];
  });
  return { result: { total_count: ids.length, photos } };
}
