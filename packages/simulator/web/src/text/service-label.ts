import type { Message } from '../api/types.ts';
import type { Phrases } from '../i18n/texts.ts';
import { durationOf } from './dates.ts';
import { nameOf } from './names.ts';
import { priceLabel } from './price.ts';

type Describe = (message: Message, name: string, phrases: Phrases) => string;

/** What happened in a chat, by the field that tells of it; in this order, since some come together. */
const labels: readonly (readonly [keyof Message, Describe])[] = [
  [
    'new_chat_members',
    ({ new_chat_members: people = [] }, _, { t, fill }) => fill(t.joined, { name: people.map(nameOf).join(', ') }),
  ],
  [
    'left_chat_member',
    (message, _, { t, fill }) =>
      fill(t.left, { name: message.left_chat_member ? nameOf(message.left_chat_member) : '' }),
  ],
  ['new_chat_title', (message, _, { t, fill }) => fill(t.renamed, { name: message.new_chat_title ?? '' })],
  ['new_chat_photo', (_, name, { t, fill }) => fill(t.groupPhoto, { name })],
  ['delete_chat_photo', (_, name, { t, fill }) => fill(t.groupPhotoGone, { name })],
  ['pinned_message', (_, name, { t, fill }) => fill(t.pinned, { name })],
  ['group_chat_created', (_, __, { t }) => t.created],
  ['supergroup_chat_created', (_, __, { t }) => t.created],
  ['channel_chat_created', (_, __, { t }) => t.channelCreated],
  ['migrate_to_chat_id', (_, __, { t }) => t.upgraded],
  ['migrate_from_chat_id', (_, __, { t }) => t.upgraded],
  [
    'successful_payment',
    ({ successful_payment: paid }, name, { t, fill, language }) =>
      fill(t.youPaid, { name, price: paid ? priceLabel(paid.total_amount, paid.currency, language) : '' }),
  ],
  [
    'refunded_payment',
    ({ refunded_payment: paid, chat }, _, { t, fill, language }) =>
      fill(t.refunded, {
        name: chat.first_name ?? chat.title ?? '',
        price: paid ? priceLabel(paid.total_amount, paid.currency, language) : '',
      }),
  ],
  [
    'users_shared',
    ({ users_shared: shared }, _, { t, fill }) =>
      fill(t.usersShared, {
        names: shared?.users.map((user) => user.first_name ?? String(user.user_id)).join(', ') ?? '',
      }),
  ],
  ['chat_shared', ({ chat_shared: shared }, _, { t, fill }) => fill(t.chatShared, { names: shared?.title ?? '' })],
  ['write_access_allowed', (_, name, { t, fill }) => fill(t.writeAllowed, { name })],
  ['web_app_data', ({ web_app_data: data }, _, { t, fill }) => fill(t.dataSent, { button: data?.button_text ?? '' })],
  [
    'forum_topic_created',
    ({ forum_topic_created: topic }, _, { t, fill }) => fill(t.topicCreated, { topic: topic?.name ?? '' }),
  ],
  [
    'forum_topic_edited',
    ({ forum_topic_edited: topic }, _, { t, fill }) =>
      topic?.name === undefined ? t.topicChanged : fill(t.topicRenamed, { topic: topic.name }),
  ],
  ['forum_topic_closed', (_, name, { t, fill }) => fill(t.topicClosedNow, { name })],
  ['forum_topic_reopened', (_, name, { t, fill }) => fill(t.topicReopened, { name })],
  ['general_forum_topic_hidden', (_, name, { t, fill }) => fill(t.generalHidden, { name })],
  ['general_forum_topic_unhidden', (_, name, { t, fill }) => fill(t.generalShown, { name })],
  [
    'proximity_alert_triggered',
    ({ proximity_alert_triggered: alert }, _, { t, fill }) =>
      fill(t.proximity, {
        name: alert ? nameOf(alert.traveler) : '',
        other: alert ? nameOf(alert.watcher) : '',
        n: String(alert?.distance ?? 0),
      }),
  ],
  [
    'message_auto_delete_timer_changed',
    ({ message_auto_delete_timer_changed: timer }, _, { t, fill }) =>
      timer?.message_auto_delete_time
        ? fill(t.timerChanged, { time: durationOf(timer.message_auto_delete_time) })
        : t.timerOff,
  ],
  [
    'managed_bot_created',
    ({ managed_bot_created: made }, _, { t, fill }) => fill(t.botMade, { names: made ? nameOf(made.bot) : '' }),
  ],
  ['poll_option_added', (_, name, { t, fill }) => fill(t.optionAdded, { name })],
  [
    'chat_owner_changed',
    ({ chat_owner_changed: change }, _, { t, fill }) =>
      fill(t.ownerChanged, { name: change ? nameOf(change.new_owner) : '' }),
  ],
  ['chat_owner_left', (_, __, { t }) => t.ownerLeft],
];

/** What happened, in words, when a message tells of an event in its chat. */
export function serviceLabel(message: Message, phrases: Phrases): string | undefined {
  const name = message.from ? nameOf(message.from) : (message.sender_chat?.title ?? '');
  return labels.find(([field]) => message[field] !== undefined)?.[1](message, name, phrases);
}

/** True for what happened in a chat (somebody joined) rather than was said in it. */
export function isEvent(message: Message): boolean {
  return labels.some(([field]) => message[field] !== undefined);
}
