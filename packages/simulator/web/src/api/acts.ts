import type { Poll } from './content-types.ts';
import { addressQuery, post, request } from './http.ts';
import type { ChatAddress, Location, Message, StreamedDraft } from './types.ts';

/** What a person does with messages that are there, and contents that are more than a message. */

export function react(
  user: number,
  address: ChatAddress,
  messageId: number,
  emoji: readonly string[],
): Promise<unknown> {
  return post('/_sim/reactions', { from: user, ...address, message_id: messageId, emoji });
}

export function pinMessage(user: number, address: ChatAddress, messageId: number, pinned: boolean): Promise<unknown> {
  return post('/_sim/pins', { from: user, ...address, message_id: messageId, pinned });
}

export async function listPins(user: number, address: ChatAddress): Promise<Message[]> {
  return (await request<{ messages: Message[] }>(`/_sim/pins?${addressQuery(user, address)}`)).messages;
}

export function deleteMessages(user: number, address: ChatAddress, messageIds: readonly number[]): Promise<unknown> {
  return post('/_sim/deletes', { from: user, ...address, message_ids: messageIds });
}

export function forwardMessages(
  user: number,
  address: ChatAddress,
  messageIds: readonly number[],
  to: ChatAddress,
): Promise<unknown> {
  const target =
    'bot' in to ? { to_bot: to.bot } : { to_chat: to.chat, ...(to.thread === undefined ? {} : { thread: to.thread }) };
  const { thread: _, ...source } = { thread: undefined, ...address };
  return post('/_sim/forwards', { from: user, ...source, message_ids: messageIds, ...target });
}

export function vote(
  user: number,
  address: ChatAddress,
  messageId: number,
  options: readonly number[],
): Promise<{ poll: Poll }> {
  return post('/_sim/votes', { from: user, ...address, message_id: messageId, options });
}

export interface NewPoll {
  question: string;
  options: string[];
  is_anonymous: boolean;
  allows_multiple_answers: boolean;
  type: 'regular' | 'quiz';
  correct_option_ids: number[];
  explanation: string;
}

export function sendPoll(user: number, address: ChatAddress, poll: NewPoll): Promise<unknown> {
  return post('/_sim/polls', { from: user, ...address, ...poll });
}

export function closePoll(user: number, address: ChatAddress, messageId: number): Promise<unknown> {
  return post('/_sim/polls/close', { from: user, ...address, message_id: messageId });
}

export function addPollOption(user: number, address: ChatAddress, messageId: number, text: string): Promise<unknown> {
  return post('/_sim/polls/options', { from: user, ...address, message_id: messageId, text });
}

export function shareLiveLocation(
  user: number,
  address: ChatAddress,
  location: Location,
  periodSeconds: number,
): Promise<unknown> {
  return post('/_sim/live-locations', { from: user, ...address, ...location, live_period: periodSeconds });
}

export function moveLiveLocation(
  user: number,
  address: ChatAddress,
  messageId: number,
  location: Location,
): Promise<unknown> {
  return post('/_sim/live-locations/edit', { from: user, ...address, message_id: messageId, ...location });
}

export function stopLiveLocation(user: number, address: ChatAddress, messageId: number): Promise<unknown> {
  return post('/_sim/live-locations/stop', { from: user, ...address, message_id: messageId });
}

export async function listDrafts(user: number, address: ChatAddress): Promise<StreamedDraft[]> {
  return (await request<{ drafts: StreamedDraft[] }>(`/_sim/drafts?${addressQuery(user, address)}`)).drafts;
}

export function stopDraft(user: number, address: ChatAddress, draftId: number): Promise<unknown> {
  return post('/_sim/drafts/stop', { from: user, ...address, draft_id: draftId });
}

/** Presses a button of the bot's keyboard that asks for something. */
export function pressAsking(
  user: number,
  address: ChatAddress,
  text: string,
  given: { users?: number[]; shared_chat?: number; poll?: NewPoll },
): Promise<unknown> {
  return post('/_sim/presses', { from: user, ...address, text, ...given });
}
