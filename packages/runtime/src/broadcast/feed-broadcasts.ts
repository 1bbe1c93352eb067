import type { Database, Tx } from '@durabot/postgres';
import { classNumber } from '../outbox/methods.ts';
import { laneLocksOf, lockLanesSql } from '../outbox/lane-locks.ts';

/** So many calls of a broadcast wait in the outbox: some seconds' worth, so that pausing it is quick and nothing runs dry. */
const waitingCalls = 300;
const waitingPaidCalls = 2_500;

interface Running {
  id: number;
  bot: string;
  method: string;
  payload: Record<string, unknown>;
  queued: number;
}

/** What one round has done. */
export interface FeedResult {
  /** Bots that have new calls. */
  bots: Set<string>;
  running: number;
}

/**
 * Tops up the outbox from running broadcasts, each in a transaction that marks the recipient and writes the call: whenever a
 * process dies, a recipient has either no call yet or its one call. Ends broadcasts that have nobody left; leaves out
 * those of paused bots.
 */
export async function feedBroadcasts(db: Database, processId: string, nowMs: number): Promise<FeedResult> {
  const { rows } = await db.prepared<Running>(
    'broadcast_running',
    `select b.id, b.bot, b.method, b.payload, (
       select count(*)::int from durabot.broadcast_recipient r where r.broadcast_id = b.id and r.outcome = 'queued') as queued
     from durabot.broadcast b where b.status = 'running'
       and not exists (select 1 from durabot.pause p where p.bot = b.bot and p.chat_key = '')
     order by b.id`,
  );
  const bots = new Set<string>();
  for (const broadcast of rows) if (await feed(db, processId, broadcast, nowMs)) bots.add(broadcast.bot);
  return { bots, running: rows.length };
}

async function feed(db: Database, processId: string, broadcast: Running, nowMs: number): Promise<boolean> {
  const most = broadcast.payload['allow_paid_broadcast'] === true ? waitingPaidCalls : waitingCalls;
  // In pieces of some size: a transaction for each few that have gone would cost more than it brings.
  if (broadcast.queued > most / 2) return false;
  return db.transaction(async (tx) => {
    const { rowCount } = await tx.query('select 1 from durabot.fence where process_id = $1 for key share', [processId]);
    if (rowCount === 0) return false;
    // Against a pause or an end in the same moment.
    const { rowCount: running } = await tx.query(
      "select 1 from durabot.broadcast where id = $1 and status = 'running' for share",
      [broadcast.id],
    );
    if (running === 0) return false;
    const { rows } = await tx.query<{ id: number; chat_id: number; closed: boolean }>(
      `select r.id, r.chat_id, exists (
         select 1 from durabot.unreachable_chat u where u.bot = $3 and u.chat_id = r.chat_id) as closed
       from durabot.broadcast_recipient r where r.broadcast_id = $1 and r.outcome is null order by r.id limit $2
       for update of r`,
      [broadcast.id, most - broadcast.queued, broadcast.bot],
    );
    if (rows.length === 0) {
      if (broadcast.queued === 0) await finish(tx, broadcast.id);
      return false;
    }
    const open = rows.filter(({ closed }) => !closed);
    await tx.query(
      `update durabot.broadcast_recipient set outcome = 'blocked', reason = 'unreachable', settled_at = now() where id = any ($1)`,
      [rows.filter(({ closed }) => closed).map(({ id }) => id)],
    );
    await tx.query("update durabot.broadcast_recipient set outcome = 'queued' where id = any ($1)", [
      open.map(({ id }) => id),
    ]);
    const lanes = open.map(({ chat_id }) => ({ bot: broadcast.bot, lane: String(chat_id), byItself: false }));
    const { buckets, exclusive } = laneLocksOf(lanes);
    await tx.query(lockLanesSql('$1', '$2'), [buckets, exclusive]);
    await tx.query(
      `insert into durabot.outbox (bot, lane, class, chat_id, method, payload, due_at, recipient_id, correlation_id)
       select $1, chat_id::text, $2, chat_id, $3, jsonb_set($4::jsonb, '{chat_id}', to_jsonb(chat_id)), $5, id, $6
       from unnest($7::bigint[], $8::bigint[]) as r(id, chat_id) order by id`,
      [
        broadcast.bot,
        classNumber('broadcast'),
        broadcast.method,
        JSON.stringify(broadcast.payload),
        new Date(nowMs),
        `${broadcast.bot}:broadcast${broadcast.id}`,
        open.map(({ id }) => id),
        open.map(({ chat_id }) => chat_id),
      ],
    );
    return open.length > 0;
  });
}

async function finish(tx: Tx, id: number): Promise<void> {
  await tx.query(
    `update durabot.broadcast set status = 'done', finished_at = now() where id = $1 and not exists (
       select 1 from durabot.broadcast_recipient where broadcast_id = $1 and outcome = 'queued')`,
    [id],
  );
}
