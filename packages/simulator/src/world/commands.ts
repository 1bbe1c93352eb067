import type { ChatRecord, UserRecord } from './types.ts';
import type { World } from './world.ts';

export interface BotCommand {
  command: string;
  description: string;
  is_ephemeral?: boolean;
}

export function commandsKey(botId: number, scope: string, languageCode: string): string {
  return `${botId}/${scope}/${languageCode}`;
}

/** The commands a person sees: the narrowest scope that has any wins, and in it the person's language. */
export function resolveCommands(
  world: World,
  botId: number,
  user: UserRecord,
  chat: ChatRecord | undefined,
): BotCommand[] {
  const language = user.language_code?.split('-', 1)[0] ?? '';
  for (const scope of scopesFor(world, user, chat)) {
    for (const code of [language, '']) {
      const found = world.store.tables.commands.get(commandsKey(botId, scope, code));
      if (found !== undefined && found.commands.length > 0) return found.commands;
    }
  }
  return [];
}

function scopesFor(world: World, user: UserRecord, chat: ChatRecord | undefined): string[] {
  if (chat === undefined) return [`chat:${user.id}`, 'all_private_chats', 'default'];
  const status = world.findMember(chat.id, user.id)?.status;
  const isAdmin = status === 'administrator' || status === 'creator';
  return [
    `chat_member:${chat.id}:${user.id}`,
    ...(isAdmin ? [`chat_administrators:${chat.id}`] : []),
    `chat:${chat.id}`,
    ...(isAdmin ? ['all_chat_administrators'] : []),
    'all_group_chats',
    'default',
  ];
}
