import { resolve } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import { ConfigError } from '@durabot/bot-api';
import { createSimulator } from '@durabot/simulator';
import { inspectSettings } from '../config.ts';
import { loopbackOf, portFault } from '../http/front-door.ts';
import { createLog } from '../logging/log.ts';
import { webDir } from '../start/start-simulator.ts';
import { nextSignal } from '../stop-signals.ts';

interface SimulatorOptions {
  port: number;
  host: string;
  state?: string;
}

/** `durabot simulator`: the Bot API server and its web chat alone, for bots in other processes and languages. */
export function addSimulatorCommand(program: Command): void {
  program
    .command('simulator')
    .description('run the Telegram simulator alone, for bots in other processes')
    .addOption(new Option('--port <port>', 'where it listens').env('SIMULATOR_PORT').default(8081).argParser(readPort))
    .addOption(new Option('--host <host>', 'on which address').env('HOST').default('127.0.0.1'))
    .option('--state <folder>', 'keep its state there; in memory only when absent')
    .action(runSimulator);
}

async function runSimulator({ port, host, state }: SimulatorOptions): Promise<void> {
  // Only the log is taken from the settings: a bot's missing token is no concern of the simulator alone.
  const log = createLog(inspectSettings().settings ?? { logLevel: 'info', logFormat: 'auto' });
  const kept = state === undefined ? {} : { stateDir: resolve(state) };
  const simulator = createSimulator({ host, port, log, webDir, ...kept });
  const signals = nextSignal();
  const started = await simulator.start().catch((error: unknown) => {
    throw portFault(error, { setting: '--port', host, port }) ?? error;
  });
  process.stdout.write(`The simulator is ready: http://${loopbackOf(host)}:${started.port}\n`);
  const ended = await signals.first;
  await simulator.stop({ deadlineMs: 5000 });
  if (typeof ended !== 'string') throw ended.error;
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new ConfigError('SETTINGS_INVALID', '--port must be a whole number between 0 and 65535.');
}
