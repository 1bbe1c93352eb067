import { createReadStream } from 'node:fs';
import { Buffer } from 'node:buffer';

import {
  Bot,
  GrammyError,
  InlineKeyboard,
  InlineQueryResultBuilder,
  InputFile,
  InputMediaBuilder,
  Keyboard,
  webhookCallback,
} from 'grammy';

import {
  COMMANDS,
  CONTACT,
  describeBytes,
  describeRefusal,
  NOTES_PATH,
  PICTURES,
  PLACE,
  SECRET,
  UPDATE_KINDS,
  type ForeignLibrary,
  type RunningBot,
  type StartOptions,
} from '../contract.ts';
import { serveWebhook } from '../webhook-server.ts';

export const grammy: ForeignLibrary = {
  name: 'grammY',
  errorClass: 'GrammyError',
  floodWaits: 'the core leaves it to a plugin (auto-retry)',
  start: startBot,
};

async function startBot({ url, token, transport }: StartOptions): Promise<RunningBot> {
  const bot = new Bot(token, { client: { apiRoot: url } });
  const charges = new Map<number, string>();
  addAnswers(bot, url, charges);
  await bot.api.setMyCommands(COMMANDS);
  if (transport === 'polling') {
    let running: Promise<void> | undefined;
    await new Promise<void>((resolve) => {
      running = bot.start({ allowed_updates: UPDATE_KINDS, onStart: () => resolve() });
    });
    return {
      stop: async () => {
        await bot.stop();
        await running;
      },
    };
  }
  const server = await serveWebhook(webhookCallback(bot, 'http', { secretToken: SECRET }));
  await bot.api.setWebhook(server.url, { secret_token: SECRET, allowed_updates: UPDATE_KINDS });
  return { stop: async () => await server.close() };
}

