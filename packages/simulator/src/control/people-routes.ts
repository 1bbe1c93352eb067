import { z } from 'zod';

import type { JsonObject } from '../json.ts';
import { profileText } from '../world/bot-profile.ts';
import { saveChat } from '../world/chat-settings.ts';
import { createChat } from '../world/groups.ts';
import { createBot, putUser } from '../world/people.ts';
import { renderUser } from '../world/render.ts';
import { fileUniqueIdFor } from '../world/file-ids.ts';
import type { BotRecord, UserRecord } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { refused } from './control-error.ts';
import { storeGivenFile } from './message-content.ts';
import { getAccountId, getBot, getUser } from './resolve.ts';
import { route, type ControlRoute } from './route.ts';
import { changedUser, empty, file, newBot, newChat, newUser, ref } from './schemas.ts';

const describedBot = z.object({
  id: ref,
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .optional()
    .describe("whose reader's texts to give; the common ones otherwise"),
  user: ref.optional().describe('whose menu button to give'),
});

const changedBot = newBot
  .omit({ token: true, id: true })
  .partial()
  .extend({ id: ref, next_update_id: z.number().int().min(1).optional().describe('numbering restarts here') });

export const peopleRoutes: readonly ControlRoute[] = [
  route('POST', '/_sim/bots', 'Create a bot; the same token again returns the same bot', newBot, ({ world }, input) => {
    const same = input.token === undefined ? undefined : world.findBotByToken(input.token);
    if (same !== undefined) return { id: same.id, token: same.token, username: same.username };
    const id = input.token === undefined ? input.id : Number(input.token.split(':', 1)[0]);
    if (id !== undefined && (world.store.tables.bot.get(id) ?? world.findUser(id)) !== undefined) {
      throw refused(`the id ${id} is taken`);
    }
    if (world.findBot(`@${input.username}`) !== undefined) throw refused(`the username ${input.username} is taken`);
    const bot = createBot(world, input);
    return { id: bot.id, token: bot.token, username: bot.username };
  }),
  route('GET', '/_sim/bots', 'All bots with the state of their delivery', empty, ({ world }) => ({
    bots: [...world.store.tables.bot.values()].map((bot) => describeBot(world, bot)),
  })),
  route('GET', '/_sim/bots/{id}', 'One bot, its texts in a language', describedBot, ({ world }, input) => {
    const bot = getBot(world, input.id);
    const { language } = input;
    const own = input.user === undefined ? undefined : findOwnMenu(world, bot, getUser(world, input.user));
    const described = { ...describeBot(world, bot), ...(own === undefined ? {} : { menu_button: own }) };
    if (language === undefined) return described;
    return {
      ...described,
      first_name: profileText(world, bot, 'name', language),
      description: profileText(world, bot, 'description', language),
      short_description: profileText(world, bot, 'short_description', language),
    };
  }),
  route('PATCH', '/_sim/bots/{id}', 'Change a bot', changedBot, ({ world }, input) => {
    const bot = getBot(world, input.id);
    const { id: _, next_update_id: nextUpdateId, ...changes } = input;
    Object.assign(bot, withoutUndefined(changes));
    if (nextUpdateId !== undefined) bot.nextUpdateId = nextUpdateId;
    world.touchBot(bot);
    world.events.emit('bot', { kind: 'everybody' }, () => ({ bot_id: bot.id }));
    return describeBot(world, bot);
  }),
  route('POST', '/_sim/users', 'Create a person, or change the one with this id', newUser, ({ world }, input) => {
    const user = putUser(world, input);
    if (input.photo !== undefined) putPhoto(world, user, input.photo);
    return describeUser(user);
  }),
  route('GET', '/_sim/users', 'All people', empty, ({ world }) => ({
    users: [...world.store.tables.user.values()].map(describeUser),
  })),
  route('PATCH', '/_sim/users/{id}', 'Change a person', changedUser, ({ world }, input) => {
    const user = getUser(world, input.id);
    const { id: _, photo, ...changes } = input;
    Object.assign(user, withoutUndefined(changes));
    if (photo !== undefined) putPhoto(world, user, photo);
    world.store.tables.user.put(user.id, user);
    world.events.emit('user', { kind: 'everybody' }, () => ({ user_id: user.id }));
    return describeUser(user);
  }),
  route('POST', '/_sim/chats', 'Create a group, supergroup or channel', newChat, ({ world }, input) => {
    const memberIds = input.members.map((member) => getAccountId(world, member));
    const ownerId = input.owner === undefined ? undefined : getAccountId(world, input.owner);
    const chat = createChat(world, {
      type: input.type,
      title: input.title,
      memberIds,
      ownerId,
      isForum: input.is_forum,
      username: input.username,
    });
    if (input.join_by_request === true) saveChat(world, Object.assign(chat, { joinByRequest: true }));
    return { id: chat.id, type: chat.type, title: chat.title };
  }),
];

/** A new photo comes before the older ones; without a file, the present one goes. */
function putPhoto(world: World, user: UserRecord, given: z.output<typeof file> | null): void {
  const before = user.photos ?? [];
  const photos = given === null ? before.slice(1) : [storeGivenFile(world, 'photo', given).id, ...before];
  user.photos = [...new Set(photos)];
  world.store.tables.user.put(user.id, user);
}

/** What the bot has put into the person's own chat in place of its common menu button. */
function findOwnMenu(world: World, bot: BotRecord, user: UserRecord): JsonObject | undefined {
  const own = world.store.tables.meta.get(`menu:${bot.id}:${user.id}`);
  return own === undefined || own['type'] === 'default' ? undefined : own;
}

function describeUser(user: UserRecord): JsonObject {
  const photo = user.photos?.[0];
  return {
    ...renderUser(user),
    ...(user.deactivated === true ? { deactivated: true } : {}),
    ...(photo === undefined ? {} : { photo: `/_sim/files/${fileUniqueIdFor('photo', photo)}` }),
  };
}

function describeBot(world: World, bot: BotRecord): JsonObject {
  const { webhook } = bot;
  const json: JsonObject = {
    id: bot.id,
    username: bot.username,
    first_name: bot.first_name,
    token: bot.token,
    can_join_groups: bot.can_join_groups,
    can_read_all_group_messages: bot.can_read_all_group_messages,
    supports_inline_queries: bot.supports_inline_queries,
    inline_placeholder: bot.inline_placeholder ?? '',
    inline_feedback: bot.inline_feedback !== false,
    description: bot.description ?? '',
    short_description: bot.short_description ?? '',
    menu_button: bot.menuButton ?? { type: 'commands' },
    web_apps: bot.webApps ?? {},
    allowed_updates: bot.allowedUpdates,
    pending_updates: world.queueOf(bot.id).length,
    webhook: null,
  };
  if (webhook !== null) {
    json['webhook'] = {
      url: webhook.url,
      max_connections: webhook.maxConnections,
      last_error_date: webhook.lastErrorDate ?? null,
      last_error_message: webhook.lastErrorMessage ?? null,
    };
  }
  return json;
}

function withoutUndefined(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
