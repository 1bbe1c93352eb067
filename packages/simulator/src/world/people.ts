import type { BotRecord, UserRecord } from './types.ts';
import type { World } from './world.ts';

export interface NewUser {
  id?: number | undefined;
  first_name: string;
  last_name?: string | undefined;
  username?: string | undefined;
  language_code?: string | undefined;
  is_premium?: boolean | undefined;
  hides_forwards?: boolean | undefined;
}

/** Creates a person, or changes the one with this id. */
export function putUser(world: World, draft: NewUser): UserRecord {
  const id = draft.id ?? newAccountId(world);
  const user: UserRecord = { id, first_name: draft.first_name };
  if (draft.last_name !== undefined) user.last_name = draft.last_name;
  if (draft.username !== undefined) user.username = draft.username.replace(/^@/, '');
  if (draft.language_code !== undefined) user.language_code = draft.language_code;
  if (draft.is_premium === true) user.is_premium = true;
  if (draft.hides_forwards === true) user.hides_forwards = true;
  const { photos } = world.findUser(id) ?? {};
  if (photos !== undefined) user.photos = photos;
  world.store.tables.user.put(id, user);
  world.events.emit('user', { kind: 'everybody' }, () => ({ user_id: id }));
  return user;
}

export interface NewBot {
  username: string;
  first_name?: string | undefined;
  token?: string | undefined;
  id?: number | undefined;
  can_join_groups?: boolean | undefined;
  can_read_all_group_messages?: boolean | undefined;
  supports_inline_queries?: boolean | undefined;
  inline_placeholder?: string | undefined;
  inline_feedback?: boolean | undefined;
  has_topics_enabled?: boolean | undefined;
  allows_users_to_create_topics?: boolean | undefined;
}

/** First update ids are random in this range, then consecutive. */
const FIRST_UPDATE_ID = 2_000_001;
const LAST_FIRST_UPDATE_ID = 1_000_000_000;

export function createBot(world: World, draft: NewBot): BotRecord {
  const id = draft.token === undefined ? (draft.id ?? newAccountId(world)) : Number(draft.token.split(':', 1)[0]);
  const bot: BotRecord = {
    id,
    token: draft.token ?? `${id}:${newSecret(world)}`,
    first_name: draft.first_name ?? draft.username,
    username: draft.username.replace(/^@/, ''),
    can_join_groups: draft.can_join_groups ?? true,
    can_read_all_group_messages: draft.can_read_all_group_messages ?? false,
    supports_inline_queries: draft.supports_inline_queries ?? false,
    has_topics_enabled: draft.has_topics_enabled ?? false,
    allows_users_to_create_topics: draft.allows_users_to_create_topics ?? false,
    allowedUpdates: null,
    webhook: null,
    nextUpdateId: world.random.between(FIRST_UPDATE_ID, LAST_FIRST_UPDATE_ID),
    nextMessageId: 1,
  };
  if (draft.inline_placeholder !== undefined) bot.inline_placeholder = draft.inline_placeholder;
  if (draft.inline_feedback !== undefined) bot.inline_feedback = draft.inline_feedback;
  world.putBot(bot);
  world.events.emit('bot', { kind: 'everybody' }, () => ({ bot_id: id }));
  return bot;
}

function newAccountId(world: World): number {
  for (;;) {
    const id = world.random.between(500_000_000, 2_000_000_000);
    if (world.findUser(id) === undefined && world.store.tables.bot.get(id) === undefined) return id;
  }
}

const SECRET_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function newSecret(world: World): string {
  let secret = 'SIM';
  while (secret.length < 35) secret += SECRET_LETTERS[world.random.between(0, SECRET_LETTERS.length - 1)];
  return secret;
}
