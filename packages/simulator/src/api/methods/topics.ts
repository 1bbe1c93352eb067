import { hasRight } from '../../world/rights.ts';
import {
  createTopic,
  deleteTopic,
  editTopic,
  findTopic,
  GENERAL_TOPIC,
  setGeneralHidden,
  setTopicClosed,
  type TopicChange,
} from '../../world/topics.ts';
import type { TopicRecord } from '../../world/types.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat, type FoundChat } from '../chats.ts';
import { isForum, readLongId } from '../threads.ts';

const NAME_LENGTH = 128;
const LARGEST_COLOR = 0xff_ff_ff;
const NO_SUCH_TOPIC = 'TOPIC_ID_INVALID';

export function createForumTopic(call: Call): Answer {
  const chat = readForum(call);
  if (chat.kind === 'chat' && !mayManageTopics(call, chat)) throw badRequest('not enough rights to create a topic');
  const name = cleanName(call.params.text('name'));
  if (name === '') throw badRequest('name must be non-empty');
  const color = call.params.integer('icon_color', -1);
  if (call.params.text('icon_color') !== '' && (color < 0 || color > LARGEST_COLOR)) {
    throw badRequest('invalid icon color specified');
  }
  const { topic } = createTopic(call.world, {
    box: chat.box,
    by: call.bot.id,
    name,
    iconColor: color,
    iconEmojiId: readLongId(call.params, 'icon_custom_emoji_id'),
  });
  return { result: renderTopic(topic) };
}

export function editForumTopic(call: Call): Answer {
  const given = call.params.text('name');
  const name = cleanName(given);
  const { chat, thread } = readTopicId(call);
  const topic = findTopic(call.world, chat.box, thread);
  if (!mayChange(call, chat, topic)) throw badRequest('not enough rights to edit the topic');
  if (given !== '' && name === '') throw badRequest('name must be non-empty');
  const change: TopicChange = given === '' ? {} : { name };
  if (call.params.has('icon_custom_emoji_id')) {
    change.iconEmojiId = readLongId(call.params, 'icon_custom_emoji_id') ?? '';
  }
  if (topic === undefined) throw badRequest(NO_SUCH_TOPIC);
  if (Object.keys(change).length === 0) return { result: true };
  return answerChange(editTopic(call.world, topic, call.bot.id, change));
}

export function closeForumTopic(call: Call): Answer {
  const { chat, thread } = readTopicId(call);
  return changeClosed(call, chat, thread, true);
}

export function reopenForumTopic(call: Call): Answer {
  const { chat, thread } = readTopicId(call);
  return changeClosed(call, chat, thread, false);
}

export function deleteForumTopic(call: Call): Answer {
  const { chat, thread } = readTopicId(call);
  const topic = findTopic(call.world, chat.box, thread);
  const isAllowed = chat.kind !== 'chat' || hasRight(call.world, chat.chatId, call.bot.id, 'can_delete_messages');
  if (!isAllowed) throw badRequest('not enough rights to delete the topic');
  if (topic === undefined || thread === GENERAL_TOPIC) throw badRequest(NO_SUCH_TOPIC);
  deleteTopic(call.world, topic);
  return { result: true };
}

export function editGeneralForumTopic(call: Call): Answer {
  const given = call.params.text('name');
  const name = cleanName(given);
  const { chat, topic } = readGeneral(call);
  if (!mayManageTopics(call, chat)) throw badRequest('not enough rights to edit the topic');
  if (given === '') return { result: true };
  if (name === '') throw badRequest('name must be non-empty');
  return answerChange(editTopic(call.world, topic, call.bot.id, { name }));
}

export function closeGeneralForumTopic(call: Call): Answer {
  return changeClosed(call, readGeneral(call).chat, GENERAL_TOPIC, true);
}

export function reopenGeneralForumTopic(call: Call): Answer {
  return changeClosed(call, readGeneral(call).chat, GENERAL_TOPIC, false);
}

export function hideGeneralForumTopic(call: Call): Answer {
  return changeHidden(call, true);
}

export function unhideGeneralForumTopic(call: Call): Answer {
  return changeHidden(call, false);
}

function changeHidden(call: Call, isHidden: boolean): Answer {
  const { chat, topic } = readGeneral(call);
  if (!mayManageTopics(call, chat)) throw badRequest('not enough rights to close or open the topic');
  return answerChange(setGeneralHidden(call.world, topic, call.bot.id, isHidden));
}

function changeClosed(call: Call, chat: FoundChat, thread: number, isClosed: boolean): Answer {
  if (chat.kind !== 'chat') throw badRequest('the chat is not a supergroup forum');
  const topic = findTopic(call.world, chat.box, thread);
  if (!mayChange(call, chat, topic)) throw badRequest('not enough rights to close or open the topic');
  if (topic === undefined) throw badRequest(NO_SUCH_TOPIC);
  return answerChange(setTopicClosed(call.world, topic, call.bot.id, isClosed));
}

function answerChange(hasChanged: boolean): Answer {
  if (!hasChanged) throw badRequest('TOPIC_NOT_MODIFIED');
  return { result: true };
}

/** A chat with topics: a forum, or a private chat of a bot that has topics there. */
function readForum(call: Call): FoundChat {
  const chat = readChat(call, 'write');
  if (!isForum(call, chat)) throw badRequest('the chat is not a forum');
  return chat;
}

function readTopicId(call: Call): { chat: FoundChat; thread: number } {
  const chat = readForum(call);
  const thread = call.params.integer('message_thread_id');
  if (thread <= 0) throw badRequest('invalid forum topic identifier specified');
  return { chat, thread };
}

function readGeneral(call: Call): { chat: FoundChat; topic: TopicRecord } {
  const chat = readForum(call);
  const topic = findTopic(call.world, chat.box, GENERAL_TOPIC);
  if (topic === undefined) throw badRequest('the chat is not a supergroup forum');
  return { chat, topic };
}

function mayManageTopics(call: Call, chat: FoundChat): boolean {
  return chat.kind !== 'chat' || hasRight(call.world, chat.chatId, call.bot.id, 'can_manage_topics');
}

/** Whoever opened a topic may change it, even without the right. */
function mayChange(call: Call, chat: FoundChat, topic: TopicRecord | undefined): boolean {
  return mayManageTopics(call, chat) || topic?.createdBy === call.bot.id;
}

/** Spaces are cut at the ends and joined inside; what is too long is cut. */
function cleanName(name: string): string {
  const text = name.replace(/\s+/gu, ' ').trim();
  return Array.from(text).slice(0, NAME_LENGTH).join('').trimEnd();
}

function renderTopic(topic: TopicRecord): Record<string, unknown> {
  return {
    message_thread_id: topic.thread,
    name: topic.name,
    icon_color: topic.iconColor,
    ...(topic.iconEmojiId === undefined ? {} : { icon_custom_emoji_id: topic.iconEmojiId }),
  };
}
