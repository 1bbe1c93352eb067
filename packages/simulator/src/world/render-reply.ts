import type { JsonObject } from '../json.ts';
import type { MessageRecord, ReplyDetails } from './types.ts';
import { parseBox, type World } from './world.ts';

/** The drawing of messages, entities and origins, given by the caller. */
export interface ReplyDrawing {
  message: (message: MessageRecord) => JsonObject;
  content: (message: MessageRecord) => JsonObject;
  entities: (details: NonNullable<ReplyDetails['quote']>) => JsonObject[];
  origin: (message: MessageRecord) => JsonObject;
}

/** Writes what a message replies to: a message here, or the outline of one elsewhere, and the quoted part. */
export function writeReply(world: World, json: JsonObject, message: MessageRecord, drawing: ReplyDrawing): void {
  const replied = findReplied(world, message);
  if (replied !== undefined && message.replyBox === undefined) json['reply_to_message'] = drawing.message(replied);
  if (replied !== undefined && message.replyBox !== undefined) {
    json['external_reply'] = renderExternal(world, replied, drawing);
  }
  const { quote, checklistTaskId, pollOptionId } = message.replyDetails ?? {};
  if (quote !== undefined) {
    const entities = drawing.entities(quote);
    json['quote'] = {
      text: quote.text,
      ...(entities.length === 0 ? {} : { entities }),
      position: quote.position,
      is_manual: true,
    };
  }
  if (checklistTaskId !== undefined) json['reply_to_checklist_task_id'] = checklistTaskId;
  if (pollOptionId !== undefined) json['reply_to_poll_option_id'] = pollOptionId;
}

function findReplied(world: World, message: MessageRecord): MessageRecord | undefined {
  if (message.replyTo === undefined) return undefined;
  const replied = world.boxes.find(message.replyBox ?? message.box, message.replyTo);
  return replied?.deletedAt === undefined ? replied : undefined;
}

/** Fields of a message's content that are not shown of a message elsewhere. */
const HIDDEN: readonly string[] = ['text', 'entities', 'caption', 'caption_entities', 'media_group_id'];
const LAST: readonly string[] = ['has_media_spoiler'];

function renderExternal(world: World, replied: MessageRecord, drawing: ReplyDrawing): JsonObject {
  const json: JsonObject = { origin: drawing.origin(replied) };
  const whole = drawing.message(replied);
  const address = parseBox(replied.box);
  const chat = address.kind === 'chat' ? world.findChat(address.chatId) : undefined;
  if (chat !== undefined && chat.type !== 'group') {
    json['chat'] = whole['chat'];
    json['message_id'] = replied.id;
  }
  const content = Object.entries(drawing.content(replied)).filter(([name]) => !HIDDEN.includes(name));
  for (const [name, value] of content) if (!LAST.includes(name)) json[name] = value;
  for (const [name, value] of content) if (LAST.includes(name)) json[name] = value;
  return json;
}
