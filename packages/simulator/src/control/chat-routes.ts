import { z } from 'zod';

import { cleanDescription, cleanTitle, describe, retitle, saveChat } from '../world/chat-settings.ts';
import { findOwner } from '../world/members.ts';
import { hasRight, mayDo, PERMISSIONS } from '../world/rights.ts';
import type { ChatRecord } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { describeChat } from './chat-info-routes.ts';
import { invalid, refused } from './control-error.ts';
import { pick } from './member-routes.ts';
import { changedChat } from './member-schemas.ts';
import { getBot, getChat, getUser } from './resolve.ts';
import { route, type ControlRoute } from './route.ts';
import { ref } from './schemas.ts';

type Change = z.output<typeof changedChat>;

/** What people change of a chat. */
export const chatRoutes: readonly ControlRoute[] = [
  route('PATCH', '/_sim/chats/{id}', 'A person changes a chat', changedChat, ({ world }, input) => {
    const chat = getChat(world, input.id);
    if (chat.migratedTo !== undefined) throw refused(`the group became the supergroup ${chat.migratedTo}`);
    const byId = input.from === undefined ? undefined : getUser(world, input.from).id;
    if (byId !== undefined) checkRights(world, chat, byId, input);
    applyChange(world, chat, byId ?? findOwner(world, chat)?.userId ?? 0, input);
    return describeChat(world, chat);
  }),
  route('DELETE', '/_sim/chats/{id}', 'The owner deletes a basic group', z.object({ id: ref }), ({ world }, input) => {
    const chat = getChat(world, input.id);
    if (chat.type !== 'group') throw refused('only basic groups can be deleted here');
    saveChat(world, Object.assign(chat, { isDeleted: true }));
    return { deleted: chat.id };
  }),
];

function checkRights(world: World, chat: ChatRecord, byId: number, input: Change): void {
  const { id: _, from: __, permissions, slow_mode_delay: delay, ...rest } = input;
  const isInfo = Object.values(rest).some((value) => value !== undefined);
  if (isInfo && !mayDo(world, chat.id, byId, 'can_change_info')) throw refused('the user may not change the chat');
  const isPolicy = permissions !== undefined || delay !== undefined;
  if (isPolicy && !hasRight(world, chat.id, byId, 'can_restrict_members')) {
    throw refused('the user may not change what members may do');
  }
}

function applyChange(world: World, chat: ChatRecord, byId: number, input: Change): void {
  if (input.title !== undefined) retitle(world, chat, byId, cleanTitle(input.title));
  if (input.description !== undefined) describe(world, chat, cleanDescription(input.description));
  const permissions = pick(PERMISSIONS, input.permissions, 'permission');
  if (permissions !== undefined) chat.permissions = permissions;
  if (input.slow_mode_delay !== undefined) {
    if (chat.type !== 'supergroup') throw invalid('only supergroups have a slow mode');
    chat.slowModeDelay = input.slow_mode_delay;
  }
  if (input.username !== undefined) {
    if (chat.type === 'group') throw invalid('a basic group has no username');
    if (input.username === '') delete chat.username;
    else chat.username = input.username.replace(/^@/, '');
  }
  if (input.join_by_request !== undefined) chat.joinByRequest = input.join_by_request;
  if (input.signs_messages !== undefined) chat.signsMessages = input.signs_messages;
  if (input.guard_bot === null) delete chat.guardBotId;
  else if (input.guard_bot !== undefined) chat.guardBotId = getBot(world, input.guard_bot).id;
  if (input.linked_chat !== undefined) link(world, chat, input.linked_chat);
  saveChat(world, chat);
}

/** A channel and its discussion group know of each other. */
function link(world: World, chat: ChatRecord, other: number | string | null): void {
  const old = chat.linkedChatId === undefined ? undefined : world.findChat(chat.linkedChatId);
  if (old !== undefined) {
    delete old.linkedChatId;
    saveChat(world, old);
  }
  delete chat.linkedChatId;
  if (other === null) return;
  const found = getChat(world, other);
  const types = [chat.type, found.type].toSorted().join();
  if (types !== 'channel,supergroup') throw invalid('a channel is linked with a supergroup');
  chat.linkedChatId = found.id;
  found.linkedChatId = chat.id;
  saveChat(world, found);
}
