import type { Database, Sql } from '@durabot/postgres';
import type { HeldLease } from './fair-share.ts';
import { freeJobs } from '../jobs/job-store.ts';
import type { Member } from './roles.ts';

/** Writes a new process down, with its right to commit, and the leases it knows of. */
export async function insertProcess(
  db: Database,
  member: Member,
  liveness: string | undefined,
  leases: readonly string[],
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query('insert into durabot.process (id, liveness, roles, bots) values ($1, $2, $3, $4)', [
      member.id,
      liveness,
      member.roles,
      member.bots,
    ]);
    await tx.query('insert into durabot.fence (process_id) values ($1)', [member.id]);
    await tx.query('insert into durabot.lease (name) select unnest($1::text[]) on conflict do nothing', [leases]);
  });
}

/** Shows that the process lives. @returns false when it was taken for dead */
export async function beatHeart(sql: Sql, member: Member): Promise<boolean> {
  const { rowCount } = await sql.query('update durabot.process set heartbeat_at = now(), roles = $2 where id = $1', [
    member.id,
    member.roles,
  ]);
  return rowCount > 0;
}

/** How many processes have ended without a word in the last minutes. */
export async function countCrashes(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ crashes: number }>(`select (${recentCrashes}) as crashes`);
  return rows[0]?.crashes ?? 0;
}

const recentCrashes = `select count(*)::int from durabot.crash where found_at > now() - interval '5 minutes'`;

/** Who lives and who holds what, as of one moment, and how many processes have ended without a word in the last minutes. */
export async function readShares(sql: Sql): Promise<{ members: Member[]; leases: HeldLease[]; crashes: number }> {
  const { rows } = await sql.prepared<{
    members: Member[] | null;
    leases: { name: string; owner: string | null }[] | null;
    crashes: number;
  }>(
    'lease_read',
    `select (select json_agg(json_build_object('id', id, 'roles', roles, 'bots', bots)) from durabot.process) as members,
       (select json_agg(json_build_object('name', name, 'owner', process_id) order by name) from durabot.lease) as leases,
       (${recentCrashes}) as crashes`,
  );
  return {
    members: rows[0]?.members ?? [],
    crashes: rows[0]?.crashes ?? 0,
    leases: (rows[0]?.leases ?? []).map(({ name, owner }) => ({ name, owner: owner ?? undefined })),
  };
}

/** Takes up to `count` of the named leases that are free. @returns those it got; others may have been faster */
export async function takeFree(
  sql: Sql,
  processId: string,
  names: readonly string[],
  count: number,
): Promise<string[]> {
  const { rows } = await sql.query<{ name: string }>(
    `update durabot.lease set process_id = $1, taken_at = now()
     where name = any (array(
         select l.name from unnest($2::text[]) with ordinality as w(name, ord)
         join durabot.lease l using (name)
         where l.process_id is null order by w.ord limit $3 for update of l skip locked))
       and exists (select 1 from durabot.fence where process_id = $1 for key share)
     returning name`,
    [processId, names, count],
  );
  return rows.map((row) => row.name);
}

/** Gives leases back. Nothing that was begun under them may be under way any more. */
export async function freeLeases(sql: Sql, processId: string, names: readonly string[]): Promise<void> {
  await sql.query('update durabot.lease set process_id = null where process_id = $1 and name = any ($2)', [
    processId,
    names,
  ]);
}

/** Removes a process that ends by itself, and gives back what it holds. */
export async function removeProcess(db: Database, processId: string): Promise<void> {
  await db.transaction((tx) => withdraw(tx, processId));
}

async function withdraw(tx: Sql, processId: string): Promise<void> {
  // The fence goes first: its deletion waits for commits that are still under way, and lets none follow.
  await tx.query('delete from durabot.fence where process_id = $1', [processId]);
  await tx.query('update durabot.lease set process_id = null where process_id = $1', [processId]);
  await tx.query('delete from durabot.process where id = $1', [processId]);
  await freeJobs(tx, processId);
}

/**
 * Takes the right to commit from processes that are dead, and frees what they held. Dead is whose connection is gone,
 * which frees its advisory lock at once, or who was silent for too long, even if its connection stands.
 * @returns their ids
 */
export async function removeDead(db: Database, processId: string, silenceMs: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string; connected: boolean; silent: boolean }>(
    `select id, not pg_try_advisory_xact_lock(liveness) as connected, heartbeat_at < now() - make_interval(secs => $2) as silent
     from durabot.process where id <> $1`,
    [processId, silenceMs / 1000],
  );
  const dead = rows.filter(({ connected, silent }) => silent || !connected);
  for (const { id, connected } of dead) {
    await db.transaction(async (tx) => {
      await withdraw(tx, id);
      await tx.query('insert into durabot.crash (process_id) values ($1) on conflict do nothing', [id]);
    });
    if (connected) await endTransactions(db, id);
  }
  return dead.map(({ id }) => id);
}

/**
 * Lets a handler's transaction bear the name of its process behind that of the program, as long as it is open, so that the
 * rows it has locked can be set free. The server cuts names at 63 bytes.
 */
export async function nameTransaction(tx: Sql, processId: string): Promise<void> {
  await tx.query(
    "select set_config('application_name', left(current_setting('application_name'), 40) || '/' || left(md5($1), 16), true)",
    [processId],
  );
}

/** A process that is stopped, or whose machine is gone, keeps the rows locked that its handlers have written. */
async function endTransactions(db: Database, processId: string): Promise<void> {
  await db.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name like '%/' || left(md5($1), 16)`,
    [processId],
  );
}
