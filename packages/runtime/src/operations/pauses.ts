import type { Sql } from '@durabot/postgres';
import { tellOfOperator } from './tell-of-operator.ts';

/** A bot, or one chat of it. */
export interface PauseTarget {
  bot: string;
  /** The chat's id as text, or its `@name`; the whole bot when not given. */
  chatKey?: string;
}

/** Something that an operator has stopped. */
export interface Pause {
  bot: string;
  /** Undefined: the whole bot. */
  chatKey: string | undefined;
  reason: string;
  since: Date;
}

/**
 * Stops a bot or a chat until it is resumed. Its updates and timers are stored and wait in their order; nothing of it is
 * handled, nothing is sent, no job of a paused bot begins, and its schedules miss their runs. What is under way goes on to
 * its end. Every process knows within a second.
 *
 * @returns false when it was paused already; the reason is the new one then, `since` stays
 */
export async function pause(sql: Sql, target: PauseTarget, reason: string): Promise<boolean> {
  const { rows } = await sql.query<{ fresh: boolean }>(
    `insert into durabot.pause (bot, chat_key, reason) values ($1, $2, $3)
     on conflict (bot, chat_key) do update set reason = excluded.reason
     returning xmax = 0 as fresh`,
    [target.bot, target.chatKey ?? '', reason],
  );
  await tellOfOperator(sql);
  return rows[0]?.fresh ?? false;
}

/**
 * Lets it go on where it stopped, in order. Chats that are paused themselves stay so when their bot goes on.
 * @returns false when it was not paused
 */
export async function resume(sql: Sql, target: PauseTarget): Promise<boolean> {
  const { rowCount } = await sql.query('delete from durabot.pause where bot = $1 and chat_key = $2', [
    target.bot,
    target.chatKey ?? '',
  ]);
  await tellOfOperator(sql);
  return rowCount > 0;
}

/** Lists what is paused, bots before chats, the oldest first. */
export async function listPauses(sql: Sql, bot?: string): Promise<Pause[]> {
  const { rows } = await sql.query<{ bot: string; chat_key: string; reason: string; since: Date }>(
    `select bot, chat_key, reason, since from durabot.pause where $1::text is null or bot = $1
     order by bot, chat_key <> '', since`,
    [bot ?? null],
  );
  return rows.map(({ chat_key, ...rest }) => ({ ...rest, chatKey: chat_key === '' ? undefined : chat_key }));
}
