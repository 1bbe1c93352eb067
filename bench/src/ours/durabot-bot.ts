import { createServer } from 'node:http';
import { Secret } from '@durabot/bot-api';
import { createDatabase } from '@durabot/postgres';
import {
  createDialogs,
  createRuntime,
  durable,
  randomIds,
  systemClock,
  type DurableBot,
  type DurableContext,
} from '@durabot/runtime';
import { silentLog } from '@durabot/testing';
import fastify from 'fastify';
import { Bot } from 'grammy';
import { Registry } from 'prom-client';
import { announce, botNameAt, readBotSettings, tokenAt } from '../bot-settings.ts';
import { command } from '../order/order-flow.ts';
import { listen } from '../world/listen.ts';
import { orderDialog } from './order-dialog.ts';

/** The measured bot of ours, a program of its own: webhook in, runtime with all its promises, PostgreSQL. */
async function main(): Promise<void> {
  const settings = readBotSettings();
  const db = createDatabase({ url: settings.databaseUrl, log: silentLog });
  const dialogs = createDialogs([orderDialog], { clock: systemClock, ids: randomIds, log: silentLog });

  const server = createServer({ keepAliveTimeout: 60_000 });
  const port = await listen(server);
  const urlOf = (name: string): string => `http://127.0.0.1:${port}/telegram/${name}`;
  const runtime = createRuntime({
    db,
    log: silentLog,
    registry: new Registry(),
    bots: Array.from({ length: settings.bots }, (_, at): DurableBot => {
      const token = at === 0 ? settings.token : tokenAt(at);
      const bot = new Bot<DurableContext>(token, { client: { apiRoot: settings.apiRoot } });
      bot.use(durable(), dialogs.middleware);
      bot.command(command.slice(1), async (ctx) => {
        await dialogs.enter(ctx, orderDialog);
      });
      const name = botNameAt(at);
      return {
        name,
        bot,
        token: new Secret(token),
        apiRoot: settings.apiRoot,
        ingress: { kind: 'webhook', url: urlOf(name), secretToken: new Secret(settings.secretToken) },
        timers: dialogs.timers,
      };
    }),
    // As many at once as there are users; Telegram's limits are what a live bot waits for, and no peer knows them.
    concurrency: 500,
    sendConcurrency: 500,
    pacing: settings.variant === 'paced',
  });
  const app = fastify({ logger: false });
  await app.register(runtime.webhooks);
  await app.ready();
  server.on('request', (request, response) => app.routing(request, response));
  await runtime.start();
  process.once('SIGTERM', () => {
    void (async () => {
      await runtime.stop({ deadlineMs: 2_000 });
      await db.stop();
      process.exit(0);
    })();
  });
  announce(urlOf(botNameAt(0)));
}

await main();
