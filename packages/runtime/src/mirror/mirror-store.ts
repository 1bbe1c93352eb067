import type { Redis } from '@durabot/redis';
import type { Sql } from '@durabot/postgres';
import type { StoredDialog } from '../dialog/dialog-store.ts';
import { placeOfKey, type DialogPlace } from './mirrored-dialog.ts';

/** An open dialog and whose it is. */
export interface OpenDialog {
  place: DialogPlace;
  dialog: StoredDialog;
}

const perPage = 500;

const columns =
  'id, bot, chat_id, user_id, topic_id, name, version, step, data, rev, status, started_at, updated_at, expires_at';

interface OpenRow {
  id: string;
  bot: string;
  chat_id: number;
  user_id: number;
  topic_id: number;
  name: string;
  version: number;
  step: string;
  data: unknown;
  rev: number;
  status: 'active' | 'parked';
  started_at: Date;
  updated_at: Date;
  expires_at: Date | null;
}

/** All open dialogs of these bots, page by page. Served by the primary key. */
export async function* listOpenDialogs(sql: Sql, bots: readonly string[]): AsyncGenerator<OpenDialog[]> {
  for (let after = ''; ;) {
    const { rows } = await sql.prepared<OpenRow>(
      'mirror_list_open',
      `select ${columns} from durabot.dialog
       where status = 'active' and bot = any ($1::text[]) and id > $2 order by id limit $3`,
      [bots, after, perPage],
    );
    yield rows.map(openOf);
    if (rows.length < perPage) return;
    after = rows.at(-1)?.id ?? '';
  }
}

/** The open dialog of one place. Served by `dialog_owner_idx`. */
export async function readOpenDialog(sql: Sql, place: DialogPlace): Promise<StoredDialog | undefined> {
  const { rows } = await sql.prepared<OpenRow>(
    'mirror_read_open',
    `select ${columns} from durabot.dialog
     where bot = $1 and chat_id = $2 and user_id = $3 and topic_id = $4 and status = 'active'`,
    [place.bot, place.chatId, place.userId, place.topicId],
  );
  return rows.map(openOf)[0]?.dialog;
}

/** The data of dialogs by their ids. Served by the primary key. */
export async function readDialogData(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, StoredDialog>> {
  const { rows } = await sql.prepared<OpenRow>(
    'mirror_read_data',
    `select ${columns} from durabot.dialog where id = any ($1::text[]) and status = 'active'`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, openOf(row).dialog]));
}

function openOf({ bot, chat_id, user_id, topic_id, started_at, updated_at, expires_at, ...row }: OpenRow): OpenDialog {
  return {
    place: { bot, chatId: chat_id, userId: user_id, topicId: topic_id },
    dialog: { ...row, startedAt: started_at, updatedAt: updated_at, expiresAt: expires_at ?? undefined },
  };
}

const scanLimitMs = 2_000;

/** Places that have keys in Redis and no open dialog in the table: those of dialogs that ended while Redis was away. */
export async function* listLeftovers(
  redis: Redis,
  sql: Sql,
  { mine, before }: { mine: (place: DialogPlace) => boolean; before: () => void },
): AsyncGenerator<DialogPlace[]> {
  for (let cursor = '0'; ;) {
    const answer = await redis.ask([['scan', cursor, 'MATCH', 'fsm:*', 'COUNT', perPage]], scanLimitMs);
    if (answer.kind === 'away') return;
    const { next, keys } = readScan(answer.replies[0]);
    const places = new Map<string, DialogPlace>();
    for (const key of keys) {
      const place = placeOfKey(key);
      if (place !== undefined && mine(place)) places.set(key.replace(/:[a-z]+$/, ''), place);
    }
    before();
    if (places.size > 0) yield await withoutDialog(sql, [...places.values()]);
    if (next === '0') return;
    cursor = next;
  }
}

async function withoutDialog(sql: Sql, places: readonly DialogPlace[]): Promise<DialogPlace[]> {
  const { rows } = await sql.prepared<{ ord: number }>(
    'mirror_without_dialog',
    `select p.ord::int as ord
     from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) with ordinality
       as p(bot, chat_id, user_id, topic_id, ord)
     where not exists (
       select 1 from durabot.dialog d
       where d.bot = p.bot and d.chat_id = p.chat_id and d.user_id = p.user_id and d.topic_id = p.topic_id
         and d.status = 'active')`,
    [
      places.map(({ bot }) => bot),
      places.map(({ chatId }) => chatId),
      places.map(({ userId }) => userId),
      places.map(({ topicId }) => topicId),
    ],
  );
  return rows.flatMap(({ ord }) => places[ord - 1] ?? []);
}

function readScan(reply: unknown): { next: string; keys: string[] } {
  const [next, keys] = Array.isArray(reply) ? reply : [];
  return {
    next: typeof next === 'string' ? next : '0',
    keys: Array.isArray(keys) ? keys.filter((key): key is string => typeof key === 'string') : [],
  };
}
