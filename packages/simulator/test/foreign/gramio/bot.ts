import { Buffer } from 'node:buffer';
import { createReadStream } from 'node:fs';

import {
  Bot,
  InlineKeyboard,
  InlineQueryResult,
  InputMessageContent,
  Keyboard,
  MediaInput,
  MediaUpload,
  RemoveKeyboard,
  TelegramError,
  webhookHandler,
} from 'gramio';
import { withRetries } from 'gramio/utils';

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

export const gramio: ForeignLibrary = {
  name: 'GramIO',
  errorClass: 'TelegramError',
  floodWaits: true,
  start: startBot,
};

/** Its stop waits for the poll that runs, so that one must be short. */
const POLL_SECONDS = 1;

async function startBot({ url, token, transport }: StartOptions): Promise<RunningBot> {
  const bot = new Bot(token, { api: { baseURL: `${url}/bot` } });
  addAnswers(bot);
  addInline(bot);
  addPayments(bot, new Map());
  addGroups(bot);
  addRefusals(bot);
  await bot.api.setMyCommands({ commands: COMMANDS });
  const allowedUpdates = [...UPDATE_KINDS];
  if (transport === 'polling') {
    await bot.start({ allowedUpdates, longPolling: { timeout: POLL_SECONDS } });
    return {
      stop: async () => {
        await bot.updates.stopPolling(true);
        await bot.stop();
      },
    };
  }
  const server = await serveWebhook(webhookHandler(bot, 'http', SECRET));
  await bot.start({ allowedUpdates, webhook: { url: server.url, secret_token: SECRET } });
  return {
    stop: async () => {
      await server.close();
      await bot.stop();
    },
  };
}

function addAnswers(bot: Bot): void {
  bot.command('start', async (context) => await context.send(`Hello, ${context.from?.firstName} (${context.args})`));
  bot.command('commands', async (context) => {
    const commands = await bot.api.getMyCommands();
    await context.send(commands.map(({ command }) => command).join(', '));
  });
  bot.command('menu', async (context) => {
    const keyboard = new InlineKeyboard().text('Tea', 'pick:tea').text('Coffee', 'pick:coffee');
    await context.send('Pick one', { reply_markup: keyboard });
  });
  bot.callbackQuery(/^pick:(.+)$/, async (context) => {
    await context.editText(`Picked: ${context.queryData[1]}`);
    await context.answer(`You picked ${context.queryData[1]}`);
  });
  bot.command('keyboard', async (context) => {
    await context.send('Size?', { reply_markup: new Keyboard().text('Small').text('Large').resized() });
  });
  bot.hears(['Small', 'Large'], async (context) => {
    await context.send(`Size: ${context.text}`, { reply_markup: new RemoveKeyboard() });
  });
  bot.command('photo', async (context) => {
    const keyboard = new InlineKeyboard().text('Change', 'caption');
    const photo = MediaUpload.buffer(PICTURES[0], 'a.jpg');
    await context.sendPhoto(photo, { caption: 'Before', reply_markup: keyboard });
  });
  bot.callbackQuery('caption', async (context) => {
    await context.editCaption('After');
    await context.answer();
  });
  bot.command('document', async (context) => {
    await context.sendDocument(await MediaUpload.stream(createReadStream(NOTES_PATH), 'notes.txt'));
  });
  bot.command('album', async (context) => {
    const [first, second] = PICTURES;
    await context.sendMediaGroup([
      MediaInput.photo(MediaUpload.buffer(first, 'a.jpg'), { caption: 'Two' }),
      MediaInput.photo(MediaUpload.buffer(second, 'b.jpg')),
    ]);
  });
  bot.command('place', async (context) => {
    await context.sendLocation(PLACE.latitude, PLACE.longitude);
    await context.sendContact(CONTACT);
  });
  bot.on('location', async (context) => {
    await context.send(`You are at ${context.eventLocation.latitude}, ${context.eventLocation.longitude}`);
  });
  bot.command('delete', async (context) => {
    const sent = await context.send('Gone soon');
    await sent.delete();
  });
  bot.command('react', async (context) => await context.setReaction('👍'));
  bot.on('message_reaction', async (context) => {
    const emoji = context.newReactions.map((reaction) => ('emoji' in reaction ? reaction.emoji : ''));
    // Its context of a reaction knows no chat to send to.
    await bot.api.sendMessage({ chat_id: context.chat.id, text: `Your reaction: ${emoji.join('')}` });
  });
  bot.on('message', async (context, next) => {
    if (context.document !== undefined) {
      const bytes = await bot.downloadFile({ file_id: context.document.fileId });
      await context.send(describeBytes(Buffer.from(bytes)));
    } else if (context.contact !== undefined) await context.send(`Your phone is ${context.contact.phoneNumber}`);
    else await next();
  });
}

