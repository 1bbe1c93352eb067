import { putDraft } from '../../world/drafts.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { checkCanWrite, readChat } from '../chats.ts';
import { isLongerThan, MESSAGE_LENGTH, readText } from '../read-text.ts';
import { readLongId, readThread } from '../threads.ts';

/** Shows a text that is still being written, in a private chat; an empty one shows that the bot thinks. */
export function sendMessageDraft(call: Call): Answer {
  const { text, entities } = readText(call, { text: 'text', entities: 'entities', parseMode: 'parse_mode' });
  const draftId = readLongId(call.params, 'draft_id');
  const chat = readChat(call, 'write');
  if (chat.kind === 'chat') throw badRequest("can't use the action");
  const thread = readThread(call, chat);
  if (isLongerThan(text, MESSAGE_LENGTH)) throw badRequest('message is too long');
  if (draftId === undefined) throw badRequest('draft identifier must be non-zero');
  checkCanWrite(call, chat, 'text messages');
  putDraft(call.world, {
    box: chat.box,
    botId: call.bot.id,
    draftId,
    ...(thread === undefined ? {} : { thread }),
    text,
    entities,
    canStop: call.params.bool('can_stop'),
    keepOnStop: call.params.bool('keep_on_stop'),
  });
  return { result: true };
}