function addAnswers(bot: Bot, url: string, charges: Map<number, string>): void {
  bot.command('start', async (ctx) => await ctx.reply(`Hello, ${ctx.from?.first_name} (${ctx.match})`));
  bot.command('commands', async (ctx) => {
    const commands = await ctx.api.getMyCommands();
    await ctx.reply(commands.map(({ command }) => command).join(', '));
  });
  bot.command('menu', async (ctx) => {
    const keyboard = new InlineKeyboard().text('Tea', 'pick:tea').text('Coffee', 'pick:coffee');
    await ctx.reply('Pick one', { reply_markup: keyboard });
  });
  bot.callbackQuery(/^pick:(.+)$/, async (ctx) => {
    await ctx.editMessageText(`Picked: ${ctx.match[1]}`);
    await ctx.answerCallbackQuery(`You picked ${ctx.match[1]}`);
  });
  bot.command('keyboard', async (ctx) => {
    await ctx.reply('Size?', { reply_markup: new Keyboard().text('Small').text('Large').resized() });
  });
  bot.hears(['Small', 'Large'], async (ctx) => {
    await ctx.reply(`Size: ${ctx.message?.text}`, { reply_markup: { remove_keyboard: true } });
  });
  bot.command('photo', async (ctx) => {
    const keyboard = new InlineKeyboard().text('Change', 'caption');
    await ctx.replyWithPhoto(new InputFile(PICTURES[0], 'a.jpg'), { caption: 'Before', reply_markup: keyboard });
  });
  bot.callbackQuery('caption', async (ctx) => {
    await ctx.editMessageCaption({ caption: 'After' });
    await ctx.answerCallbackQuery();
  });
  bot.command('document', async (ctx) => {
    await ctx.replyWithDocument(new InputFile(createReadStream(NOTES_PATH), 'notes.txt'));
  });
  bot.on('message:document', async (ctx) => {
    const file = await ctx.getFile();
    const response = await fetch(`${url}/file/bot${ctx.api.token}/${file.file_path}`);
    await ctx.reply(describeBytes(Buffer.from(await response.arrayBuffer())));
  });
  bot.command('album', async (ctx) => {
    const [first, second] = PICTURES;
    await ctx.replyWithMediaGroup([
      InputMediaBuilder.photo(new InputFile(first, 'a.jpg'), { caption: 'Two' }),
      InputMediaBuilder.photo(new InputFile(second, 'b.jpg')),
    ]);
  });
  bot.command('place', async (ctx) => {
    await ctx.replyWithLocation(PLACE.latitude, PLACE.longitude);
    await ctx.replyWithContact(CONTACT.phone_number, CONTACT.first_name);
  });
  bot.on('message:location', async (ctx) => {
    await ctx.reply(`You are at ${ctx.message.location.latitude}, ${ctx.message.location.longitude}`);
  });
  bot.on('message:contact', async (ctx) => await ctx.reply(`Your phone is ${ctx.message.contact.phone_number}`));
  bot.command('delete', async (ctx) => {
    const message = await ctx.reply('Gone soon');
    await ctx.api.deleteMessage(ctx.chat.id, message.message_id);
  });
  bot.command('react', async (ctx) => await ctx.react('👍'));
  bot.on('message_reaction', async (ctx) => {
    await ctx.api.sendMessage(ctx.chat.id, `Your reaction: ${ctx.reactions().emojiAdded.join('')}`);
  });
  bot.command('poll', async (ctx) => {
    const keyboard = new InlineKeyboard().text('Close', 'close');
    await ctx.replyWithPoll('Tea?', [{ text: 'Yes' }, { text: 'No' }], { is_anonymous: false, reply_markup: keyboard });
  });
  bot.on('poll_answer', async (ctx) => {
    const { user, option_ids: chosen } = ctx.pollAnswer;
    if (user !== undefined) await ctx.api.sendMessage(user.id, `Your vote: ${chosen.join()}`);
  });
  bot.callbackQuery('close', async (ctx) => {
    const message = ctx.callbackQuery.message;
    if (message === undefined) return;
    const poll = await ctx.api.stopPoll(message.chat.id, message.message_id);
    await ctx.answerCallbackQuery(`${poll.total_voter_count} voted`);
  });
  bot.on('inline_query', async (ctx) => {
    const word = ctx.inlineQuery.query;
    const results = [InlineQueryResultBuilder.article(`${word}-1`, `A cup of ${word}`).text(`One ${word}, please`)];
    await ctx.answerInlineQuery(results, { cache_time: 0 });
  });
  bot.on('chosen_inline_result', async (ctx) => {
    const { from, result_id: id, query } = ctx.chosenInlineResult;
    await ctx.api.sendMessage(from.id, `Chosen: ${id} for ${query}`);
  });
  bot.command('buy', async (ctx) => {
    await ctx.replyWithInvoice('Tea', 'A cup of tea', ctx.match, 'XTR', [{ label: 'Tea', amount: 25 }]);
  });
  bot.on('pre_checkout_query', async (ctx) => {
    if (ctx.preCheckoutQuery.invoice_payload === 'gone') await ctx.answerPreCheckoutQuery(false, 'Sold out');
    else await ctx.answerPreCheckoutQuery(true);
  });
  bot.on('message:successful_payment', async (ctx) => {
    const payment = ctx.message.successful_payment;
    charges.set(ctx.from.id, payment.telegram_payment_charge_id);
    await ctx.reply(`Paid: ${payment.total_amount} ${payment.currency} for ${payment.invoice_payload}`);
  });
  bot.command('refund', async (ctx) => {
    const id = ctx.from?.id ?? 0;
    await ctx.api.refundStarPayment(id, charges.get(id) ?? '');
    await ctx.reply('Refunded');
  });
  bot.on(['my_chat_member', 'chat_member'], async (ctx) => {
    const { new_chat_member: member, chat } = ctx.myChatMember ?? ctx.chatMember ?? {};
    if (member === undefined || chat?.type !== 'supergroup') return;
    await ctx.reply(`${member.user.first_name} is now: ${member.status}`);
  });
  bot.command('topic', async (ctx) => {
    const topic = await ctx.createForumTopic('News');
    await ctx.reply('First', { message_thread_id: topic.message_thread_id });
  });
  bot.hears('Where am I?', async (ctx) => await ctx.reply(`In topic ${ctx.message?.message_thread_id}`));
  bot.command('tell', async (ctx) => {
    try {
      await ctx.api.sendMessage(Number(ctx.match), 'Hello');
    } catch (error) {
      if (!(error instanceof GrammyError)) throw error;
      await ctx.reply(describeRefusal(error, error.error_code, error.description));
    }
  });
  bot.command('dice', async (ctx) => {
    try {
      await ctx.replyWithDice('🎲');
    } catch (error) {
      if (!(error instanceof GrammyError)) throw error;
      await ctx.reply(describeRefusal(error, error.error_code, error.description, error.parameters.retry_after));
    }
  });
}
