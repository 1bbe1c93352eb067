import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { Bot, createWebhookServer, fromPath, InputFile, TelegramApiError } from 'node-telegram-bot-api/node';
import { InlineKeyboardBuilder, MediaGroupBuilder, ReplyKeyboardBuilder, type Context } from 'node-telegram-bot-api';

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

export const nodeTelegramBotApi: ForeignLibrary = {
  name: 'node-telegram-bot-api',
  errorClass: 'TelegramApiError',
  floodWaits: true,
  start: startBot,
};

async function startBot({ url, token, transport }: StartOptions): Promise<RunningBot> {
  const bot = new Bot(token, { apiRoot: url });
  addAnswers(bot, `${url}/file/bot${token}`);
  addPayments(bot, new Map());
  addRefusals(bot);
  await bot.api.setMyCommands({ commands: COMMANDS });
  if (transport === 'polling') {
    await bot.api.deleteWebhook();
    const running = bot.startPolling(undefined, { allowedUpdates: [...UPDATE_KINDS] });
    return {
      stop: async () => {
        bot.stop();
        await running;
      },
    };
  }
  const server = createWebhookServer(bot, { path: '/hook', secretToken: SECRET });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server on a port has an address with a port.
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}/hook`;
  await bot.api.setWebhook({ url: address, secret_token: SECRET, allowed_updates: [...UPDATE_KINDS] });
  return {
    stop: async () => {
      server.close();
      server.closeIdleConnections();
      await once(server, 'close');
    },
  };
}

/** Where a message came from; its methods want it in each call. */
function here(ctx: Context): { chat_id: number } {
  return { chat_id: ctx.chatId ?? 0 };
}

function pressed(ctx: Context): { chat_id: number; message_id: number } {
  return { ...here(ctx), message_id: ctx.callbackQuery?.message?.message_id ?? 0 };
}

function addAnswers(bot: Bot, files: string): void {
  bot.command('start', async (ctx) => await ctx.reply(`Hello, ${ctx.from?.first_name} (${String(ctx.match)})`));
  bot.command('commands', async (ctx) => {
    const commands = await ctx.api.getMyCommands();
    await ctx.reply(commands.map(({ command }) => command).join(', '));
  });
  bot.command('menu', async (ctx) => {
    const keyboard = new InlineKeyboardBuilder().text('Tea', 'pick:tea').text('Coffee', 'pick:coffee');
    await ctx.reply('Pick one', { reply_markup: keyboard.build() });
  });
  bot.on('callback_query', async (ctx, next) => {
    const [kind, choice] = ctx.callbackQuery?.data?.split(':') ?? [];
    if (kind !== 'pick') return await next();
    await ctx.api.editMessageText({ ...pressed(ctx), text: `Picked: ${choice}` });
    await ctx.answerCallbackQuery({ text: `You picked ${choice}` });
  });
  bot.command('keyboard', async (ctx) => {
    const keyboard = new ReplyKeyboardBuilder().text('Small').text('Large');
    await ctx.reply('Size?', { reply_markup: keyboard.build({ resize_keyboard: true }) });
  });
  bot.hears(['Small', 'Large'], async (ctx) => {
    await ctx.reply(`Size: ${String(ctx.match)}`, { reply_markup: { remove_keyboard: true } });
  });
  bot.command('photo', async (ctx) => {
    const keyboard = new InlineKeyboardBuilder().text('Change', 'caption').build();
    const photo = new InputFile(PICTURES[0], { filename: 'a.jpg' });
    await ctx.api.sendPhoto({ ...here(ctx), photo, caption: 'Before', reply_markup: keyboard });
  });
  bot.on('callback_query', async (ctx, next) => {
    if (ctx.callbackQuery?.data !== 'caption') return await next();
    await ctx.api.editMessageCaption({ ...pressed(ctx), caption: 'After' });
    await ctx.answerCallbackQuery();
  });
  bot.command('document', async (ctx) => {
    await ctx.api.sendDocument({ ...here(ctx), document: await fromPath(NOTES_PATH) });
  });
  bot.command('album', async (ctx) => {
    const [first, second] = PICTURES.map((bytes, index) => new InputFile(bytes, { filename: `${index}.jpg` }));
    if (first === undefined || second === undefined) return;
    const media = new MediaGroupBuilder().photo({ media: first, caption: 'Two' }).photo({ media: second });
    await ctx.api.sendMediaGroup({ ...here(ctx), media: media.build() });
  });
  bot.command('place', async (ctx) => {
    await ctx.api.sendLocation({ ...here(ctx), ...PLACE });
    await ctx.api.sendContact({ ...here(ctx), ...CONTACT });
  });
  bot.command('delete', async (ctx) => {
    const sent = await ctx.reply('Gone soon');
    await ctx.api.deleteMessage({ ...here(ctx), message_id: sent.message_id });
  });
  bot.command('react', async (ctx) => {
    const reaction = [{ type: 'emoji' as const, emoji: '👍' as const }];
    await ctx.api.setMessageReaction({ ...here(ctx), message_id: ctx.message?.message_id ?? 0, reaction });
  });
  bot.on('message_reaction', async (ctx) => {
    if (!('message_reaction' in ctx.update)) return;
    const emoji = ctx.update.message_reaction.new_reaction.map((one) => ('emoji' in one ? one.emoji : ''));
    await ctx.reply(`Your reaction: ${emoji.join('')}`);
  });
  bot.command('poll', async (ctx) => {
    const keyboard = new InlineKeyboardBuilder().text('Close', 'close').build();
    const poll = { question: 'Tea?', options: [{ text: 'Yes' }, { text: 'No' }], is_anonymous: false };
    await ctx.api.sendPoll({ ...here(ctx), ...poll, reply_markup: keyboard });
  });
  bot.on('poll_answer', async (ctx) => {
    if (!('poll_answer' in ctx.update)) return;
    const { user, option_ids: chosen } = ctx.update.poll_answer;
    if (user !== undefined) await ctx.api.sendMessage({ chat_id: user.id, text: `Your vote: ${chosen.join()}` });
  });
  bot.on('callback_query', async (ctx, next) => {
    if (ctx.callbackQuery?.data !== 'close') return await next();
    const poll = await ctx.api.stopPoll(pressed(ctx));
    await ctx.answerCallbackQuery({ text: `${poll.total_voter_count} voted` });
  });
  bot.on('inline_query', async (ctx) => {
    const { id, query: word } = ctx.inlineQuery ?? { id: '', query: '' };
    const content = { message_text: `One ${word}, please` };
    const article = { type: 'article' as const, id: `${word}-1`, title: `A cup of ${word}` };
    const results = [{ ...article, input_message_content: content }];
    await ctx.api.answerInlineQuery({ inline_query_id: id, results, cache_time: 0 });
  });
  bot.on('chosen_inline_result', async (ctx) => {
    if (!('chosen_inline_result' in ctx.update)) return;
    const { from, result_id: id, query } = ctx.update.chosen_inline_result;
    await ctx.api.sendMessage({ chat_id: from.id, text: `Chosen: ${id} for ${query}` });
  });
  bot.on('my_chat_member', async (ctx) => {
    if ('my_chat_member' in ctx.update) await sayMember(ctx, ctx.update.my_chat_member.new_chat_member);
  });
  bot.on('chat_member', async (ctx) => {
    if ('chat_member' in ctx.update) await sayMember(ctx, ctx.update.chat_member.new_chat_member);
  });
  bot.command('topic', async (ctx) => {
    const topic = await ctx.api.createForumTopic({ ...here(ctx), name: 'News' });
    await ctx.reply('First', { message_thread_id: topic.message_thread_id });
  });
  bot.hears('Where am I?', async (ctx) => {
    const thread = ctx.message?.message_thread_id;
    await ctx.reply(`In topic ${thread}`, thread === undefined ? {} : { message_thread_id: thread });
  });
  bot.on('message', async (ctx, next) => {
    const { document, location, contact } = ctx.message ?? {};
    if (document !== undefined) {
      const file = await ctx.api.getFile({ file_id: document.file_id });
      const response = await fetch(`${files}/${file.file_path}`);
      return await ctx.reply(describeBytes(Buffer.from(await response.arrayBuffer())));
    }
    if (location !== undefined) return await ctx.reply(`You are at ${location.latitude}, ${location.longitude}`);
    if (contact !== undefined) return await ctx.reply(`Your phone is ${contact.phone_number}`);
    return await next();
  });
}

async function sayMember(ctx: Context, member: { user: { first_name: string }; status: string }): Promise<void> {
  if (ctx.chat?.type === 'supergroup') await ctx.reply(`${member.user.first_name} is now: ${member.status}`);
}

function addPayments(bot: Bot, charges: Map<number, string>): void {
  bot.command('buy', async (ctx) => {
    const texts = { title: 'Tea', description: 'A cup of tea', payload: String(ctx.match) };
    await ctx.api.sendInvoice({ ...here(ctx), ...texts, currency: 'XTR', prices: [{ label: 'Tea', amount: 25 }] });
  });
  bot.on('pre_checkout_query', async (ctx) => {
    if (!('pre_checkout_query' in ctx.update)) return;
    const { id, invoice_payload: payload } = ctx.update.pre_checkout_query;
    const verdict = payload === 'gone' ? { ok: false, error_message: 'Sold out' } : { ok: true };
    await ctx.api.answerPreCheckoutQuery({ pre_checkout_query_id: id, ...verdict });
  });
  bot.on('message', async (ctx, next) => {
    const payment = ctx.message?.successful_payment;
    if (payment === undefined) return await next();
    charges.set(ctx.from?.id ?? 0, payment.telegram_payment_charge_id);
    await ctx.reply(`Paid: ${payment.total_amount} ${payment.currency} for ${payment.invoice_payload}`);
  });
  bot.command('refund', async (ctx) => {
    const id = ctx.from?.id ?? 0;
    await ctx.api.refundStarPayment({ user_id: id, telegram_payment_charge_id: charges.get(id) ?? '' });
    await ctx.reply('Refunded');
  });
}

function addRefusals(bot: Bot): void {
  bot.command('tell', async (ctx) => {
    try {
      await ctx.api.sendMessage({ chat_id: Number(ctx.match), text: 'Hello' });
    } catch (error) {
      if (!(error instanceof TelegramApiError)) throw error;
      await ctx.reply(describeRefusal(error, error.errorCode, error.description));
    }
  });
  bot.command('dice', async (ctx) => await ctx.api.sendDice(here(ctx)));
}
