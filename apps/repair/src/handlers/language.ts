import { Composer, InlineKeyboard } from 'grammy';
import { showOwnCommands } from '../commands.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { languages } from '@durabot/runtime';
import { menuFor, menuWords } from '../menu.ts';
import { texts } from '../texts.ts';

/** How each language calls itself. */
const ownNames = { ru: 'Русский', uk: 'Українська', en: 'English' } as const;

/** `/language` and its menu button: the bot's language for this person, whatever Telegram's is. */
export function language(desk: Desk): Composer<RepairContext> {
  const composer = new Composer<RepairContext>();
  const privately = composer.chatType('private');
  privately.command('language', ask);
  privately.hears([...menuWords['menu-language']], ask);
  privately.callbackQuery(
    languages.map((one) => `lang:${one}`),
    async (ctx) => {
      const chosen = languages.find((one) => ctx.callbackQuery.data === `lang:${one}`);
      await ctx.answerCallbackQuery();
      if (chosen === undefined) return;
      await desk.people.chooseLanguage(ctx, chosen);
      const words = texts(chosen);
      await ctx.editMessageReplyMarkup();
      // A new message, as only a message can bring the menu in the new language.
      await ctx.reply(words.t('language-set'), {
        parse_mode: 'HTML',
        reply_markup: menuFor(desk.roles, ctx.from.id, words),
      });
      await showOwnCommands(ctx, desk.roles, chosen);
    },
  );
  return composer;
}

async function ask(ctx: RepairContext): Promise<void> {
  const keyboard = new InlineKeyboard();
  for (const one of languages)
    keyboard.text(one === ctx.language ? `✓ ${ownNames[one]}` : ownNames[one], `lang:${one}`);
  await ctx.reply(ctx.words.t('language-choose'), { parse_mode: 'HTML', reply_markup: keyboard });
}
