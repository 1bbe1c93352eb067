import { Buffer } from 'node:buffer';
import { createReadStream } from 'node:fs';

import { Input, Markup, Telegraf, TelegramError } from 'telegraf';
import { message } from 'telegraf/filters';

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

export const telegraf: ForeignLibrary = {
  name: 'Telegraf',
  errorClass: 'TelegramError',
  floodWaits: 'only its polling does; calls give the error to the bot',
  byGenericCall: {
    'a payment with Stars, and its refund': 'version 4 ends at Bot API 7.1, refundStarPayment came with 7.4',
  },
  start: startBot,
};

async function startBot({ url, token, transport }: StartOptions): Promise<RunningBot> {
  const bot = new Telegraf(token, { telegram: { apiRoot: url } });
  const charges = new Map<number, string>();
  addAnswers(bot, charges);
  await bot.telegram.setMyCommands(COMMANDS);
  if (transport === 'polling') {
    let running: Promise<void> | undefined;
    await new Promise<void>((resolve) => {
      running = bot.launch({ allowedUpdates: [...UPDATE_KINDS] }, () => resolve());
    });
    return {
      stop: async () => {
        bot.stop();
        await running;
      },
    };
  }
  const server = await serveWebhook(bot.webhookCallback('/hook', { secretToken: SECRET }));
  await bot.telegram.setWebhook(server.url, { secret_token: SECRET, allowed_updates: [...UPDATE_KINDS] });
  return { stop: async () => await server.close() };
}

