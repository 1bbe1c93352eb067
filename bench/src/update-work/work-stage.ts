import { createDatabase, type Database } from '@durabot/postgres';
import { silentLog } from '@durabot/testing';
import type { Contestant } from '../contestants.ts';
import { startBot, type BotProcess } from '../world/bot-process.ts';
import { startFakeTelegram, type FakeTelegram } from '../world/fake-telegram.ts';
import { connectInspector, inspectable, type Inspector } from '../world/inspector.ts';
import { migrate, startPostgres } from '../world/servers.ts';
import { createVirtualUsers, type VirtualUsers } from '../world/virtual-users.ts';
import { createWebhookClient } from '../world/webhook-client.ts';
import { startDatabaseMeter, type DatabaseMeter } from './database-meter.ts';
import { atOnce, untilStill } from './stillness.ts';
import { preparePostgres } from './wal.ts';

/** A bot of which everything that goes in and out is counted, and people who talk in step. */
export interface WorkStage {
  readonly bot: BotProcess;
  readonly inspector: Inspector;
  readonly meter: DatabaseMeter;
  readonly telegram: FakeTelegram;
  /** To the same database, past the meter. */
  readonly db: Database;
  /**
   * Each of these people writes one message and reads the answer: the bot finds all messages at once, and later all
   * answers of Telegram at once, so that it can make the same batches each time, whatever else the machine does.
   */
  step(people: readonly number[]): Promise<void>;
  stop(): Promise<void>;
}

const token = `1000000001:${'A'.repeat(35)}`;
const secretToken = 'bench-secret';
const firstUpdateId = 1_000_000;

export async function createWorkStage(contestant: Contestant, connections: number): Promise<WorkStage> {
  const postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase('bench');
  await migrate(databaseUrl);
  const db = createDatabase({ url: databaseUrl, log: silentLog, applicationName: 'bench', maxConnections: 2 });
  await preparePostgres(db);
  const meter = await startDatabaseMeter(databaseUrl);

  let users: VirtualUsers | undefined;
  let held: (() => void)[] = [];
  let wanted = 0;
  let allHeld: (() => void) | undefined;
  const telegram = await startFakeTelegram({
    latencyMs: 0,
    onMessage: (message) => users?.onMessage(message),
    onDelivered: (message) => users?.onDelivered(message),
    hold: (answer, method) => {
      if (method !== 'sendMessage' || wanted === 0) {
        answer();
        return;
      }
      held.push(answer);
      if (held.length === wanted) allHeld?.();
    },
  });
  const bot = await startBot(
    contestant.file,
    {
      API_ROOT: telegram.url,
      TOKEN: token,
      SECRET_TOKEN: secretToken,
      DATABASE_URL: meter.url,
      VARIANT: contestant.variant ?? '',
    },
    inspectable,
  );
  const inspector = await connectInspector(bot.inspectorUrl ?? '');
  const webhook = createWebhookClient(bot.webhookUrl, { secretToken, connections });
  await webhook.open();
  users = createVirtualUsers((_user, update) => webhook.post(update), firstUpdateId);
  const people = users;

  return {
    bot,
    inspector,
    meter,
    telegram,
    db,
    step: async (who) => {
      let answers: Promise<unknown> = Promise.resolve();
      wanted = who.length;
      const called = new Promise<void>((resolve) => {
        allHeld = resolve;
      });
      await atOnce(bot.pid, () => {
        answers = Promise.all(who.map((user) => people.exchange(user)));
      });
      // A wrong answer shows before all have come.
      await Promise.race([called, answers]);
      await atOnce(bot.pid, () => {
        const all = held;
        held = [];
        wanted = 0;
        for (const answer of all) answer();
      });
      await answers;
      await untilStill(bot.pid, meter.isIdle);
    },
    stop: async () => {
      webhook.stop();
      inspector.close();
      await bot.stop();
      await telegram.stop();
      await db.stop();
      meter.stop();
      await postgres.stop();
    },
  };
}
