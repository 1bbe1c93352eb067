// grammY behind BullMQ, for bots that must not lose updates: the webhook only puts the update into a queue in Redis, workers
// hand it to the bot, and one that fails is tried again. The open version of BullMQ knows no order by key (that is its paid
// "groups"), so it is done as its maintainers advise: each chat belongs to one of many queues, each with one worker that
// takes one job at a time. Sessions are in the same Redis.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { RedisAdapter } from '@grammyjs/storage-redis';
import { Queue, Worker } from 'bullmq';
import { Bot, session, type Context, type SessionFlavor } from 'grammy';
import type { Update } from 'grammy/types';
import { Redis } from 'ioredis';
import { readBotSettings } from '../src/bot-settings.ts';
import { answerTo, messageOptions, type OrderSession } from './order-session.ts';
import { serve } from './serve.ts';

const { apiRoot, token, secretToken, redisUrl, variant } = readBotSettings();
const queueCount = Number(variant);
const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });

const bot = new Bot<Context & SessionFlavor<OrderSession>>(token, { client: { apiRoot } });
bot.use(session({ initial: (): OrderSession => ({}), storage: new RedisAdapter<OrderSession>({ instance: redis }) }));
bot.on('message:text', async (ctx) => {
  const card = answerTo(ctx.session, ctx.message.text);
  if (card !== undefined) await ctx.reply(card.text, messageOptions(card));
});
await bot.init();

const defaultJobOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  removeOnFail: 1_000,
};
const queues = Array.from({ length: queueCount }, (_, index) => {
  const name = `updates-${index}`;
  const worker = new Worker<Update>(name, (job) => bot.handleUpdate(job.data), { connection: redis, concurrency: 1 });
  worker.on('error', (error) => process.stderr.write(`${String(error)}\n`));
  return { queue: new Queue<Update>(name, { connection: redis, defaultJobOptions }), worker };
});
await Promise.all(queues.map(({ worker }) => worker.waitUntilReady()));

await serve(
  (request, response) => {
    void (async () => {
      if (!isSecret(request.headers['x-telegram-bot-api-secret-token'])) {
        response.writeHead(401).end();
        return;
      }
      const update = JSON.parse(await bodyOf(request)) as Update;
      const chatId = update.message?.chat.id ?? 0;
      // The id makes a webhook that Telegram repeats the same job.
      await queues[chatId % queueCount]?.queue.add('update', update, { jobId: `u${update.update_id}` });
      response.writeHead(200).end();
    })();
  },
  () => redis.disconnect(),
);

function isSecret(given: unknown): boolean {
  return typeof given === 'string' && timingSafeEqual(digest(given), digest(secretToken));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) if (Buffer.isBuffer(piece)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
