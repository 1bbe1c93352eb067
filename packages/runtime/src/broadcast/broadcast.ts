import type { Database, Sql } from '@durabot/postgres';
import { appendCalls } from '../outbox/outbox.ts';
import { classNumber } from '../outbox/methods.ts';
import { sqlJson } from '../sql-json.ts';

/** What everybody gets: a Bot API call without its chat. */
export interface BroadcastMessage {
  /** `sendMessage`, `sendPhoto`, `copyMessage`, …; files by `file_id` or address. */
  method: string;
  payload: Readonly<Record<string, unknown>>;
  /** Beyond 30 a second, up to 1000, for Stars of the bot's balance. */
  paid?: boolean;
}

/** Whom: chats by id, or a query of the bot's own tables with a column `chat_id`. */
export type Audience =
  | { kind: 'chats'; chatIds: readonly number[] }
  | { kind: 'query'; text: string; values?: readonly unknown[] };

/** Shows how many a broadcast would reach, without making one; those who have blocked the bot are not among them. */
export async function countAudience(
  sql: Sql,
  bot: string,
  audience: Audience,
): Promise<{ reachable: number; unreachable: number }> {
  const { text, values } = audienceSql(audience);
  const { rows } = await sql.query<{ reachable: number; unreachable: number }>(
    `select (count(*) filter (where u.chat_id is null))::int as reachable,
       (count(*) filter (where u.chat_id is not null))::int as unreachable
     from (select distinct chat_id::bigint as chat_id from (${text}) q) a
     left join durabot.unreachable_chat u on u.bot = $${values.length + 1} and u.chat_id = a.chat_id`,
    [...values, bot],
  );
  return rows[0] ?? { reachable: 0, unreachable: 0 };
}

/**
 * Makes a broadcast as a draft, with its audience as it is now: whoever fits later does not get it. `startBroadcast` sends it.
 * @returns its id
 */
export async function createBroadcast(
  db: Database,
  broadcast: { bot: string; name: string; message: BroadcastMessage; audience: Audience },
): Promise<number> {
  const { bot, name, message, audience } = broadcast;
  const payload = { ...message.payload, ...(message.paid === true ? { allow_paid_broadcast: true } : {}) };
  const { text, values } = audienceSql(audience);
  return db.transaction(async (tx) => {
    const { rows } = await tx.query<{ id: number }>(
      'insert into durabot.broadcast (bot, name, method, payload) values ($1, $2, $3, $4) returning id',
      [bot, name, message.method, sqlJson(payload)],
    );
    const id = rows[0]?.id ?? 0;
    await tx.query(
      `insert into durabot.broadcast_recipient (broadcast_id, chat_id)
       select $${values.length + 1}::bigint, chat_id from (select distinct chat_id::bigint as chat_id from (${text}) q) a
       where not exists (
         select 1 from durabot.unreachable_chat u where u.bot = $${values.length + 2} and u.chat_id = a.chat_id)
       order by chat_id`,
      [...values, id, bot],
    );
    return id;
  });
}

/** Sends the message to these chats only, for a look at it; no broadcast is made or changed by that. */
export async function sendTestMessage(
  sql: Sql,
  bot: string,
  message: BroadcastMessage,
  chatIds: readonly number[],
  nowMs: number,
): Promise<void> {
  const calls = chatIds.map((chatId) => ({
    lane: String(chatId),
    class: classNumber('notification'),
    chatId,
    method: message.method,
    payload: { ...message.payload, chat_id: chatId },
    virtualId: undefined,
    remember: false,
    languageCode: undefined,
    expiresAt: undefined,
  }));
  await appendCalls(sql, bot, calls, nowMs);
}

function audienceSql(audience: Audience): { text: string; values: readonly unknown[] } {
  return audience.kind === 'query'
    ? { text: audience.text, values: audience.values ?? [] }
    : { text: 'select unnest($1::bigint[]) as chat_id', values: [audience.chatIds] };
}
