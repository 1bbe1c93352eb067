import type { Sql } from '@durabot/postgres';

/** A file that a payload uploads, and as what. */
export interface Upload {
  sha256: string;
  /** `photo`, `document`, …: a `file_id` is good for its kind only. */
  kind: string;
}

/** Kinds of which Telegram gives back an id that stands for the file from then on. */
const kinds = ['animation', 'audio', 'document', 'photo', 'sticker', 'video', 'video_note', 'voice'] as const;

/** The file that a call uploads as its one medium; albums and edits upload theirs anew. */
export function uploadOf(method: string, payload: Record<string, unknown>): Upload | undefined {
  const kind = kinds.find((each) => method.toLowerCase() === `send${each.replace('_', '')}`);
  const file = kind === undefined ? undefined : payload[kind];
  if (kind === undefined || typeof file !== 'object' || file === null) return undefined;
  return '$file' in file && typeof file.$file === 'string' ? { sha256: file.$file, kind } : undefined;
}

/** The id under which Telegram has the file already. */
export async function findSentFile(sql: Sql, bot: string, upload: Upload): Promise<string | undefined> {
  const { rows } = await sql.query<{ file_id: string }>(
    'select file_id from durabot.sent_file where bot = $1 and sha256 = $2 and kind = $3',
    [bot, upload.sha256, upload.kind],
  );
  return rows[0]?.file_id;
}

/** Keeps the id that a sent message carries for the file. */
export async function rememberSentFile(sql: Sql, bot: string, upload: Upload, message: unknown): Promise<void> {
  const fileId = fileIdIn(message, upload.kind);
  if (fileId === undefined) return;
  await sql.query(
    `insert into durabot.sent_file (bot, sha256, kind, file_id) values ($1, $2, $3, $4)
     on conflict (bot, sha256, kind) do update set file_id = excluded.file_id, sent_at = now()`,
    [bot, upload.sha256, upload.kind, fileId],
  );
}

/** Telegram does not know the id any more: the bytes are sent again. */
export async function forgetSentFile(sql: Sql, bot: string, upload: Upload): Promise<void> {
  await sql.query('delete from durabot.sent_file where bot = $1 and sha256 = $2 and kind = $3', [
    bot,
    upload.sha256,
    upload.kind,
  ]);
}

/** Of a photo the largest size, which is the last. */
function fileIdIn(message: unknown, kind: string): string | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const medium: unknown = Reflect.get(message, kind);
  const one: unknown = Array.isArray(medium) ? medium.at(-1) : medium;
  return typeof one === 'object' && one !== null && 'file_id' in one && typeof one.file_id === 'string'
    ? one.file_id
    : undefined;
}
