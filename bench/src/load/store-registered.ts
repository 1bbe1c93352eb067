import { orderDialog } from '../ours/order-dialog.ts';
import { botNameAt } from '../bot-settings.ts';
import { inDatabase } from '../world/servers.ts';
import { userIdOf } from '../world/update.ts';

/** Who and what is there before anybody writes. */
export interface Registered {
  readonly bots: number;
  /** The numbers of people who are registered and do not write in this run. */
  readonly firstUser: number;
  readonly lastUser: number;
  /** Ids of updates: those of two days. */
  readonly seenUpdates: number;
  /** Ids of sent messages. */
  readonly sentMessages: number;
}

const rowsAtOnce = 50_000;

/**
 * Writes the rows that people leave behind who have been there before: an open dialog with its timer and an entry of the last
 * broadcast for each of them, ids of updates and of sent messages. So tables and indexes are as large as they would be.
 */
export async function storeRegistered(url: string, registered: Registered): Promise<void> {
  const { bots, firstUser, lastUser } = registered;
  const names = Array.from({ length: bots }, (_, at) => botNameAt(at));
  await inDatabase(url, async (db) => {
    const inPieces = async (sql: string, from: number, to: number, ...values: readonly unknown[]): Promise<void> => {
      for (let at = from; at < to; at += rowsAtOnce) {
        await db.query(sql, [names, at, Math.min(at + rowsAtOnce, to), ...values]);
      }
    };
    const firstId = userIdOf(0);
    await inPieces(
      `insert into durabot.dialog (id, bot, chat_id, user_id, topic_id, name, version, step, data, rev, status,
         started_at, updated_at, expires_at)
       select 'registered-' || n, ($1::text[])[1 + n % cardinality($1::text[])], $4::bigint + n, $4::bigint + n, 0, $5, $6,
         'address', $7::json, 4, 'active', now(), now(), now() + interval '30 days'
       from generate_series($2::bigint, $3::bigint - 1) n`,
      firstUser,
      lastUser,
      firstId,
      orderDialog.name,
      orderDialog.version,
      JSON.stringify({ category: 'washing machine', problem: 'it hums and does not drain', phone: '+79165550102' }),
    );
    // In the far future: nothing of them may fall due meanwhile.
    await inPieces(
      `insert into durabot.timer (bot, shard, chat_key, chat_id, user_id, name, key, due_at, payload)
       select ($1::text[])[1 + n % cardinality($1::text[])], n % 64, ($4::bigint + n)::text, $4::bigint + n, $4::bigint + n,
         'dialog_expiry', 'registered-' || n, now() + interval '30 days', '{}'
       from generate_series($2::bigint, $3::bigint - 1) n`,
      firstUser,
      lastUser,
      firstId,
    );
    await inPieces(
      `insert into durabot.seen_update (bot, generation, update_id)
       select ($1::text[])[1 + n % cardinality($1::text[])], 1, 1000000 + n
       from generate_series($2::bigint, $3::bigint - 1) n`,
      0,
      registered.seenUpdates,
    );
    await inPieces(
      `insert into durabot.sent_message (bot, chat_id, virtual_id, message_id)
       select ($1::text[])[1 + n / $5 % cardinality($1::text[])], $4::bigint + n / $5, -n - 1, n
       from generate_series($2::bigint, $3::bigint - 1) n`,
      0,
      registered.sentMessages,
      firstId,
      Math.max(1, Math.ceil(registered.sentMessages / lastUser)),
    );
    const { rows } = await db.query<{ id: number }>(
      `insert into durabot.broadcast (bot, name, method, payload, status, started_at, finished_at)
       values ($1, 'last month', 'sendMessage', '{}', 'done', now(), now())
       returning id::float8 as id`,
      [names[0]],
    );
    await inPieces(
      `insert into durabot.broadcast_recipient (broadcast_id, chat_id, outcome, message_id, settled_at)
       select $4, $5::bigint + n, 'sent', n, now()
       from generate_series($2::bigint, $3::bigint - 1) n where $1::text[] is not null`,
      0,
      lastUser,
      rows[0]?.id,
      firstId,
    );
    // As after a while: otherwise the server would tidy up all of that in the background, while it is measured.
    await db.query('vacuum (analyze)');
    await db.query('checkpoint');
  });
}
