import type { Sql } from '@durabot/postgres';

/** A file that a payload uploads, as what, and where it stands. */
export interface Upload {
  sha256: string;
  /** `photo`, `document`, …: a `file_id` is good for its kind only. */
  kind: string;
  /** Its place in the payload. */
  path: readonly (string | number)[];
  /** Which message of the answer carries it; albums bring several. */
  message: number;
}

/** Kinds of which Telegram gives back an id that stands for the file from then on. */
const kinds = ['animation', 'audio', 'document', 'photo', 'sticker', 'video', 'video_note', 'voice'] as const;
/** By the method that sends it, in small letters. */
const kindByMethod = new Map(kinds.map((kind) => [`send${kind.replace('_', '')}`, kind]));

/** The files that a call uploads as its media: one, those of an album, or the one that an edit puts in place of another. */
export function uploadsOf(method: string, payload: Record<string, unknown>): Upload[] {
  const { media } = payload;
  if (method === 'sendMediaGroup' && Array.isArray(media))
    return media.flatMap((item, message) => inputMedia(item, ['media', message], message));
  if (method === 'editMessageMedia') return inputMedia(media, ['media'], 0);
  const kind = kindByMethod.get(method.toLowerCase());
  return kind === undefined ? [] : upload(payload[kind], { kind, path: [kind], message: 0 });
}

function inputMedia(item: unknown, path: readonly (string | number)[], message: number): Upload[] {
  if (typeof item !== 'object' || item === null || !('media' in item) || !('type' in item)) return [];
  const kind = kinds.find((each) => each === item.type);
  return kind === undefined ? [] : upload(item.media, { kind, path: [...path, 'media'], message });
}

function upload(file: unknown, where: Omit<Upload, 'sha256'>): Upload[] {
  if (typeof file !== 'object' || file === null) return [];
  return '$file' in file && typeof file.$file === 'string' ? [{ sha256: file.$file, ...where }] : [];
}

/** The payload with ids in place of those files that have one. */
export function withFileIds(
  payload: Record<string, unknown>,
  uploads: readonly Upload[],
  ids: readonly (string | undefined)[],
): Record<string, unknown> {
  const changed = structuredClone(payload);
  for (const [index, { path }] of uploads.entries()) {
    const id = ids[index];
    const holder = path.slice(0, -1).reduce<unknown>((value, key) => fieldOf(value, key), changed);
    const [last] = path.slice(-1);
    if (id !== undefined && last !== undefined && typeof holder === 'object' && holder !== null)
      Reflect.set(holder, last, id);
  }
  return changed;
}

/** The ids under which Telegram has the files already, in their order. */
export async function findSentFiles(
  sql: Sql,
  bot: string,
  uploads: readonly Upload[],
): Promise<(string | undefined)[]> {
  const { rows } = await sql.query<{ file_id: string | null }>(
    `select f.file_id from unnest($2::text[], $3::text[]) with ordinality as u(sha256, kind, ord)
     left join durabot.sent_file f on f.bot = $1 and f.sha256 = u.sha256 and f.kind = u.kind order by u.ord`,
    [bot, uploads.map(({ sha256 }) => sha256), uploads.map(({ kind }) => kind)],
  );
  return rows.map(({ file_id }) => file_id ?? undefined);
}

/** Keeps the ids that the answer carries for the files. */
export async function rememberSentFiles(
  sql: Sql,
  bot: string,
  uploads: readonly Upload[],
  answer: unknown,
): Promise<void> {
  for (const { sha256, kind, message } of uploads) {
    const fileId = fileIdIn(Array.isArray(answer) ? answer[message] : answer, kind);
    if (fileId === undefined) continue;
    await sql.query(
      `insert into durabot.sent_file (bot, sha256, kind, file_id) values ($1, $2, $3, $4)
       on conflict (bot, sha256, kind) do update set file_id = excluded.file_id, sent_at = now()`,
      [bot, sha256, kind, fileId],
    );
  }
}

/** Telegram does not know one of the ids any more: the bytes are sent again. */
export async function forgetSentFiles(sql: Sql, bot: string, uploads: readonly Upload[]): Promise<void> {
  await sql.query(
    `delete from durabot.sent_file f using unnest($2::text[], $3::text[]) as u(sha256, kind)
     where f.bot = $1 and f.sha256 = u.sha256 and f.kind = u.kind`,
    [bot, uploads.map(({ sha256 }) => sha256), uploads.map(({ kind }) => kind)],
  );
}

/** Of a photo the largest size, which is the last. */
function fileIdIn(message: unknown, kind: string): string | undefined {
  const medium = fieldOf(message, kind);
  const id = fieldOf(Array.isArray(medium) ? medium.at(-1) : medium, 'file_id');
  return typeof id === 'string' ? id : undefined;
}

function fieldOf(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
