// grammY with its session plugin; the session is in Redis by grammY's own adapter, or in memory (variant `memory`).
import { RedisAdapter } from '@grammyjs/storage-redis';
import { Bot, MemorySessionStorage, session, webhookCallback, type Context, type SessionFlavor } from 'grammy';
import { Redis } from 'ioredis';
import { readBotSettings } from '../src/bot-settings.ts';
import { answerTo, messageOptions, type OrderSession } from './order-session.ts';
import { serve } from './serve.ts';

const { apiRoot, token, secretToken, redisUrl, variant } = readBotSettings();
const redis = variant === 'memory' ? undefined : new Redis(redisUrl);
const storage =
  redis === undefined ? new MemorySessionStorage<OrderSession>() : new RedisAdapter<OrderSession>({ instance: redis });

const bot = new Bot<Context & SessionFlavor<OrderSession>>(token, { client: { apiRoot } });
bot.use(session({ initial: (): OrderSession => ({}), storage }));
bot.on('message:text', async (ctx) => {
  const card = answerTo(ctx.session, ctx.message.text);
  if (card !== undefined) await ctx.reply(card.text, messageOptions(card));
});

await bot.init();
const callback = webhookCallback(bot, 'http', { secretToken, timeoutMilliseconds: 60_000 });
await serve(
  (request, response) => void callback(request, response),
  () => redis?.disconnect(),
);
