import type { Sql } from '@durabot/postgres';
import { type DialogFit, isStuck, judgeDialog, type KnownDialog } from '../dialog/known-dialogs.ts';

/** Stored dialogs of one bot, name, version and step, and what the build that runs the bot makes of them. */
export interface DialogGroup {
  bot: string;
  name: string;
  version: number;
  step: string;
  count: number;
  /** When they were last used. */
  oldestAt: Date;
  newestAt: Date;
  fit: DialogFit;
  stuck: boolean;
}

/** A stored dialog as operators see it, without its answers. */
export interface DialogView {
  id: string;
  bot: string;
  chatId: number;
  userId: number;
  topicId: number | undefined;
  name: string;
  version: number;
  step: string;
  status: 'active' | 'parked';
  fit: DialogFit;
  startedAt: Date;
  updatedAt: Date;
  expiresAt: Date | undefined;
}

/** Which dialogs; what is left out does not matter. */
export interface DialogFilter {
  ids?: readonly string[];
  bot?: string;
  chatId?: number;
  userId?: number;
  name?: string;
  step?: string;
  version?: number;
  status?: 'active' | 'parked';
  /** Not used for so long. */
  olderThanMs?: number;
  stuck?: true;
}

interface Kind {
  bot: string;
  name: string;
  version: number;
  step: string;
  stuck: string | null;
}

const matches = `($1::text[] is null or d.id = any ($1)) and ($2::text is null or d.bot = $2)
  and ($3::bigint is null or d.chat_id = $3) and ($4::bigint is null or d.user_id = $4)
  and ($5::text is null or d.name = $5) and ($6::text is null or d.step = $6)
  and ($7::integer is null or d.version = $7) and ($8::text is null or d.status = $8)
  and ($9::float8 is null or d.updated_at < now() - make_interval(secs => $9))
  and ($10::json is null or (d.bot, d.name, d.version, d.step, coalesce(d.stuck, '')) in (
    select bot, name, version, step, coalesce(stuck, '')
    from json_to_recordset($10) as k(bot text, name text, version integer, step text, stuck text)))`;

async function parametersOf(sql: Sql, filter: DialogFilter): Promise<unknown[]> {
  const { ids, bot, chatId, userId, name, step, version, status, olderThanMs, stuck } = filter;
  const kinds = stuck === true ? JSON.stringify(await stuckKinds(sql)) : null;
  const seconds = olderThanMs === undefined ? null : olderThanMs / 1000;
  const plain = [ids, bot, chatId, userId, name, step, version, status].map((value) => value ?? null);
  return [...plain, seconds, kinds];
}

/** Tells where stored dialogs stand and whether the build that connected their bot last can go on with them. */
export async function reportDialogs(sql: Sql, bot?: string): Promise<DialogGroup[]> {
  const groups = await readGroups(sql, bot);
  return groups.map(({ stuck: _reason, oldest_at, newest_at, fit, ...rest }) => ({
    ...rest,
    oldestAt: oldest_at,
    newestAt: newest_at,
    fit,
    stuck: isStuck(fit),
  }));
}

/** Lists dialogs, the longest unused first. */
export async function listDialogs(sql: Sql, filter: DialogFilter, limit = 100): Promise<DialogView[]> {
  const { rows } = await sql.query<DialogRow>(
    `select ${columns} from durabot.dialog d left join durabot.bot b on b.name = d.bot
     where ${matches} order by d.updated_at, d.id limit $11`,
    [...(await parametersOf(sql, filter)), limit],
  );
  return rows.map(viewOf);
}

/** Finds one dialog, with the names of the fields that are answered; not with the answers. */
export async function findDialog(sql: Sql, id: string): Promise<(DialogView & { answered: string[] }) | undefined> {
  const { rows } = await sql.query<DialogRow & { answered: string[] | null }>(
    `select ${columns}, (
       select json_agg(k) from json_object_keys(
         case json_typeof(d.data->'values') when 'object' then d.data->'values' else '{}' end) as k) as answered
     from durabot.dialog d left join durabot.bot b on b.name = d.bot where d.id = $1`,
    [id],
  );
  const [row] = rows;
  return row === undefined ? undefined : { ...viewOf(row), answered: row.answered ?? [] };
}

export async function countDialogs(sql: Sql, filter: DialogFilter): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from durabot.dialog d where ${matches}`,
    await parametersOf(sql, filter),
  );
  return rows[0]?.count ?? 0;
}

/** Ends dialogs for good, with the answers given so far; their users can begin anew. @returns how many */
export async function dropDialogs(sql: Sql, filter: DialogFilter): Promise<number> {
  const { rowCount } = await sql.query(
    `delete from durabot.dialog d where ${matches}`,
    await parametersOf(sql, filter),
  );
  return rowCount;
}

async function stuckKinds(sql: Sql): Promise<Kind[]> {
  const groups = await readGroups(sql, undefined);
  return groups
    .filter(({ fit }) => isStuck(fit))
    .map(({ bot, name, version, step, stuck }) => ({ bot, name, version, step, stuck }));
}

type GroupRow = Kind & { count: number; oldest_at: Date; newest_at: Date; dialogs: KnownDialog[] | null };

async function readGroups(
  sql: Sql,
  bot: string | undefined,
): Promise<(Omit<GroupRow, 'dialogs'> & { fit: DialogFit })[]> {
  const { rows } = await sql.query<GroupRow>(
    `select d.*, b.dialogs from (
       select bot, name, version, step, stuck, count(*)::int as count, min(updated_at) as oldest_at, max(updated_at) as newest_at
       from durabot.dialog where $1::text is null or bot = $1 group by bot, name, version, step, stuck) d
     left join durabot.bot b on b.name = d.bot order by d.bot, d.name, d.version, d.step, d.stuck`,
    [bot ?? null],
  );
  return rows.map(({ dialogs, ...row }) => ({ ...row, fit: fitOf(dialogs, row) }));
}

function fitOf(known: readonly KnownDialog[] | null, { stuck, ...at }: Omit<Kind, 'bot'>): DialogFit {
  return judgeDialog(known ?? undefined, { ...at, stuck: stuck ?? undefined });
}

const columns = `d.id, d.bot, d.chat_id, d.user_id, d.topic_id, d.name, d.version, d.step, d.status, d.stuck, d.started_at,
  d.updated_at, d.expires_at, b.dialogs`;

interface DialogRow extends Kind {
  id: string;
  chat_id: number;
  user_id: number;
  topic_id: number;
  status: 'active' | 'parked';
  started_at: Date;
  updated_at: Date;
  expires_at: Date | null;
  dialogs: KnownDialog[] | null;
}

function viewOf(row: DialogRow): DialogView {
  return {
    id: row.id,
    bot: row.bot,
    chatId: row.chat_id,
    userId: row.user_id,
    topicId: row.topic_id === 0 ? undefined : row.topic_id,
    name: row.name,
    version: row.version,
    step: row.step,
    status: row.status,
    fit: fitOf(row.dialogs, row),
    startedAt: row.started_at,
    updatedAt: row.updated_at,
    expiresAt: row.expires_at ?? undefined,
  };
}
