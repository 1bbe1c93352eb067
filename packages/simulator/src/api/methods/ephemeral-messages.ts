import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat, type Access } from '../chats.ts';
import { readText } from '../read-text.ts';
import { readUserId } from '../read-user.ts';
import { readInlineMarkup } from '../reply-markup.ts';
import { parseObject } from '../read-object.ts';
import { readRichMessage } from './rich-messages.ts';

/**
 * Messages that only one member of a group sees are newer than the server whose source is public. None can be sent
 * here (see `checkSharedParameters`), so none is found.
 */
export function editEphemeralMessageText(call: Call): Answer {
  if (call.params.text('rich_message') !== '') readRichMessage(call);
  else {
    const { text } = readText(call, { text: 'text', entities: 'entities', parseMode: 'parse_mode' });
    if (text === '') throw badRequest('message text is empty');
  }
  return editNothing(call);
}

export function editEphemeralMessageCaption(call: Call): Answer {
  readText(call, { text: 'caption', entities: 'caption_entities', parseMode: 'parse_mode' });
  return editNothing(call);
}

export function editEphemeralMessageMedia(call: Call): Answer {
  parseObject(call.params.text('media'), {
    missing: 'media to edit is not specified',
    broken: "can't parse InputMedia JSON object",
    other: "can't parse InputMedia: expected an Object",
  });
  return editNothing(call);
}

export function editEphemeralMessageReplyMarkup(call: Call): Answer {
  return editNothing(call);
}

export function deleteEphemeralMessage(call: Call): Answer {
  return findNothing(call, 'write', 'message to delete not found');
}

function editNothing(call: Call): never {
  readInlineMarkup(call.params);
  return findNothing(call, 'edit', 'message to edit not found');
}

function findNothing(call: Call, access: Access, words: string): never {
  readUserId(call, 'receiver_user_id');
  readChat(call, access);
  throw badRequest(words);
}
