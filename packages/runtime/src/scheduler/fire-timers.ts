import type { Sql } from '@durabot/postgres';

/**
 * Moves due timers into the inbox, earliest first: one statement, so each fires exactly once.
 * One that fell due while everything was down fires now; a handler that finds its reason gone does nothing.
 * Served by `timer_due_idx`.
 *
 * @returns the shards of those that fired, one for each
 */
export async function fireTimers(sql: Sql, processId: string, nowMs: number): Promise<number[]> {
  const { rows } = await sql.prepared<{ shard: number }>(
    'timers_fire',
    `with fence as (
       select process_id from durabot.fence where process_id = $1 for key share
     ), due as (
       delete from durabot.timer where id = any (array(
         select id from durabot.timer where due_at <= $2 and exists (select 1 from fence)
         order by due_at limit 500 for update skip locked))
       returning *
     ), fired as (
       insert into durabot.inbox (bot, shard, chat_key, chat_id, user_id, topic_id, kind, payload, due_at, correlation_id)
       select bot, shard, chat_key, chat_id, user_id, topic_id, 'timer',
         json_build_object('name', name, 'key', key, 'dueAt', due_at, 'payload', payload), $2, correlation_id
       from due order by due_at, id
       returning shard
     )
     select shard from fired`,
    [processId, new Date(nowMs)],
  );
  return rows.map((row) => row.shard);
}
