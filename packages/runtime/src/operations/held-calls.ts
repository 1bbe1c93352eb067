import type { Sql } from '@durabot/postgres';

/** A call of unknown outcome that an operator decides about; after a day without decision it is a dead letter. */
export interface HeldCall {
  id: number;
  bot: string;
  chatId: number | undefined;
  method: string;
  reason: string;
  createdAt: Date;
  /** What it goes back to, for the log. */
  correlationId: string | undefined;
}

/** Which held calls; what is left out does not matter. */
export interface HeldCallFilter {
  ids?: readonly number[];
  bot?: string;
  method?: string;
}

const matches = `status = 'held' and ($1::bigint[] is null or id = any ($1)) and ($2::text is null or bot = $2)
  and ($3::text is null or method = $3)`;

function parametersOf(filter: HeldCallFilter): unknown[] {
  return [filter.ids ?? null, filter.bot ?? null, filter.method ?? null];
}

/** Lists held calls, oldest first. */
export async function listHeldCalls(sql: Sql, filter: HeldCallFilter, limit = 100): Promise<HeldCall[]> {
  const { rows } = await sql.query<{
    id: number;
    bot: string;
    chat_id: number | null;
    method: string;
    last_error: string | null;
    correlation_id: string | null;
    created_at: Date;
  }>(
    `select id, bot, chat_id, method, last_error, correlation_id, created_at from durabot.outbox where ${matches} order by id limit $4`,
    [...parametersOf(filter), limit],
  );
  return rows.map(({ id, bot, chat_id, method, last_error, correlation_id, created_at }) => ({
    id,
    bot,
    chatId: chat_id ?? undefined,
    method,
    reason: last_error ?? '',
    createdAt: created_at,
    correlationId: correlation_id ?? undefined,
  }));
}

/** It was not done: makes the calls again, with a mark where they have a text. @returns how many */
export async function makeHeldCallsAgain(sql: Sql, filter: HeldCallFilter, nowMs: number): Promise<number> {
  const { rowCount } = await sql.query(
    `update durabot.outbox set status = 'pending', attempts = 0, repeated = true, due_at = $4 where ${matches}`,
    [...parametersOf(filter), new Date(nowMs)],
  );
  return rowCount;
}

/** It was done, or is not wanted any more: takes the calls for settled. @returns how many */
export async function dropHeldCalls(sql: Sql, filter: HeldCallFilter): Promise<number> {
  const { rowCount } = await sql.query(
    `with gone as (delete from durabot.outbox where ${matches} returning recipient_id),
     told as (
       update durabot.broadcast_recipient r set outcome = 'dropped', settled_at = now() from gone where r.id = gone.recipient_id)
     select 1 from gone`,
    parametersOf(filter),
  );
  return rowCount;
}
