import type { Command } from 'commander';
import { deleteDeadLetters, listDeadLetters, replayDeadLetters, systemClock } from '@durabot/runtime';
import type { DeadLetterFilter } from '@durabot/runtime';
import { givenFilter, idsOf } from './filter-options.ts';
import { print, shownReason, withDatabase } from './with-database.ts';

interface Options {
  id?: string[];
  bot?: string;
  source?: 'inbox' | 'outbox' | 'job';
  kind?: string;
  code?: string;
  limit?: string;
}

/** `durabot dead-letters`: what was set aside, and how to take it back. */
export function addDeadLettersCommand(program: Command): void {
  const letters = program.command('dead-letters').description('updates and calls that were set aside');
  filtered(letters.command('list').description('show them, newest first'))
    .option('--limit <number>', 'how many at most', '100')
    .action((options: Options) =>
      withDatabase(async (db) => {
        for (const each of await listDeadLetters(db, filterOf(options), Number(options.limit)))
          print(
            `${each.id}  ${each.buriedAt.toISOString()}  ${each.bot}  ${each.source}/${each.kind}  ${each.chatKey ?? '-'}  ${each.code}  ${each.correlationId ?? '-'}  ${shownReason(each.reason)}`,
          );
      }),
    );
  filtered(letters.command('replay').description('take them back to where they came from')).action((options: Options) =>
    withDatabase(async (db) => {
      const { replayed, left } = await replayDeadLetters(db, givenFilter(filterOf(options)), systemClock.nowMs());
      print(`${replayed} taken back.${left > 0 ? ` ${left} left: an older release kept too little of them.` : ''}`);
    }),
  );
  filtered(letters.command('delete').description('remove them for good')).action((options: Options) =>
    withDatabase(async (db) => print(`${await deleteDeadLetters(db, givenFilter(filterOf(options)))} deleted.`)),
  );
}

function filtered(command: Command): Command {
  return command
    .option('--id <number...>', 'these')
    .option('--bot <name>', 'of this bot')
    .option('--source <table>', 'inbox, outbox or job')
    .option('--kind <kind>', 'this kind of update, or method of a call')
    .option('--code <code>', 'set aside for this reason');
}

function filterOf({ id, bot, source, kind, code }: Options): DeadLetterFilter {
  return {
    ...(id === undefined ? {} : { ids: idsOf(id) }),
    ...(bot === undefined ? {} : { bot }),
    ...(source === undefined ? {} : { source }),
    ...(kind === undefined ? {} : { kind }),
    ...(code === undefined ? {} : { code }),
  };
}
