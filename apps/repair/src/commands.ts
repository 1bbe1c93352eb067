import type { Api } from 'grammy';
import type { BotCommand } from 'grammy/types';
import { languages, type Language } from '@durabot/runtime';
import type { Role, RolesNow } from './roles.ts';
import { texts } from './texts.ts';

const desk = ['admin', 'dispatcher'] as const;

/** The commands in their order, by the text that says what each does, and whose they are; everybody's where nobody is named. */
const listed = [
  { command: 'create_order', key: 'command-create-order', roles: desk },
  { command: 'orders', key: 'command-orders', roles: desk },
  { command: 'order', key: 'command-order', roles: desk },
  { command: 'board', key: 'command-board', roles: desk },
  { command: 'my', key: 'command-my', roles: ['master'] },
  { command: 'shift', key: 'command-shift', roles: ['master'] },
  { command: 'day', key: 'command-day', roles: ['master'] },
  { command: 'today', key: 'command-today', roles: desk },
  { command: 'hold', key: 'command-hold', roles: desk },
  { command: 'masters', key: 'command-masters', roles: desk },
  { command: 'find', key: 'command-find', roles: desk },
  { command: 'search', key: 'command-search', roles: desk },
  { command: 'history', key: 'command-history', roles: desk },
  { command: 'blacklist', key: 'command-blacklist', roles: desk },
  { command: 'done', key: 'command-done', roles: ['master'] },
  { command: 'money', key: 'command-money', roles: ['admin', 'dispatcher', 'master'] },
  { command: 'stats', key: 'command-stats', roles: ['admin', 'dispatcher', 'master'] },
  { command: 'reports', key: 'command-reports', roles: ['admin', 'dispatcher', 'master'] },
  { command: 'users', key: 'command-users', roles: ['admin'] },
  { command: 'types', key: 'command-types', roles: ['admin'] },
  { command: 'prices', key: 'command-prices', roles: ['admin'] },
  { command: 'schemes', key: 'command-schemes', roles: ['admin'] },
  { command: 'settings', key: 'command-settings', roles: ['admin'] },
  { command: 'export', key: 'command-export', roles: ['admin'] },
  { command: 'audit', key: 'command-audit', roles: ['admin'] },
  { command: 'delete_order', key: 'command-delete-order', roles: ['admin'] },
  { command: 'deleted', key: 'command-deleted', roles: ['admin'] },
  { command: 'restore', key: 'command-restore', roles: ['admin'] },
  { command: 'cancel', key: 'command-cancel' },
  { command: 'privacy', key: 'command-privacy' },
  { command: 'language', key: 'command-language' },
  { command: 'help', key: 'command-help' },
  { command: 'start', key: 'command-start' },
] as const satisfies readonly { readonly command: string; readonly key: string; readonly roles?: readonly Role[] }[];

/** The list behind the menu button for somebody of these roles; strangers and clients see what is everybody's. */
export function commandsFor(roles: readonly Role[], language: Language): BotCommand[] {
  const words = texts(language);
  return listed
    .filter((one) => !('roles' in one) || one.roles.some((role) => roles.includes(role)))
    .map(({ command, key }) => ({ command, description: words.plain(key) }));
}

/** Shows the sender the commands of their roles in their language. It goes with the menu, which shows the same by buttons. */
export async function showOwnCommands(
  ctx: { readonly api: Api; readonly from?: { readonly id: number } | undefined },
  roles: Pick<RolesNow, 'rolesOf'>,
  language: Language,
): Promise<void> {
  if (ctx.from === undefined) return;
  const own = roles.rolesOf(ctx.from.id);
  const scope = { type: 'chat', chat_id: ctx.from.id } as const;
  // Whoever has lost their roles sees what everybody sees.
  if (own.length === 0) await ctx.api.deleteMyCommands({ scope });
  else await ctx.api.setMyCommands(commandsFor(own, language), { scope });
}

/** What stands in a chat before the bot is started, and on the bot's page. */
export function introductionIn(language: Language): { description: string; short: string } {
  const words = texts(language);
  return { description: words.plain('bot-description'), short: words.plain('bot-short-description') };
}

/** Tells Telegram everybody's commands and who the bot is, in three languages; whoever reads another one sees English. */
export async function introduceBot(bot: { readonly api: Api }): Promise<void> {
  const scope = { type: 'all_private_chats' } as const;
  await bot.api.setMyCommands(commandsFor([], 'en'), { scope });
  const usual = introductionIn('en');
  await bot.api.setMyDescription(usual.description);
  await bot.api.setMyShortDescription(usual.short);
  for (const language of languages) {
    // One after another: a captured call costs nothing, and the order is the same every time.
    await bot.api.setMyCommands(commandsFor([], language), { scope, language_code: language });
    const { description, short } = introductionIn(language);
    await bot.api.setMyDescription(description, { language_code: language });
    await bot.api.setMyShortDescription(short, { language_code: language });
  }
}
