import type { Command } from 'commander';
import { randomIds, systemClock } from '@durabot/runtime';
import { loadSettings } from '../config.ts';
import { exitCodes } from '../failure.ts';
import { createLog } from '../logging/log.ts';
import { createApplication } from '../start/application.ts';
import type { Application } from '../start/application.ts';
import { nextSignal } from '../stop-signals.ts';
import { tellFailure } from '../tell-failure.ts';

/** `durabot start`: the whole program, until a signal ends it. */
export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('start the bots, with the embedded database and the simulator where the settings ask for them')
    .action(runStart);
}

async function runStart(): Promise<void> {
  const settings = loadSettings();
  const log = createLog(settings);
  const application = createApplication({ settings, log, clock: systemClock, ids: randomIds });
  const signals = nextSignal();

  const run = async (): Promise<never> => {
    const { address } = await application.start();
    process.stdout.write(`Durabot is ready: ${address}\n`);
    return application.failed;
  };
  const running = run();
  const ended = await Promise.race([signals.first, running.catch((error: unknown) => ({ error }))]);

  const options = { deadlineMs: settings.stopDeadlineMs };
  if (typeof ended === 'string') {
    log.info({ signal: ended }, 'stopping');
    // The start may still be at work and then ends with an error that only says so.
    running.catch(() => {});
    await stopWithin(application, options);
    log.info({}, 'stopped');
    process.exit(exitCodes.done);
  }
  const exitCode = tellFailure(ended.error);
  log.debug({ err: ended.error }, 'ended by an error');
  await stopWithin(application, options);
  process.exit(exitCode);
}

/** What is still at work at the deadline is left behind: nothing unfinished was confirmed, so nothing is lost. */
async function stopWithin(application: Application, { deadlineMs }: { deadlineMs: number }): Promise<void> {
  await Promise.race([application.stop({ deadlineMs }), systemClock.sleep(deadlineMs)]);
}
