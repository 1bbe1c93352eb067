import type { Api } from 'grammy';
import type { BotCommand } from 'grammy/types';
import { languages, type Language } from './language.ts';
import { texts } from './texts.ts';

const listed = [
  ['create_order', 'command-create-order'],
  ['orders', 'command-orders'],
  ['order', 'command-order'],
  ['cancel', 'command-cancel'],
  ['language', 'command-language'],
  ['help', 'command-help'],
  ['start', 'command-start'],
] as const;

/** The list behind the menu button of a private chat. */
export function commandsIn(language: Language): BotCommand[] {
  const words = texts(language);
  return listed.map(([command, key]) => ({ command, description: words.plain(key) }));
}

/** Tells Telegram the commands in three languages; whoever reads another one sees English. */
export async function setCommands(bot: { readonly api: Api }): Promise<void> {
  const scope = { type: 'all_private_chats' } as const;
  await bot.api.setMyCommands(commandsIn('en'), { scope });
  for (const language of languages) {
    // One after another: a captured call costs nothing, and the order is the same every time.
    // oxlint-disable-next-line no-await-in-loop
    await bot.api.setMyCommands(commandsIn(language), { scope, language_code: language });
  }
}
