import type { JsonObject } from '../json.ts';
import { eventAddress } from './event-address.ts';
import { addMessage, removeMessages } from './messages.ts';
import type { MessageRecord, TopicRecord } from './types.ts';
import type { World } from './world.ts';

/** The topic that every forum has; its messages carry no thread id. */
export const GENERAL_TOPIC = 1;

/** Colours a topic's icon may have; the first stands for any other. */
const ICON_COLORS: readonly number[] = [0x6fb9f0, 0xffd67e, 0xcb86db, 0x8eee98, 0xff93b2, 0xfb6f5f];

export interface NewTopic {
  box: string;
  by: number;
  name: string;
  iconColor?: number | undefined;
  iconEmojiId?: string | undefined;
  /** The name was not chosen by a person. */
  isNameImplicit?: boolean | undefined;
}

/** Opens a topic: its first message says so, and that message's id is the topic's. */
export function createTopic(
  world: World,
  draft: NewTopic,
): { topic: TopicRecord; message: MessageRecord; updateIds: number[] } {
  const iconColor = ICON_COLORS.find((color) => color === draft.iconColor) ?? ICON_COLORS[0] ?? 0;
  const details: JsonObject = { name: draft.name, icon_color: iconColor };
  if (draft.iconEmojiId !== undefined) details['icon_custom_emoji_id'] = draft.iconEmojiId;
  if (draft.isNameImplicit === true) details['is_name_implicit'] = true;
  const sent = addMessage(world, {
    box: draft.box,
    from: draft.by,
    content: { kind: 'service', fields: { forum_topic_created: details } },
    startsThread: true,
  });
  const topic: TopicRecord = {
    box: draft.box,
    thread: sent.message.id,
    name: draft.name,
    iconColor,
    createdBy: draft.by,
  };
  if (draft.iconEmojiId !== undefined) topic.iconEmojiId = draft.iconEmojiId;
  if (draft.isNameImplicit === true) topic.isNameImplicit = true;
  saveTopic(world, topic);
  return { topic, ...sent };
}

export interface TopicChange {
  name?: string | undefined;
  /** Empty takes the icon away. */
  iconEmojiId?: string | undefined;
}

/** Renames a topic or changes its icon. @returns whether that changed anything */
export function editTopic(world: World, topic: TopicRecord, by: number, change: TopicChange): boolean {
  const fields: JsonObject = {};
  if (change.name !== undefined && change.name !== topic.name) fields['name'] = change.name;
  if (change.iconEmojiId !== undefined && change.iconEmojiId !== (topic.iconEmojiId ?? '')) {
    fields['icon_custom_emoji_id'] = change.iconEmojiId;
  }
  if (Object.keys(fields).length === 0) return false;
  if (change.name !== undefined) {
    topic.name = change.name;
    delete topic.isNameImplicit;
  }
  if (change.iconEmojiId !== undefined && change.iconEmojiId !== '') topic.iconEmojiId = change.iconEmojiId;
  if (change.iconEmojiId === '') delete topic.iconEmojiId;
  saveTopic(world, topic);
  addTopicService(world, topic, by, { forum_topic_edited: fields });
  return true;
}

/** Closes or reopens a topic; reopening General shows it again. @returns whether that changed anything */
export function setTopicClosed(world: World, topic: TopicRecord, by: number, isClosed: boolean): boolean {
  if ((topic.isClosed === true) === isClosed) return false;
  topic.isClosed = isClosed;
  const wasHidden = topic.isHidden === true;
  if (!isClosed) topic.isHidden = false;
  saveTopic(world, topic);
  if (wasHidden && !isClosed) addTopicService(world, topic, by, { general_forum_topic_unhidden: {} });
  addTopicService(world, topic, by, isClosed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} });
  return true;
}

/** Hides General, which closes it, or shows it again. @returns whether that changed anything */
export function setGeneralHidden(world: World, topic: TopicRecord, by: number, isHidden: boolean): boolean {
  if ((topic.isHidden === true) === isHidden) return false;
  topic.isHidden = isHidden;
  if (isHidden) topic.isClosed = true;
  saveTopic(world, topic);
  const fields = isHidden ? { general_forum_topic_hidden: {} } : { general_forum_topic_unhidden: {} };
  addTopicService(world, topic, by, fields);
  return true;
}

/** Deletes a topic with all its messages. */
export function deleteTopic(world: World, topic: TopicRecord): void {
  world.store.tables.topic.delete(topicKey(topic.box, topic.thread));
  const messages = listThread(world, topic.box, topic.thread).filter((message) => message.deletedAt === undefined);
  removeMessages(world, topic.box, messages);
  emitTopics(world, topic.box, topic.thread);
}

/** A topic that exists; General does in every forum. */
export function findTopic(world: World, box: string, thread: number): TopicRecord | undefined {
  const known = world.store.tables.topic.get(topicKey(box, thread));
  if (known !== undefined || thread !== GENERAL_TOPIC || !hasGeneral(world, box)) return known;
  const creator = world.listMembers(Number(box)).find((member) => member.status === 'creator');
  return { box, thread, name: 'General', iconColor: ICON_COLORS[0] ?? 0, createdBy: creator?.userId ?? 0 };
}

/** The topics of a conversation, General first. */
export function listTopics(world: World, box: string): TopicRecord[] {
  const general = findTopic(world, box, GENERAL_TOPIC);
  const topics = [...world.store.tables.topic.values()].filter(
    (topic) => topic.box === box && topic.thread !== GENERAL_TOPIC,
  );
  return general === undefined ? topics : [general, ...topics];
}

/** The messages of one topic, deleted ones included. */
export function listThread(world: World, box: string, thread: number): MessageRecord[] {
  const wanted = thread === GENERAL_TOPIC ? undefined : thread;
  return world.boxes.list(box).filter((message) => message.thread === wanted);
}

function hasGeneral(world: World, box: string): boolean {
  return !box.startsWith('p') && world.findChat(Number(box))?.is_forum === true;
}

function saveTopic(world: World, topic: TopicRecord): void {
  world.store.tables.topic.put(topicKey(topic.box, topic.thread), topic);
  emitTopics(world, topic.box, topic.thread);
}

function addTopicService(world: World, topic: TopicRecord, by: number, fields: JsonObject): void {
  const thread = topic.thread === GENERAL_TOPIC ? undefined : topic.thread;
  addMessage(world, { box: topic.box, from: by, content: { kind: 'service', fields }, thread });
}

function emitTopics(world: World, box: string, thread: number): void {
  world.events.emit('dialog', { kind: 'box', box }, () => ({ ...eventAddress(box), thread }));
}

function topicKey(box: string, thread: number): string {
  return `${box}/${thread}`;
}
