import type { Sql } from '@durabot/postgres';

/** Until when Telegram wants no calls; chat 0 stands for the whole bot. */
export interface Brake {
  chatId: number;
  untilMs: number;
}

/** Keeps a brake across restarts; of two the later one counts. */
export async function storeBrake(sql: Sql, bot: string, brake: Brake): Promise<void> {
  await sql.query(
    `insert into durabot.brake (bot, chat_id, until) values ($1, $2, $3)
     on conflict (bot, chat_id) do update set until = greatest(durabot.brake.until, excluded.until)`,
    [bot, brake.chatId, new Date(brake.untilMs)],
  );
}

/** The brakes still in force; older ones are removed on the way. */
export async function readBrakes(sql: Sql, bot: string, nowMs: number): Promise<Brake[]> {
  await sql.query('delete from durabot.brake where bot = $1 and until <= $2', [bot, new Date(nowMs)]);
  const { rows } = await sql.query<{ chat_id: number; until: Date }>(
    'select chat_id, until from durabot.brake where bot = $1',
    [bot],
  );
  return rows.map((row) => ({ chatId: row.chat_id, untilMs: row.until.getTime() }));
}
