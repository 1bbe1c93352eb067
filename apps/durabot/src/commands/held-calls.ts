import type { Command } from 'commander';
import { dropHeldCalls, listHeldCalls, makeHeldCallsAgain, systemClock } from '@durabot/runtime';
import type { HeldCallFilter } from '@durabot/runtime';
import { givenFilter, idsOf } from './filter-options.ts';
import { print, shownReason, withDatabase } from './with-database.ts';

interface Options {
  id?: string[];
  bot?: string;
  method?: string;
}

/** `durabot held-calls`: calls that may or may not have happened, for which a person has to decide. */
export function addHeldCallsCommand(program: Command): void {
  const calls = program.command('held-calls').description('calls of unknown outcome that wait for a decision');
  filtered(calls.command('list').description('show them, oldest first')).action((options: Options) =>
    withDatabase(async (db) => {
      for (const each of await listHeldCalls(db, filterOf(options)))
        print(
          `${each.id}  ${each.createdAt.toISOString()}  ${each.bot}  ${each.method}  ${each.chatId ?? '-'}  ${each.correlationId ?? '-'}  ${shownReason(each.reason)}`,
        );
    }),
  );
  filtered(calls.command('again').description('they were not done: make them again')).action((options: Options) =>
    withDatabase(async (db) => {
      const count = await makeHeldCallsAgain(db, givenFilter(filterOf(options)), systemClock.nowMs());
      print(`${count} will be made again.`);
    }),
  );
  filtered(calls.command('drop').description('they were done, or are not wanted')).action((options: Options) =>
    withDatabase(async (db) => print(`${await dropHeldCalls(db, givenFilter(filterOf(options)))} dropped.`)),
  );
}

function filtered(command: Command): Command {
  return command
    .option('--id <number...>', 'these')
    .option('--bot <name>', 'of this bot')
    .option('--method <method>', 'of this method');
}

function filterOf({ id, bot, method }: Options): HeldCallFilter {
  return {
    ...(id === undefined ? {} : { ids: idsOf(id) }),
    ...(bot === undefined ? {} : { bot }),
    ...(method === undefined ? {} : { method }),
  };
}
