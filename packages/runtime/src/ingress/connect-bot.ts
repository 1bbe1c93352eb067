import type { Database } from '@durabot/postgres';
import type { UserFromGetMe } from '@grammyjs/types';
import { z } from 'zod';
import type { RunningBot } from '../running-bot.ts';

const meShape = z.looseObject({ id: z.int(), is_bot: z.literal(true), first_name: z.string(), username: z.string() });

/**
 * Asks Telegram who the bot is, and notes it, and what this build knows of its dialogs. A name that now belongs to another account starts a new generation:
 * that account's update ids are its own, and the old cursor means nothing to it.
 *
 * @throws TelegramError, NotSentError, UnknownOutcomeError as the client does; DatabaseError
 */
export async function connectBot(db: Database, bot: RunningBot): Promise<void> {
  const me = meShape.parse(await bot.client.call('getMe', {}, { timeoutMs: 15_000 }));
  const { rows } = await db.query<{ generation: number }>(
    `insert into durabot.bot (name, telegram_id, username, dialogs) values ($1, $2, $3, $4)
     on conflict (name) do update set
       generation = durabot.bot.generation + case when durabot.bot.telegram_id = excluded.telegram_id then 0 else 1 end,
       next_offset = case when durabot.bot.telegram_id = excluded.telegram_id then durabot.bot.next_offset end,
       telegram_id = excluded.telegram_id, username = excluded.username,
       dialogs = excluded.dialogs
     returning generation`,
    [bot.name, me.id, me.username, bot.dialogs === undefined ? null : JSON.stringify(bot.dialogs)],
  );
  bot.generation = rows[0]?.generation ?? 1;
  // The fields that the shape does not check are flags that grammY hands on.
  bot.bot.botInfo = me as unknown as UserFromGetMe;
}
