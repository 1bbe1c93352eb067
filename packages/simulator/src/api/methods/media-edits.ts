import type { MediaContent } from '../../world/message-contents.ts';
import type { MessageRecord } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { applyInlineEdit, readInlineMessage } from '../inline-edits.ts';
import { readInputMedia } from '../input-media.ts';
import { placeMedia } from '../place-media.ts';
import type { MediaDraft } from '../read-media.ts';
import { readInlineMarkup } from '../reply-markup.ts';
import { tryParseJson } from '../json-fields.ts';
import { applyEdit, checkEditable, readEditedMessage } from './edits.ts';

/** Puts another medium in the place of a medium or a text. */
export async function editMessageMedia(call: Call): Promise<Answer> {
  const markup = readInlineMarkup(call.params);
  const draft = await readNewMedia(call);
  const inline = readInlineMessage(call);
  if (inline !== undefined) {
    checkReplaceable(inline, draft);
    // Messages sent via the bot take no new files.
    if (draft.source.kind === 'upload') throw badRequest('invalid message content specified');
    return applyInlineEdit(call, inline, placeMedia(call, draft), markup);
  }
  const { chat, message } = readEditedMessage(call);
  checkEditable(call, chat, message);
  checkReplaceable(message, draft);
  const content = placeMedia(call, draft);
  const { content: before } = message;
  if (before.kind === 'media' && before.mediaGroupId !== undefined) content.mediaGroupId = before.mediaGroupId;
  return applyEdit(call, chat, message, content, markup);
}

async function readNewMedia(call: Call): Promise<MediaDraft> {
  const text = call.params.text('media');
  if (text === '') throw badRequest('parameter "media" is required');
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest("can't parse input media JSON object");
  return await readInputMedia(call, parsed.value);
}

const REPLACEABLE: ReadonlySet<MediaContent['media']> = new Set(['animation', 'audio', 'document', 'photo', 'video']);

function checkReplaceable({ content }: MessageRecord, draft: MediaDraft): void {
  if (content.kind === 'text') return;
  if (content.kind !== 'media' || !REPLACEABLE.has(content.media)) throw badRequest("message media can't be edited");
  if (content.mediaGroupId === undefined || content.media === draft.media) return;
  if (draft.media === 'animation') throw badRequest("message content type can't be used in an album");
  if (!isVisual(content.media) || !isVisual(draft.media)) throw badRequest("can't change media type in the album");
}

function isVisual(media: MediaContent['media']): boolean {
  return media === 'photo' || media === 'video';
}
