import { LeaseLostError } from '@durabot/bot-api';
import type { Database, Tx } from '@durabot/postgres';
import { shardOf } from './inbox/shard.ts';
import { laneLocksOf, lockLanesSql } from './outbox/lane-locks.ts';

/** A group that became a supergroup: the same people under another id. */
export interface ChatMigration {
  from: number;
  to: number;
}

/** A bot's own rows follow the chat in the same transaction. It may be called again for the same chats. */
export type MigrateRows = (tx: Tx, migration: ChatMigration) => Promise<void>;

/**
 * Gives everything that is kept for a chat its new id, in one transaction: waiting entries and calls, dialogs, sessions,
 * timers, schedules and the bot's own rows. Where both chats have the same thing, the new chat's stays; a dialog of the old
 * chat becomes a draft beside one that is active in the new chat. Doing it again does no harm.
 *
 * @throws LeaseLostError when this process may no longer commit
 */
export async function migrateChat(
  db: Database,
  processId: string,
  bot: string,
  migration: ChatMigration,
  migrateRows: MigrateRows | undefined,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { rowCount } = await tx.query('select 1 from durabot.fence where process_id = $1 for key share', [processId]);
    if (rowCount === 0)
      throw new LeaseLostError(`Process ${processId} may no longer commit; another one has taken over.`);
    const { from, to } = migration;
    const place = [bot, from, to, shardOf(bot, String(to))];
    await tx.query(
      `update durabot.inbox set chat_id = $3::bigint, chat_key = $3::bigint::text, shard = $4::smallint
       where bot = $1 and chat_key = $2::bigint::text`,
      place,
    );
    for (const statement of followers) await tx.query(statement, [bot, from, to]);
    for (const statement of shardedFollowers) await tx.query(statement, place);
    await migrateRows?.(tx, migration);
    // Lanes last: whoever holds them waits for nothing but further lanes.
    const lanes = [from, to].map((chat) => ({ bot, lane: String(chat), byItself: false }));
    const { buckets, exclusive } = laneLocksOf(lanes);
    await tx.query(lockLanesSql('$1', '$2'), [buckets, exclusive]);
    await tx.query(
      `update durabot.outbox set chat_id = $3::bigint, lane = $3::bigint::text,
         payload = jsonb_set(payload::jsonb, '{chat_id}', to_jsonb($3::bigint))
       where bot = $1 and chat_id = $2::bigint`,
      [bot, from, to],
    );
  });
}

const followers = [
  `update durabot.dialog d set chat_id = $3::bigint, status = case when exists (
       select 1 from durabot.dialog n where n.bot = d.bot and n.chat_id = $3::bigint and n.user_id = d.user_id
         and n.topic_id = d.topic_id and n.status = 'active') then 'parked' else d.status end
   where d.bot = $1 and d.chat_id = $2::bigint`,
  `update durabot.session s set key = $3::bigint::text where s.bot = $1 and s.key = $2::bigint::text
     and not exists (select 1 from durabot.session n where n.bot = $1 and n.key = $3::bigint::text)`,
  'update durabot.sent_message set chat_id = $3::bigint where bot = $1 and chat_id = $2::bigint',
  `insert into durabot.pause (bot, chat_key, reason, since) select bot, $3::bigint::text, reason, since from durabot.pause
   where bot = $1 and chat_key = $2::bigint::text on conflict do nothing`,
  'delete from durabot.pause where bot = $1 and chat_key = $2::bigint::text and $3::bigint is not null',
  'delete from durabot.unreachable_chat where bot = $1 and chat_id = any (array[$2::bigint, $3::bigint])',
];

const shardedFollowers = [
  `update durabot.timer t set chat_id = $3::bigint, chat_key = $3::bigint::text, shard = $4::smallint
   where t.bot = $1 and t.chat_key = $2::bigint::text and not exists (
     select 1 from durabot.timer n where n.bot = $1 and n.chat_key = $3::bigint::text and n.name = t.name and n.key = t.key)`,
  `update durabot.schedule t set chat_id = $3::bigint, chat_key = $3::bigint::text, shard = $4::smallint
   where t.bot = $1 and t.chat_key = $2::bigint::text and not exists (
     select 1 from durabot.schedule n where n.bot = $1 and n.chat_key = $3::bigint::text and n.name = t.name)`,
];

/** The migration that an update tells of, from either side. */
export function migrationIn(update: unknown): ChatMigration | undefined {
  const message = fieldOf(update, 'message');
  const chat = fieldOf(fieldOf(message, 'chat'), 'id');
  const to = fieldOf(message, 'migrate_to_chat_id');
  const from = fieldOf(message, 'migrate_from_chat_id');
  if (typeof chat !== 'number') return undefined;
  if (typeof to === 'number') return { from: chat, to };
  return typeof from === 'number' ? { from, to: chat } : undefined;
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
