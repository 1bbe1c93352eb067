import { resolve } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import { ConfigError } from '@durabot/bot-api';
import type { SimBot, SimulatorClient } from '@durabot/simulator';
import { inspectSettings } from '../config.ts';
import { loopbackOf, portFault } from '../http/front-door.ts';
import { createLog } from '../logging/log.ts';
import { webDir } from '../start/start-simulator.ts';
import { nextSignal } from '../stop-signals.ts';

interface SimulatorOptions {
  port: number;
  host: string;
  state?: string;
  bot: string[];
  local?: true;
  strictWebhooks?: true;
  seed?: number;
}

/** `durabot simulator`: the Bot API server and its web chat alone, for bots in other processes and languages. */
export function addSimulatorCommand(program: Command): void {
  program
    .command('simulator')
    .description('run the Telegram simulator alone, for bots in other processes')
    .addOption(new Option('--port <port>', 'where it listens').env('SIMULATOR_PORT').default(8081).argParser(readPort))
    .addOption(new Option('--host <host>', 'on which address').env('HOST').default('127.0.0.1'))
    .option('--state <folder>', 'keep its state there; in memory only when absent')
    .option('--bot <username>', 'have a bot of this name, and print its token; may be repeated', collect, [])
    .option('--local', 'behave like a Bot API server in local mode')
    .option('--strict-webhooks', 'refuse webhook addresses that Telegram refuses: plain http, this machine')
    .addOption(new Option('--seed <number>', 'make ids and chances repeatable').argParser(readSeed))
    .action(runSimulator);
}

async function runSimulator({ port, host, state, bot, local, strictWebhooks, seed }: SimulatorOptions): Promise<void> {
  // Only the log is taken from the settings: a bot's missing token is no concern of the simulator alone.
  const log = createLog(inspectSettings().settings ?? { logLevel: 'info', logFormat: 'auto' });
  const { createSimulator, createSimulatorClient } = await import('@durabot/simulator');
  const simulator = createSimulator({
    host,
    port,
    log,
    webDir,
    ...(state === undefined ? {} : { stateDir: resolve(state) }),
    ...(seed === undefined ? {} : { seed }),
    local: local === true,
    strictWebhookUrl: strictWebhooks === true,
  });
  const signals = nextSignal();
  const started = await simulator.start().catch((error: unknown) => {
    throw portFault(error, { setting: '--port', host, port }) ?? error;
  });
  const address = `http://${loopbackOf(host)}:${started.port}`;
  const sim = createSimulatorClient(address);
  try {
    for (const username of bot) {
      const { token } = await haveBot(sim, username);
      process.stdout.write(`@${username}: token ${token}, API root ${address}\n`);
    }
  } catch (error) {
    await simulator.stop();
    throw new ConfigError('SETTINGS_INVALID', `--bot: ${error instanceof Error ? error.message : String(error)}`);
  }
  process.stdout.write(`The simulator is ready: ${address}\n`);
  const ended = await signals.first;
  await simulator.stop({ deadlineMs: 5000 });
  if (typeof ended !== 'string') throw ended.error;
}

/** Finds a bot of an earlier run, whose token is the same for ever, or creates it. */
async function haveBot(sim: SimulatorClient, username: string): Promise<Pick<SimBot, 'token'>> {
  const { bots } = await sim.http.get<{ bots: SimBot[] }>('bots');
  return bots.find((known) => known.username.toLowerCase() === username.toLowerCase()) ?? (await sim.bot({ username }));
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value.replace(/^@/, '')];
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (/^\d+$/.test(text) && seed < 2 ** 31) return seed;
  throw new ConfigError('SETTINGS_INVALID', '--seed must be a whole number between 0 and 2147483647.');
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new ConfigError('SETTINGS_INVALID', '--port must be a whole number between 0 and 65535.');
}
