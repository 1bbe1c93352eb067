import { ConfigError } from '@durabot/bot-api';
import type { Database } from '@durabot/postgres';
import {
  countDialogs,
  type DialogFilter,
  type DialogFit,
  dropDialogs,
  findDialog,
  listDialogs,
  reportDialogs,
  systemClock,
} from '@durabot/runtime';
import type { Command } from 'commander';
import { addYes, isConfirmed } from './confirm.ts';
import { ageMs, givenFilter, oneOf, onlyGiven, wholeNumber } from './filter-options.ts';
import { agoWords, printFields, printJson, printTable } from './report.ts';
import { print, withDatabase } from './with-database.ts';

interface Options {
  id?: string[];
  bot?: string;
  chat?: string;
  user?: string;
  name?: string;
  step?: string;
  dialogVersion?: string;
  state?: string;
  older?: string;
  stuck?: true;
  limit: string;
  json?: true;
  yes?: true;
}

/** `durabot dialogs`: conversations that wait for an answer, and how they stand with the present build. */
export function addDialogsCommand(program: Command): void {
  const dialogs = program.command('dialogs').description('conversations that wait for an answer');
  filtered(dialogs.command('list').description('show where they stand, the longest unused first'))
    .option('--limit <number>', 'how many at most', '50')
    .option('--json', 'as JSON')
    .action((options: Options) => withDatabase((db) => list(db, options)));
  dialogs
    .command('show <id>')
    .description('show one; the answers are not shown')
    .option('--json', 'as JSON')
    .action((id: string, { json }: Pick<Options, 'json'>) =>
      withDatabase(async (db) => {
        const dialog = await findDialog(db, id);
        if (dialog === undefined) throw new ConfigError('OPTION_INVALID', `There is no dialog ${id}: it may be over.`);
        if (json === true) printJson(dialog);
        else printFields({ ...dialog, fit: fitWords[dialog.fit] });
      }),
    );
  dialogs
    .command('versions')
    .description('tell whether the present build can go on with what is stored; to be looked at after a deploy')
    .option('--bot <name>', 'of this bot')
    .option('--json', 'as JSON')
    .action((options: Options) => withDatabase((db) => versions(db, options)));
  addYes(filtered(dialogs.command('drop').description('end them for good, with the answers given so far'))).action(
    (options: Options) =>
      withDatabase(async (db) => {
        const filter = givenFilter(filterOf(options));
        if (isConfirmed(options.yes, await countDialogs(db, filter), 'ended'))
          print(`${await dropDialogs(db, filter)} ended.`);
      }),
  );
}

const fitWords: Readonly<Record<DialogFit, string>> = {
  current: 'goes on',
  finishes: 'ends on its version',
  migrates: 'is taken over',
  unknown_dialog: 'STUCK: no such dialog',
  unknown_step: 'STUCK: no such step',
  newer_version: 'STUCK: newer version',
  migration_failed: 'STUCK: move failed',
  untold: 'unknown: not told',
};

async function list(db: Database, options: Options): Promise<void> {
  const filter = filterOf(options);
  const total = await countDialogs(db, filter);
  const found = await listDialogs(db, filter, wholeNumber('--limit', options.limit));
  if (options.json === true) return printJson({ total, dialogs: found });
  const nowMs = systemClock.nowMs();
  print(`${total} dialogs${found.length < total ? `, the first ${found.length} below` : ''}.`);
  if (total === 0) return;
  printTable(
    ['id', 'bot', 'chat', 'at', 'state', 'unused', 'build'],
    found.map((each) => [
      each.id,
      each.bot,
      String(each.chatId),
      `${each.name}:${each.step} v${each.version}`,
      each.status,
      agoWords(each.updatedAt, nowMs),
      fitWords[each.fit],
    ]),
  );
}

async function versions(db: Database, { bot, json }: Options): Promise<void> {
  const groups = await reportDialogs(db, bot);
  if (json === true) return printJson({ groups });
  if (groups.length === 0) return print('No dialog is stored.');
  const nowMs = systemClock.nowMs();
  printTable(
    ['bot', 'dialog', 'v', 'step', 'count', 'oldest', 'newest', 'build'],
    groups.map((each) => [
      each.bot,
      each.name,
      String(each.version),
      each.step,
      String(each.count),
      agoWords(each.oldestAt, nowMs),
      agoWords(each.newestAt, nowMs),
      fitWords[each.fit],
    ]),
  );
  const stuck = groups.filter((each) => each.stuck).reduce((sum, { count }) => sum + count, 0);
  print(stuck === 0 ? '\nNone is stuck.' : `\n${stuck} stuck: durabot dialogs list --stuck shows them.`);
}

function filtered(command: Command): Command {
  return command
    .option('--id <id...>', 'these')
    .option('--bot <name>', 'of this bot')
    .option('--chat <id>', 'in this chat')
    .option('--user <id>', 'of this user')
    .option('--name <name>', 'of this name')
    .option('--step <step>', 'at this step')
    .option('--dialog-version <number>', 'of this version')
    .option('--state <state>', 'active or parked')
    .option('--older <age>', 'not used for longer than 90s, 10m, 2h, 3d')
    .option('--stuck', 'that the present build cannot go on with');
}

function filterOf(options: Options): DialogFilter {
  const { id, bot, chat, user, name, step, dialogVersion, state, older, stuck } = options;
  return onlyGiven<DialogFilter>({
    ids: id,
    bot,
    chatId: chat === undefined ? undefined : wholeNumber('--chat', chat),
    userId: user === undefined ? undefined : wholeNumber('--user', user),
    name,
    step,
    version: dialogVersion === undefined ? undefined : wholeNumber('--dialog-version', dialogVersion),
    status: state === undefined ? undefined : oneOf('--state', ['active', 'parked'], state),
    olderThanMs: older === undefined ? undefined : ageMs('--older', older),
    stuck,
  });
}
