import type { MediaContent, MediaKind } from '../../world/types.ts';
import type { Answer, Call, Method } from '../call.ts';
import { fillMedia, readSource, type MediaSource } from '../read-media.ts';
import { readText } from '../read-text.ts';
import { checkLength, sendMessage } from '../send.ts';

const LONGEST_S = 86_400;
const WITH_DURATION: readonly MediaKind[] = ['voice', 'audio', 'video', 'animation'];

export const sendPhoto = mediaMethod('photo', 'photos');
export const sendDocument = mediaMethod('document', 'documents');
export const sendVoice = mediaMethod('voice', 'voice notes');
export const sendAudio = mediaMethod('audio', 'audios');
export const sendVideo = mediaMethod('video', 'videos');
export const sendAnimation = mediaMethod('animation', 'animations');

function mediaMethod(media: MediaKind, rights: string): Method {
  return (call) => {
    const source = readSource(call, media);
    return source instanceof Promise
      ? source.then((fetched) => sendMedia(call, media, rights, fetched))
      : sendMedia(call, media, rights, source);
  };
}

function sendMedia(call: Call, media: MediaKind, rights: string, source: MediaSource): Answer {
  return sendMessage(
    call,
    rights,
    () => readMedia(call, media),
    (content) => {
      checkLength(content);
      if (content.kind === 'media') fillMedia(call, content, source);
    },
  );
}

function readMedia(call: Call, media: MediaKind): MediaContent {
  const { params } = call;
  const { text, entities } = readText(call, { text: 'caption', entities: 'caption_entities', parseMode: 'parse_mode' });
  const content: MediaContent = { kind: 'media', media, file: '', caption: text, entities };
  if (WITH_DURATION.includes(media)) content.duration = params.integer('duration', 0, 0, LONGEST_S);
  if (media === 'audio') {
    if (params.text('title') !== '') content.title = params.text('title');
    if (params.text('performer') !== '') content.performer = params.text('performer');
  }
  if (params.bool('show_caption_above_media')) content.showCaptionAboveMedia = true;
  if (params.bool('has_spoiler')) content.hasSpoiler = true;
  return content;
}
