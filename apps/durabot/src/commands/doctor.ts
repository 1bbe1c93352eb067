import type { Command } from 'commander';
import { systemClock } from '@durabot/runtime';
import { inspectSettings } from '../config.ts';
import { bad, good, renderFinding } from '../doctor/finding.ts';
import type { Finding } from '../doctor/finding.ts';
import { lookAtDatabase } from '../doctor/look-at-database.ts';
import { lookAtDataDirectory, lookAtFiles, lookAtNode, lookAtPorts } from '../doctor/look-at-machine.ts';
import { lookAtRedis } from '../doctor/look-at-redis.ts';
import { lookAtTelegram } from '../doctor/look-at-telegram.ts';
import { lookAtWatching } from '../doctor/look-at-watching.ts';
import { exitCodes } from '../failure.ts';
import { createLog } from '../logging/log.ts';

/** `durabot doctor`: looks at everything a start depends on and says what to do; changes nothing of yours. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description(
      'check settings, disk, database, Redis, tokens, webhook, ports, clock, Sentry and traces, and say what to do',
    )
    .action(async () => {
      const findings: Finding[] = [];
      const tell = (...more: Finding[]): void => {
        findings.push(...more);
        for (const finding of more) process.stdout.write(`${renderFinding(finding)}\n`);
      };
      await look(tell);
      const faults = findings.filter(({ kind }) => kind === 'bad').length;
      process.stdout.write(faults === 0 ? '\nEverything is in order.\n' : `\n${faults} to put right.\n`);
      process.exitCode = faults === 0 ? exitCodes.done : exitCodes.failed;
    });
}

async function look(tell: (...findings: Finding[]) => void): Promise<void> {
  tell(lookAtNode(process.version));
  const { settings, faults } = inspectSettings();
  if (settings === undefined) {
    tell(...faults.map((fault) => bad('Setting', fault)));
    return;
  }
  tell(good('Settings are valid'));
  // Its own findings say what is wrong; log lines between them would only confuse.
  const log = createLog({ logLevel: 'silent', logFormat: 'json' });
  const directory = await lookAtDataDirectory(settings.dataDir);
  tell(...directory, await lookAtFiles(settings.filesDir));
  tell(...(await lookAtPorts(settings)));
  const databaseCanStart = settings.databaseUrl !== undefined || directory.every(({ kind }) => kind !== 'bad');
  if (databaseCanStart) tell(...(await lookAtDatabase(settings, log, systemClock)));
  tell(...(await lookAtRedis(settings, systemClock)));
  tell(...(await lookAtTelegram(settings, systemClock)));
  tell(...(await lookAtWatching(settings)));
}
