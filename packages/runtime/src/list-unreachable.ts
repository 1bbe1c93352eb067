import type { Sql } from '@durabot/postgres';

/**
 * Which of these chats take no messages from a bot at present: it was blocked or put out, or the account is gone. What
 * is sent to them is dropped until they are heard from again.
 *
 * @param bot the bot's name in the runtime
 */
export async function listUnreachable(sql: Sql, bot: string, chatIds: readonly number[]): Promise<Set<number>> {
  if (chatIds.length === 0) return new Set();
  const { rows } = await sql.query<{ chat_id: number }>(
    `select chat_id
     from durabot.unreachable_chat
     where bot = $1 and chat_id = any ($2::bigint[])`,
    [bot, chatIds],
  );
  return new Set(rows.map((row) => row.chat_id));
}
