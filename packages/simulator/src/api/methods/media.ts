import type { MediaKind } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Call, Method } from '../call.ts';
import { placeMedia } from '../place-media.ts';
import { readMedia, readSource } from '../read-media.ts';
import { sendMessage } from '../send.ts';

export const sendPhoto = mediaMethod('photo', 'photos');
export const sendDocument = mediaMethod('document', 'documents');
export const sendVoice = mediaMethod('voice', 'voice notes');
export const sendAudio = mediaMethod('audio', 'music');
export const sendVideo = mediaMethod('video', 'videos');
export const sendAnimation = mediaMethod('animation', 'animations');
export const sendVideoNote = mediaMethod('video_note', 'video notes');
export const sendSticker = mediaMethod('sticker', 'stickers');

function mediaMethod(media: MediaKind, rights: string): Method {
  return async (call: Call) => {
    const source = await readSource(call, media, media);
    if (source === undefined) throw badRequest(`there is no ${media.replace('_', ' ')} in the request`);
    const draft = await readMedia(call, media, source);
    const { content } = draft;
    return sendMessage(
      call,
      rights,
      () => content,
      () => {
        Object.assign(content, placeMedia(call, draft));
      },
    );
  };
}
