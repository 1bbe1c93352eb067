import type { Sql, Tx } from '@durabot/postgres';
import type { Clock, Language } from '@durabot/runtime';
import type { EntityRef } from '../actions/action.ts';
import { kitTexts } from '../texts/kit-texts.ts';

/** Somebody who has a form of an entity open. */
export interface Present {
  readonly userId: number;
  readonly name: string;
}

/**
 * Who is editing what, for others to see. It is a hint with an end and no lock: whoever saves has to compare revisions, whether
 * anybody was present or not.
 */
export interface Presence {
  /** Shows that somebody is editing, for 90 seconds from now. @returns the end, for `Cards.refreshAt` */
  enter(tx: Tx, of: EntityRef, who: Present): Promise<Date>;
  leave(tx: Tx, of: EntityRef, userId: number): Promise<void>;
  /** Everybody who is editing but `except`, the longest there first. */
  list(sql: Sql, of: EntityRef, except?: number): Promise<Present[]>;
  /** `✏️ редактирует Анна`, plain text; undefined when nobody is. */
  line(
    sql: Sql,
    of: EntityRef,
    reader: { readonly language: Language; readonly userId?: number | undefined },
  ): Promise<string | undefined>;
}

const leaseMs = 90_000;
/** More names than that would be longer than the card. */
const mostNames = 3;

export function createPresence({ bot, clock }: { readonly bot: string; readonly clock: Clock }): Presence {
  const list: Presence['list'] = async (sql, { entity, entityId }, except) => {
    const { rows } = await sql.prepared<{ user_id: number; name: string }>(
      'kit_presence_list',
      `select user_id, name from kit.presence
       where bot = $1 and entity = $2 and entity_id = $3 and expires_at > $4 and user_id is distinct from $5::bigint
       order by expires_at, user_id limit ${mostNames}`,
      [bot, entity, entityId, new Date(clock.nowMs()), except ?? null],
    );
    return rows.map((row) => ({ userId: row.user_id, name: row.name }));
  };

  return {
    enter: async (tx, { entity, entityId }, { userId, name }) => {
      const until = new Date(clock.nowMs() + leaseMs);
      await tx.query(
        `insert into kit.presence (bot, entity, entity_id, user_id, name, expires_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (bot, entity, entity_id, user_id) do update set name = excluded.name, expires_at = excluded.expires_at`,
        [bot, entity, entityId, userId, name, until],
      );
      return until;
    },
    leave: async (tx, { entity, entityId }, userId) => {
      await tx.query('delete from kit.presence where bot = $1 and entity = $2 and entity_id = $3 and user_id = $4', [
        bot,
        entity,
        entityId,
        userId,
      ]);
    },
    list,
    line: async (sql, of, { language, userId }) => {
      const present = await list(sql, of, userId);
      if (present.length === 0) return undefined;
      const names = present.map(({ name }) => name).join(', ');
      return kitTexts(language).plain('presence', { count: present.length, names });
    },
  };
}

/** Forgets leases that have run out, at most `limit` of them. Served by `presence_expires_idx`. */
export async function sweepPresence(sql: Sql, nowMs: number, limit: number): Promise<number> {
  const { rowCount } = await sql.query(
    `delete from kit.presence where ctid = any (array(
       select ctid from kit.presence where expires_at < $1 order by expires_at limit $2 for update skip locked))`,
    [new Date(nowMs), limit],
  );
  return rowCount;
}
