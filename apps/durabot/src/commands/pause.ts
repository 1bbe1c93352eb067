import { ConfigError } from '@durabot/bot-api';
import type { Database } from '@durabot/postgres';
import { listPauses, pause, type PauseTarget, resume } from '@durabot/runtime';
import type { Command } from 'commander';
import { onlyGiven } from './filter-options.ts';
import { print, withDatabase } from './with-database.ts';

interface Options {
  bot: string;
  chat?: string;
}

/** `durabot pause` and `durabot resume`: stop a bot or one of its chats, and let it go on. */
export function addPauseCommands(program: Command): void {
  targeted(program.command('pause').description('stop a bot or a chat; its updates are stored and wait'))
    .requiredOption('--reason <words>', 'why, for other operators')
    .action((options: Options & { reason: string }) =>
      withDatabase(async (db) => {
        const target = await targetOf(db, options);
        const fresh = await pause(db, target, options.reason);
        print(`${nameOf(target)} ${fresh ? 'is paused' : 'was paused already; the reason is the new one'}.`);
      }),
    );
  targeted(program.command('resume').description('let a paused bot or chat go on where it stopped')).action(
    (options: Options) =>
      withDatabase(async (db) => {
        const target = await targetOf(db, options);
        print(`${nameOf(target)} ${(await resume(db, target)) ? 'goes on' : 'was not paused'}.`);
        const chats = target.chatKey === undefined ? await listPauses(db, target.bot) : [];
        if (chats.length > 0) print(`${chats.length} of its chats are still paused by themselves: durabot status.`);
      }),
  );
}

function targeted(command: Command): Command {
  return command
    .requiredOption('--bot <name>', 'this bot')
    .option('--chat <id>', 'only this chat of it: its id, or the @name of a channel');
}

async function targetOf(db: Database, { bot, chat }: Options): Promise<PauseTarget> {
  const { rows } = await db.query<{ name: string }>('select name from durabot.bot order by name');
  const names = rows.map(({ name }) => name);
  if (!names.includes(bot))
    throw new ConfigError('OPTION_INVALID', `--bot: no ${bot} has run on this database; known: ${names.join(', ')}.`);
  if (chat !== undefined && !/^(?:-?\d+|@\w+)$/.test(chat))
    throw new ConfigError('OPTION_INVALID', `--chat: ${chat} is neither an id nor an @name.`);
  return onlyGiven<PauseTarget>({ bot, chatKey: chat });
}

function nameOf({ bot, chatKey }: PauseTarget): string {
  return chatKey === undefined ? `Bot ${bot}` : `Chat ${chatKey} of ${bot}`;
}
