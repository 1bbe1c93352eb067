import type { Contestant } from '../contestants.ts';
import { startBot, type BotProcess } from './bot-process.ts';
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

const token = `1000000001:${'A'.repeat(35)}`;
const secretToken = 'bench-secret';

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
        TOKEN: token,
        SECRET_TOKEN: secretToken,
        DATABASE_URL: databaseUrl,
        ...(redis !== undefined && { REDIS_URL: redis.url }),
        VARIANT: options.variant ?? contestant.variant ?? '',
      };
      const bots: BotProcess[] = [];
      for (let at = 0; at < (options.processes ?? 1); at += 1) {
        bots.push(await startBot(contestant.file, variables, options.nodeOptions));
      }
      const connections = Math.ceil((options.connections ?? 500) / bots.length);
      const webhooks = bots.map(({ webhookUrl }) => createWebhookClient(webhookUrl, { secretToken, connections }));
      for (const webhook of webhooks) await webhook.open();
      users = createVirtualUsers(
        async (user, update) => {
          const webhook = webhooks[user % webhooks.length];
          if (webhook === undefined) throw new Error('There is no bot.');
          return webhook.post(update);
        },
        Math.floor(Date.now() / 1_000),
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

async function freshDatabase(postgres: PostgresServer, { keeps }: Contestant): Promise<string> {
  if (keeps !== 'postgres') return '';
  const url = await postgres.createDatabase('bench');
  await migrate(url);
  return url;
}
