import { z } from 'zod';

import type { JsonObject } from '../json.ts';
import { changeTopicAsUser, createTopicAsUser, type TopicAct } from '../world/topic-acts.ts';
import { findTopic, GENERAL_TOPIC, listThread, listTopics } from '../world/topics.ts';
import type { TopicRecord } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { notFound, refused } from './control-error.ts';
import { readKey } from './dialogs.ts';
import { getBox, getUser } from './resolve.ts';
import { route, type ControlRoute } from './route.ts';
import { id, ref } from './schemas.ts';

const place = { from: ref, chat: ref.optional(), bot: ref.optional() };

const newTopic = z.object({
  ...place,
  name: z.string().trim().min(1).max(128),
  icon_color: z.number().int().min(0).max(0xff_ff_ff).optional(),
  icon_custom_emoji_id: z.string().optional(),
});

const topicChange = z.object({
  ...place,
  thread: z.number().int().min(1),
  name: z.string().trim().min(1).max(128).optional(),
  icon_custom_emoji_id: z.string().optional().describe('empty takes the icon away'),
});

const topicQuery = z.object({ chat: ref.optional(), bot: ref.optional(), user: ref.optional(), thread: id.optional() });

/** Topics of forums, and of private chats whose bot has them. */
export const topicRoutes: readonly ControlRoute[] = [
  route('POST', '/_sim/topics', 'A person opens a topic', newTopic, ({ world }, input) => {
    const by = getUser(world, input.from).id;
    const made = createTopicAsUser(world, {
      box: getBox(world, input.chat, input.bot, by),
      by,
      name: input.name,
      iconColor: input.icon_color,
      iconEmojiId: input.icon_custom_emoji_id,
    });
    if ('refused' in made) throw refused(made.refused);
    return { thread: made.topic.thread, update_ids: made.updateIds };
  }),
  change('edit', 'A person renames a topic or changes its icon'),
  change('close', 'A person closes a topic'),
  change('reopen', 'A person reopens a topic'),
  change('delete', 'A person deletes a topic with its messages'),
  change('hide', 'A person hides General'),
  change('unhide', 'A person shows General again'),
  route('GET', '/_sim/topics', 'The topics of a chat', topicQuery, ({ world }, input) => {
    const userId = input.user === undefined ? undefined : getUser(world, input.user).id;
    const box = getBox(world, input.chat, input.bot, userId);
    const topics = listTopics(world, box).filter(({ thread }) => thread === (input.thread ?? thread));
    return { topics: topics.map((topic) => renderTopic(world, topic, userId)) };
  }),
];

function change(kind: TopicAct['kind'], summary: string): ControlRoute {
  return route('POST', `/_sim/topics/${kind}`, summary, topicChange, ({ world }, input) => {
    const by = getUser(world, input.from).id;
    const topic = findTopic(world, getBox(world, input.chat, input.bot, by), input.thread);
    if (topic === undefined) throw notFound('there is no such topic');
    const act: TopicAct =
      kind === 'edit' ? { kind, name: input.name, iconEmojiId: input.icon_custom_emoji_id } : { kind };
    const problem = changeTopicAsUser(world, topic, by, act);
    if (problem !== undefined) throw refused(problem.refused);
    return kind === 'delete' ? { deleted: topic.thread } : renderTopic(world, topic, by);
  });
}

function renderTopic(world: World, topic: TopicRecord, userId: number | undefined): JsonObject {
  const shown = listThread(world, topic.box, topic.thread).filter((message) => message.deletedAt === undefined);
  const upTo = userId === undefined ? undefined : (world.store.tables.read.get(readKey(topic.box, userId))?.upTo ?? 0);
  return {
    thread: topic.thread,
    name: topic.name,
    icon_color: topic.iconColor,
    ...(topic.iconEmojiId === undefined ? {} : { icon_custom_emoji_id: topic.iconEmojiId }),
    closed: topic.isClosed === true,
    hidden: topic.isHidden === true,
    is_general: topic.thread === GENERAL_TOPIC,
    created_by: topic.createdBy,
    last_message_id: shown.at(-1)?.id ?? 0,
    ...(upTo === undefined
      ? {}
      : { unread: shown.filter((message) => message.id > upTo && message.from !== userId).length }),
  };
}
