import { addMessage, type MessageDraft } from '../../world/messages.ts';
import { copyPoll } from '../../world/polls.ts';
import { renderOrigin } from '../../world/render.ts';
import type { Content } from '../../world/message-contents.ts';
import type { MessageRecord } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { checkCanWrite, readChat, takeFlood, type FoundChat } from '../chats.ts';
import { canHaveCaption, rightsFor } from '../content-rights.ts';
import { readMessageIds } from '../message-ids.ts';
import { readText } from '../read-text.ts';
import { findReply, readReply } from '../replies.ts';
import { checkMarkup, checkMarkupOnServer, readReplyMarkup } from '../reply-markup.ts';
import { checkLength, readEffect, showMessage } from '../send.ts';
import { checkThreadOpen, readThread } from '../threads.ts';

const PROTECTED = "message has protected content and can't be forwarded";

export function forwardMessage(call: Call): Answer {
  const message = readSourceMessage(call, 'forward');
  // They are read although a forwarded message has neither.
  readReply(call);
  readReplyMarkup(call.params);
  const { chat, thread } = readTarget(call);
  const effectId = readEffect(call, chat);
  checkSource(message, 'forward');
  checkAllowed(call, chat, thread, message.content);
  takeFlood(call, chat);
  const draft = forwardOf(call, chat, thread, message);
  const content = startingAt(call, withoutAlbum(draft.content));
  const { message: sent } = addMessage(call.world, { ...draft, content, effectId });
  return { result: showMessage(call, sent) };
}

export function copyMessage(call: Call): Answer {
  const hasCaption = call.params.has('caption');
  const caption = readText(call, { text: 'caption', entities: 'caption_entities', parseMode: 'parse_mode' });
  const message = readSourceMessage(call, 'copy');
  const reply = readReply(call);
  const markup = readReplyMarkup(call.params);
  const { chat, thread: given } = readTarget(call);
  const target = findReply(call, chat, reply);
  const thread = given ?? target.thread;
  let content = startingAt(call, withoutAlbum(message.content));
  if (content.kind === 'media' && hasCaption && canHaveCaption(content.media)) {
    content = { ...content, caption: caption.text, entities: caption.entities };
    if (call.params.bool('show_caption_above_media')) content.showCaptionAboveMedia = true;
    else delete content.showCaptionAboveMedia;
  }
  checkLength(content);
  const effectId = readEffect(call, chat);
  checkMarkup(markup, chat);
  checkSource(message, 'copy');
  checkQuiz(call, message);
  checkAllowed(call, chat, thread, content);
  checkMarkupOnServer(markup);
  takeFlood(call, chat);
  const draft = newOf(call, chat, thread, ownCopy(call, content));
  const sent = addMessage(call.world, { ...draft, ...target, thread, effectId, markup });
  return { result: { message_id: sent.message.id } };
}

export function forwardMessages(call: Call): Answer {
  return sendBatch(call, 'forward', (chat, thread, message) => forwardOf(call, chat, thread, message));
}

export function copyMessages(call: Call): Answer {
  const withoutCaption = call.params.bool('remove_caption');
  return sendBatch(call, 'copy', (chat, thread, message) =>
    newOf(call, chat, thread, ownCopy(call, withoutCaption ? captionless(message.content) : message.content)),
  );
}

type MakeDraft = (chat: FoundChat, thread: number | undefined, message: MessageRecord) => MessageDraft;

/** Messages that are gone or cannot be sent on are skipped; albums stay together. */
function sendBatch(call: Call, verb: 'forward' | 'copy', makeDraft: MakeDraft): Answer {
  if (call.params.text('from_chat_id') === '') throw badRequest('parameter "from_chat_id" is required');
  const ids = readMessageIds(call);
  const source = readChat(call, 'read', 'from_chat_id');
  const { chat, thread } = readTarget(call);
  if (ids.some((id, index) => index > 0 && id <= (ids[index - 1] ?? 0))) {
    throw badRequest('message identifiers must be in a strictly increasing order');
  }
  const found = ids.map((id) => call.world.boxes.find(source.box, id));
  const shown = found.filter((message) => message !== undefined && message.deletedAt === undefined);
  const messages = shown.filter((message) => message !== undefined);
  if (messages.some((message) => message.isProtected === true)) throw badRequest(PROTECTED);
  const fitting = messages.filter((message) => isSendable(message, verb));
  if (fitting.length === 0) throw badRequest('there are no messages to forward');
  for (const message of fitting) checkAllowed(call, chat, thread, message.content);
  takeFlood(call, chat);
  const albums = new Map<string, string>();
  const sent = fitting.map((message) => {
    const draft = makeDraft(chat, thread, message);
    return addMessage(call.world, { ...draft, content: inNewAlbum(call, draft.content, albums) }).message;
  });
  return { result: sent.map((message) => ({ message_id: message.id })) };
}

