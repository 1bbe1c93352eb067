import { type BotReport, type ProcessReport, readStatus, type StatusReport, systemClock } from '@durabot/runtime';
import type { Command } from 'commander';
import { ageWords, agoWords, fitted, printJson, printTable, reasonWords } from './report.ts';
import { print, withDatabase } from './with-database.ts';

/** `durabot status`: all that an operator looks at first, on one screen. */
export function addStatusCommand(program: Command): void {
  program
    .command('status')
    .description('show queues, ages, what is paused or braked, and the processes')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: true }) =>
      withDatabase(async (db) => {
        const report = await readStatus(db);
        if (json === true) printJson(report);
        else for (const section of [showBots, showTroubles, showPauses, showProcesses]) section(report);
      }),
    );
}

function showBots({ bots }: StatusReport): void {
  printTable(
    ['bot', 'inbox', 'outbox', 'held', 'dead', 'dialogs', 'timers', 'jobs', 'broadcast'],
    bots.map((bot) => [
      bot.name,
      backlogWords(bot.inbox),
      backlogWords(bot.outbox),
      backlogWords(bot.held),
      backlogWords(bot.deadLetters),
      String(bot.dialogs),
      backlogWords(bot.timers),
      backlogWords(bot.jobs),
      String(bot.broadcast),
    ]),
  );
  if (bots.length === 0) print('No bot has run on this database yet.');
}

/** How many, and how long the oldest has waited. */
function backlogWords({ count, oldestSeconds }: { count: number; oldestSeconds: number }): string {
  return count === 0 || oldestSeconds < 1 ? String(count) : `${count} (${ageWords(oldestSeconds)})`;
}

/** Only what is there: a screen without this section is a good one. */
function showTroubles(report: StatusReport): void {
  const lines = report.bots.flatMap((bot) => troublesOf(bot));
  if (report.freeLeases.length > 0)
    lines.push(`${report.freeLeases.length} leases are free: ${kinds(report.freeLeases)}`);
  if (report.crashes > 0) lines.push(`${report.crashes} processes ended without a word in the last five minutes`);
  if (lines.length === 0) return;
  print('');
  for (const line of lines) print(fitted(`! ${line}`));
}

function troublesOf(bot: BotReport): string[] {
  const lines: [boolean, string][] = [
    [bot.brakedUntil !== undefined, `braked by Telegram until ${bot.brakedUntil?.toISOString()}`],
    [bot.brakedChats > 0, `${bot.brakedChats} chats braked by Telegram`],
    [bot.inboxRetrying > 0, `${bot.inboxRetrying} entries to be retried: durabot inbox list --state retrying`],
    [bot.outboxRetrying > 0, `${bot.outboxRetrying} calls to be retried: durabot outbox list --state retrying`],
    [bot.held.count > 0, `${bot.held.count} calls wait for a decision: durabot held-calls list`],
    [bot.deadLetters.count > 0, `${bot.deadLetters.count} set aside: durabot dead-letters list`],
    [bot.stuckDialogs > 0, `${bot.stuckDialogs} dialogs stuck: durabot dialogs versions`],
  ];
  return lines.filter(([there]) => there).map(([, words]) => `${bot.name}: ${words}`);
}

function kinds(leases: readonly string[]): string {
  return [...new Set(leases.map((lease) => lease.split('/', 1)[0] ?? lease))].join(', ');
}

function showPauses({ pauses }: StatusReport): void {
  if (pauses.length === 0) return;
  const nowMs = systemClock.nowMs();
  print('');
  printTable(
    ['paused', 'since', 'why'],
    pauses.map(({ bot, chatKey, since, reason }) => [
      chatKey === undefined ? bot : `${bot}, chat ${chatKey}`,
      agoWords(since, nowMs),
      reasonWords(reason),
    ]),
  );
}

function showProcesses({ processes }: StatusReport): void {
  print('');
  if (processes.length === 0) {
    print('No process is running.');
    return;
  }
  const nowMs = systemClock.nowMs();
  printTable(
    ['process', 'up', 'seen', 'leases', 'roles'],
    processes.map((each) => [
      each.id.slice(0, 24),
      agoWords(each.startedAt, nowMs),
      ageWords(each.silentSeconds),
      leaseWords(each),
      each.roles.length === 4 ? 'all' : each.roles.length === 0 ? 'leaving' : each.roles.join(','),
    ]),
  );
}

function leaseWords({ leases }: ProcessReport): string {
  const words = Object.entries(leases).map(([kind, count]) => (kind === 'scheduler' ? kind : `${count} ${kind}`));
  return words.length === 0 ? '-' : words.join(', ');
}
