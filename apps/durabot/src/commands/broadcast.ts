import { readFile } from 'node:fs/promises';
import { ConfigError } from '@durabot/bot-api';
import type { Database } from '@durabot/postgres';
import {
  cancelBroadcast,
  countAudience,
  createBroadcast,
  listBroadcasts,
  pauseBroadcast,
  startBroadcast,
} from '@durabot/runtime';
import type { BroadcastProgress } from '@durabot/runtime';
import type { Command } from 'commander';
import { idsOf } from './filter-options.ts';
import { print, withDatabase } from './with-database.ts';

interface CreateOptions {
  bot: string;
  name: string;
  text: string;
  chats: string;
  dryRun?: true;
  paid?: true;
}

/** `durabot broadcast`: one message to many chats. */
export function addBroadcastCommand(program: Command): void {
  const broadcast = program.command('broadcast').description('one message to many chats');
  broadcast
    .command('create')
    .description('make a draft; nothing is sent before it is started')
    .requiredOption('--bot <name>', 'the bot that sends it')
    .requiredOption('--name <name>', 'what operators call it')
    .requiredOption('--text <text>', 'what everybody gets')
    .requiredOption('--chats <file>', 'a file with one chat id a line')
    .option('--paid', 'beyond 30 messages a second, for Stars')
    .option('--dry-run', 'only count whom it would reach')
    .action((options: CreateOptions) => withDatabase((db) => create(db, options)));
  broadcast
    .command('list')
    .description('show where they stand, newest first')
    .option('--bot <name>', 'of this bot')
    .action((options: { bot?: string }) =>
      withDatabase(async (db) => {
        for (const each of await listBroadcasts(db, options)) print(lineOf(each));
      }),
    );
  addAction(broadcast, 'start', 'send a draft, or go on with a paused one', startBroadcast);
  addAction(broadcast, 'pause', 'stop it until it is started again', pauseBroadcast);
  addAction(broadcast, 'cancel', 'end it for good', cancelBroadcast);
}

function addAction(
  broadcast: Command,
  name: string,
  description: string,
  act: (db: Database, id: number) => Promise<boolean>,
): void {
  broadcast
    .command(`${name} <id>`)
    .description(description)
    .action((given: string) =>
      withDatabase(async (db) => {
        const [id = 0] = idsOf([given]);
        const done = await act(db, id);
        const [now] = await listBroadcasts(db, { id });
        if (now === undefined) throw new ConfigError('OPTION_INVALID', `There is no broadcast ${id}.`);
        print(done ? lineOf(now) : `Not possible, as it is ${now.status}.`);
      }),
    );
}

async function create(db: Database, { bot, name, text, chats, dryRun, paid }: CreateOptions): Promise<void> {
  const lines = (await readFile(chats, 'utf8')).split('\n').map((line) => line.trim());
  const audience = { kind: 'chats', chatIds: idsOf(lines.filter((line) => line !== '')) } as const;
  const { reachable, unreachable } = await countAudience(db, bot, audience);
  print(`${reachable} chats; ${unreachable} more have blocked the bot and are left out.`);
  if (paid === true)
    print(
      `At most ${Math.ceil(reachable / 10)} Stars of the bot's balance; with fewer than 10000 there, it goes at the free pace.`,
    );
  if (dryRun === true) return;
  const message = { method: 'sendMessage', payload: { text }, paid: paid === true };
  const id = await createBroadcast(db, { bot, name, message, audience });
  print(`Draft ${id} is made. Send it with: durabot broadcast start ${id}`);
}

function lineOf(each: BroadcastProgress): string {
  const eta = each.etaSeconds === undefined ? '' : `  ${each.etaSeconds} s to go`;
  const { sent, total, blocked, failed, dropped, waiting, queued } = each;
  return `${each.id}  ${each.bot}  ${each.name}  ${each.status}  ${sent} of ${total} sent, ${blocked} blocked, ${failed} failed, ${dropped} dropped, ${waiting + queued} to go${eta}`;
}
