import { isJsonObject, type JsonObject } from '../../json.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { boolField, stringField } from '../json-fields.ts';
import { parseObject } from '../read-object.ts';
import { readUserId } from '../read-user.ts';
import { refuseToSend } from '../refuse-to-send.ts';

/**
 * Rich messages are newer than the server whose source is public: their checks follow the documentation, and no chat
 * here takes them.
 */
export function sendRichMessage(call: Call): Answer {
  return refuseToSend(call, 'rich messages', () => readRichMessage(call), NO_RICH_MESSAGES);
}

export function sendRichMessageDraft(call: Call): Answer {
  readRichMessage(call);
  if (call.params.integer('draft_id') === 0) throw badRequest('draft identifier must be non-zero');
  const userId = readUserId(call, 'chat_id');
  const dialog = call.world.findDialog(call.bot.id, userId);
  if (dialog === undefined) throw badRequest('chat not found');
  throw badRequest(NO_RICH_MESSAGES);
}

export const NO_RICH_MESSAGES = 'not enough rights to send rich messages to the chat';

/** Content is given in one of three ways. */
export function readRichMessage(call: Call): JsonObject {
  const message = parseObject(call.params.text('rich_message'), {
    missing: "rich message isn't specified",
    broken: "can't parse rich message JSON object",
    other: 'object expected as rich message',
  });
  const { blocks } = message;
  if (blocks !== undefined && !Array.isArray(blocks)) throw badRequest('field "blocks" must be of type Array');
  if (Array.isArray(blocks) && !blocks.every(isJsonObject)) {
    throw badRequest("can't parse rich message: expected an Array of InputRichBlock");
  }
  const html = stringField(message, 'html') ?? '';
  const markdown = stringField(message, 'markdown') ?? '';
  boolField(message, 'is_rtl');
  boolField(message, 'skip_entity_detection');
  const given = [Array.isArray(blocks) && blocks.length > 0, html !== '', markdown !== ''].filter(Boolean).length;
  if (given === 0) throw badRequest('rich message must be non-empty');
  if (given > 1) throw badRequest('exactly one of the fields "blocks", "html", and "markdown" must be used');
  return message;
}
