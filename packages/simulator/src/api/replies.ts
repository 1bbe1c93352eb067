import { isJsonObject } from '../json.ts';
import { isKeptInQuotes, placeQuote, type Quote } from '../world/quotes.ts';
import type { ReplyDetails } from '../world/types.ts';
import { badRequest } from './api-error.ts';
import type { Call } from './call.ts';
import { readChat, type FoundChat } from './chats.ts';
import { boolField, integerField, requiredInteger, stringField, tryParseJson } from './json-fields.ts';
import { readText } from './read-text.ts';
import { subCall } from './sub-call.ts';
import { isForum } from './threads.ts';

export interface Reply {
  messageId: number;
  isOptional: boolean;
  /** Another chat, as the bot named it. */
  chat?: string;
  quote?: Quote;
  checklistTaskId?: number;
  pollOptionId?: string;
}

/** What a message replies to, as it is kept. */
export interface ReplyTarget {
  replyTo?: number;
  replyBox?: string;
  replyDetails?: ReplyDetails;
  /** In a forum, a reply goes to the topic of its message. */
  thread?: number;
}

/** Reads `reply_parameters`, or the older parameters. */
export function readReply(call: Call): Reply | undefined {
  const text = call.params.text('reply_parameters');
  if (text === '') {
    const messageId = call.params.integer('reply_to_message_id');
    return messageId <= 0 ? undefined : { messageId, isOptional: call.params.bool('allow_sending_without_reply') };
  }
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest("can't parse reply parameters JSON object");
  if (!isJsonObject(parsed.value)) throw badRequest('object expected as reply parameters');
  const object = parsed.value;
  const chat = stringField(object, 'chat_id') ?? '';
  const messageId = requiredInteger(object, 'message_id');
  const reply: Reply = { messageId, isOptional: boolField(object, 'allow_sending_without_reply') };
  if (chat !== '') reply.chat = chat;
  stringField(object, 'quote');
  stringField(object, 'quote_parse_mode');
  const quote = readText(subCall(call, object), {
    text: 'quote',
    entities: 'quote_entities',
    parseMode: 'quote_parse_mode',
  });
  const position = integerField(object, 'quote_position') ?? 0;
  if (quote.text !== '') {
    reply.quote = { text: quote.text, entities: quote.entities.filter(isKeptInQuotes), position };
  }
  const checklistTaskId = integerField(object, 'checklist_task_id') ?? 0;
  if (checklistTaskId > 0) reply.checklistTaskId = checklistTaskId;
  const pollOptionId = stringField(object, 'poll_option_id') ?? '';
  if (pollOptionId !== '') reply.pollOptionId = pollOptionId;
  return reply;
}

/** Finds the message replied to, here or in another chat. */
export function findReply(call: Call, chat: FoundChat, reply: Reply | undefined): ReplyTarget {
  if (reply === undefined || reply.messageId <= 0) return {};
  const source = reply.chat === undefined ? chat : readChat(subCall(call, { chat_id: reply.chat }), 'read');
  const message = call.world.boxes.find(source.box, reply.messageId);
  const isElsewhere = source.box !== chat.box;
  if (message === undefined || message.deletedAt !== undefined) {
    if (reply.isOptional && !isElsewhere) return {};
    throw badRequest('message to be replied not found');
  }
  const target: ReplyTarget = { replyTo: message.id };
  if (isElsewhere) target.replyBox = source.box;
  else if (message.thread !== undefined && isForum(call, chat)) target.thread = message.thread;
  const details: ReplyDetails = {};
  if (reply.quote !== undefined) {
    const { text, position, entities } = reply.quote;
    const quote = placeQuote(message, text, position, entities);
    if (quote === undefined) throw badRequest('QUOTE_TEXT_INVALID');
    details.quote = quote;
  }
  if (reply.checklistTaskId !== undefined) details.checklistTaskId = reply.checklistTaskId;
  if (reply.pollOptionId !== undefined) details.pollOptionId = reply.pollOptionId;
  if (Object.keys(details).length > 0) target.replyDetails = details;
  return target;
}
