import { Command } from 'commander';
import { addBroadcastCommand } from './commands/broadcast.ts';
import { addConfigCommand } from './commands/config.ts';
import { addDeadLettersCommand } from './commands/dead-letters.ts';
import { addDialogsCommand } from './commands/dialogs.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addHeldCallsCommand } from './commands/held-calls.ts';
import { addInboxCommand } from './commands/inbox.ts';
import { addMigrateCommand } from './commands/migrate.ts';
import { addOutboxCommand } from './commands/outbox.ts';
import { addPauseCommands } from './commands/pause.ts';
import { addRepairCommand } from './commands/repair.ts';
import { addSimulatorCommand } from './commands/simulator.ts';
import { addStartCommand } from './commands/start.ts';
import { addStatusCommand } from './commands/status.ts';
import { version } from './version.ts';

/** The commands of `durabot`; each is a file in `commands/`. */
export function createCommandLine(): Command {
  const program = new Command('durabot')
    .description('A durable runtime for Telegram bots, and the bots that run on it.')
    .version(version)
    .showHelpAfterError()
    .addHelpText(
      'after',
      '\nSettings are variables of the environment or lines of .env: see .env.example or `durabot config`.',
    );
  addStartCommand(program);
  addMigrateCommand(program);
  addSimulatorCommand(program);
  addDoctorCommand(program);
  addConfigCommand(program);
  addStatusCommand(program);
  addPauseCommands(program);
  addInboxCommand(program);
  addOutboxCommand(program);
  addDialogsCommand(program);
  addBroadcastCommand(program);
  addDeadLettersCommand(program);
  addHeldCallsCommand(program);
  addRepairCommand(program);
  return program;
}
