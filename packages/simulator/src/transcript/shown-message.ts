import { z } from 'zod';

const account = z.looseObject({ id: z.number(), first_name: z.string(), last_name: z.string().optional() });
const chat = z.looseObject({ id: z.number(), title: z.string().optional() });
const file = z.looseObject({
  url: z.string().optional(),
  file_name: z.string().optional(),
  duration: z.number().optional(),
  emoji: z.string().optional(),
});
const entity = z.looseObject({
  type: z.string(),
  offset: z.number(),
  length: z.number(),
  url: z.string().optional(),
});
const button = z.looseObject({ text: z.string() });

/** What of a message, as a person sees it, a drawn transcript shows. */
export const shownMessage = z.looseObject({
  message_id: z.number(),
  date: z.number(),
  from: account.optional(),
  sender_chat: chat.optional(),
  outgoing: z.boolean().optional(),
  deleted: z.boolean().optional(),
  edited_at: z.number().optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  entities: z.array(entity).optional(),
  caption_entities: z.array(entity).optional(),
  reply_to_message: z
    .looseObject({
      from: account.optional(),
      text: z.string().optional(),
      caption: z.string().optional(),
    })
    .optional(),
  forward_origin: z
    .looseObject({
      sender_user: account.optional(),
      sender_user_name: z.string().optional(),
      chat: chat.optional(),
      sender_chat: chat.optional(),
    })
    .optional(),
  reply_markup: z.looseObject({ inline_keyboard: z.array(z.array(button)).optional() }).optional(),
  reactions: z.record(z.string(), z.array(z.string())).optional(),
  photo: z.array(file).optional(),
  document: file.optional(),
  voice: file.optional(),
  audio: file.optional(),
  video: file.optional(),
  animation: file.optional(),
  video_note: file.optional(),
  sticker: file.optional(),
  location: z.looseObject({ latitude: z.number(), longitude: z.number() }).optional(),
  venue: z.looseObject({ title: z.string(), address: z.string() }).optional(),
  contact: z.looseObject({ phone_number: z.string(), first_name: z.string() }).optional(),
  dice: z.looseObject({ emoji: z.string(), value: z.number() }).optional(),
  poll: z
    .looseObject({
      question: z.string(),
      options: z.array(z.looseObject({ text: z.string(), voter_count: z.number() })),
      total_voter_count: z.number(),
    })
    .optional(),
  invoice: z
    .looseObject({ title: z.string(), description: z.string(), currency: z.string(), total_amount: z.number() })
    .optional(),
  new_chat_members: z.array(account).optional(),
  left_chat_member: account.optional(),
  new_chat_title: z.string().optional(),
  pinned_message: z.looseObject({}).optional(),
  group_chat_created: z.boolean().optional(),
  supergroup_chat_created: z.boolean().optional(),
  successful_payment: z.looseObject({ currency: z.string(), total_amount: z.number() }).optional(),
  forum_topic_created: z.looseObject({ name: z.string() }).optional(),
});

export type ShownMessage = z.output<typeof shownMessage>;
export type ShownEntity = z.output<typeof entity>;

export function nameOf(person: z.output<typeof account>): string {
  return person.last_name === undefined ? person.first_name : `${person.first_name} ${person.last_name}`;
}

/** Who a message shows as its sender. */
export function senderOf(message: ShownMessage): { id: number; name: string } {
  if (message.from !== undefined) return { id: message.from.id, name: nameOf(message.from) };
  return { id: message.sender_chat?.id ?? 0, name: message.sender_chat?.title ?? '' };
}
