import { addMessage } from '../../world/messages.ts';
import type { MediaContent, MediaKind } from '../../world/message-contents.ts';
import { ApiError, badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { checkCanWrite, readChat, takeFlood } from '../chats.ts';
import { readAlbumMedia } from '../input-media.ts';
import { placeMedia } from '../place-media.ts';
import type { MediaDraft } from '../read-media.ts';
import { parseList } from '../read-object.ts';
import { findReply, readReply } from '../replies.ts';
import { readEffect, showMessage } from '../send.ts';
import { checkThreadOpen, readThread } from '../threads.ts';

const MOST = 10;

/** Sends up to ten media as one album, or none of them. For the flood limits an album is one message. */
export async function sendMediaGroup(call: Call): Promise<Answer> {
  const drafts = await readAlbum(call);
  const reply = readReply(call);
  const chat = readChat(call, 'write');
  const given = readThread(call, chat);
  const target = findReply(call, chat, reply);
  const thread = given ?? target.thread;
  if (drafts.length === 0) throw badRequest('there are no messages to send');
  if (drafts.length > MOST) throw badRequest('too many messages to send as an album');
  checkMix(drafts);
  const contents = drafts.map((draft, index) => placeOne(call, draft, index + 1));
  const effectId = readEffect(call, chat);
  for (const { media } of drafts) checkCanWrite(call, chat, RIGHTS[media] ?? 'documents');
  checkThreadOpen(call, chat, thread);
  takeFlood(call, chat);
  if (contents.length > 1) {
    const mediaGroupId = call.world.newLongId();
    for (const content of contents) content.mediaGroupId = mediaGroupId;
  }
  const messages = contents.map((content) => {
    const { message } = addMessage(call.world, {
      box: chat.box,
      from: call.bot.id,
      content,
      ...target,
      thread,
      effectId,
      isProtected: call.params.bool('protect_content'),
      isSilent: call.params.bool('disable_notification'),
      marker: call.marker,
    });
    return message;
  });
  return { result: messages.map((message) => showMessage(call, message)) };
}

const RIGHTS: Partial<Record<MediaKind, string>> = { photo: 'photos', video: 'videos', audio: 'music' };

async function readAlbum(call: Call): Promise<MediaDraft[]> {
  const list = parseList(call.params.text('media'), {
    missing: 'parameter "media" is required',
    broken: "can't parse media JSON object",
    other: 'expected an Array of InputMedia',
  });
  const drafts: MediaDraft[] = [];
  for (const item of list) drafts.push(await readAlbumMedia(call, item));
  return drafts;
}

/** Photos and videos go together; music only with music, documents only with documents. */
function checkMix(drafts: readonly MediaDraft[]): void {
  const above = drafts.filter(({ content }) => content.showCaptionAboveMedia === true).length;
  if (above > 0 && above < drafts.length) {
    throw badRequest('parameter show_caption_above_media must be the same for all messages');
  }
  const kinds = new Set(drafts.map(({ media }) => media));
  for (const kind of ['audio', 'document'] as const) {
    if (kinds.size > 1 && kinds.has(kind)) throw badRequest(`${kind} can't be mixed with other media types`);
  }
}

/** What the Telegram server says of one of the files names its place in the album. */
function placeOne(call: Call, draft: MediaDraft, place: number): MediaContent {
  try {
    // In an album documents are what they are sent as.
    const content = placeMedia(call, { ...draft, isAsIs: true });
    if (content.media !== draft.media) throw badRequest("can't use the media of the specified type in the album");
    return content;
  } catch (error) {
    const name = error instanceof ApiError ? serverNameOf(error) : undefined;
    if (name === undefined) throw error;
    throw badRequest(`failed to send message #${place} with the error message "${name}"`);
  }
}

const SERVER_NAMES: Record<string, string> = {
  'failed to get HTTP URL content': 'WEBPAGE_CURL_FAILED',
  'wrong type of the web page content': 'WEBPAGE_MEDIA_EMPTY',
  'wrong file identifier/HTTP URL specified': 'MEDIA_EMPTY',
  'photo has unsupported extension. Use one of .jpg, .jpeg, .gif, .png, .tif or .bmp': 'PHOTO_EXT_INVALID',
};

/** The name that the Telegram server has for an error; `undefined` for those of TDLib. */
function serverNameOf(error: ApiError): string | undefined {
  const words = error.message.replace('Bad Request: ', '');
  return /^[A-Z_]+$/.test(words) ? words : SERVER_NAMES[words];
}