function addAnswers(bot: Telegraf, charges: Map<number, string>): void {
  bot.command('start', async (ctx) => await ctx.reply(`Hello, ${ctx.from.first_name} (${ctx.payload})`));
  bot.command('commands', async (ctx) => {
    const commands = await ctx.telegram.getMyCommands();
    await ctx.reply(commands.map(({ command }) => command).join(', '));
  });
  bot.command('menu', async (ctx) => {
    const buttons = [Markup.button.callback('Tea', 'pick:tea'), Markup.button.callback('Coffee', 'pick:coffee')];
    await ctx.reply('Pick one', Markup.inlineKeyboard(buttons));
  });
  bot.action(/^pick:(.+)$/, async (ctx) => {
    await ctx.editMessageText(`Picked: ${ctx.match[1]}`);
    await ctx.answerCbQuery(`You picked ${ctx.match[1]}`);
  });
  bot.command('keyboard', async (ctx) => {
    await ctx.reply('Size?', Markup.keyboard([['Small', 'Large']]).resize());
  });
  bot.hears(['Small', 'Large'], async (ctx) => {
    await ctx.reply(`Size: ${ctx.message.text}`, Markup.removeKeyboard());
  });
  bot.command('photo', async (ctx) => {
    const keyboard = Markup.inlineKeyboard([Markup.button.callback('Change', 'caption')]);
    await ctx.replyWithPhoto(Input.fromBuffer(PICTURES[0], 'a.jpg'), {
      caption: 'Before',
      reply_markup: keyboard.reply_markup,
    });
  });
  bot.action('caption', async (ctx) => {
    await ctx.editMessageCaption('After');
    await ctx.answerCbQuery();
  });
  bot.command('document', async (ctx) => {
    await ctx.replyWithDocument(Input.fromReadableStream(createReadStream(NOTES_PATH), 'notes.txt'));
  });
  bot.on(message('document'), async (ctx) => {
    const link = await ctx.telegram.getFileLink(ctx.message.document.file_id);
    const response = await fetch(link);
    await ctx.reply(describeBytes(Buffer.from(await response.arrayBuffer())));
  });
  bot.command('album', async (ctx) => {
    const [first, second] = PICTURES;
    await ctx.replyWithMediaGroup([
      { type: 'photo', media: Input.fromBuffer(first, 'a.jpg'), caption: 'Two' },
      { type: 'photo', media: Input.fromBuffer(second, 'b.jpg') },
    ]);
  });
  bot.command('place', async (ctx) => {
    await ctx.replyWithLocation(PLACE.latitude, PLACE.longitude);
    await ctx.replyWithContact(CONTACT.phone_number, CONTACT.first_name);
  });
  bot.on(message('location'), async (ctx) => {
    await ctx.reply(`You are at ${ctx.message.location.latitude}, ${ctx.message.location.longitude}`);
  });
  bot.on(message('contact'), async (ctx) => {
    await ctx.reply(`Your phone is ${ctx.message.contact.phone_number}`);
  });
  bot.command('delete', async (ctx) => {
    const sent = await ctx.reply('Gone soon');
    await ctx.deleteMessage(sent.message_id);
  });
  bot.command('react', async (ctx) => await ctx.react('👍'));
  bot.on('message_reaction', async (ctx) => {
    const emoji = ctx.messageReaction.new_reaction.map((reaction) => (reaction.type === 'emoji' ? reaction.emoji : ''));
    await ctx.reply(`Your reaction: ${emoji.join('')}`);
  });
  bot.command('poll', async (ctx) => {
    const keyboard = Markup.inlineKeyboard([Markup.button.callback('Close', 'close')]);
    await ctx.replyWithPoll('Tea?', ['Yes', 'No'], { is_anonymous: false, reply_markup: keyboard.reply_markup });
  });
  bot.on('poll_answer', async (ctx) => {
    const { user, option_ids: chosen } = ctx.pollAnswer;
    if (user !== undefined) await ctx.telegram.sendMessage(user.id, `Your vote: ${chosen.join()}`);
  });
  bot.action('close', async (ctx) => {
    const { message: asked } = ctx.callbackQuery;
    if (asked === undefined) return;
    const poll = await ctx.stopPoll(asked.message_id);
    await ctx.answerCbQuery(`${poll.total_voter_count} voted`);
  });
  bot.on('inline_query', async (ctx) => {
    const word = ctx.inlineQuery.query;
    const content = { message_text: `One ${word}, please` };
    const result = { type: 'article' as const, id: `${word}-1`, title: `A cup of ${word}` };
    await ctx.answerInlineQuery([{ ...result, input_message_content: content }], { cache_time: 0 });
  });
  bot.on('chosen_inline_result', async (ctx) => {
    const { from, result_id: id, query } = ctx.chosenInlineResult;
    await ctx.telegram.sendMessage(from.id, `Chosen: ${id} for ${query}`);
  });
  bot.command('buy', async (ctx) => {
    const prices = [{ label: 'Tea', amount: 25 }];
    const texts = { title: 'Tea', description: 'A cup of tea', payload: ctx.payload };
    await ctx.replyWithInvoice({ ...texts, provider_token: '', currency: 'XTR', prices });
  });
  bot.on('pre_checkout_query', async (ctx) => {
    if (ctx.preCheckoutQuery.invoice_payload === 'gone') await ctx.answerPreCheckoutQuery(false, 'Sold out');
    else await ctx.answerPreCheckoutQuery(true);
  });
  bot.on(message('successful_payment'), async (ctx) => {
    const payment = ctx.message.successful_payment;
    charges.set(ctx.from.id, payment.telegram_payment_charge_id);
    await ctx.reply(`Paid: ${payment.total_amount} ${payment.currency} for ${payment.invoice_payload}`);
  });
  bot.command('refund', async (ctx) => {
    const charge = { user_id: ctx.from.id, telegram_payment_charge_id: charges.get(ctx.from.id) };
    // The types know no method that is newer than the library; the call itself takes any.
    await ctx.telegram.callApi('refundStarPayment' as 'getMe', charge);
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
  bot.hears('Where am I?', async (ctx) => {
    const thread = ctx.message.message_thread_id;
    await ctx.reply(`In topic ${thread}`, thread === undefined ? {} : { message_thread_id: thread });
  });
  bot.command('tell', async (ctx) => {
    try {
      await ctx.telegram.sendMessage(Number(ctx.payload), 'Hello');
    } catch (error) {
      if (!(error instanceof TelegramError)) throw error;
      await ctx.reply(describeRefusal(error, error.code, error.description));
    }
  });
  bot.command('dice', async (ctx) => {
    try {
      await ctx.replyWithDice();
    } catch (error) {
      if (!(error instanceof TelegramError)) throw error;
      await ctx.reply(describeRefusal(error, error.code, error.description, error.parameters?.retry_after));
    }
  });
}