/** Parts of one album are parts of one album again. */
function inNewAlbum(call: Call, content: Content, albums: Map<string, string>): Content {
  if (content.kind !== 'media' || content.mediaGroupId === undefined) return content;
  const next = albums.get(content.mediaGroupId) ?? call.world.newLongId();
  albums.set(content.mediaGroupId, next);
  return { ...content, mediaGroupId: next };
}

/** The chat and the message it comes from are checked first, then the target. */
function readSourceMessage(call: Call, verb: 'forward' | 'copy'): MessageRecord {
  if (call.params.text('from_chat_id') === '') throw badRequest('parameter "from_chat_id" is required');
  const source = readChat(call, 'read', 'from_chat_id');
  const message = call.world.boxes.find(source.box, call.params.integer('message_id'));
  if (message === undefined || message.deletedAt !== undefined) throw badRequest(`message to ${verb} not found`);
  return message;
}

function readTarget(call: Call): { chat: FoundChat; thread: number | undefined } {
  const chat = readChat(call, 'write');
  return { chat, thread: readThread(call, chat) };
}

function checkSource(message: MessageRecord, verb: 'forward' | 'copy'): void {
  if (message.isProtected === true) throw badRequest(PROTECTED);
  if (!isSendable(message, verb)) {
    throw badRequest(verb === 'forward' ? "the message can't be forwarded" : "the message can't be copied");
  }
}

/** The answer of somebody else's quiz is not known, so it cannot be asked again. */
function checkQuiz(call: Call, message: MessageRecord): void {
  if (message.content.kind !== 'poll' || message.box.startsWith('p')) return;
  const poll = call.world.store.tables.poll.get(message.content.poll);
  if (poll?.type === 'quiz' && poll.ownerId !== call.bot.id) throw badRequest("the message can't be copied");
}

/** What only tells of an event is never sent on; what belongs to one chat or one sender is not copied. */
function isSendable({ content }: MessageRecord, verb: 'forward' | 'copy'): boolean {
  if (content.kind === 'service' || content.kind === 'payment_notice') return false;
  return verb === 'forward' || (content.kind !== 'invoice' && content.kind !== 'paid_media');
}

function checkAllowed(call: Call, chat: FoundChat, thread: number | undefined, content: Content): void {
  checkCanWrite(call, chat, rightsFor(content));
  checkThreadOpen(call, chat, thread);
}

function forwardOf(call: Call, chat: FoundChat, thread: number | undefined, message: MessageRecord): MessageDraft {
  return {
    ...newOf(call, chat, thread, message.content),
    forwardOrigin: renderOrigin(call.world, message),
    viaBot: message.viaBot,
  };
}

function newOf(call: Call, chat: FoundChat, thread: number | undefined, content: Content): MessageDraft {
  return {
    box: chat.box,
    from: call.bot.id,
    content,
    isProtected: call.params.bool('protect_content'),
    isSilent: call.params.bool('disable_notification'),
    thread,
    marker: call.marker,
  };
}

/** What a copy does not share with its origin: a poll begins anew, a place does not move on. */
function ownCopy(call: Call, content: Content): Content {
  if (content.kind === 'poll') {
    const poll = copyPoll(call.world, content.poll, call.bot.id);
    return poll === undefined ? content : { kind: 'poll', poll: poll.id };
  }
  return content.kind === 'location' ? { kind: 'location', location: content.location } : content;
}

function captionless(content: Content): Content {
  return content.kind === 'media' ? { ...content, caption: '', entities: [] } : content;
}

/** A video that is sent on may begin elsewhere. */
function startingAt(call: Call, content: Content): Content {
  if (content.kind !== 'media' || content.media !== 'video' || !call.params.has('video_start_timestamp'))
    return content;
  return { ...content, startTimestamp: Math.max(0, call.params.integer('video_start_timestamp')) };
}

function withoutAlbum(content: Content): Content {
  if (content.kind !== 'media') return content;
  const { mediaGroupId: _, ...rest } = content;
  return rest;
}
