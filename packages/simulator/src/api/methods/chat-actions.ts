import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { checkCanWrite, readChat } from '../chats.ts';
import { readThread } from '../threads.ts';
import { eventAddress } from '../../world/event-address.ts';

/** How long "typing…" is shown. */
const SHOWN_MS = 5_000;

const ACTIONS: ReadonlySet<string> = new Set([
  'cancel',
  'typing',
  'record_video',
  'upload_video',
  'record_audio',
  'record_voice',
  'upload_audio',
  'upload_voice',
  'upload_photo',
  'upload_document',
  'choose_sticker',
  'pick_up_location',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

export function sendChatAction(call: Call): Answer {
  const action = call.params.text('action').trim().toLowerCase();
  if (!ACTIONS.has(action)) throw badRequest('wrong parameter action in request');
  const chat = readChat(call, 'write');
  const thread = readThread(call, chat);
  checkCanWrite(call, chat, 'text messages');
  call.world.events.emit('action', { kind: 'box', box: chat.box }, () => ({
    ...eventAddress(chat.box),
    bot_id: call.bot.id,
    ...(thread === undefined ? {} : { thread }),
    action,
    until: action === 'cancel' ? call.world.clock.now() : call.world.clock.now() + SHOWN_MS,
  }));
  return { result: true };
}
