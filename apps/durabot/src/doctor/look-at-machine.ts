import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { describeFailure } from '../failure.ts';
import { loopbackOf, portFault } from '../http/front-door.ts';
import type { Settings } from '../settings/settings.ts';
import { prepareDataDirectory } from '../start/data-directory.ts';
import { bad, good, note } from './finding.ts';
import type { Finding } from './finding.ts';

const oldestNode = [20, 19] as const;
const lowSpaceBytes = 1024 ** 3;
const noSpaceBytes = 100 * 1024 ** 2;

/** Whether Node itself is new enough. */
export function lookAtNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const enough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  if (enough) return good(`Node.js ${version}`);
  return bad(`Node.js ${version} is too old`, `Install Node.js ${oldestNode.join('.')} or newer.`);
}

/** The data directory and the space on its disk. */
export async function lookAtDataDirectory(dataDir: string): Promise<Finding[]> {
  try {
    prepareDataDirectory(dataDir);
  } catch (error) {
    return [bad('Data directory', describeFailure(error).message)];
  }
  const { bavail, bsize } = await statfs(dataDir);
  const freeBytes = bavail * bsize;
  const shown = `${(freeBytes / 1024 ** 3).toFixed(1)} GB free`;
  const space =
    freeBytes < noSpaceBytes
      ? bad(`Disk space: ${shown}`, 'Free some space, or set DATA_DIR to a folder on another disk.')
      : freeBytes < lowSpaceBytes
        ? note(`Disk space: ${shown}`, 'That is little; the database stops when there is none.')
        : good(`Disk space: ${shown}`);
  return [good(`Data directory ${dataDir} can be written`), space];
}

/** The folder of files: what is exported and photographed goes nowhere without it. */
export async function lookAtFiles(filesDir: string): Promise<Finding> {
  try {
    await mkdir(filesDir, { recursive: true });
    await access(filesDir, constants.W_OK);
    return good(`Folder of files ${filesDir} can be written`);
  } catch {
    return bad(
      `Folder of files ${filesDir} cannot be written`,
      'Set FILES_DIR to a folder that this account may write.',
    );
  }
}

/** Whether the ports are free, or held by a Durabot that runs already. */
export async function lookAtPorts({ host, port, simulator, simulatorPort }: Settings): Promise<Finding[]> {
  const findings = [await lookAtPort('PORT', host, port, '/healthz')];
  if (simulator) findings.push(await lookAtPort('SIMULATOR_PORT', host, simulatorPort, '/_sim/health'));
  return findings;
}

async function lookAtPort(setting: string, host: string, port: number, healthPath: string): Promise<Finding> {
  if (port === 0) return good(`${setting} is chosen at the start`);
  const error = await tryToListen(host, port);
  if (error === undefined) return good(`${setting} ${port} is free`);
  if (await answers(`http://${loopbackOf(host)}:${port}${healthPath}`)) {
    return note(`${setting} ${port} is in use by a Durabot that is running`);
  }
  const fault = portFault(error, { setting, host, port });
  return bad(`${setting} ${port}`, fault?.message ?? String(error));
}

function tryToListen(host: string, port: number): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error));
    server.listen(port, host, () => {
      server.close(() => resolve(undefined));
    });
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
