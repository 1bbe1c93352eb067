/** Keys that wrap data keys. They come from a setting and are in no database and no backup of one. */
export interface MasterKeys {
  /** What new data keys are wrapped with. */
  readonly current: MasterKey;
  find(id: string): MasterKey | undefined;
}

/** One master key and the name that wrapped keys remember it by. */
export interface MasterKey {
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

/**
 * Reads a setting like `2026-11:BASE64,2025-01:BASE64`: names and 32 random bytes each, the current one first. Old ones
 * stay until {@link rewrapDataKeys} has left none of their work.
 *
 * @throws RangeError that names what is wrong, never a key
 */
export function parseMasterKeys(setting: string): MasterKeys {
  const keys = setting
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseKey);
  const [current] = keys;
  if (current === undefined) throw new RangeError('No master key is given; it looks like 2026-11:BASE64.');
  const byId = new Map(keys.map((key) => [key.id, key]));
  if (byId.size < keys.length) throw new RangeError('Two master keys have one name.');
  return { current, find: (id) => byId.get(id) };
}

function parseKey(part: string, index: number): MasterKey {
  const [, id = '', encoded = ''] = /^([\w-]{1,32}):([A-Za-z0-9+/_-]+=*)$/.exec(part) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  if (id === '') throw new RangeError(`Master key ${index + 1} does not look like 2026-11:BASE64.`);
  if (bytes.length !== 32)
    throw new RangeError(
      `Master key ${id} has ${bytes.length} bytes instead of 32; openssl rand -base64 32 makes one.`,
    );
  if (bytes.every((byte) => byte === bytes[0])) throw new RangeError(`Master key ${id} is not random.`);
  return { id, bytes };
}
