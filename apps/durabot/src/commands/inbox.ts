import { ConfigError } from '@durabot/bot-api';
import { countEntries, type EntryFilter, findEntry, listEntries, retryEntries, systemClock } from '@durabot/runtime';
import type { Command } from 'commander';
import { addYes, isConfirmed } from './confirm.ts';
import { ageMs, givenFilter, idsOf, oneOf, onlyGiven, wholeNumber } from './filter-options.ts';
import { agoWords, printFields, printJson, printTable, reasonWords } from './report.ts';
import { print, withDatabase } from './with-database.ts';

interface Options {
  id?: string[];
  bot?: string;
  chat?: string;
  kind?: string;
  state?: string;
  older?: string;
  limit: string;
  json?: true;
  yes?: true;
}

/** `durabot inbox`: updates and timers that wait to be handled. */
export function addInboxCommand(program: Command): void {
  const inbox = program.command('inbox').description('updates and timers that wait to be handled');
  filtered(inbox.command('list').description('count and show them, oldest first'))
    .option('--limit <number>', 'how many at most', '50')
    .option('--json', 'as JSON')
    .action((options: Options) => withDatabase((db) => list(db, options)));
  inbox
    .command('show <id>')
    .description('show one; what people wrote is not shown')
    .option('--json', 'as JSON')
    .action((id: string, { json }: Pick<Options, 'json'>) =>
      withDatabase(async (db) => {
        const entry = await findEntry(db, wholeNumber('id', id));
        if (entry === undefined) throw new ConfigError('OPTION_INVALID', `There is no entry ${id}: it may be handled.`);
        if (json === true) printJson({ ...entry, lastError: reasonWords(entry.lastError) });
        else printFields({ ...entry });
      }),
    );
  addYes(filtered(inbox.command('retry').description('handle at once what waits for another attempt'))).action(
    (options: Options) =>
      withDatabase(async (db) => {
        const filter = givenFilter(filterOf(options));
        const counts = await countEntries(db, { ...filter, state: 'retrying' });
        const count = counts.reduce((sum, each) => sum + each.count, 0);
        if (isConfirmed(options.yes, count, 'handled at once'))
          print(`${await retryEntries(db, { ...filter, state: 'retrying' }, systemClock.nowMs())} are handled now.`);
      }),
  );
}

async function list(db: Parameters<typeof listEntries>[0], options: Options): Promise<void> {
  const filter = filterOf(options);
  const counts = await countEntries(db, filter);
  const entries = await listEntries(db, filter, wholeNumber('--limit', options.limit));
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (options.json === true) {
    printJson({ total, counts, entries: entries.map((each) => ({ ...each, lastError: reasonWords(each.lastError) })) });
    return;
  }
  const nowMs = systemClock.nowMs();
  print(`${total} in the inbox${entries.length < total ? `, the first ${entries.length} below` : ''}.`);
  if (total === 0) return;
  printTable(
    ['bot', 'kind', 'state', 'count', 'oldest'],
    counts.map((each) => [each.bot, each.kind, each.state, String(each.count), agoWords(each.oldestAt, nowMs)]),
  );
  print('');
  printTable(
    ['id', 'bot', 'chat', 'kind', 'state', 'age', 'tries', 'last error'],
    entries.map((each) => [
      String(each.id),
      each.bot,
      each.chatKey,
      each.kind,
      each.state,
      agoWords(each.receivedAt, nowMs),
      String(each.attempts),
      reasonWords(each.lastError),
    ]),
  );
}

function filtered(command: Command): Command {
  return command
    .option('--id <number...>', 'these')
    .option('--bot <name>', 'of this bot')
    .option('--chat <id>', 'of this chat')
    .option('--kind <kind>', 'this kind of update, timer or job')
    .option('--state <state>', 'waiting, retrying or paused')
    .option('--older <age>', 'that came longer ago than 90s, 10m, 2h, 3d');
}

function filterOf({ id, bot, chat, kind, state, older }: Options): EntryFilter {
  return onlyGiven<EntryFilter>({
    ids: id === undefined ? undefined : idsOf(id),
    bot,
    chatKey: chat,
    kind,
    state: state === undefined ? undefined : oneOf('--state', ['waiting', 'retrying', 'paused'], state),
    olderThanMs: older === undefined ? undefined : ageMs('--older', older),
  });
}
