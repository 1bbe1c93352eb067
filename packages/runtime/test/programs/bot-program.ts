import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { Secret } from '@durabot/bot-api';
import { createDatabase } from '@durabot/postgres';
import { silentLog } from '@durabot/testing';
import Fastify from 'fastify';
import { Bot } from 'grammy';
import { Registry } from 'prom-client';
import { createRuntime, durable, type DurableContext, type Liveness, type Role } from '../../src/index.ts';

/**
 * A bot in a process of its own, for tests that kill and stop processes. Each word that comes is written down in the order
 * of handling and answered, in one commit; numbered ones are only counted and answered. It prints `ready`, ends at SIGTERM,
 * and kills itself where the word says so.
 */
export interface BotProgramOrder {
  databaseUrl: string;
  apiRoot: string;
  token: string;
  roles: readonly Role[];
  liveness: Partial<Liveness>;
  /** Where updates come in; without it, by polling. */
  webhook?: { url: string; port: number; secret: string };
}

/** What a program says of the words `n1`, `n2`, … that it counted when it ends. */
export interface Counted {
  words: number;
  /** Words that did not follow the one before in their chat. */
  outOfOrder: number;
  /** After each thousand words. */
  rssMiB: number[];
}

const counted: Counted = { words: 0, outOfOrder: 0, rssMiB: [] };
const lastByChat = new Map<number, number>();

function count(chatId: number, n: number): void {
  if (n !== (lastByChat.get(chatId) ?? 0) + 1) counted.outOfOrder += 1;
  lastByChat.set(chatId, n);
  counted.words += 1;
  if (counted.words % 1_000 === 0) counted.rssMiB.push(Math.round(process.memoryUsage().rss / 2 ** 20));
}

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  // Written by the test that starts it.
  const order = JSON.parse(positionals[0] ?? '') as BotProgramOrder;
  const { webhook } = order;
  const token = new Secret(order.token);
  const bot = new Bot<DurableContext>(order.token);
  bot.use(durable());
  bot.on('message:text', async (ctx) => {
    const { text } = ctx.message;
    if (text.startsWith('n')) {
      count(ctx.chat.id, Number(text.slice(1)));
      await ctx.reply(`Counted ${text}`);
      return;
    }
    if (text.startsWith('kill')) process.kill(process.pid, 'SIGKILL');
    const tx = await ctx.durable.tx();
    await tx.query('insert into tally (chat_id, word, process) values ($1, $2, $3)', [ctx.chat.id, text, process.pid]);
    await ctx.reply(`Noted ${text}`);
  });
  const db = createDatabase({ url: order.databaseUrl, log: silentLog, applicationName: `runtime-${process.pid}` });
  const runtime = createRuntime({
    db,
    log: silentLog,
    registry: new Registry(),
    clientMarker: true,
    pacing: false,
    roles: order.roles,
    liveness: order.liveness,
    bots: [
      {
        name: 'test',
        bot,
        token,
        apiRoot: order.apiRoot,
        ingress:
          webhook === undefined
            ? { kind: 'polling' }
            : { kind: 'webhook', url: webhook.url, secretToken: new Secret(webhook.secret) },
      },
    ],
  });
  const app = Fastify({ forceCloseConnections: 'idle' });
  await app.register(runtime.webhooks);
  if (webhook !== undefined) await app.listen({ port: webhook.port, host: '127.0.0.1' });
  const terminated = once(process, 'SIGTERM');
  await runtime.start();
  process.stdout.write('ready\n');
  await terminated;
  // One line for whoever reads it.
  process.stdout.write(`${JSON.stringify(counted)}\n`);
  await runtime.stop({ deadlineMs: 10_000 });
  await app.close();
  await db.stop();
  process.exit(0);
}

await main();
