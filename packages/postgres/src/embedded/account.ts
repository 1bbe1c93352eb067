import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Who the server runs as. */
export interface Account {
  uid: number;
  gid: number;
  name: string;
}

/**
 * Chooses an account for the server, which refuses to run as root: the owner of existing data, else `postgres`, else
 * `nobody`.
 *
 * @returns undefined when this process is an ordinary user's, and the server simply runs as the same
 */
export async function chooseAccount(clusterDir: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = parseAccounts(await readFile('/etc/passwd', 'utf8').catch(() => ''));
  const owner = await stat(clusterDir).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) {
    const name = accounts.find(({ uid }) => uid === owner.uid)?.name ?? String(owner.uid);
    return { uid: owner.uid, gid: owner.gid, name };
  }
  for (const wanted of ['postgres', 'nobody']) {
    const found = accounts.find(({ name, uid }) => name === wanted && uid !== 0);
    if (found !== undefined) return found;
  }
  // An image without either still has the number that the kernel itself gives to nobody.
  return { uid: 65_534, gid: 65_534, name: 'nobody' };
}

/** Reads the lines of `/etc/passwd`. */
export function parseAccounts(text: string): Account[] {
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    if (name === undefined || uid === undefined || gid === undefined || !/^-?\d+$/.test(uid)) return [];
    // macOS writes nobody as -2.
    return [{ name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }];
  });
}

/** Tells whether an account may pass every folder above `path`, the way the server's own `access()` will ask. */
export async function canReach(account: Account, path: string): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bits = uid === account.uid ? mode >> 6 : gid === account.gid ? mode >> 3 : mode;
    if ((bits & 1) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
