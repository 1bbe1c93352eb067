import { Command } from 'commander';
import { addBroadcastCommand } from './commands/broadcast.ts';
import { addConfigCommand } from './commands/config.ts';
import { addDeadLettersCommand } from './commands/dead-letters.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addHeldCallsCommand } from './commands/held-calls.ts';
import { addMigrateCommand } from './commands/migrate.ts';
import { addSimulatorCommand } from './commands/simulator.ts';
import { addStartCommand } from './commands/start.ts';
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
  addBroadcastCommand(program);
  addDeadLettersCommand(program);
  addHeldCallsCommand(program);
  return program;
}
