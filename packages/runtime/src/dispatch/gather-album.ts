import type { Sql } from '@durabot/postgres';
import type { Update } from '@grammyjs/types';
import type { Clock } from '../clock.ts';
import type { Album } from '../context.ts';
import type { InboxEntry } from '../inbox/inbox.ts';

/** An album with the entries that bring it. */
export interface GatheredAlbum extends Album {
  entryIds: readonly number[];
}

/** So long after its last part an album counts as whole; uploads of its parts end one after another. */
const idleMs = 1_200;
/** And so long after its first at the latest: what comes later is another turn with the same id. */
const mostMs = 10_000;

/**
 * Waits until the album that an entry begins is there, as far as that can be known, and gives its parts in their order.
 * Nothing of it is lost by a crash meanwhile: the parts stay in the inbox until the one commit that settles them.
 */
export async function gatherAlbum(
  deps: { db: Sql; clock: Clock; signal: AbortSignal },
  entry: InboxEntry,
): Promise<GatheredAlbum | 'stopping' | undefined> {
  const id = albumOf(entry.payload);
  if (id === undefined) return undefined;
  for (;;) {
    // By the database's clock on both sides: this machine's may be minutes away from it.
    const { rows } = await deps.db.query<{ id: number; payload: Update; received_at: Date; now: Date }>(
      `select id, payload, received_at, clock_timestamp() as now from durabot.inbox
       where bot = $1 and id >= $2 and chat_key = $3 and payload->'message'->>'media_group_id' = $4 order by id`,
      [entry.bot, entry.id, entry.chatKey, id],
    );
    const lastMs = rows.at(-1)?.received_at.getTime() ?? 0;
    const nowMs = rows.at(-1)?.now.getTime() ?? Number.MAX_SAFE_INTEGER;
    const untilMs = Math.min(lastMs + idleMs, entry.receivedAt.getTime() + mostMs);
    const waitMs = untilMs - nowMs;
    if (waitMs <= 0) return { id, updates: rows.map(({ payload }) => payload), entryIds: rows.map((row) => row.id) };
    // Whoever goes on with the chat waits for the rest.
    if (deps.signal.aborted) return 'stopping';
    await deps.clock.sleep(Math.min(waitMs, idleMs), deps.signal);
  }
}

function albumOf(payload: unknown): string | undefined {
  const message = typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'message') : undefined;
  const id: unknown =
    typeof message === 'object' && message !== null ? Reflect.get(message, 'media_group_id') : undefined;
  return typeof id === 'string' ? id : undefined;
}
