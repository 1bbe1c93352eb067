import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readSource } from '../read-media.ts';
import { readText } from '../read-text.ts';
import { refuseToSend } from '../refuse-to-send.ts';

/** A photo that moves for a moment; no client here shows one. */
export async function sendLivePhoto(call: Call): Promise<Answer> {
  const video = await readSource(call, 'live_photo', 'video');
  if (video === undefined) throw badRequest('there is no live photo in the request');
  if ((await readSource(call, 'photo', 'photo')) === undefined) throw badRequest('there is no photo in the request');
  return refuseToSend(call, 'photos', () => readCaption(call), 'not enough rights to send live photos to the chat');
}

function readCaption(call: Call): void {
  readText(call, { text: 'caption', entities: 'caption_entities', parseMode: 'parse_mode' });
}