function addInline(bot: Bot): void {
  bot.command('poll', async (context) => {
    const keyboard = new InlineKeyboard().text('Close', 'close');
    const poll = { question: 'Tea?', options: [{ text: 'Yes' }, { text: 'No' }], is_anonymous: false };
    await context.sendPoll({ ...poll, reply_markup: keyboard });
  });
  bot.on('poll_answer', async (context) => {
    await bot.api.sendMessage({ chat_id: context.senderId, text: `Your vote: ${context.optionIds.join()}` });
  });
  bot.callbackQuery('close', async (context) => {
    const poll = await context.stopPoll(context.message?.id ?? 0);
    await context.answer(`${poll.totalVoterCount} voted`);
  });
  bot.inlineQuery(/.+/, async (context) => {
    const word = context.query;
    const content = InputMessageContent.text(`One ${word}, please`);
    await context.answer([InlineQueryResult.article(`${word}-1`, `A cup of ${word}`, content)], { cache_time: 0 });
  });
  bot.on('chosen_inline_result', async (context) => {
    const { senderId, resultId, query } = context;
    await bot.api.sendMessage({ chat_id: senderId, text: `Chosen: ${resultId} for ${query}` });
  });
}

function addPayments(bot: Bot, charges: Map<number, string>): void {
  bot.command('buy', async (context) => {
    const texts = { title: 'Tea', description: 'A cup of tea', payload: context.args ?? '' };
    await context.sendInvoice({ ...texts, currency: 'XTR', prices: [{ label: 'Tea', amount: 25 }] });
  });
  bot.on('pre_checkout_query', async (context) => {
    if (context.invoicePayload === 'gone') await context.answer({ ok: false, error_message: 'Sold out' });
    else await context.answer({ ok: true });
  });
  bot.on('successful_payment', async (context) => {
    const payment = context.eventPayment;
    charges.set(context.senderId ?? 0, payment.telegramPaymentChargeId);
    await context.send(`Paid: ${payment.totalAmount} ${payment.currency} for ${payment.invoicePayload}`);
  });
  bot.command('refund', async (context) => {
    const id = context.senderId ?? 0;
    await bot.api.refundStarPayment({ user_id: id, telegram_payment_charge_id: charges.get(id) ?? '' });
    await context.send('Refunded');
  });
}

function addGroups(bot: Bot): void {
  bot.on(['my_chat_member', 'chat_member'], async (context) => {
    if (context.chat.type !== 'supergroup') return;
    await context.send(`${context.newChatMember.user.firstName} is now: ${context.newChatMember.status}`);
  });
  bot.command('topic', async (context) => {
    const topic = await bot.api.createForumTopic({ chat_id: context.chatId, name: 'News' });
    await context.send('First', { message_thread_id: topic.message_thread_id });
  });
  bot.hears('Where am I?', async (context) => await context.send(`In topic ${context.threadId}`));
}

function addRefusals(bot: Bot): void {
  bot.command('tell', async (context) => {
    try {
      await bot.api.sendMessage({ chat_id: Number(context.args), text: 'Hello' });
    } catch (error) {
      if (!(error instanceof TelegramError)) throw error;
      await context.send(describeRefusal(error, error.code, error.message));
    }
  });
  bot.command('dice', async (context) => {
    await withRetries(async () => await context.sendDice('🎲'));
  });
}
