import { z } from 'zod';

import { UPDATE_KINDS } from '../world/updates.ts';

/** Numbers come as text in queries. */
export const id = z.coerce.number().int();
/** A bot, person or chat by id, or by username where that is possible. */
export const ref = z.union([z.number().int(), z.string().min(1)]);
export const empty = z.object({});

/** A file of a person: bytes, or a path on the machine of the simulator. */
export const file = z.object({
  name: z.string().optional(),
  base64: z.string().optional(),
  path: z.string().optional(),
  mime: z.string().optional(),
  duration: z.number().int().min(0).optional().describe('seconds; read from the file when absent'),
  width: z.number().int().min(0).optional(),
  height: z.number().int().min(0).optional(),
  title: z.string().optional().describe('of music'),
  performer: z.string().optional(),
  emoji: z.string().optional().describe('of a sticker'),
  has_spoiler: z.boolean().optional(),
  thumbnail: z.string().optional().describe('base64 of a small picture'),
});

export const newBot = z.object({
  username: z
    .string()
    .regex(/^[A-Za-z]\w{2,31}$/, 'must be 3 to 32 letters, digits and underscores, and begin with a letter')
    .describe('without @'),
  first_name: z.string().min(1).optional(),
  token: z
    .string()
    .regex(/^[1-9]\d{0,15}:[A-Za-z0-9_-]{24,60}$/, 'a token is <id>:<at least 24 letters, digits, _ or ->')
    .optional(),
  id: z.number().int().positive().optional(),
  can_join_groups: z.boolean().optional(),
  can_read_all_group_messages: z.boolean().optional().describe('privacy mode off'),
  supports_inline_queries: z.boolean().optional(),
  inline_placeholder: z.string().max(64).optional().describe('shown in the empty field behind the name of the bot'),
  inline_feedback: z
    .boolean()
    .optional()
    .describe('whether the bot hears which results are chosen; it does by default'),
  has_topics_enabled: z.boolean().optional().describe('its private chats have topics'),
  allows_users_to_create_topics: z.boolean().optional(),
});

export const newUser = z.object({
  first_name: z.string().min(1).max(64),
  last_name: z.string().max(64).optional(),
  username: z.string().min(1).max(32).optional(),
  language_code: z.string().max(16).optional(),
  id: z.number().int().positive().optional(),
  is_premium: z.boolean().optional(),
  hides_forwards: z.boolean().optional().describe('forwards do not link to the account'),
  photo: file.optional().describe('the profile photo'),
});

export const changedUser = z.object({
  id,
  first_name: z.string().min(1).max(64).optional(),
  last_name: z.string().max(64).optional(),
  username: z.string().max(32).optional(),
  language_code: z.string().max(16).optional(),
  is_premium: z.boolean().optional(),
  hides_forwards: z.boolean().optional(),
  bio: z.string().max(140).optional(),
  deactivated: z.boolean().optional().describe('the account is deleted'),
  has_restricted_voice_and_video_messages: z.boolean().optional(),
  photo: file.nullable().optional().describe('a new profile photo; null takes the present one away'),
});

export const newChat = z.object({
  type: z.enum(['group', 'supergroup', 'channel']),
  title: z.string().min(1).max(255),
  members: z.array(ref).default([]),
  is_forum: z.boolean().optional(),
  username: z.string().optional(),
  owner: ref.optional(),
  join_by_request: z.boolean().optional(),
});

/** How a conversation is named: `chat` for groups, `bot` (and the person) for private ones. */
const conversation = { chat: ref.optional(), bot: ref.optional() };

export const location = z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) });

