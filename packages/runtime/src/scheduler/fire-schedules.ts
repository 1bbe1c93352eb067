import type { Database } from '@durabot/postgres';
import { nextRunAfter, runsToMake } from './schedule.ts';
import type { MissedRunPolicy, WallTimeRule } from './wall-time.ts';

interface ScheduleRow {
  bot: string;
  shard: number;
  chat_key: string;
  name: string;
  rule: WallTimeRule;
  missed: MissedRunPolicy;
  next_at: Date;
  /** The chat has blocked the bot. */
  closed: boolean;
}

/**
 * Moves due runs of schedules into the inbox and each schedule to its next run, in one transaction. Chats that cannot be
 * written to are passed over; those that are paused stay due, and miss their runs as if everything had been down.
 * Served by `schedule_next_idx`.
 *
 * @returns the shards of the entries that were made, one for each
 */
export async function fireSchedules(db: Database, processId: string, nowMs: number): Promise<number[]> {
  const now = new Date(nowMs);
  const { rows: any } = await db.prepared<{ due: boolean }>(
    'schedules_due',
    'select exists (select 1 from durabot.schedule where next_at <= $1) as due',
    [now],
  );
  if (any[0]?.due !== true) return [];
  return db.transaction(async (tx) => {
    const { rowCount: fenced } = await tx.query('select 1 from durabot.fence where process_id = $1 for key share', [
      processId,
    ]);
    if (fenced === 0) return [];
    const { rows } = await tx.query<ScheduleRow>(
      `select s.bot, s.shard, s.chat_key, s.name, s.rule, s.missed, s.next_at, exists (
           select 1 from durabot.unreachable_chat u where u.bot = s.bot and u.chat_id = s.chat_id) as closed
       from durabot.schedule s
       where next_at <= $1
         and not exists (select 1 from durabot.pause p where p.bot = s.bot and p.chat_key in ('', s.chat_key))
       order by next_at limit 200 for update skip locked`,
      [now],
    );
    const made: number[] = [];
    for (const row of rows) {
      // Nobody would read it; the schedule goes on when they write again.
      const runs = row.closed ? [] : runsToMake({ rule: row.rule, missed: row.missed, nextAt: row.next_at }, now);
      for (const dueAt of runs) {
        await tx.query(
          `insert into durabot.inbox (bot, shard, chat_key, chat_id, user_id, topic_id, kind, payload, due_at)
           select bot, shard, chat_key, chat_id, user_id, topic_id, 'timer',
             json_build_object('name', name, 'key', '', 'dueAt', $4::timestamptz, 'payload', payload), $5
           from durabot.schedule where bot = $1 and chat_key = $2 and name = $3`,
          [row.bot, row.chat_key, row.name, dueAt, now],
        );
      }
      await tx.query('update durabot.schedule set next_at = $4 where bot = $1 and chat_key = $2 and name = $3', [
        row.bot,
        row.chat_key,
        row.name,
        nextRunAfter(row.rule, now),
      ]);
      made.push(...runs.map(() => row.shard));
    }
    return made;
  });
}
