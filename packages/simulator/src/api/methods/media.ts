import type { MediaKind } from '../../world/message-contents.ts';
import { badRequest } from '../api-error.ts';
import type { Call, Method } from '../call.ts';
import { parseInteger } from '../params.ts';
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
        checkRestrictions(call, content.media);
      },
    );
  };
}

/** People may refuse voice and video messages in private. */
function checkRestrictions(call: Call, media: MediaKind): void {
  if (media !== 'voice' && media !== 'video_note') return;
  const user = call.world.findUser(parseInteger(call.params.text('chat_id')));
  if (user?.has_restricted_voice_and_video_messages !== true) return;
  throw badRequest(`user restricted receiving of ${media === 'voice' ? 'voice' : 'video'} note messages`);
}
