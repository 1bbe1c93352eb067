import { ConfigError } from '@durabot/bot-api';
import type { Database } from '@durabot/postgres';
import { type CallFilter, countCalls, dropCalls, findCall, listCalls, retryCalls, systemClock } from '@durabot/runtime';
import type { Command } from 'commander';
import { addYes, isConfirmed } from './confirm.ts';
import { ageMs, givenFilter, idsOf, oneOf, onlyGiven, wholeNumber } from './filter-options.ts';
import { agoWords, printFields, printJson, printTable, reasonWords } from './report.ts';
import { print, withDatabase } from './with-database.ts';

interface Options {
  id?: string[];
  bot?: string;
  chat?: string;
  method?: string;
  state?: string;
  older?: string;
  limit: string;
  json?: true;
  yes?: true;
}

/** `durabot outbox`: Bot API calls that wait to be made. */
export function addOutboxCommand(program: Command): void {
  const outbox = program.command('outbox').description('Bot API calls that wait to be made');
  filtered(outbox.command('list').description('count and show them, oldest first'))
    .option('--limit <number>', 'how many at most', '50')
    .option('--json', 'as JSON')
    .action((options: Options) => withDatabase((db) => list(db, options)));
  outbox
    .command('show <id>')
    .description('show one; what it says is not shown')
    .option('--json', 'as JSON')
    .action((id: string, { json }: Pick<Options, 'json'>) =>
      withDatabase(async (db) => {
        const call = await findCall(db, wholeNumber('id', id));
        if (call === undefined) throw new ConfigError('OPTION_INVALID', `There is no call ${id}: it may be made.`);
        if (json === true) printJson({ ...call, lastError: reasonWords(call.lastError) });
        else printFields({ ...call });
      }),
    );
  addYes(
    filtered(outbox.command('retry').description('make at once what waits for another attempt or for a decision')),
  ).action((options: Options) =>
    withDatabase(async (db) => {
      const filter = givenFilter(filterOf(options));
      if (isConfirmed(options.yes, totalOf(await countCalls(db, filter, 'retriable')), 'made again'))
        print(`${await retryCalls(db, filter, systemClock.nowMs())} will be made again.`);
    }),
  );
  addYes(filtered(outbox.command('drop').description('take away what is not under way; it is never made'))).action(
    (options: Options) =>
      withDatabase(async (db) => {
        const filter = givenFilter(filterOf(options));
        if (isConfirmed(options.yes, totalOf(await countCalls(db, filter, 'droppable')), 'dropped'))
          print(`${await dropCalls(db, filter)} dropped.`);
      }),
  );
}

async function list(db: Database, options: Options): Promise<void> {
  const filter = filterOf(options);
  const counts = await countCalls(db, filter);
  const calls = await listCalls(db, filter, wholeNumber('--limit', options.limit));
  const total = totalOf(counts);
  if (options.json === true) {
    printJson({ total, counts, calls: calls.map((each) => ({ ...each, lastError: reasonWords(each.lastError) })) });
    return;
  }
  const nowMs = systemClock.nowMs();
  print(`${total} in the outbox${calls.length < total ? `, the first ${calls.length} below` : ''}.`);
  if (total === 0) return;
  printTable(
    ['bot', 'method', 'state', 'count', 'oldest'],
    counts.map((each) => [each.bot, each.method, each.state, String(each.count), agoWords(each.oldestAt, nowMs)]),
  );
  print('');
  printTable(
    ['id', 'bot', 'chat', 'method', 'state', 'age', 'tries', 'last error'],
    calls.map((each) => [
      String(each.id),
      each.bot,
      String(each.chatId ?? '-'),
      each.method,
      each.state,
      agoWords(each.createdAt, nowMs),
      String(each.attempts),
      reasonWords(each.lastError),
    ]),
  );
}

function totalOf(counts: readonly { count: number }[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

function filtered(command: Command): Command {
  return command
    .option('--id <number...>', 'these')
    .option('--bot <name>', 'of this bot')
    .option('--chat <id>', 'to this chat')
    .option('--method <method>', 'of this method')
    .option('--state <state>', 'waiting, retrying, sending, held or paused')
    .option('--older <age>', 'that were written longer ago than 90s, 10m, 2h, 3d');
}

function filterOf({ id, bot, chat, method, state, older }: Options): CallFilter {
  const states = ['waiting', 'retrying', 'sending', 'held', 'paused'] as const;
  return onlyGiven<CallFilter>({
    ids: id === undefined ? undefined : idsOf(id),
    bot,
    chatId: chat === undefined ? undefined : wholeNumber('--chat', chat),
    method,
    state: state === undefined ? undefined : oneOf('--state', states, state),
    olderThanMs: older === undefined ? undefined : ageMs('--older', older),
  });
}
