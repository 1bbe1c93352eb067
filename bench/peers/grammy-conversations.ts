// grammY with its conversations plugin, which replays a conversation from its stored updates; they are kept in Redis.
import { conversations, createConversation, type Conversation, type ConversationFlavor } from '@grammyjs/conversations';
import { RedisAdapter } from '@grammyjs/storage-redis';
import { Bot, webhookCallback, type Context } from 'grammy';
import { Redis } from 'ioredis';
import { readBotSettings } from '../src/bot-settings.ts';
import {
  command,
  confirmWord,
  createdText,
  questionCard,
  questions,
  reviewCard,
  type Order,
} from '../src/order/order-flow.ts';
import { messageOptions } from './order-session.ts';
import { serve } from './serve.ts';

type BotContext = ConversationFlavor<Context>;

async function order(conversation: Conversation<BotContext>, ctx: Context): Promise<void> {
  const answers: Partial<Order> = {};
  for (const [index, question] of questions.entries()) {
    let note: string | undefined;
    while (answers[question.name] === undefined) {
      const card = questionCard(index, note);
      await ctx.reply(card.text, messageOptions(card));
      const { message } = await conversation.waitFor('message:text');
      const read = question.read(message.text);
      if (read.ok) answers[question.name] = read.value;
      else note = read.message;
    }
  }
  for (;;) {
    const card = reviewCard(answers);
    await ctx.reply(card.text, messageOptions(card));
    const { message } = await conversation.waitFor('message:text');
    if (message.text === confirmWord) break;
  }
  await ctx.reply(createdText, messageOptions({ text: createdText, keyboard: [] }));
}

const { apiRoot, token, secretToken, redisUrl } = readBotSettings();
const redis = new Redis(redisUrl);
const bot = new Bot<BotContext>(token, { client: { apiRoot } });
bot.use(conversations({ storage: { type: 'key', adapter: new RedisAdapter({ instance: redis }) } }));
bot.use(createConversation(order));
bot.command(command.slice(1), (ctx) => ctx.conversation.enter('order'));

await bot.init();
const callback = webhookCallback(bot, 'http', { secretToken, timeoutMilliseconds: 60_000 });
await serve(
  (request, response) => void callback(request, response),
  () => redis.disconnect(),
);
