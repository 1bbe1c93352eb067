import type { Sql } from '@durabot/postgres';
import { loadFiles, namesFile } from '../outbox/outbox-files.ts';
import { findSentMessage } from '../outbox/outbox.ts';
import type { OutboxCall } from '../outbox/outbox-call.ts';

/** Longest text and caption that Telegram takes. */
const maxTextLength = 4096;
const maxCaptionLength = 1024;

export type PreparedCall =
  | { kind: 'ready'; payload: Record<string, unknown> }
  /** The message that it edits, deletes or copies was never sent. */
  | { kind: 'targetMissing' };

/** Whether a stored call can go as it is: nothing in it has to be looked up or written in. */
export function isReady({ payload, repeated }: OutboxCall): boolean {
  if (repeated || 'message_ids' in payload || 'reply_parameters' in payload || 'reply_to_message_id' in payload)
    return false;
  const messageId = payload['message_id'];
  return !(typeof messageId === 'number' && messageId < 0) && !namesFile(payload);
}

/** Turns a stored call into what goes over the wire: virtual ids become real ones, files their bytes, a repeat gets its mark. */
export async function prepareCall(
  sql: Sql,
  call: OutboxCall,
  repeatMark: (languageCode: string | undefined) => string,
): Promise<PreparedCall> {
  const payload = { ...call.payload };
  const real = async (id: unknown): Promise<unknown> => {
    if (typeof id !== 'number' || id >= 0) return id;
    return findSentMessage(sql, call.bot, call.chatId ?? 0, id);
  };
  if ('message_id' in payload) {
    const messageId = await real(payload['message_id']);
    if (messageId === undefined) return { kind: 'targetMissing' };
    payload['message_id'] = messageId;
  }
  if (Array.isArray(payload['message_ids'])) {
    const ids = (await Promise.all(payload['message_ids'].map(real))).filter((id) => id !== undefined);
    if (ids.length === 0) return { kind: 'targetMissing' };
    payload['message_ids'] = ids;
  }
  await resolveReply(payload, real);
  if (call.repeated) mark(payload, repeatMark(call.languageCode));
  return { kind: 'ready', payload: await loadFiles(sql, payload) };
}

/** A reply to a message that was never sent is still worth sending, as no reply. */
async function resolveReply(payload: Record<string, unknown>, real: (id: unknown) => Promise<unknown>): Promise<void> {
  const reply = payload['reply_parameters'];
  if (typeof reply === 'object' && reply !== null && 'message_id' in reply) {
    const messageId = await real(reply.message_id);
    if (messageId === undefined) delete payload['reply_parameters'];
    else payload['reply_parameters'] = { ...reply, message_id: messageId };
  }
  if ('reply_to_message_id' in payload) {
    const messageId = await real(payload['reply_to_message_id']);
    if (messageId === undefined) delete payload['reply_to_message_id'];
    else payload['reply_to_message_id'] = messageId;
  }
}

/** At the end, so that the offsets of entities stay true. The mark may hold no character that a parse mode reserves. */
function mark(payload: Record<string, unknown>, text: string): void {
  const ending = `\n\n${text}`;
  for (const [field, limit] of [
    ['text', maxTextLength],
    ['caption', maxCaptionLength],
  ] as const) {
    const value = payload[field];
    if (typeof value === 'string' && value.length + ending.length <= limit) payload[field] = value + ending;
  }
  if ('photo' in payload || 'document' in payload || 'video' in payload || 'voice' in payload || 'audio' in payload) {
    payload['caption'] ??= text;
  }
}

/** The same message without markup, for a text whose markup Telegram could not read. */
export function asPlainText(payload: Record<string, unknown>): Record<string, unknown> {
  const { parse_mode: parseMode, entities: _entities, caption_entities: _captionEntities, ...plain } = payload;
  for (const field of ['text', 'caption']) {
    const value = plain[field];
    if (parseMode === 'HTML' && typeof value === 'string') plain[field] = stripHtml(value);
  }
  return plain;
}

function stripHtml(text: string): string {
  return text
    .replaceAll(/<\/?[a-z][^<>]*>/gi, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
