// node-telegram-bot-api, which has no sessions: the state is read from Redis before and written after each answer.
import { Redis } from 'ioredis';
import { Bot } from 'node-telegram-bot-api';
import { createWebhookServer } from 'node-telegram-bot-api/node';
import { announce, readBotSettings } from '../src/bot-settings.ts';
import { listen } from '../src/world/listen.ts';
import { answerTo, messageOptions, type OrderSession } from './order-session.ts';
import { jsonStore } from './redis-json.ts';

const { apiRoot, token, secretToken, redisUrl } = readBotSettings();
const redis = new Redis(redisUrl);
const sessions = jsonStore<OrderSession>(redis);
const bot = new Bot(token, { apiRoot });
bot.on('message', async (ctx) => {
  const text = ctx.message?.text;
  if (text === undefined) return;
  const key = `order:${ctx.chatId}`;
  const session = (await sessions.get(key)) ?? {};
  const card = answerTo(session, text);
  if (card !== undefined) await ctx.reply(card.text, messageOptions(card));
  if (session.step === undefined) await sessions.delete(key);
  else await sessions.set(key, session);
});

const server = createWebhookServer(bot, { secretToken });
const port = await listen(server);
process.once('SIGTERM', () => process.exit(0));
announce(`http://127.0.0.1:${port}/`);
