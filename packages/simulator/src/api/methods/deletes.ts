import { removeMessages } from '../../world/messages.ts';
import type { MessageRecord } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat, type FoundChat } from '../chats.ts';
import { tryParseJson } from '../json-fields.ts';

const WINDOW_S = 48 * 3600;
const LARGEST_BATCH = 100;

export function deleteMessage(call: Call): Answer {
  if (call.params.text('chat_id') === '') throw badRequest('chat identifier is not specified');
  const messageId = call.params.integer('message_id');
  if (messageId === 0) throw badRequest('message identifier is not specified');
  const chat = readChat(call, 'write');
  const message = call.world.boxes.find(chat.box, messageId);
  if (message === undefined || message.deletedAt !== undefined) throw badRequest('message to delete not found');
  checkDeletable(call, chat, message);
  removeMessages(call.world, chat.box, [message]);
  return { result: true };
}

export function deleteMessages(call: Call): Answer {
  const ids = readMessageIds(call);
  const chat = readChat(call, 'write');
  // Ids that do not exist are skipped; one that may not be deleted refuses all.
  const messages = ids
    .map((id) => call.world.boxes.find(chat.box, id))
    .filter((message) => message !== undefined && message.deletedAt === undefined);
  const found = messages.filter((message) => message !== undefined);
  for (const message of found) checkDeletable(call, chat, message);
  removeMessages(call.world, chat.box, found);
  return { result: true };
}

function readMessageIds(call: Call): number[] {
  const text = call.params.text('message_ids');
  if (text === '') throw badRequest('message identifiers are not specified');
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest("can't parse message_ids JSON object");
  if (!Array.isArray(parsed.value)) throw badRequest('expected an Array of message identifiers');
  if (parsed.value.length > LARGEST_BATCH) throw badRequest('too many message identifiers specified');
  return parsed.value.map((item) => {
    const isNumber = typeof item === 'number' || (typeof item === 'string' && /^-?\d+$/.test(item));
    if (!isNumber) throw badRequest('message identifier must be a Number');
    const id = Number(item);
    if (id <= 0) throw badRequest('invalid message identifier specified');
    return id;
  });
}

function checkDeletable(call: Call, chat: FoundChat, message: MessageRecord): void {
  const isOld = call.world.clock.seconds() - message.date > WINDOW_S;
  const isLarge = chat.kind === 'chat' && chat.chat.type !== 'group';
  const isOwn = message.from === call.bot.id;
  const status = call.world.findMember(chat.chatId, call.bot.id)?.status;
  const isAdmin = status === 'administrator' || status === 'creator';
  if (chat.kind === 'chat' && !isOwn && !isAdmin) throw badRequest("message can't be deleted");
  if (!isOld || (isLarge && isAdmin)) return;
  throw badRequest(isLarge ? "message can't be deleted" : "message can't be deleted for everyone");
}
