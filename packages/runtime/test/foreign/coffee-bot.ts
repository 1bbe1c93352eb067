import { Menu } from '@grammyjs/menu';
import { Bot, type BotConfig, type Context, InlineKeyboard, Keyboard, session, type SessionFlavor } from 'grammy';

/**
 * A bot as one writes it from grammY's documentation: sessions, a menu that redraws itself, inline and reply keyboards,
 * filter queries, an edit of a message sent before. It knows nothing of the runtime; its author starts it with `bot.start()`.
 */
interface Order {
  cups: number;
  milk: boolean;
  lastReceipt?: number;
}
type CoffeeContext = Context & SessionFlavor<Order>;

export function createCoffeeBot(token: string, config?: BotConfig<CoffeeContext>): Bot<CoffeeContext> {
  const bot = new Bot<CoffeeContext>(token, config);
  bot.use(session({ initial: (): Order => ({ cups: 0, milk: false }) }));

  const menu = new Menu<CoffeeContext>('order')
    .text(
      (ctx) => `Cups: ${ctx.session.cups}`,
      (ctx) => {
        ctx.session.cups += 1;
        ctx.menu.update();
      },
    )
    .text(
      (ctx) => (ctx.session.milk ? 'With milk' : 'Black'),
      (ctx) => {
        ctx.session.milk = !ctx.session.milk;
        ctx.menu.update();
      },
    )
    .row()
    .text('Done', async (ctx) => {
      await ctx.editMessageText(`${ctx.session.cups} cups, ${ctx.session.milk ? 'with milk' : 'black'}`);
    });
  bot.use(menu);

  bot.command('start', (ctx) =>
    ctx.reply('Welcome', { reply_markup: new Keyboard().text('Order').text('Rate').resized() }),
  );
  bot.hears('Order', (ctx) => ctx.reply('What will it be?', { reply_markup: menu }));
  bot.hears('Rate', (ctx) =>
    ctx.reply('How was it?', { reply_markup: new InlineKeyboard().text('Good', 'rate:good').text('Bad', 'rate:bad') }),
  );
  bot.callbackQuery(/^rate:(\w+)$/, async (ctx) => {
    await ctx.answerCallbackQuery(`Thank you: ${ctx.match[1]}`);
    await ctx.editMessageReplyMarkup();
  });
  bot.command('receipt', async (ctx) => {
    const { message_id } = await ctx.reply('Printing…');
    ctx.session.lastReceipt = message_id;
    await ctx.api.editMessageText(ctx.chat.id, message_id, 'Receipt: 3.50');
  });
  bot.command('void', async (ctx) => {
    if (ctx.session.lastReceipt === undefined) return;
    await ctx.api.editMessageText(ctx.chat.id, ctx.session.lastReceipt, 'Receipt: void');
  });
  bot.command('chat', async (ctx) => {
    const chat = await ctx.getChat();
    await ctx.reply(`This chat is ${chat.type}`);
  });
  bot.on(':photo', (ctx) => ctx.reply('Nice picture'));
  return bot;
}
