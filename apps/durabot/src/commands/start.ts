import type { Command } from 'commander';
import { currentCorrelationId, randomIds, systemClock } from '@durabot/runtime';
import { loadSettings } from '../config.ts';
import { describeFailure, describeUncaught, exitCodes } from '../failure.ts';
import { createLog } from '../logging/log.ts';
import type { LogOptions } from '../logging/log.ts';
import { secretsOf } from '../logging/secrets-of.ts';
import type { Settings } from '../settings/settings.ts';
import { createApplication } from '../start/application.ts';
import type { Application } from '../start/application.ts';
import { nextSignal } from '../stop-signals.ts';
import { tellFailure } from '../tell-failure.ts';
import { openErrorReports } from '../watching/open-error-reports.ts';
import type { ErrorReports } from '../watching/open-error-reports.ts';

/** `durabot start`: the whole program, until a signal ends it. */
export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('start the bots, with the embedded database and the simulator where the settings ask for them')
    .action(runStart);
}

async function runStart(): Promise<void> {
  const settings = loadSettings();
  const reports = await openReports(settings);
  const logOptions: LogOptions = {
    secrets: secretsOf([
      settings.databaseUrl,
      settings.redisUrl,
      settings.webhookSecret,
      settings.sentryDsn,
      settings.tracing?.headers,
      ...Object.values(settings.botTokens),
    ]),
    context: () => {
      const correlationId = currentCorrelationId();
      return correlationId === undefined ? {} : { correlationId };
    },
    ...(reports !== undefined && { onError: reports.report }),
  };
  const log = createLog(settings, logOptions);
  const application = createApplication({ settings, log, clock: systemClock, ids: randomIds });
  const signals = nextSignal();

  const run = async (): Promise<never> => {
    const { address } = await application.start();
    process.stdout.write(`Durabot is ready: ${address}\n`);
    return application.failed;
  };
  const running = run();
  const uncaught = signals.first.then((end) =>
    typeof end === 'string' ? end : { ...end, describe: describeUncaught },
  );
  const failed = running.catch((error: unknown) => ({ error, describe: describeFailure }));
  const ended = await Promise.race([uncaught, failed]);

  const options = { deadlineMs: settings.stopDeadlineMs, reports };
  if (typeof ended === 'string') {
    log.info({ signal: ended }, 'stopping');
    // The start may still be at work and then ends with an error that only says so.
    running.catch(() => {});
    await stopWithin(application, options);
    log.info({}, 'stopped');
    process.exit(exitCodes.done);
  }
  const exitCode = tellFailure(ended.error, ended.describe);
  log.debug({ err: ended.error }, 'ended by an error');
  // A person has just read it; Sentry has not.
  createLog({ logLevel: 'error', logFormat: 'json' }, { ...logOptions, sink: nowhere }).fatal(
    { err: ended.error },
    'ended by an error',
  );
  await stopWithin(application, options);
  process.exit(exitCode);
}

const nowhere = { write: (): void => {} };

async function openReports({ sentryDsn, sentryEnvironment }: Settings): Promise<ErrorReports | undefined> {
  if (sentryDsn === undefined) return undefined;
  return openErrorReports({ dsn: sentryDsn, environment: sentryEnvironment, clock: systemClock });
}

/** For the last reports, out of the whole deadline. */
const lastReportsMs = 2_000;

/** What is still at work at the deadline is left behind: nothing unfinished was confirmed, so nothing is lost. */
async function stopWithin(
  application: Application,
  { deadlineMs, reports }: { deadlineMs: number; reports: ErrorReports | undefined },
): Promise<void> {
  const reserveMs = reports === undefined ? 0 : Math.min(lastReportsMs, deadlineMs / 4);
  const ownMs = deadlineMs - reserveMs;
  await Promise.race([application.stop({ deadlineMs: ownMs }), systemClock.sleep(ownMs)]);
  await reports?.stop({ deadlineMs: reserveMs });
}
