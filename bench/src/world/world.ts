import { botNameAt, tokenAt } from '../bot-settings.ts';
import type { Contestant } from '../contestants.ts';
import { startBot, type BotProcess } from './bot-process.ts';
import { orderScript, type Script } from '../order/order-flow.ts';
import { startFakeTelegram, type FakeTelegram } from './fake-telegram.ts';
import { migrate, startBenchRedis, startPostgres, type BenchRedis, type PostgresServer } from './servers.ts';
import { createVirtualUsers, type VirtualUsers } from './virtual-users.ts';
import { createWebhookClient } from './webhook-client.ts';

/** What all contestants of a run share: servers, and a Telegram in this process. */
export interface World {
  readonly postgres: PostgresServer;
  /** Absent when nobody needs it. */
  readonly redis: BenchRedis | undefined;
  /** Starts a bot on empty servers, with people who can talk to it. */
  enter(contestant: Contestant, options?: EnterOptions): Promise<Stage>;
  stop(): Promise<void>;
}

export interface EnterOptions {
  readonly connections?: number;
  readonly nodeOptions?: readonly string[];
  /** Goes on with this database instead of a fresh one. */
  readonly databaseUrl?: string;
  /** Processes of the same bot side by side, each with a webhook that takes its share of the people. */
  readonly processes?: number;
  /** Another variant of the same bot. */
  readonly variant?: string;
  /** So many bots in each process, each with a webhook that takes its share of the people. */
  readonly bots?: number;
  /** Another program beside the bots, with a webhook and a script that the last part of the people follows. */
  readonly beside?: Beside;
}

/** A program that is no contestant. */
export interface Beside {
  readonly script: Script;
  start(telegramUrl: string, secretToken: string): Promise<BotProcess>;
}

/** One bot with its people. */
export interface Stage {
  readonly bots: readonly BotProcess[];
  readonly users: VirtualUsers;
  readonly telegram: FakeTelegram;
  readonly databaseUrl: string;
  /** Processor time used so far by the bot, by its database and by this process, which is Telegram and the people. */
  cpu(): Cpu;
  leave(): Promise<void>;
}

export interface Cpu {
  readonly botMs: number;
  readonly databaseMs: number;
  readonly loadMs: number;
}

/** The way to Telegram and back. */
export const telegramLatencyMs = 20;

const secretToken = 'bench-secret-of-nobody';

export async function createWorld(contestants: readonly Contestant[]): Promise<World> {
  const postgres = await startPostgres();
  const redis = contestants.some(({ keeps }) => keeps === 'redis') ? await startBenchRedis() : undefined;
  return {
    postgres,
    redis,
    enter: async (contestant, options = {}) => {
      let users: VirtualUsers | undefined;
      const telegram = await startFakeTelegram({
        latencyMs: telegramLatencyMs,
        onMessage: (message) => users?.onMessage(message),
        onDelivered: (message) => users?.onDelivered(message),
      });
      await redis?.empty();
      const databaseUrl = options.databaseUrl ?? (await freshDatabase(postgres, contestant));
      const variables = {
        API_ROOT: telegram.url,
        TOKEN: tokenAt(0),
        SECRET_TOKEN: secretToken,
        DATABASE_URL: databaseUrl,
        ...(redis !== undefined && { REDIS_URL: redis.url }),
        VARIANT: options.variant ?? contestant.variant ?? '',
        BOTS: String(options.bots ?? 1),
      };
      const bots: BotProcess[] = [];
      for (let at = 0; at < (options.processes ?? 1); at += 1) {
        bots.push(await startBot(contestant.file, variables, options.nodeOptions));
      }
      const urls = bots.flatMap(({ webhookUrl }) =>
        Array.from({ length: options.bots ?? 1 }, (_, at) =>
          // A bot alone is where it says; peers have their own paths.
          at === 0 ? webhookUrl : new URL(botNameAt(at), webhookUrl).href,
        ),
      );
      const { beside } = options;
      if (beside !== undefined) {
        const program = await beside.start(telegram.url, secretToken);
        bots.push(program);
        urls.push(program.webhookUrl);
      }
      const connections = Math.ceil((options.connections ?? 500) / urls.length);
      const webhooks = urls.map((url) => createWebhookClient(url, { secretToken, connections }));
      for (const webhook of webhooks) await webhook.open();
      users = createVirtualUsers(
        async (user, update) => {
          const webhook = webhooks[user % webhooks.length];
          if (webhook === undefined) throw new Error('There is no bot.');
          return webhook.post(update);
        },
        Math.floor(Date.now() / 1_000),
        (user) =>
          beside !== undefined && user % webhooks.length === webhooks.length - 1 ? beside.script : orderScript,
      );
      return {
        bots,
        users,
        telegram,
        databaseUrl,
        cpu: () => ({
          botMs: bots.reduce((sum, one) => sum + one.cpuMs(), 0),
          databaseMs: contestant.keeps === 'postgres' ? postgres.cpuMs() : (redis?.cpuMs() ?? 0),
          loadMs: process.cpuUsage().user / 1_000 + process.cpuUsage().system / 1_000,
        }),
        leave: async () => {
          for (const webhook of webhooks) webhook.stop();
          await Promise.all(bots.map((one) => one.stop()));
          await telegram.stop();
        },
      };
    },
    stop: async () => {
      await redis?.stop();
      await postgres.stop();
    },
  };
}

/** Makes an empty database with the runtime's tables. */
export async function newDatabase(postgres: PostgresServer): Promise<string> {
  const url = await postgres.createDatabase('bench');
  await migrate(url);
  return url;
}

async function freshDatabase(postgres: PostgresServer, { keeps }: Contestant): Promise<string> {
  return keeps === 'postgres' ? newDatabase(postgres) : '';
}
