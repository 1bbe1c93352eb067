import type { Sql, Tx } from '@durabot/postgres';
import type { ActionButton } from './action.ts';

/** A button as it is stored. */
export interface StoredAction {
  readonly code: string;
  readonly kind: string;
  readonly entity: string;
  readonly entityId: string;
  readonly revSeen: number | undefined;
  readonly params: unknown;
  readonly userIds: readonly number[];
  readonly roles: readonly string[];
  readonly singleUse: boolean;
  readonly expiresAt: Date;
  /** The press that used it up. */
  readonly used: { readonly at: Date; readonly by: number; readonly name: string } | undefined;
}

/** Usual life of a button; who presses an older one gets a fresh card. */
const usualLifeMs = 30 * 24 * 3_600_000;
/** For so long an expired button is still known, and answered with a fresh card of what it was about. */
const rememberedMs = 30 * 24 * 3_600_000;

/** Stores buttons under their codes, all in one statement. */
export async function insertActions(
  tx: Tx,
  bot: string,
  actions: readonly (ActionButton & { code: string })[],
  nowMs: number,
): Promise<void> {
  if (actions.length === 0) return;
  const rows = actions.map((action) => ({
    code: action.code,
    kind: action.kind,
    entity: action.entity,
    entity_id: action.entityId,
    entity_rev_seen: action.rev,
    params: action.params ?? null,
    user_ids: action.scope?.userIds ?? [],
    roles: action.scope?.roles ?? [],
    single_use: action.singleUse ?? false,
    expires_at: new Date(nowMs + (action.expiresAfterMs ?? usualLifeMs)),
  }));
  await tx.prepared(
    'kit_actions_insert',
    `insert into kit.action
       (code, bot, kind, entity, entity_id, entity_rev_seen, params, user_ids, roles, single_use, created_at, expires_at)
     select r.code, $1, r.kind, r.entity, r.entity_id, r.entity_rev_seen, coalesce(r.params, 'null'), r.user_ids, r.roles,
       r.single_use, $3, r.expires_at
     from jsonb_to_recordset($2::jsonb) as r(
       code text, kind text, entity text, entity_id text, entity_rev_seen integer, params jsonb, user_ids bigint[],
       roles text[], single_use boolean, expires_at timestamptz)`,
    [bot, JSON.stringify(rows), new Date(nowMs)],
  );
}

interface ActionRow {
  code: string;
  kind: string;
  entity: string;
  entity_id: string;
  entity_rev_seen: number | null;
  params: unknown;
  user_ids: number[];
  roles: string[];
  single_use: boolean;
  expires_at: Date;
  used_at: Date | null;
  used_by: number | null;
  used_by_name: string | null;
}

/** Finds a button and holds it until the commit: of two presses the second one sees what the first has done. */
export async function lockAction(tx: Tx, bot: string, code: string): Promise<StoredAction | undefined> {
  const { rows } = await tx.prepared<ActionRow>(
    'kit_action_lock',
    `select code, kind, entity, entity_id, entity_rev_seen, params, array_to_json(user_ids) as user_ids, roles, single_use, expires_at, used_at,
       used_by, used_by_name
     from kit.action where code = $1 and bot = $2 for update`,
    [code, bot],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    code: row.code,
    kind: row.kind,
    entity: row.entity,
    entityId: row.entity_id,
    revSeen: row.entity_rev_seen ?? undefined,
    params: row.params,
    userIds: row.user_ids,
    roles: row.roles,
    singleUse: row.single_use,
    expiresAt: row.expires_at,
    used:
      row.used_at === null || row.used_by === null
        ? undefined
        : { at: row.used_at, by: row.used_by, name: row.used_by_name ?? '' },
  };
}

/** Notes the press that did what the button says. */
export async function markUsed(
  tx: Tx,
  code: string,
  use: { at: Date; by: number; name: string; outcome: 'applied' | 'stale_but_compatible' },
): Promise<void> {
  await tx.prepared(
    'kit_action_use',
    `update kit.action set used_at = $2, used_by = $3, used_by_name = $4, outcome = $5 where code = $1`,
    [code, use.at, use.by, use.name, use.outcome],
  );
}

/**
 * Forgets buttons that expired long ago, at most `limit` of them. Served by `action_expires_idx`.
 *
 * @returns how many there were; as many as `limit` means that there may be more
 */
export async function sweepActions(sql: Sql, nowMs: number, limit: number): Promise<number> {
  const { rowCount } = await sql.query(
    `delete from kit.action where code = any (array(
       select code from kit.action where expires_at < $1 order by expires_at limit $2 for update skip locked))`,
    [new Date(nowMs - rememberedMs), limit],
  );
  return rowCount;
}
