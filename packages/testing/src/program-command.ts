import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** Inside the workspace: what stays outside of a bundle is found from there. */
const folders = join(root, 'node_modules', '.cache', 'durabot-test-programs');
const variable = 'DURABOT_TEST_PROGRAMS';

/**
 * What Node is to be given to run a TypeScript program of a test. In a run of Vitest it is bundled when it is first
 * needed: from source, each start reads some 400 modules, which is most of what it costs.
 *
 * @param program its source file
 * @throws {Error} when it cannot be bundled, with what the bundler said
 */
export function programCommand(program: URL): string[] {
  const source = fileURLToPath(program);
  const folder = process.env[variable];
  if (folder === undefined) return ['--conditions=source', '--import', 'tsx', source];
  const name = `${basename(source, '.ts')}-${createHash('sha256').update(source).digest('hex').slice(0, 8)}`;
  const bundle = join(folder, `${name}.mjs`);
  if (existsSync(bundle)) return [bundle];
  // Two workers may do it at once; whoever comes last replaces the same by the same.
  const draft = join(folder, `${name}.${process.pid}.mjs`);
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts', 'bundle.mjs'), source, draft], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${source} could not be bundled: ${stderr}`);
  renameSync(draft, bundle);
  return [bundle];
}

/** Begins a run of tests: bundles of earlier ones may be of other sources. Gives the folder, to be left to `endPrograms`. */
export function beginPrograms(): string {
  const folder = join(folders, String(process.pid));
  for (const name of existsSync(folders) ? readdirSync(folders) : []) {
    if (!isAlive(Number(name))) rmSync(join(folders, name), { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  process.env[variable] = folder;
  return folder;
}

/** Ends what `beginPrograms` began. */
export function endPrograms(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  if (process.env[variable] === folder) delete process.env[variable];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
