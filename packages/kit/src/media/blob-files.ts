import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Files by the hash of their content, in a folder. */
export interface BlobFiles {
  /** Writes the bytes unless they are there, whole or not at all; gives their hash. */
  put(bytes: Buffer): Promise<string>;
  has(hash: string): Promise<boolean>;
  /** @throws when there is no such file, or its content is not what its name says */
  read(hash: string): Promise<Buffer>;
  remove(hash: string): Promise<void>;
  /** Hashes of files that were last written before a moment, and removes drafts of that age. */
  listOlder(before: Date): AsyncGenerator<string>;
}

/** The name of a content: its SHA-256, hexadecimal. */
export function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** @param folder is made when it is first needed */
export function createBlobFiles(folder: string): BlobFiles {
  const pathOf = (hash: string) => {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new RangeError('A blob is named by 64 hexadecimal digits.');
    return join(folder, hash.slice(0, 2), hash);
  };
  const has = async (hash: string) => {
    try {
      return (await stat(pathOf(hash))).isFile();
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  };
  return {
    has,
    async put(bytes) {
      const hash = hashOf(bytes);
      if (!(await has(hash))) await writeWhole(pathOf(hash), bytes);
      return hash;
    },
    async read(hash) {
      const bytes = await readFile(pathOf(hash));
      if (hashOf(bytes) !== hash) throw new Error(`The file of blob ${hash} is damaged; restore it from a backup.`);
      return bytes;
    },
    remove: (hash) => rm(pathOf(hash), { force: true }),
    listOlder: (before) => listOlder(folder, before),
  };
}

/** A crash leaves a draft or the whole file, and the name is on the disk before anybody hears of it. */
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}.part`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
    await file.close();
    await rename(draft, path);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(draft, { force: true });
    throw error;
  }
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function* listOlder(folder: string, before: Date): AsyncGenerator<string> {
  for (const shelf of await listFolder(folder)) {
    for (const name of await listFolder(join(folder, shelf))) {
      const path = join(folder, shelf, name);
      const found = await stat(path).catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw error;
      });
      if (found === undefined || found.mtime >= before) continue;
      if (name.endsWith('.part')) await rm(path, { force: true });
      else yield name;
    }
  }
}

async function listFolder(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
