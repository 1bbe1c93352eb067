import { isJsonObject } from '../json.ts';
import type { Entity, MessageRecord, ReplyDetails } from '../world/types.ts';
import { badRequest } from './api-error.ts';
import type { Call } from './call.ts';
import { readChat, type FoundChat } from './chats.ts';
import { boolField, integerField, requiredInteger, stringField, tryParseJson } from './json-fields.ts';
import { readText } from './read-text.ts';
import { subCall } from './sub-call.ts';

export interface Reply {
  messageId: number;
  isOptional: boolean;
  /** Another chat, as the bot named it. */
  chat?: string;
  quote?: { text: string; entities: Entity[]; position: number };
  checklistTaskId?: number;
  pollOptionId?: string;
}

/** What a message replies to, as it is kept. */
export interface ReplyTarget {
  replyTo?: number;
  replyBox?: string;
  replyDetails?: ReplyDetails;
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
    reply.quote = { text: quote.text, entities: quote.entities.filter(isQuotable), position };
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
  const details: ReplyDetails = {};
  if (reply.quote !== undefined) details.quote = placeQuote(message, reply.quote);
  if (reply.checklistTaskId !== undefined) details.checklistTaskId = reply.checklistTaskId;
  if (reply.pollOptionId !== undefined) details.pollOptionId = reply.pollOptionId;
  if (Object.keys(details).length > 0) target.replyDetails = details;
  return target;
}

const QUOTABLE: ReadonlySet<string> = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'custom_emoji',
  'date_time',
]);

function isQuotable({ type }: Entity): boolean {
  return QUOTABLE.has(type);
}

type Quote = NonNullable<ReplyDetails['quote']>;

/** A quote is a part of the message, styles included; of several places the nearest to the position is meant. */
function placeQuote(message: MessageRecord, quote: Quote): Quote {
  const { content } = message;
  const whole = content.kind === 'text' ? content.text : content.kind === 'media' ? content.caption : '';
  const styles = content.kind === 'text' || content.kind === 'media' ? content.entities.filter(isQuotable) : [];
  const wanted = JSON.stringify(quote.entities);
  let nearest: number | undefined;
  for (let at = whole.indexOf(quote.text); at !== -1; at = whole.indexOf(quote.text, at + 1)) {
    if (JSON.stringify(stylesWithin(styles, at, quote.text.length)) !== wanted) continue;
    const distance = Math.abs(at - quote.position);
    if (nearest === undefined || distance < Math.abs(nearest - quote.position)) nearest = at;
  }
  if (nearest === undefined) throw badRequest('QUOTE_TEXT_INVALID');
  return { ...quote, position: nearest };
}

function stylesWithin(entities: readonly Entity[], begin: number, length: number): Entity[] {
  return entities.flatMap((entity) => {
    const offset = Math.max(entity.offset, begin);
    const end = Math.min(entity.offset + entity.length, begin + length);
    return end <= offset ? [] : [{ ...entity, offset: offset - begin, length: end - offset }];
  });
}
