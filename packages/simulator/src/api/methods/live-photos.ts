import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { placeMedia } from '../place-media.ts';
import { readMedia, readSource } from '../read-media.ts';
import { sendMessage } from '../send.ts';

/** Sends a photo that moves for a moment: a photo and a short video. */
export async function sendLivePhoto(call: Call): Promise<Answer> {
  const moving = await readSource(call, 'live_photo', 'video');
  if (moving === undefined) throw badRequest('there is no live photo in the request');
  const photo = await readSource(call, 'photo', 'photo');
  if (photo === undefined) throw badRequest('there is no photo in the request');
  const draft = { ...(await readMedia(call, 'photo', photo)), moving };
  const { content } = draft;
  return sendMessage(
    call,
    'photos',
    () => content,
    () => {
      Object.assign(content, placeMedia(call, draft));
    },
  );
}
