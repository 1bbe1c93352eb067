import { hasRight, isAdministrator, mayDo } from './rights.ts';
import {
  createTopic,
  deleteTopic,
  editTopic,
  findTopic,
  GENERAL_TOPIC,
  setGeneralHidden,
  setTopicClosed,
  type NewTopic,
} from './topics.ts';
import type { TopicRecord } from './types.ts';
import { isPresent, parseBox, type World } from './world.ts';

/** Why a person cannot do something. */
interface Refused {
  refused: string;
}

interface Place {
  box: string;
  from: number;
  replyTo?: number | undefined;
  thread?: number | undefined;
}

/** The topic that a person's message goes to: the one that is open, or that of the message replied to. */
export function threadForPerson(world: World, place: Place): { thread: number | undefined } | Refused {
  const { box, from } = place;
  if (!hasTopics(world, box)) return { thread: undefined };
  const replied = place.replyTo === undefined ? undefined : world.boxes.find(box, place.replyTo);
  const thread = place.thread ?? replied?.thread ?? GENERAL_TOPIC;
  const topic = findTopic(world, box, thread);
  const isWithout = box.startsWith('p') && thread === GENERAL_TOPIC;
  if (topic === undefined && !isWithout) return { refused: 'there is no such topic' };
  if (topic?.isClosed === true && !mayChange(world, topic, from)) return { refused: 'the topic is closed' };
  return { thread: thread === GENERAL_TOPIC ? undefined : thread };
}

/** A person opens a topic. */
export function createTopicAsUser(world: World, draft: NewTopic): ReturnType<typeof createTopic> | Refused {
  const address = parseBox(draft.box);
  if (!hasTopics(world, draft.box)) return { refused: 'the chat has no topics' };
  if (address.kind === 'private') {
    const bot = world.store.tables.bot.get(address.botId);
    if (bot?.allows_users_to_create_topics !== true) return { refused: 'only the bot opens topics here' };
    return createTopic(world, draft);
  }
  const member = world.findMember(address.chatId, draft.by);
  if (member === undefined || !isPresent(member)) return { refused: 'the user is not a member of the chat' };
  if (!mayDo(world, address.chatId, draft.by, 'can_manage_topics')) return { refused: 'the user may not open topics' };
  return createTopic(world, draft);
}

export type TopicAct =
  | { kind: 'edit'; name?: string | undefined; iconEmojiId?: string | undefined }
  | { kind: 'close' | 'reopen' | 'delete' | 'hide' | 'unhide' };

/** A person changes a topic: an administrator with the right, or whoever opened it. */
export function changeTopicAsUser(world: World, topic: TopicRecord, by: number, act: TopicAct): Refused | undefined {
  if (!mayChange(world, topic, by)) return { refused: 'the user may not change this topic' };
  switch (act.kind) {
    case 'edit':
      editTopic(world, topic, by, act);
      return undefined;
    case 'close':
    case 'reopen':
      setTopicClosed(world, topic, by, act.kind === 'close');
      return undefined;
    case 'hide':
    case 'unhide':
      if (topic.thread !== GENERAL_TOPIC) return { refused: 'only General can be hidden' };
      setGeneralHidden(world, topic, by, act.kind === 'hide');
      return undefined;
    case 'delete':
      if (topic.thread === GENERAL_TOPIC) return { refused: 'General cannot be deleted' };
      if (!mayDelete(world, topic, by)) return { refused: 'the user may not delete this topic' };
      deleteTopic(world, topic);
      return undefined;
  }
}

/** Whether a conversation has topics. */
function hasTopics(world: World, box: string): boolean {
  const address = parseBox(box);
  return address.kind === 'chat'
    ? world.findChat(address.chatId)?.is_forum === true
    : world.store.tables.bot.get(address.botId)?.has_topics_enabled === true;
}

function mayChange(world: World, topic: TopicRecord, userId: number): boolean {
  const address = parseBox(topic.box);
  if (address.kind === 'private' || topic.createdBy === userId) return true;
  return hasRight(world, address.chatId, userId, 'can_manage_topics');
}

function mayDelete(world: World, topic: TopicRecord, userId: number): boolean {
  const address = parseBox(topic.box);
  if (address.kind === 'private') return true;
  if (isAdministrator(world.findMember(address.chatId, userId))) {
    return hasRight(world, address.chatId, userId, 'can_delete_messages');
  }
  return topic.createdBy === userId;
}
