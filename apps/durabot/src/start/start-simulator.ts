import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Log } from '@durabot/postgres';
import { loopbackOf, portFault } from '../http/front-door.ts';
import type { Settings } from '../settings/settings.ts';
import { createSimulatorControl } from './simulator-control.ts';
import type { SimulatorControl } from './simulator-control.ts';

/** The simulator of this process. */
export interface RunningSimulator {
  port: number;
  /** Where its Bot API answers, for bots in this process. */
  apiRoot: string;
  control: SimulatorControl;
  stop(options: { deadlineMs: number }): Promise<void>;
}

/** The built web chat; it lies beside the simulator's own code, built or not. */
export const webDir = fileURLToPath(new URL('../dist-web/', import.meta.resolve('@durabot/simulator')));

/** Starts the built-in simulator on what it kept in the data directory. */
export async function startSimulator(
  { host, simulatorPort, dataDir }: Pick<Settings, 'host' | 'simulatorPort' | 'dataDir'>,
  log: Log,
): Promise<RunningSimulator> {
  // It is a third of all modules; a program with Telegram itself starts without them.
  const { createSimulator } = await import('@durabot/simulator');
  const simulator = createSimulator({ host, port: simulatorPort, stateDir: join(dataDir, 'simulator'), webDir, log });
  try {
    const { port } = await simulator.start();
    const apiRoot = `http://${loopbackOf(host)}:${port}`;
    return { port, apiRoot, control: createSimulatorControl(apiRoot), stop: (options) => simulator.stop(options) };
  } catch (error) {
    throw portFault(error, { setting: 'SIMULATOR_PORT', host, port: simulatorPort }) ?? error;
  }
}