export const newMessage = z.object({
  from: ref,
  ...conversation,
  text: z.string().max(4096).optional(),
  caption: z.string().max(1024).optional(),
  entities: z.array(z.looseObject({ type: z.string(), offset: z.number().int(), length: z.number().int() })).optional(),
  photo: file.optional(),
  document: file.optional(),
  voice: file.optional(),
  audio: file.optional(),
  video: file.optional(),
  animation: file.optional(),
  video_note: file.optional(),
  sticker: file.optional(),
  contact: z
    .object({
      phone_number: z.string(),
      first_name: z.string(),
      last_name: z.string().optional(),
      user_id: z.number().int().optional(),
    })
    .optional(),
  location: location.optional(),
  venue: z.object({ location, title: z.string().min(1), address: z.string() }).optional(),
  dice: z.string().optional().describe('the emoji to throw: 🎲 🎯 🎳 🏀 ⚽ 🎰'),
  reply_to: z.coerce.number().int().optional(),
  quote: z.string().max(1024).optional().describe('the part of that message that is meant'),
  media_group: z.string().optional(),
  thread: z.coerce.number().int().optional(),
  as: ref.optional().describe('a channel of the person, in whose name the message comes to a supergroup'),
});

export const newBlock = z.object({ user: ref, bot: ref, blocked: z.boolean().default(true) });

const text = z.string();

export const transcriptQuery = z.object({
  chat: text.optional(),
  bot: text.optional(),
  user: text.optional(),
  after: id.optional(),
  before: id.optional(),
  changed_after: id.optional().describe('only messages that are new or changed since this `rev`'),
  thread: id.optional().describe('only messages of this topic; 1 is General'),
  limit: id.min(1).max(1000).default(100),
});

export const waitQuery = z.object({
  chat: text.optional(),
  bot: text.optional(),
  user: text.optional(),
  from: text.optional().describe('only messages of this sender'),
  after: id.default(0),
  changed_after: id.optional().describe('also edits: messages that are new or changed since this `rev`'),
  contains: text.optional(),
  thread: id.optional().describe('only messages of this topic; 1 is General'),
  timeout_ms: id.min(0).max(120_000).default(5_000),
});

export const clockChange = z.object({
  now: z.number().int().min(0).max(8.64e15).optional().describe('milliseconds since 1970'),
  advance_ms: z.number().int().optional(),
  rate: z.number().min(0).max(100_000).optional(),
  frozen: z.boolean().optional(),
});

const faultAction = z.object({
  status: z.number().int().min(200).max(599).optional(),
  description: z.string().optional(),
  retry_after: z.number().int().min(0).optional(),
  delay_ms: z.number().int().min(0).max(600_000).optional(),
  reset: z.enum(['before', 'after']).optional(),
  body: z.enum(['html', 'truncated', 'slow']).optional(),
  slow_ms: z.number().int().min(0).max(600_000).optional().describe('how long a slow body takes; 5000 unless told'),
  duplicate_update: z.literal(true).optional().describe('deliver a confirmed update once more'),
});

const isAboutUpdates = (action: z.infer<typeof faultAction>): boolean => action.duplicate_update !== undefined;

export const newFault = z
  .object({
    bot: ref.optional(),
    method: z.string().optional(),
    update: z.enum(UPDATE_KINDS).optional().describe('kind of update; only with duplicate_update'),
    chat: z.number().int().optional(),
    nth: z.number().int().min(1).optional(),
    every: z.number().int().min(1).optional(),
    probability: z.number().min(0).max(1).optional(),
    seed: z.number().int().optional(),
    times: z.number().int().min(1).optional(),
    action: faultAction.refine(
      (action) => !isAboutUpdates(action) || Object.keys(action).length === 1,
      'duplicate_update goes alone: the rest is about calls',
    ),
  })
  .refine(
    ({ action, method, update }) => (isAboutUpdates(action) ? method : update) === undefined,
    'method is for calls, update for duplicate_update',
  );

export const limitsChange = z.object({
  preset: z.enum(['off', 'realistic', 'strict']).optional().describe('the other fields change it'),
  enforced: z.boolean().optional(),
  per_bot_per_s: z.number().min(0).optional(),
  per_chat_per_s: z.number().min(0).optional(),
  burst: z.number().min(1).optional(),
  group_per_min: z.number().min(0).optional(),
  at_once_per_chat: z.number().int().min(1).optional().describe('messages on their way to one chat'),
});
