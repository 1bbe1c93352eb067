import { storeFile } from '../../world/files.ts';
import { writeMedia } from '../../world/render-media.ts';
import type { Answer, Call } from '../call.ts';

const SET_NAME = 'Topics';
const SIDE = 100;

/** Some of the icons that every topic may have: custom emoji and the emoji they stand for. */
const ICONS: readonly (readonly [string, string])[] = [
  ['5434144690511290129', '📰'],
  ['5312536423851630001', '💡'],
  ['5312016608254762256', '⚡'],
  ['5377544228505134960', '🎙'],
  ['5418085807791545980', '🔝'],
  ['5370870893004203704', '🗣'],
  ['5420216386448270341', '🆒'],
  ['5379748062124056162', '❗'],
  ['5373251851074415873', '📝'],
];

export function getForumTopicIconStickers(call: Call): Answer {
  const { world, bot } = call;
  const stickers = ICONS.map(([id, emoji]) => {
    const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><text font-size="1">${emoji}</text></svg>`;
    const file = storeFile(world, Buffer.from(picture), 'image/webp', undefined, {
      kind: 'sticker',
      width: SIDE,
      height: SIDE,
      sticker: { emoji, set_name: SET_NAME, type: 'custom_emoji', custom_emoji_id: id },
    });
    const json: Record<string, unknown> = {};
    const content = { kind: 'media', media: 'sticker', file: file.id, caption: '', entities: [] } as const;
    writeMedia(world, json, { ...content, entities: [] }, { kind: 'bot', botId: bot.id });
    return json['sticker'];
  });
  return { result: stickers };
}
