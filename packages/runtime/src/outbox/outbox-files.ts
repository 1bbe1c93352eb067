import { createHash } from 'node:crypto';
import type { Sql } from '@durabot/postgres';
import { InputFile } from 'grammy';

/** Stands in a stored payload for the bytes of an upload. */
interface FileReference {
  $file: string;
  name: string;
}

/** Uploads above this are refused by Telegram's own server. */
const maxUploadBytes = 50 * 1024 * 1024;

/**
 * Replaces every grammY `InputFile` in a payload by a reference and stores its bytes under their hash,
 * so that the call can be made after a restart, too. The bytes are stored before the commit that names them; unused ones are swept later.
 *
 * @throws RangeError when a file is larger than Telegram takes
 */
export async function storeFiles(sql: Sql, payload: Record<string, unknown>): Promise<Record<string, unknown>> {
  const stored: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(payload)) stored[key] = await storeIn(sql, value);
  return stored;
}

/** Whether storing it has to wait for bytes. */
export function holdsFile(value: unknown): boolean {
  if (value instanceof InputFile) return true;
  if (Array.isArray(value)) return value.some(holdsFile);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsFile);
}

async function storeIn(sql: Sql, value: unknown): Promise<unknown> {
  if (value instanceof InputFile) return storeFile(sql, value);
  if (Array.isArray(value)) return Promise.all(value.map((item) => storeIn(sql, item)));
  if (typeof value !== 'object' || value === null) return value;
  const entries = await Promise.all(
    Object.entries(value).map(async ([key, inner]) => [key, await storeIn(sql, inner)]),
  );
  return Object.fromEntries(entries);
}

async function storeFile(sql: Sql, file: InputFile): Promise<FileReference> {
  const bytes = await readAll(await file.toRaw());
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await sql.query(
    `insert into durabot.outbox_file (sha256, bytes) values ($1, $2)
     on conflict (sha256) do update set stored_at = now()`,
    [sha256, bytes],
  );
  return { $file: sha256, name: file.filename ?? 'file' };
}

async function readAll(source: Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Buffer> {
  if (source instanceof Uint8Array) return Buffer.from(source);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maxUploadBytes)
      throw new RangeError(`The file is larger than ${maxUploadBytes} bytes, which Telegram refuses.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Whether a stored payload names bytes to upload. */
export function namesFile(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(namesFile);
  return '$file' in value || Object.values(value).some(namesFile);
}

/** Puts the bytes back into a payload, as the HTTP client wants them. */
export async function loadFiles(sql: Sql, payload: Record<string, unknown>): Promise<Record<string, unknown>> {
  if (!namesFile(payload)) return payload;
  const loaded: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(payload)) loaded[key] = await loadIn(sql, value);
  return loaded;
}

async function loadIn(sql: Sql, value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((item) => loadIn(sql, item)));
  if (typeof value !== 'object' || value === null) return value;
  if ('$file' in value && typeof value.$file === 'string') {
    const { rows } = await sql.query<{ bytes: Buffer }>('select bytes from durabot.outbox_file where sha256 = $1', [
      value.$file,
    ]);
    const name = 'name' in value && typeof value.name === 'string' ? value.name : 'file';
    return { kind: 'bytes', bytes: rows[0]?.bytes ?? Buffer.alloc(0), name };
  }
  const entries = await Promise.all(Object.entries(value).map(async ([key, inner]) => [key, await loadIn(sql, inner)]));
  return Object.fromEntries(entries);
}

/** Removes bytes that no waiting call names. @returns how many */
export async function sweepFiles(sql: Sql, before: Date): Promise<number> {
  const { rowCount } = await sql.query(
    `delete from durabot.outbox_file f where f.stored_at < $1
       and not exists (select 1 from durabot.outbox o where o.payload::text like '%' || f.sha256 || '%')`,
    [before],
  );
  return rowCount;
}
