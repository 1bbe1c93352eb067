import type { Api } from 'grammy';
import type { BotCommand } from 'grammy/types';
import { languages, type Language } from '@durabot/runtime';
import { texts } from './texts.ts';

const listed = [
  ['create_order', 'command-create-order'],
  ['orders', 'command-orders'],
  ['order', 'command-order'],
  ['board', 'command-board'],
  ['today', 'command-today'],
  ['hold', 'command-hold'],
  ['masters', 'command-masters'],
  ['find', 'command-find'],
  ['search', 'command-search'],
  ['history', 'command-history'],
  ['blacklist', 'command-blacklist'],
  ['types', 'command-types'],
  ['users', 'command-users'],
  ['audit', 'command-audit'],
  ['delete_order', 'command-delete-order'],
  ['deleted', 'command-deleted'],
  ['restore', 'command-restore'],
  ['my', 'command-my'],
  ['day', 'command-day'],
  ['shift', 'command-shift'],
  ['done', 'command-done'],
  ['money', 'command-money'],
  ['stats', 'command-stats'],
  ['reports', 'command-reports'],
  ['cancel', 'command-cancel'],
  ['privacy', 'command-privacy'],
  ['language', 'command-language'],
  ['help', 'command-help'],
  ['start', 'command-start'],
] as const;

/** The list behind the menu button of a private chat. */
export function commandsIn(language: Language): BotCommand[] {
  const words = texts(language);
  return listed.map(([command, key]) => ({ command, description: words.plain(key) }));
}

/** What stands in a chat before the bot is started, and on the bot's page. */
export function introductionIn(language: Language): { description: string; short: string } {
  const words = texts(language);
  return { description: words.plain('bot-description'), short: words.plain('bot-short-description') };
}

/** Tells Telegram the commands and who the bot is, in three languages; whoever reads another one sees English. */
export async function introduceBot(bot: { readonly api: Api }): Promise<void> {
  const scope = { type: 'all_private_chats' } as const;
  await bot.api.setMyCommands(commandsIn('en'), { scope });
  const usual = introductionIn('en');
  await bot.api.setMyDescription(usual.description);
  await bot.api.setMyShortDescription(usual.short);
  for (const language of languages) {
    // One after another: a captured call costs nothing, and the order is the same every time.
    await bot.api.setMyCommands(commandsIn(language), { scope, language_code: language });
    const { description, short } = introductionIn(language);
    await bot.api.setMyDescription(description, { language_code: language });
    await bot.api.setMyShortDescription(short, { language_code: language });
  }
}
